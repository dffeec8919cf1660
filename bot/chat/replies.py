"""Turns Rasa's messages into a reply: names become sentences, buttons are sealed."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.chat.preferences import Preferences
from bot.chat.tokens import Tokens
from bot.chat.turn import Button, Message, RasaMessage, Referral, Reply
from bot.texts.compose import reasons
from bot.texts.library import Library
from bot.texts.texts import Texts

MOST_SERVICES = 3
# Beside German, the language most foreign residents read.
BRIDGE = "en"
IN_GERMAN = '/sprache{"sprache": "de"}'


class Replies:
    """Makes replies.

    Args:
        library: the sentences of all languages.
        tokens: signs conversation and buttons.
    """

    def __init__(self, library: Library, tokens: Tokens):
        self.library = library
        self._tokens = tokens

    def from_rasa(
        self,
        conversation_id: str,
        messages: list[RasaMessage],
        preferences: Preferences,
        *,
        is_new: bool,
        is_new_language: bool,
    ) -> Reply:
        """Return the reply to a turn that Rasa answered.

        Args:
            conversation_id: the conversation's id.
            messages: Rasa's messages, at least one.
            preferences: language and style.
            is_new: True for a conversation's first reply, which says that this is a program.
            is_new_language: True where the language was another one before.
        """
        spoken: list[RasaMessage] = [{"utter_action": "utter_programm"}] if is_new else []
        if is_new_language and preferences.lang not in self.library.reviewed:
            german = {"title": "utter_knopf_deutsch", "payload": IN_GERMAN}
            spoken.append({"utter_action": "utter_sprache_ungeprueft", "buttons": [german]})
        said = [
            told
            for message in [*spoken, *messages]
            for told in self._messages(conversation_id, message, preferences)
        ]
        return Reply(
            conversation=self._tokens.conversation_token(conversation_id),
            status=_status(messages),
            messages=_at_most(said),
            lang=preferences.lang,
        )

    def _messages(
        self, conversation_id: str, message: RasaMessage, preferences: Preferences
    ) -> Iterator[Message]:
        """Say one of Rasa's messages; to a reader of another language in two."""
        texts = self.library.texts(preferences.lang, preferences.style)
        name, values = message["utter_action"], message.get("values") or {}
        yield Message(
            text=texts.render(name, values),
            lang=preferences.lang,
            buttons=[
                self._button(texts, conversation_id, item) for item in message.get("buttons") or []
            ],
            services=[_referral(texts, service) for service in _services(texts, message)],
        )
        if preferences.is_foreign:
            yield Message(self.library.texts(BRIDGE).render(name, values), lang=BRIDGE)

    def _button(self, texts: Texts, conversation_id: str, button: Mapping[str, Any]) -> Button:
        title = texts.render(button["title"], button.get("values") or {})
        return Button(title, self._tokens.sealed_payload(conversation_id, button["payload"]))


def _services(texts: Texts, message: RasaMessage) -> list[Mapping[str, Any]]:
    services = list(message.get("services") or [])
    if message.get("fallback"):
        services.append(texts.city.fallback_contact)
    if message.get("everything_else"):
        services.append(texts.city.everything_else)
    return services


def _referral(texts: Texts, service: Mapping[str, Any]) -> Referral:
    assured = service.get("assured_date")
    return Referral(
        id=service["id"],
        name=service["name"],
        reason=" ".join(reasons(texts, service)),
        assured_date=str(assured) if assured else None,
    )


def _status(messages: list[RasaMessage]) -> str:
    """Return the first state an action gave; a plain sentence is small talk."""
    return next((message["status"] for message in messages if "status" in message), "smalltalk")


def _at_most(messages: list[Message]) -> list[Message]:
    """Name each place once, and no more than three in all."""
    seen: list[str] = []
    kept = []
    for message in messages:
        services = [service for service in message.services if service.id not in seen]
        services = services[: MOST_SERVICES - len(seen)]
        seen += [service.id for service in services]
        kept.append(Message(message.text, message.lang, message.buttons, services))
    return kept
