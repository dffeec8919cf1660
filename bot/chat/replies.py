"""Turns Rasa's messages into a reply: names become sentences, buttons are sealed."""

from collections.abc import Mapping
from typing import Any

from bot.chat.tokens import Tokens
from bot.chat.turn import Button, Message, RasaMessage, Referral, Reply
from bot.texts.compose import reasons
from bot.texts.texts import Texts

MOST_SERVICES = 3


class Replies:
    """Makes replies.

    Args:
        texts: the sentences.
        tokens: signs conversation and buttons.
    """

    def __init__(self, texts: Texts, tokens: Tokens):
        self.texts = texts
        self._tokens = tokens

    def from_rasa(
        self, conversation_id: str, messages: list[RasaMessage], *, is_new: bool
    ) -> Reply:
        """Return the reply to a turn that Rasa answered.

        Args:
            conversation_id: the conversation's id.
            messages: Rasa's messages, at least one.
            is_new: True for a conversation's first reply, which says that this is a program.
        """
        notice = [Message(self.texts.render("utter_programm", {}))] if is_new else []
        spoken = [self._message(conversation_id, message) for message in messages]
        return Reply(
            conversation=self._tokens.conversation_token(conversation_id),
            status=_status(messages),
            messages=notice + _at_most(spoken),
        )

    def say(self, conversation_id: str, name: str, status: str) -> Reply:
        """Return a reply of one sentence."""
        token = self._tokens.conversation_token(conversation_id)
        return Reply(token, status, [Message(self.texts.render(name, {}))])

    def _message(self, conversation_id: str, message: RasaMessage) -> Message:
        values = message.get("values") or {}
        return Message(
            text=self.texts.render(message["utter_action"], values),
            buttons=[self._button(conversation_id, item) for item in message.get("buttons") or []],
            services=[self._referral(service) for service in self._services(message)],
        )

    def _services(self, message: RasaMessage) -> list[Mapping[str, Any]]:
        services = list(message.get("services") or [])
        if message.get("fallback"):
            services.append(self.texts.city.fallback_contact)
        if message.get("everything_else"):
            services.append(self.texts.city.everything_else)
        return services

    def _referral(self, service: Mapping[str, Any]) -> Referral:
        assured = service.get("assured_date")
        return Referral(
            id=service["id"],
            name=service["name"],
            reason=" ".join(reasons(self.texts, service)),
            assured_date=str(assured) if assured else None,
        )

    def _button(self, conversation_id: str, button: Mapping[str, Any]) -> Button:
        title = self.texts.render(button["title"], button.get("values") or {})
        return Button(title, self._tokens.sealed_payload(conversation_id, button["payload"]))


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
