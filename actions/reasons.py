"""Why this place, and what else if it doesn't fit."""

from actions.base import Answer, Event, LotseAction, remember
from actions.catalogue import catalogue
from actions.conversation import Conversation
from actions.facts import say_fact
from actions.offers import next_questions, show


class ActionExplain(LotseAction):
    """Answers "Warum?" with the reasons that ranked the place."""

    action_name = "action_warum"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say the reasons kept from the ranking."""
        before = conversation.remembered("angebot")
        named = conversation.places[0] if conversation.places else before
        place = await catalogue().service(named) if named else None
        if place is None:
            answer.say("utter_welcher_ort", "clarification")
            return []
        if named != before:
            # Nobody has proposed it here: what it is there for is the reason there can be.
            return await say_fact(answer, conversation, "frage_zielgruppe")
        place["reasons"] = conversation.remembered("gruende") or []
        others = bool(conversation.remembered("alternativen"))
        answer.say(
            "utter_warum",
            "answered",
            values={"place": place},
            services=[place],
            buttons=next_questions(place, others)[1:],
        )
        return []


class ActionNextBest(LotseAction):
    """Answers "passt nicht" with the next best place."""

    action_name = "action_passt_nicht"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Offer the next alternative; the refused place is not offered again."""
        named = conversation.remembered("angebot")
        refused = [*(conversation.remembered("abgelehnt") or []), *filter(None, [named])]
        left = [id for id in conversation.remembered("alternativen") or [] if id not in refused]
        places = [place for id in left if (place := await catalogue().service(id))]
        if not places:
            answer.say("utter_nichts_weiter", "no_match", fallback=True, refused=named)
            return remember(abgelehnt=refused)
        events = show(answer, places, district=conversation.district, refused=named)
        return events + remember(abgelehnt=refused)
