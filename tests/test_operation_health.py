"""Alive, ready, and counted without words."""

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
        yield await aiohttp_client(create_app(replace(settings, rasa_url=rasa.url), catalogue))


async def metrics(client: TestClient) -> str:
    return await (await client.get("/metrics")).text()


async def test_it_is_alive_as_soon_as_it_serves(client: TestClient) -> None:
    response = await client.get("/health/live")

    assert (response.status, await response.json()) == (200, {"status": "live"})


async def test_it_is_not_ready_before_an_answer_is_stored(client: TestClient) -> None:
    response = await client.get("/health/ready")

    assert response.status == 503
    assert (await response.json())["error"]["code"] == "not_ready"


async def test_requests_are_counted_by_route_and_status(client: TestClient) -> None:
    await client.post("/api/chat", json={"text": "Hallo"})
    await client.post("/api/chat", json={})
    found = await metrics(client)

    assert 'lotse_requests_total{route="/api/chat",status="200"} 1.0' in found
    assert 'lotse_requests_total{route="/api/chat",status="400"} 1.0' in found
    assert 'lotse_request_seconds_count{route="/api/chat"} 2.0' in found


async def test_metrics_hold_no_words_tokens_or_addresses(client: TestClient) -> None:
    await client.post("/api/chat", json={"text": "geheime Worte"})
    await client.get("/api/chat/geheim.geheim")
    await client.get("/geheim/geheim?wort=geheim")
    await client.get("/api/services?q=geheim")
    found = await metrics(client)

    assert 'route="/api/chat/{conversation}"' in found
    assert "geheim" not in found and "127.0.0.1" not in found


async def test_unknown_addresses_are_counted_as_one(client: TestClient) -> None:
    for number in range(3):
        await client.get(f"/gibt-es-nicht/{number}")

    assert 'lotse_requests_total{route="unknown",status="404"} 3.0' in await metrics(client)


async def test_two_applications_count_for_themselves(
    client: TestClient, settings: Settings, catalogue: Catalogue, aiohttp_client: Any
) -> None:
    other = await aiohttp_client(create_app(settings, catalogue))
    await client.get("/health/live")

    assert "/health/live" not in await metrics(other)
