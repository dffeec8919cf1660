"""Who may use the chat from another website, and what every answer forbids the browser."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.app import create_app
from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.settings import Settings
from tests.small_rasa import SmallRasa

CITY = "https://www.delmenhorst.de"
STRANGER = "https://example.org"
ALLOW = "Access-Control-Allow-Origin"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Open the catalogue once: these tests only need that it is there."""
    folder = str(tmp_path_factory.mktemp("catalogue"))
    return open_catalogue(Settings.from_environment({"DATA_DIR": folder, "SECRET_KEY": "test"}))


@pytest.fixture
async def client(
    settings: Settings, catalogue: Catalogue, aiohttp_client: Any
) -> AsyncIterator[TestClient]:
    async with SmallRasa() as rasa:
        own = replace(settings, rasa_url=rasa.url, allowed_origins=(CITY,))
        yield await aiohttp_client(create_app(own, catalogue))


async def chat(client: TestClient, **headers: str) -> Any:
    return await client.post("/api/chat", json={"text": "Hallo"}, headers=headers)


async def test_an_allowed_website_may_read_the_answer(client: TestClient) -> None:
    response = await chat(client, Origin=CITY)

    assert response.headers[ALLOW] == CITY
    assert response.headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin", [STRANGER, f"{CITY}.example.org", "http://www.delmenhorst.de", "null", "*", ""]
)
async def test_another_website_may_not(client: TestClient, origin: str) -> None:
    assert ALLOW not in (await chat(client, Origin=origin)).headers


async def test_the_own_page_needs_no_permission(client: TestClient) -> None:
    response = await chat(client)

    assert response.status == 200
    assert ALLOW not in response.headers


async def test_the_browser_may_ask_before(client: TestClient) -> None:
    headers = {"Origin": CITY, "Access-Control-Request-Method": "POST"}
    response = await client.options("/api/chat", headers=headers)

    assert response.status == 204
    assert response.headers[ALLOW] == CITY
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert response.headers["Access-Control-Allow-Headers"] == "Content-Type"


async def test_a_stranger_asks_in_vain(client: TestClient) -> None:
    response = await client.options("/api/chat", headers={"Origin": STRANGER})

    assert response.status == 405
    assert ALLOW not in response.headers


async def test_no_answer_lets_cookies_along(client: TestClient) -> None:
    response = await chat(client, Origin=CITY)

    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Set-Cookie" not in response.headers


async def test_an_allowed_website_can_read_errors_too(client: TestClient) -> None:
    response = await client.post("/api/chat", json={}, headers={"Origin": CITY})

    assert response.status == 400
    assert response.headers[ALLOW] == CITY


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/api/services", "/metrics", "/gibt-es-nicht", "/api/chat"]
)
async def test_every_answer_forbids_what_the_page_does_not_need(
    client: TestClient, path: str
) -> None:
    headers = (await client.get(path)).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy and "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_only_the_chat_may_be_framed_and_only_by_the_allowed(client: TestClient) -> None:
    framed = (await client.get("/chat")).headers["Content-Security-Policy"]
    other = (await client.get("/")).headers["Content-Security-Policy"]

    assert framed.endswith(f"frame-ancestors 'self' {CITY}")
    assert other.endswith("frame-ancestors 'self'")


async def test_conversations_are_not_kept_by_browsers(client: TestClient) -> None:
    assert (await chat(client)).headers["Cache-Control"] == "no-store"
