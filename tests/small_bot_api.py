"""A real little server that behaves as Telegram's Bot API, by its public documentation.

It takes what the real one takes, refuses what the real one refuses, and delivers updates to a
webhook until they are taken, each chat's in order.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN, SECRET = "1234:abc", "ein-geheimnis"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_CHARACTERS, MOST_DATA_BYTES, MOST_BUTTONS = 4096, 64, 100
METHODS = ("sendMessage", "sendChatAction", "sendDocument", "editMessageReplyMarkup")
DELIVERS_AGAIN_AFTER_S = 0.1


@dataclass(frozen=True)
class Fault:
    """How a call goes wrong; nothing of it is taken.

    Args:
        kind: "busy" (429), "broken" (500), "gateway" (502), "cut" (the connection ends without an
            answer), "hanging" (no answer at all).
        seconds: for "busy" what it asks to wait, for "hanging" how long it hangs.
    """

    kind: str
    seconds: float = 0.05


@dataclass(frozen=True)
class Call:
    """A call that was taken.

    Args:
        at: when, by `time.perf_counter`.
    """

    method: str
    values: dict[str, Any]
    at: float = field(compare=False, default=0)

    @property
    def chat(self) -> str:
        return str(self.values.get("chat_id"))


class _Refusal(Exception):
    def __init__(self, status: int, description: str):
        self.status, self.description = status, description


class SmallBotApi:
    """Telegram, as a bot sees it.

    Attributes:
        calls: what was taken, in order.
        tries: how often a method was called, also in vain.
        fault: tells by method and values how a call goes wrong; None for not at all.
        blocked: chats whose residents have blocked the bot.
        keyboards: the buttons that each message shows now, by chat and message.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.tries: dict[str, int] = defaultdict(int)
        self.fault: Callable[[str, dict[str, Any]], Fault | None] = lambda method, values: None
        self.blocked: set[str] = set()
        self.keyboards: dict[tuple[str, int], list[dict[str, str]]] = {}
        self._messages, self._updates = count(100), count(1)
        self._news = asyncio.Condition()
        self._presses: set[str] = set()
        self._in_order: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __aenter__(self) -> "SmallBotApi":
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._take)
        self._server = TestServer(app)
        await self._server.start_server()
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._session.close()
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    def environment(self) -> dict[str, str]:
        """Return the variables that switch Telegram on with this server."""
        return {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_SECRET": SECRET, "TELEGRAM_API": self.url}

    def sent(self, chat: int | str = 7) -> list[str]:
        """Return the texts that a chat shows."""
        return [call.values["text"] for call in self.messages(chat)]

    def messages(self, chat: int | str = 7) -> list[Call]:
        return [c for c in self.calls if c.method == "sendMessage" and c.chat == str(chat)]

    def methods(self, *names: str) -> list[Call]:
        return [call for call in self.calls if call.method in names]

    async def until(self, is_done: Callable[[], Any], within_s: float = 5) -> None:
        """Wait for what the calls show; each call is a reason to look again."""
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(is_done), within_s)
            except asyncio.TimeoutError:
                raise AssertionError(f"nur: {[c.values.get('text') for c in self.calls]}") from None

    async def answers(self, number: int, chat: int | str = 7, within_s: float = 5) -> list[str]:
        """Wait until a chat shows so many messages; return their texts."""
        await self.until(lambda: len(self.sent(chat)) >= number, within_s)
        return self.sent(chat)

    # What residents do.

    def message(self, text: str | None = None, chat: int = 7, **more: Any) -> dict[str, Any]:
        """Return a new update with a message."""
        words = {} if text is None else {"text": text}
        return {
            "update_id": next(self._updates),
            "message": {
                "message_id": next(self._messages),
                "from": {"id": chat, "is_bot": False, "first_name": "Erika"},
                "chat": {"id": chat, "type": "private"},
                "date": 1_795_000_000,
                **words,
                **more,
            },
        }

    def press(self, title: str, chat: int = 7) -> dict[str, Any]:
        """Return a new update: somebody presses the last button with a title."""
        for (of, number), buttons in reversed(self.keyboards.items()):
            for button in buttons:
                if of == str(chat) and button["text"] == title:
                    return self.press_code(button["callback_data"], chat, number)
        raise AssertionError(f"kein Knopf {title!r}")

    def press_code(self, code: str, chat: int = 7, message: int = 1) -> dict[str, Any]:
        number = next(self._updates)
        self._presses.add(f"press-{number}")
        return {
            "update_id": number,
            "callback_query": {
                "id": f"press-{number}",
                "from": {"id": chat, "is_bot": False, "first_name": "Erika"},
                "chat_instance": "1",
                "message": {
                    "message_id": message,
                    "chat": {"id": chat, "type": "private"},
                    "date": 1_795_000_000,
                },
                "data": code,
            },
        }

    async def deliver(self, webhook: Any, update: dict[str, Any], secret: str = SECRET) -> int:
        """Deliver an update once; return the status."""
        headers = {SECRET_HEADER: secret}
        async with self._session.post(webhook, json=update, headers=headers) as response:
            # A webhook may answer with a call.
            said = await response.json() if response.content_type == "application/json" else {}
            if "method" in said:
                self.calls.append(Call(said["method"], said))
                self._do(said["method"], said)
            return response.status

    async def deliver_surely(self, webhook: Callable[[], Any], update: dict[str, Any]) -> float:
        """Deliver an update until it is taken; no later one of its chat overtakes it.

        Returns:
            When it was delivered the time that it was taken, by `time.perf_counter`.
        """
        inside = update.get("callback_query", update)["message"]
        async with self._in_order[str(inside["chat"]["id"])]:
            while True:
                at = time.perf_counter()
                try:
                    if await self.deliver(webhook(), update) == 200:
                        return at
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(DELIVERS_AGAIN_AFTER_S)

    # What the bot does.

    async def _take(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        if token != TOKEN:
            is_token = token.partition(":")[0].isdigit()
            return _error(401, "Unauthorized") if is_token else _error(404, "Not Found")
        values = await _values(request)
        async with self._news:
            self.tries[method] += 1
            self._news.notify_all()
        fault = self.fault(method, values)
        if fault:
            return await _fail(request, fault)
        try:
            result = self._do(method, values)
        except _Refusal as refusal:
            return _error(refusal.status, refusal.description)
        async with self._news:
            self.calls.append(Call(method, values, time.perf_counter()))
            self._news.notify_all()
        return web.json_response({"ok": True, "result": result})

    def _do(self, method: str, values: dict[str, Any]) -> Any:
        if method == "getMe":
            return {"id": 1234, "is_bot": True, "first_name": "Lotse", "username": "lotse_bot"}
        if method == "answerCallbackQuery":
            return self._end_press(values.get("callback_query_id"))
        if method not in METHODS:
            raise _Refusal(404, "Not Found")
        chat = str(values.get("chat_id", ""))
        if not chat:
            raise _Refusal(400, "Bad Request: chat_id is empty")
        if chat in self.blocked:
            raise _Refusal(403, "Forbidden: bot was blocked by the user")
        if method == "sendChatAction":
            return True
        if method == "sendDocument" and not values.get("document"):
            raise _Refusal(400, "Bad Request: there is no document in the request")
        if method == "sendMessage":
            _check_text(values.get("text"))
        buttons = list(_checked_buttons(values.get("reply_markup")))
        if method == "editMessageReplyMarkup":
            return self._edit(chat, values.get("message_id"), buttons)
        number = next(self._messages)
        self.keyboards[chat, number] = buttons
        return {"message_id": number, "chat": {"id": int(chat), "type": "private"}, "date": 1}

    def _edit(self, chat: str, number: Any, buttons: list[dict[str, str]]) -> Any:
        if (chat, number) not in self.keyboards:
            raise _Refusal(400, "Bad Request: message to edit not found")
        if self.keyboards[chat, number] == buttons:
            raise _Refusal(400, "Bad Request: message is not modified")
        self.keyboards[chat, number] = buttons
        return True

    def _end_press(self, press: Any) -> bool:
        if press not in self._presses:
            raise _Refusal(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        self._presses.remove(press)
        return True


async def _values(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    posted = await request.post()
    return {
        name: {"name": value.filename, "kind": value.content_type, "content": value.file.read()}
        if isinstance(value, web.FileField)
        else value
        for name, value in posted.items()
    }


async def _fail(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.kind == "busy":
        seconds = fault.seconds
        wait = {"retry_after": seconds}
        return _error(429, f"Too Many Requests: retry after {seconds}", parameters=wait)
    if fault.kind == "gateway":
        return web.Response(status=502, text="<html>", content_type="text/html")
    if fault.kind == "broken":
        return _error(500, "Internal Server Error")
    if fault.kind == "hanging":
        await asyncio.sleep(fault.seconds)
    if request.transport:
        request.transport.abort()
    return web.Response()


def _check_text(text: Any) -> None:
    if not isinstance(text, str) or not text.strip():
        raise _Refusal(400, "Bad Request: message text is empty")
    if len(text) > MOST_CHARACTERS:
        raise _Refusal(400, "Bad Request: message is too long")


def _checked_buttons(markup: Any) -> Iterator[dict[str, str]]:
    buttons = [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise _Refusal(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if not button.get("text"):
            raise _Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if not 1 <= len(str(button.get("callback_data", "")).encode()) <= MOST_DATA_BYTES:
            raise _Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        yield button


def _error(status: int, description: str, **more: Any) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description, **more}
    return web.json_response(body, status=status)
