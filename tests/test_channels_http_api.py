"""Calls of a platform's API: what may be tried again, and who gets to read them."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.http_api import Declined, HttpApi
from bot.messengers.messenger import Delayed

STATUSES = {"busy": 429, "broken": 503, "wrong": 400}


class Api:
    """An API that answers as its path says, and remembers what was called."""

    def __init__(self) -> None:
        self.called: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.called.append(name)
        if name == "moved":
            raise web.HTTPTemporaryRedirect("/elsewhere")
        if name in STATUSES:
            said = {"errcode": "M_TOO_MUCH", "retry_after_ms": 500}
            return web.json_response(said, status=STATUSES[name])
        return web.json_response({"ok": True})


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
async def url(api: Api) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/{name}", api.answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def client() -> AsyncIterator[HttpApi]:
    async with aiohttp.ClientSession() as session:
        yield HttpApi(session, {"Authorization": "Bearer geheim"})


async def test_what_is_answered_comes_back(client: HttpApi, url: str) -> None:
    assert await client.call("POST", f"{url}fine", json={}) == {"ok": True}


async def test_words_and_token_follow_no_redirect(client: HttpApi, url: str, api: Api) -> None:
    with pytest.raises(Delayed) as delay:
        await client.call("POST", f"{url}moved", json={"text": "Guten Tag!"})

    assert (api.called, delay.value.reason) == (["moved"], "307")


@pytest.mark.parametrize("name", ["busy", "broken"])
async def test_an_error_of_the_moment_passes_and_says_why(
    client: HttpApi, url: str, name: str
) -> None:
    with pytest.raises(Delayed) as delay:
        await client.call("POST", f"{url}{name}", json={})

    assert delay.value == Delayed(0.5, f"{STATUSES[name]} M_TOO_MUCH")


async def test_any_other_error_is_for_ever_and_says_why(client: HttpApi, url: str) -> None:
    with pytest.raises(Declined) as declined:
        await client.call("POST", f"{url}wrong", json={})

    assert declined.value.reason == "400 M_TOO_MUCH"


async def test_who_cannot_be_reached_may_be_later(client: HttpApi) -> None:
    with pytest.raises(Delayed) as delay:
        await client.call("POST", "http://127.0.0.1:9/x", json={})

    assert delay.value.reason == "ClientConnectorError"
