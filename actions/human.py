"""A wish for a human being."""

from actions.base import Answer, Event, LotseAction
from actions.conversation import Conversation


class ActionHumanBeing(LotseAction):
    """Answers the wish to speak with a person."""

    action_name = "action_mensch"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Name the fallback contact."""
        answer.say("utter_mensch", "callback", fallback=True)
        return []
