"""Crises that the classifier found and the patterns in front did not."""

from actions.base import Answer, Event, LotseAction
from actions.conversation import Conversation


class ActionCrisis(LotseAction):
    """Hands a crisis to the chat, which has one answer for both ways of finding it."""

    action_name = "action_krise"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Name the class; a question in progress stays open."""
        answer.say("utter_krise", "crisis", crisis=conversation.intent.removeprefix("krise_"))
        return []
