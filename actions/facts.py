"""Questions about a place: what is known of it, and honestly what is not."""

from typing import Any

from actions.base import Answer, Event, LotseAction, button, remember
from actions.catalogue import Service, catalogue
from actions.conversation import Conversation
from actions.offers import is_reachable, next_questions, offer

# Which field of the catalogue answers which question.
FIELDS = {
    "frage_oeffnungszeiten": "opening_hours",
    "frage_adresse": "addresses",
    "frage_kontakt": "phones",
    "frage_kosten": "fees_description",
    "frage_anmeldung": "application_process",
    "frage_barrierefreiheit": "accessibility",
    "frage_sprachen": "languages",
    "frage_traeger": "organization",
    "frage_zielgruppe": "eligibility_description",
    "frage_angebot": "description",
    "frage_stand": "assured_date",
}
# Contacts are answered with all ways there are, not with one field.
_CONTACTS = ("phones", "email", "url")
_AGES = ("minimum_age", "maximum_age")
# Below this probability the topic beside a question is a guess.
LIKELY = 0.05


class ActionAnswerFact(LotseAction):
    """Answers every intent that asks one thing about a place."""

    action_name = "action_frage_beantworten"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say the fact, or that it is not known; ask which place where none is meant."""
        topic = _topic_meant(conversation)
        if topic:
            return await offer(answer, conversation, topic)
        return await say_fact(answer, conversation, conversation.intent)


async def say_fact(answer: Answer, conversation: Conversation, question: str) -> list[Event]:
    """Say one fact of the place that is meant; ask which place where none is.

    Args:
        answer: takes the messages.
        conversation: the turn.
        question: an intent of `FIELDS`.

    Raises:
        CatalogueError: the catalogue doesn't answer.
    """
    place = await _place_meant(conversation)
    if place is None:
        answer.say("utter_welcher_ort", "clarification")
        return []
    known = _is_known(place, question)
    response = f"utter_{question}" if known else f"utter_{question}_unbekannt"
    answer.say(response, "answered", values={"place": place}, services=[place])
    _end(answer, place, question)
    if place["id"] == conversation.remembered("angebot"):
        return remember(offene_frage=None)
    return remember(angebot=place["id"], gruende=place.get("reasons") or [], offene_frage=None)


def _topic_meant(conversation: Conversation) -> str | None:
    """Return the topic of a question that names none of its places, nor means the one before."""
    if conversation.places:
        return None
    if conversation.named_topic or conversation.remembered("angebot"):
        return conversation.named_topic
    likely = conversation.likely_topics(1, at_least=LIKELY)
    if likely:
        return likely[0]
    # "Das Büro in Hasport": what stands in a district by its name are the offices.
    return "nachbarschaftsbuero" if conversation.said("stadtteil") else None


async def _place_meant(conversation: Conversation) -> Service | None:
    """Return the place named now, else the one of before."""
    named = conversation.places or [conversation.remembered("angebot")]
    return await catalogue().service(named[0]) if named[0] else None


def _is_known(place: dict[str, Any], question: str) -> bool:
    if question == "frage_kontakt":
        return any(place.get(field) for field in _CONTACTS)
    if question == "frage_zielgruppe":
        return any(place.get(field) is not None for field in (FIELDS[question], *_AGES))
    return bool(place.get(FIELDS[question]))


def _end(answer: Answer, place: Service, question: str) -> None:
    asked = question.removeprefix("frage_")
    buttons = [
        item for item in next_questions(place, has_others=False) if asked not in item["payload"]
    ]
    if question != "frage_adresse" and place.get("addresses"):
        buttons.append(button("utter_knopf_adresse", "/frage_adresse"))
    if is_reachable(place):
        answer.say("utter_weiter", "answered", buttons=buttons)
    else:
        answer.say("utter_ersatzkontakt", "answered", fallback=True, buttons=buttons)
