"""What the assistant can do, and a first step for somebody who only asks for help."""

from actions.base import Answer, Event, LotseAction
from actions.conversation import Conversation
from actions.details import common_topics


class ActionOverview(LotseAction):
    """Answers "was gibt es alles?"."""

    action_name = "action_ueberblick"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Offer the topics."""
        answer.say("utter_ueberblick", "clarification", buttons=common_topics())
        return []


class ActionHelp(LotseAction):
    """Answers "was kannst du?"."""

    action_name = "action_hilfe"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say what the assistant does."""
        answer.say("utter_hilfe", "smalltalk", buttons=common_topics())
        return []


class ActionCryForHelp(LotseAction):
    """Answers a bare cry for help in which no danger is named."""

    action_name = "action_hilferuf"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Name the numbers for danger, and ask what it is about."""
        answer.say("utter_hilferuf", "clarification", buttons=common_topics())
        return []
