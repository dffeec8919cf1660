"""Language and style: what the assistant speaks, and choosing it."""

from actions.base import Answer, Event, LotseAction, button
from actions.conversation import Conversation

# Each language by its own name; the texts name the buttons.
LANGUAGES = ("de", "en", "tr", "ar", "ru", "uk", "pl", "ro", "bg", "ku")


class ActionLanguage(LotseAction):
    """Answers "sprichst du Türkisch?" and the choice of a language."""

    action_name = "action_sprache"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Go on in the language that was named, or offer all."""
        named = [lang for lang in conversation.said("sprache") if lang in LANGUAGES]
        if named:
            answer.say("utter_sprache_gewaehlt", "smalltalk", lang=named[0], style="normal")
            return []
        buttons = [
            button(f"utter_knopf_sprache_{lang}", f'/sprache{{"sprache": "{lang}"}}')
            for lang in LANGUAGES
        ]
        answer.say("utter_sprache", "smalltalk", buttons=buttons)
        return []


class ActionEasyLanguage(LotseAction):
    """Answers the wish for Leichte Sprache."""

    action_name = "action_leichte_sprache"

    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Go on in Leichte Sprache, which exists in German."""
        back = button("utter_knopf_normal", '/sprache{"sprache": "de"}')
        answer.say("utter_leichte_sprache", "smalltalk", buttons=[back], lang="de", style="leicht")
        return []
