"""The chat over HTTP while parts behind it are full or gone."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient
from structlog.testing import capture_logs

from bot.app import create_app
from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.channels.keys import ASSISTANT
from bot.channels.limits import PER_CONVERSATION, WINDOW_S
from bot.chat.store import feedback
from bot.database import create_engine
from bot.settings import Settings
from tests.small_rasa import SmallRasa

CRISIS = "ich will nicht mehr leben"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Open the catalogue once: these tests only need that it is there."""
    folder = str(tmp_path_factory.mktemp("catalogue"))
    return open_catalogue(Settings.from_environment({"DATA_DIR": folder, "SECRET_KEY": "test"}))


@pytest.fixture
async def rasa() -> AsyncIterator[SmallRasa]:
    async with SmallRasa() as rasa:
        yield rasa


@pytest.fixture
async def client(
    settings: Settings, catalogue: Catalogue, rasa: SmallRasa, aiohttp_client: Any
) -> TestClient:
    return await aiohttp_client(create_app(replace(settings, rasa_url=rasa.url), catalogue))


@pytest.fixture
async def alone(settings: Settings, catalogue: Catalogue, aiohttp_client: Any) -> TestClient:
    """Give a chat whose Rasa is gone."""
    own = replace(settings, rasa_url="http://127.0.0.1:9")
    return await aiohttp_client(create_app(own, catalogue))


async def fill_up(client: TestClient) -> str:
    """Write as often as a conversation may; return its token."""
    first = await client.post("/api/chat", json={"text": "Hallo"})
    token = (await first.json())["conversation"]
    for _ in range(PER_CONVERSATION):
        await client.post("/api/chat", json={"text": "Hallo", "conversation": token})
    return token


async def test_a_message_is_answered(client: TestClient, rasa: SmallRasa) -> None:
    response = await client.post("/api/chat", json={"text": "  Hallo \n"})

    assert response.status == 200
    assert (await response.json())["status"] == "smalltalk"
    assert rasa.heard[0]["message"] == "Hallo"


async def test_too_many_messages_are_told_with_the_time_to_wait(client: TestClient) -> None:
    token = await fill_up(client)
    response = await client.post("/api/chat", json={"text": "Hallo", "conversation": token})

    assert response.status == 429
    assert 0 < int(response.headers["Retry-After"]) <= WINDOW_S + 1
    assert (await response.json())["error"]["code"] == "too_many_requests"


async def test_a_crisis_is_answered_however_much_was_written(client: TestClient) -> None:
    token = await fill_up(client)
    response = await client.post("/api/chat", json={"text": CRISIS, "conversation": token})

    assert response.status == 200
    assert (await response.json())["crisis"] == "suizid"


async def test_a_conversation_that_is_full_holds_up_no_other(client: TestClient) -> None:
    await fill_up(client)

    assert (await client.post("/api/chat", json={"text": "Hallo"})).status == 200


async def test_without_rasa_both_emergency_numbers_are_told(alone: TestClient) -> None:
    response = await alone.post("/api/chat", json={"text": "Hallo"})
    error = (await response.json())["error"]

    assert response.status == 503
    assert error["code"] == "unavailable"
    assert "112" in error["message"] and "110" in error["message"]


async def test_a_crisis_is_answered_without_rasa(alone: TestClient) -> None:
    response = await alone.post("/api/chat", json={"text": CRISIS})

    assert response.status == 200
    assert (await response.json())["status"] == "crisis"


async def test_a_crisis_with_a_wrong_field_is_still_a_bad_request(client: TestClient) -> None:
    response = await client.post("/api/chat", json={"text": CRISIS, "lang": "xx"})

    assert response.status == 400


async def test_control_characters_do_not_reach_rasa(client: TestClient, rasa: SmallRasa) -> None:
    await client.post("/api/chat", json={"text": "Kita\u0000\u200b\u202e Platz"})

    assert rasa.heard[0]["message"] == "Kita Platz"


async def test_a_thousand_characters_are_read_and_one_more_is_refused(client: TestClient) -> None:
    assert (await client.post("/api/chat", json={"text": "ä" * 1000})).status == 200
    assert (await client.post("/api/chat", json={"text": "ä" * 1001})).status == 413


async def test_a_large_body_without_length_is_refused(client: TestClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        for _ in range(20):
            yield b"a" * 1024
        yield b'"}'

    headers = {"Content-Type": "application/json"}
    response = await client.post("/api/chat", data=pieces(), headers=headers)

    assert response.status == 413


async def test_feedback_is_kept_masked(client: TestClient, settings: Settings) -> None:
    first = await client.post("/api/chat", json={"text": "Hallo"})
    token = (await first.json())["conversation"]
    body = {"message": 0, "helpful": False, "reason": "erika@example.org weiß mehr"}
    response = await client.post(f"/api/chat/{token}/feedback", json=body)

    with create_engine(settings.database_url).connect() as connection:
        (row,) = connection.execute(sa.select([feedback]))
    assert response.status == 204
    assert row.reason == "[E-Mail] weiß mehr"


@pytest.mark.parametrize(
    "body",
    [
        {"message": -1, "helpful": True},
        {"message": True, "helpful": True},
        {"message": 0},
        {"message": 0, "helpful": "ja"},
        {"message": 0, "helpful": True, "reason": 5},
    ],
)
async def test_feedback_without_sense_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    assert (await client.post("/api/chat/abc.0/feedback", json=body)).status == 400


async def test_a_message_number_beyond_all_bounds_is_refused(client: TestClient) -> None:
    first = await client.post("/api/chat", json={"text": "Hallo"})
    token = (await first.json())["conversation"]
    body = {"message": 10**30, "helpful": True}

    assert (await client.post(f"/api/chat/{token}/feedback", json=body)).status == 400


async def test_what_nobody_expected_is_one_error_without_words(client: TestClient) -> None:
    async def broken(turn: Any) -> None:
        raise RuntimeError("geheime Worte")

    assert client.app
    client.app[ASSISTANT].answer = broken  # type: ignore[method-assign]
    with capture_logs() as logs:
        response = await client.post("/api/chat", json={"text": "geheime Worte"})

    assert response.status == 500
    assert (await response.json())["error"]["code"] == "internal"
    (line,) = [line for line in logs if line["log_level"] == "error"]
    assert (line["event"], line["kind"]) == ("request.failed", "RuntimeError")
    assert "geheim" not in json.dumps(logs) + await response.text()
