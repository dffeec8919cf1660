"""A wish for a human being."""

from actions.base import Answer, Event, LotseAction
from actions.conversation import Conversation
from actions.facts import say_fact


class ActionHumanBeing(LotseAction):
    """Answers the wish to speak with a person."""

    action_name = "action_mensch"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Name the fallback contact; "kann man da anrufen?" means the place just named."""
        place = conversation.remembered("angebot")
        if place and "telefon" in conversation.said("merkmal"):
            return await say_fact(answer, conversation, "frage_kontakt")
        answer.say("utter_mensch", "callback", fallback=True)
        return []
