"""Two-stage fallback: rephrase, then likely topics, then a human being."""

from actions.base import Answer, Event, LotseAction, button
from actions.catalogue import Service, catalogue
from actions.conversation import Conversation
from actions.details import common_topics
from actions.facts import say_fact
from actions.offers import offer

MOST_TOPICS = 3
MOST_GUESSES = 2


class ActionNotUnderstood(LotseAction):
    """Answers what was not understood, each time in a row differently."""

    action_name = "action_nicht_verstanden"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Ask back once, then offer topics, then the fallback contact."""
        if conversation.places:
            # A name was understood, if nothing else: its place is a better answer than a question.
            return await say_fact(answer, conversation, "frage_angebot")
        if conversation.said("stadtteil"):
            topic = conversation.remembered("thema") or "nachbarschaftsbuero"
            return await offer(answer, conversation, topic)
        failures = conversation.failures_before()
        if failures == 0:
            await _rephrase(answer, conversation)
        elif failures == 1:
            answer.say("utter_meinten_sie", "clarification", buttons=_topics(conversation))
        else:
            answer.say("utter_nicht_verstanden", "callback", fallback=True)
        return []


async def _rephrase(answer: Answer, conversation: Conversation) -> None:
    """Ask for other words; where a topic is half understood, with the places that may fit."""
    found: list[Service] = []
    for topic in conversation.half_understood(MOST_GUESSES):
        found += await catalogue().search(topic=topic, q=conversation.text, per_page=1)
    # Two topics may share a place.
    places = list({place["id"]: place for place in found}.values())
    if places:
        answer.say("utter_vielleicht", "clarification", values={"places": places}, services=places)
    else:
        answer.say("utter_bitte_anders", "clarification")


def _topics(conversation: Conversation) -> list[dict]:
    likely = conversation.likely_topics(MOST_TOPICS)
    if not likely:
        return common_topics()
    return [button("utter_knopf_thema", f"/{topic}", thema=topic) for topic in likely]
