"""A real little server between the assistant and another: what goes through may get lost."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

_OF_A_HOP = ("host", "connection", "content-length", "transfer-encoding", "content-encoding")


class LeakyWire:
    """Hands each call on, and its answer back.

    Args:
        behind: the other server's address.

    Attributes:
        calls: method and path of each call, also of those that got lost.
        fault: tells by method and path what becomes of a call: None for nothing, "cut" (it gets
            lost), "broken" (502 instead), "refused" (400 instead, for a reason of its own),
            "swallowed" (it arrives, its answer gets lost), "hanging" (it arrives, no answer comes).
    """

    def __init__(self, behind: str):
        self._behind = behind
        self.calls: list[tuple[str, str]] = []
        self.fault: Callable[[str, str], str | None] = lambda method, path: None
        self._news = asyncio.Condition()

    async def __aenter__(self) -> "LeakyWire":
        app = web.Application(client_max_size=10 * 1024**2)
        app.router.add_route("*", "/{path:.*}", self._hand_on)
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        # Who hangs at the end is let go.
        self._server = TestServer(app)
        await self._server.start_server(shutdown_timeout=0.01)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._session.close()
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    def count(self, method: str, part: str) -> int:
        """Return how often something was called."""
        return sum(called == method and part in path for called, path in self.calls)

    async def until(self, is_done: Callable[[], Any], within_s: float = 10) -> None:
        """Wait for what the calls show; each one that is over is a reason to look again."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(is_done), within_s)

    async def _hand_on(self, request: web.Request) -> web.StreamResponse:
        fault = self.fault(request.method, request.path)
        self.calls.append((request.method, request.path))
        try:
            if fault == "broken":
                return web.Response(status=502)
            if fault == "refused":
                return web.json_response({"errcode": "M_BAD_JSON"}, status=400)
            answer = None if fault == "cut" else await self._answer(request)
        finally:
            async with self._news:
                self._news.notify_all()
        if fault == "hanging":
            await asyncio.sleep(60)
        if (fault or answer is None) and request.transport:
            request.transport.abort()
        return answer or web.Response()

    async def _answer(self, request: web.Request) -> web.Response:
        address = f"{self._behind}{request.raw_path}"
        headers = {k: v for k, v in request.headers.items() if k.lower() not in _OF_A_HOP}
        raw = await request.read()
        try:
            async with self._session.request(
                request.method, address, headers=headers, data=raw
            ) as response:
                kept = {k: v for k, v in response.headers.items() if k.lower() not in _OF_A_HOP}
                body = await response.read()
                return web.Response(body=body, status=response.status, headers=kept)
        except aiohttp.ClientError:
            return web.Response(status=502)
