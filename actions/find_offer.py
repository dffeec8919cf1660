"""Topics: the resident is sent to the place for it."""

from actions.base import Answer, Event, LotseAction, remember
from actions.catalogue import catalogue
from actions.conversation import Conversation
from actions.elsewhere import asks_about_other_city, say_other_city
from actions.offers import offer


class ActionFindOffer(LotseAction):
    """Answers every topic intent."""

    action_name = "action_angebot_finden"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Offer a place, unless another city's service is meant."""
        if asks_about_other_city(conversation):
            # "Und in Delmenhorst?" goes on from here.
            return say_other_city(answer, conversation) + remember(thema=conversation.intent)
        if conversation.is_worrying:
            answer.say("utter_krise", "answered")
        events = await offer(answer, conversation, conversation.intent)
        return events + await _second_matter(answer, conversation, events)


async def _second_matter(
    answer: Answer, conversation: Conversation, events: list[Event]
) -> list[Event]:
    """Name the place for a second question of the same message, where it is another one."""
    named = [event["value"] for event in events if event.get("name") == "angebot"]
    for topic in conversation.further_topics()[:1] if named else []:
        found = await catalogue().search(topic=topic, q=conversation.text, per_page=1)
        if found and found[0]["id"] not in named:
            answer.say("utter_zweites_anliegen", "answered", values={"thema": topic})
            answer.say("utter_angebot", "answered", values={"place": found[0]}, services=found)
            return remember(thema_davor=topic)
    return []


class ActionFamilyMatterWithoutOffer(LotseAction):
    """Answers family matters for which the catalogue has no offer, such as a paediatrician."""

    action_name = "action_familie_ohne_angebot"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say so, what comes nearest, and whom to call."""
        if asks_about_other_city(conversation):
            return say_other_city(answer, conversation)
        if conversation.places:
            return await offer(answer, conversation, "familienzentrum")
        nearest = await catalogue().search(q=conversation.text, type="familienzentrum", per_page=1)
        answer.say("utter_nichts_passt", "no_match", values={"places": nearest}, services=nearest)
        answer.say("utter_ersatzkontakt", "no_match", fallback=True)
        return []
