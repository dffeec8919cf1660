"""Moving in the conversation: repeat, back, cancel."""

from actions.base import Answer, Event, LotseAction, remember
from actions.conversation import Conversation
from actions.details import common_topics
from actions.offers import offer


class ActionRepeat(LotseAction):
    """Says the last answer again."""

    action_name = "action_wiederholen"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say the same responses with the same values."""
        spoken = [event["metadata"] for event in conversation.last_answer()]
        before = [message for message in spoken if "utter_action" in message]
        for message in before:
            answer.say(message["utter_action"], "smalltalk", values=message.get("values"))
        if not before:
            answer.say("utter_nichts_zu_wiederholen", "smalltalk")
        return []


class ActionBack(LotseAction):
    """Goes back to the question that was interrupted, or to the topic before."""

    action_name = "action_zurueck"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Take the topic before up again."""
        before = conversation.remembered("thema_davor")
        if before is None:
            answer.say("utter_nichts_davor", "smalltalk", buttons=common_topics())
            return []
        return await offer(answer, conversation, before)


class ActionCancel(LotseAction):
    """Drops the question in progress."""

    action_name = "action_abbrechen"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Forget topic, place and open question; details of the family are kept."""
        answer.say("utter_abgebrochen", "smalltalk")
        return remember(offene_frage=None, thema=None, angebot=None, alternativen=[], abgelehnt=[])
