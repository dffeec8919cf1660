"""The one channel of Rasa's that the web process talks to, on loopback."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.rasa_hooks.action_schema import check_action_results_once_compiled

# The channel is imported before the first message, and only where Rasa serves.
check_action_results_once_compiled()

log = structlog.get_logger()


class Replies(CollectingOutputChannel):
    """Keeps every message whole: response name, values and buttons, not only its text."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "chat"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message of the assistant as it is."""
        self.messages.append(message)


class ChatInput(RestInput):
    """Takes `{sender, message, metadata}` and answers with the list of Rasa's messages.

    Unlike Rasa's REST channel it lets nobody choose the channel's name, insists on a sender, and
    logs neither the resident's words nor local variables when something fails.
    """

    @classmethod
    def name(cls) -> str:
        """Return the part of the address: /webhooks/chat/webhook."""
        return "chat"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the two routes every channel of Rasa's has."""
        blueprint = Blueprint("chat_input", "bot_rasa_hooks_channel")

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self._answer(request, on_new_message)

        return blueprint

    async def _answer(
        self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        body = request.json or {}
        sender, text = body.get("sender"), body.get("message")
        if not isinstance(sender, str) or not sender or not isinstance(text, str):
            return response.json({"error": "sender and message must be texts"}, status=400)
        replies = Replies()
        message = UserMessage(
            text, replies, sender, input_channel=self.name(), metadata=body.get("metadata")
        )
        try:
            await on_new_message(message)
        except Exception as error:
            # The exception's text may hold the resident's words: only its kind is logged.
            log.error("chat.message.failed", kind=type(error).__name__)
            return response.json({"error": "failed"}, status=500)
        return response.json(replies.messages)
