"""Telegram by its Bot API: updates come in by webhook, messages go out by calls."""

import hmac
from contextlib import suppress
from typing import Any

import aiohttp
from aiohttp import web

from bot.channels.body import json_body
from bot.channels.http_api import HttpApi, will_pass
from bot.channels.keys import COURIERS
from bot.errors import Forbidden
from bot.messenger_settings import TelegramSettings
from bot.messengers.messenger import (
    BUTTON,
    LOCATION,
    OTHER,
    TEXT,
    Incoming,
    Limits,
    Outgoing,
    Refused,
)
from bot.messengers.sentences import shortened

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a name, no secret)
# 4096 characters, each written as an escape, with everything around them.
MOST_BYTES = 256 * 1024
_TITLE = 60
# What a button carries that only shows what was chosen.
_CHOSEN = "-"
# What residents send besides text. Telegram's own notes, such as "pinned", need no answer.
_CONTENTS = frozenset(
    "animation audio checklist contact dice document game paid_media photo poll sticker story"
    " venue video video_note voice".split()
)


def add_webhook(app: web.Application, settings: TelegramSettings) -> None:
    """Listen to Telegram's updates."""

    async def receive(request: web.Request) -> web.Response:
        """Take an update; it is safe when Telegram hears 200."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, settings.secret.encode()):
            raise Forbidden("Das kommt nicht von Telegram.")
        incoming = read_update(await json_body(request, MOST_BYTES))
        if incoming and incoming.kind == BUTTON and incoming.text == _CHOSEN:
            # Nothing is meant by it; only its hourglass has to end.
            return web.json_response(
                {"method": "answerCallbackQuery", "callback_query_id": incoming.press}
            )
        if incoming:
            await request.app[COURIERS][Telegram.name].receive(incoming)
        return web.Response()

    app.router.add_post("/webhooks/telegram", receive)


class Telegram:
    """Telegram as a messenger.

    Args:
        settings: token, secret and address.
        session: a connection pool.
    """

    name = "telegram"
    # The API's own limit of a text is 4096 characters.
    limits = Limits(text=4096, with_choices=4096, choices=12)

    def __init__(self, settings: TelegramSettings, session: aiohttp.ClientSession):
        self._settings = settings
        self._api = HttpApi(session, will_pass=_will_pass)

    async def send(self, address: str, outgoing: Outgoing, key: str) -> None:
        """Send a message; see `Messenger`."""
        if outgoing.text:
            await self._call("sendMessage", **_message(address, outgoing))
        if outgoing.file:
            form = aiohttp.FormData({"chat_id": address})
            file = outgoing.file
            form.add_field("document", file.content, filename=file.name, content_type=file.kind)
            await self._api.call("POST", self._address("sendDocument"), data=form)

    async def show_typing(self, incoming: Incoming) -> None:
        """Show "schreibt …", and end a pressed button's hourglass."""
        if incoming.press:
            # Refused where the pressing is too old: then there is no hourglass any more.
            with suppress(Refused):
                await self._call("answerCallbackQuery", callback_query_id=incoming.press)
        await self._call("sendChatAction", chat_id=incoming.address, action="typing")

    async def retire(self, incoming: Incoming, title: str) -> None:
        """Take the buttons off the message; what was chosen stays to be seen."""
        if incoming.message:
            await self._call(
                "editMessageReplyMarkup",
                chat_id=incoming.address,
                message_id=int(incoming.message),
                reply_markup={"inline_keyboard": [[_button(f"✓ {title}", _CHOSEN)]]},
            )

    async def _call(self, method: str, **values: Any) -> None:
        await self._api.call("POST", self._address(method), json=values)

    def _address(self, method: str) -> str:
        return f"{self._settings.api}/bot{self._settings.token}/{method}"


def read_update(update: dict[str, Any]) -> Incoming | None:
    """Return what an update says; None for kinds that are nobody's message to the bot.

    Args:
        update: as the Bot API documents it; whatever has another form is None.
    """
    number = update.get("update_id")
    pressed = update.get("callback_query")
    message = pressed.get("message") if isinstance(pressed, dict) else update.get("message")
    if not isinstance(number, int) or not isinstance(message, dict):
        return None
    chat = message.get("chat")
    # Groups hear nothing: others would read along.
    if not isinstance(chat, dict) or chat.get("type") != "private" or "id" not in chat:
        return None
    address = str(chat["id"])
    if isinstance(pressed, dict):
        code, shown = str(pressed.get("data", "")), message.get("message_id")
        of = str(shown) if isinstance(shown, int) else None
        return Incoming(str(number), address, BUTTON, code, of, str(pressed.get("id")))
    if isinstance(message.get("text"), str):
        return Incoming(str(number), address, TEXT, message["text"])
    if "location" in message:
        return Incoming(str(number), address, LOCATION)
    return Incoming(str(number), address, OTHER) if _CONTENTS & message.keys() else None


def _will_pass(status: int, said: dict[str, Any]) -> bool:
    """Also a wrong token passes: somebody will mend it, and until then nothing is lost."""
    return status in (401, 404) or will_pass(status, said)


def _message(address: str, outgoing: Outgoing) -> dict[str, Any]:
    message: dict[str, Any] = {
        "chat_id": address,
        "text": outgoing.text,
        "link_preview_options": {"is_disabled": True},
    }
    if outgoing.choices:
        rows = [[_button(choice.title, choice.payload)] for choice in outgoing.choices]
        message["reply_markup"] = {"inline_keyboard": rows}
    return message


def _button(title: str, code: str) -> dict[str, str]:
    return {"text": shortened(title, _TITLE), "callback_data": code}
