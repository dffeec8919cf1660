"""What the assistant knows of the resident, and forgetting it."""

from actions.base import Answer, Event, LotseAction, button, remember
from actions.conversation import Conversation


class ActionShowKnowledge(LotseAction):
    """Answers "was weißt du über mich?"."""

    action_name = "action_was_weisst_du"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say the details that are remembered in this conversation."""
        slots = ("thema", "alter", "stadtteil")
        known = {slot: conversation.remembered(slot) for slot in slots}
        known = {slot: value for slot, value in known.items() if value is not None}
        response = "utter_was_ich_weiss" if known else "utter_ich_weiss_nichts"
        answer.say(response, "smalltalk", values={"known": known})
        return []


class ActionAskErase(LotseAction):
    """Answers the wish to erase: asks once."""

    action_name = "action_loeschen_fragen"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Ask whether all of this conversation is to be erased."""
        answer.say("utter_loeschen_fragen", "smalltalk", buttons=_yes_no())
        return remember(offene_frage="loeschen")


def _yes_no() -> list[dict]:
    return [button("utter_knopf_ja", "/ja"), button("utter_knopf_nein", "/nein")]
