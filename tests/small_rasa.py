"""A real little server that stands in for Rasa: says what it is told to, and remembers."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.chat.rasa_client import PATH

GREETING = {"utter_action": "utter_gruss", "text": "utter_gruss"}


class SmallRasa:
    """Answers every message alike.

    Args:
        messages: what it says, or what makes it of the message heard.
        status: the status it says it with.
        body: the raw answer instead of messages.
        waits_s: seconds before it answers.
    """

    def __init__(
        self,
        messages: Any = (GREETING,),
        status: int = 200,
        body: str | None = None,
        waits_s: float = 0,
    ):
        self.messages, self.status, self.body, self.waits_s = messages, status, body, waits_s
        self.heard: list[dict[str, Any]] = []
        # Nothing is answered as long as it is not set.
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.on_message: Callable[[dict[str, Any]], None] = lambda said: None

    async def __aenter__(self) -> "SmallRasa":
        app = web.Application()
        app.router.add_post(PATH, self._answer)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def _answer(self, request: web.Request) -> web.Response:
        said = await request.json()
        self.heard.append(said)
        self.on_message(said)
        await self.may_answer.wait()
        await asyncio.sleep(self.waits_s)
        messages = self.messages(said) if callable(self.messages) else self.messages
        body = json.dumps(list(messages)) if self.body is None else self.body
        return web.Response(text=body, status=self.status, content_type="application/json")
