"""Details and short answers: a district, an age, yes, no, "weiß nicht", "egal"."""

from actions.base import Answer, Event, LotseAction, button, remember
from actions.conversation import Conversation
from actions.offers import offer


class ActionTakeDetail(LotseAction):
    """Answers a message that only gives a district, an age or a correction."""

    action_name = "action_angabe"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Search again with the detail; a district alone means its office."""
        topic = conversation.remembered("thema")
        if topic is None and conversation.said("stadtteil"):
            topic = "nachbarschaftsbuero"
        if topic is None and conversation.places:
            topic = "familienzentrum"
        if topic:
            return await offer(answer, conversation, topic)
        answer.say("utter_worum_geht_es", "clarification", buttons=common_topics())
        return remember(alter=conversation.age)


class ActionDontKnow(LotseAction):
    """Answers "weiß nicht" and "egal": goes on without the detail."""

    action_name = "action_ohne_angabe"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Offer what fits without the detail that was asked for."""
        topic = conversation.remembered("thema")
        if topic and conversation.remembered("offene_frage"):
            return await offer(answer, conversation, topic, may_ask=False)
        answer.say("utter_worum_geht_es", "clarification", buttons=common_topics())
        return []


class ActionYes(LotseAction):
    """Answers "ja": to the question whether to erase, else asks on."""

    action_name = "action_ja"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Erase where that was asked; the chat does it after the reply."""
        if conversation.remembered("offene_frage") == "loeschen":
            answer.say("utter_geloescht", "smalltalk", erase=True)
            return remember(offene_frage=None)
        answer.say("utter_ja", "clarification", buttons=common_topics())
        return []


class ActionNo(LotseAction):
    """Answers "nein": nothing is erased, else asks what would help."""

    action_name = "action_nein"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Take the question back."""
        if conversation.remembered("offene_frage") == "loeschen":
            answer.say("utter_nicht_geloescht", "smalltalk")
            return remember(offene_frage=None)
        has_others = bool(conversation.remembered("alternativen"))
        buttons = [button("utter_knopf_passt_nicht", "/passt_nicht")] if has_others else []
        answer.say("utter_nein", "clarification", buttons=[*buttons, *common_topics()])
        return []


def common_topics() -> list[dict]:
    """Return buttons for the topics families ask about most."""
    topics = ("kita_platz", "erziehung", "hebamme", "finanzielle_hilfe", "nachbarschaftsbuero")
    return [button("utter_knopf_thema", f"/{topic}", thema=topic) for topic in topics]
