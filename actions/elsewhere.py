"""What is not ours: municipal matters, other cities, verdicts, and all the rest."""

import re

from actions.base import Answer, Event, LotseAction, button
from actions.catalogue import catalogue
from actions.conversation import Conversation
from actions.facts import say_fact

# "aus Bremen", "von Bremen hergezogen", "arbeite in Bremen" tell where somebody comes from.
_COMES_FROM = re.compile(r"\b(aus|von|nach|arbeite\w*|zieh\w*|gezogen|zugezogen|komme\w*)\b", re.I)

# These places are also named in what has nothing to do with them: "Polizei", "Bürgerbüro".
NAMED_BY_THE_WAY = ("notruf", "amt")


def asks_about_other_city(conversation: Conversation) -> bool:
    """Tell whether a service of another city is asked for."""
    if not conversation.said("andere_stadt") or conversation.said("stadtteil"):
        return False
    text = conversation.text or ""
    return not _COMES_FROM.search(text) and "delmenhorst" not in text.lower()


def say_other_city(answer: Answer, conversation: Conversation) -> list[Event]:
    """Say that only this city's services are known here."""
    city = conversation.said("andere_stadt")[0]
    answer.say("utter_andere_stadt", "out_of_scope", values={"stadt": city})
    return []


class ActionSendToCitizensOffice(LotseAction):
    """Answers municipal matters: they belong to the citizens' office."""

    action_name = "action_buergerbuero"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Name the citizens' office and what is known of it."""
        if asks_about_other_city(conversation):
            return say_other_city(answer, conversation)
        # The chat knows which office that is; so it is named even without the catalogue.
        answer.say("utter_buergerbuero", "out_of_scope", everything_else=True)
        return []


class ActionDeclineVerdict(LotseAction):
    """Answers wishes for a legal, medical or child-protection verdict: people do that."""

    action_name = "action_kein_urteil"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Decline, and offer topics under which people can be asked."""
        buttons = [
            button("utter_knopf_thema", f"/{topic}", thema=topic)
            for topic in ("beratung", "jugendamt", "kinderschutz")
        ]
        answer.say("utter_kein_urteil", "out_of_scope", buttons=buttons)
        return []


class ActionOutOfScope(LotseAction):
    """Answers everything that no family matter is."""

    action_name = "action_ausserhalb"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say what the assistant is there for; a place named beside a family matter is meant."""
        if asks_about_other_city(conversation):
            return say_other_city(answer, conversation)
        if await _is_about_a_place(conversation):
            return await say_fact(answer, conversation, "frage_angebot")
        answer.say("utter_ausserhalb", "out_of_scope")
        return []


async def _is_about_a_place(conversation: Conversation) -> bool:
    """Tell whether a place is named, by its name or its address, that people ask for by name."""
    for place_id in conversation.places:
        place = await catalogue().service(place_id)
        if place and place["type"] not in NAMED_BY_THE_WAY:
            return True
    return False
