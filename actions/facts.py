"""Questions about a place: what is known of it, and honestly what is not."""

from typing import Any

from actions.base import Answer, Event, LotseAction, button, remember
from actions.catalogue import Service, catalogue
from actions.conversation import Conversation
from actions.offers import is_reachable, next_questions

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
# Below this score a search without topic has found nothing that was meant.
ENOUGH = 0.5


class ActionAnswerFact(LotseAction):
    """Answers every intent that asks one thing about a place."""

    action_name = "action_frage_beantworten"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say the fact, or that it is not known; ask which place where none is meant."""
        place = await _place_meant(conversation)
        if place is None:
            answer.say("utter_welcher_ort", "clarification")
            return []
        question = conversation.intent
        known = _is_known(place, question)
        response = f"utter_{question}" if known else f"utter_{question}_unbekannt"
        values = {"place": place}
        answer.say(response, "answered", values=values, services=[place])
        _end(answer, place, question)
        return remember(angebot=place["id"], gruende=place.get("reasons") or [], offene_frage=None)


async def _place_meant(conversation: Conversation) -> Service | None:
    """Return the place named now, else the one of before, else what the words mean."""
    named = conversation.places or [conversation.remembered("angebot")]
    if named[0]:
        return await catalogue().service(named[0])
    if conversation.text is None:
        return None
    found = await catalogue().search(
        q=conversation.text, topic=conversation.remembered("thema"), per_page=1
    )
    return found[0] if found and found[0]["score"] >= ENOUGH else None


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
