"""Two-stage fallback: rephrase, then likely topics, then a human being."""

from actions.base import Answer, Event, LotseAction, button
from actions.conversation import Conversation
from actions.details import common_topics
from actions.facts import say_fact
from actions.offers import offer

MOST_TOPICS = 3


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
            answer.say("utter_bitte_anders", "clarification")
        elif failures == 1:
            answer.say("utter_meinten_sie", "clarification", buttons=_topics(conversation))
        else:
            answer.say("utter_nicht_verstanden", "callback", fallback=True)
        return []


def _topics(conversation: Conversation) -> list[dict]:
    likely = conversation.likely_topics(MOST_TOPICS)
    if not likely:
        return common_topics()
    return [button("utter_knopf_thema", f"/{topic}", thema=topic) for topic in likely]
