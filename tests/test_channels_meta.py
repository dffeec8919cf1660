"""What WhatsApp and Facebook Messenger share: who may deliver, and which errors pass."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient

from bot.channels.meta import MOST_BYTES, is_passing, titles
from bot.channels.whatsapp import WhatsApp
from bot.database import create_engine
from bot.messenger_settings import MessengerSettings
from bot.messengers.messenger import Choice, Delayed, Outgoing, Refused
from bot.messengers.store_tables import updates
from bot.settings import Settings
from tests.messenger_app import messenger_app, with_messengers
from tests.small_graph import (
    VERIFY,
    Failure,
    SmallGraph,
    fb_text,
    messenger,
    signed,
    wa_text,
    whatsapp,
)

BODIES = {"whatsapp": whatsapp(wa_text("Hallo")), "messenger": messenger(fb_text("Hallo"))}


@pytest.fixture
async def graph() -> AsyncIterator[SmallGraph]:
    async with SmallGraph() as graph:
        yield graph


@pytest.fixture
async def client(settings: Settings, graph: SmallGraph, aiohttp_client: Any) -> TestClient:
    own = with_messengers(settings, graph.environment(), "http://127.0.0.1:9")
    return await aiohttp_client(messenger_app(own))


@pytest.fixture
async def api(settings: Settings, graph: SmallGraph) -> AsyncIterator[WhatsApp]:
    """Give WhatsApp by itself."""
    on = MessengerSettings.from_environment(graph.environment())
    assert on.whatsapp
    async with aiohttp.ClientSession() as session:
        yield WhatsApp(on.whatsapp, session)


def kept(settings: Settings) -> list[str]:
    """Return the ids of all that was ever kept of what was delivered."""
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        return list(connection.execute(sa.select([updates.c.update_id])).scalars())


@pytest.mark.parametrize("name", ["whatsapp", "messenger"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature-256": ""},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha256=äöü"},
        signed(b"something else"),
        signed(json.dumps(BODIES["whatsapp"]).encode(), "another secret"),
        {"X-Hub-Signature": signed(b"x")["X-Hub-Signature-256"]},
    ],
)
async def test_what_meta_has_not_signed_is_refused_and_not_kept(
    client: TestClient, graph: SmallGraph, settings: Settings, name: str, headers: dict[str, str]
) -> None:
    raw = json.dumps(BODIES[name]).encode()
    own = {"Content-Type": "application/json", **headers}
    response = await client.post(f"/webhooks/{name}", data=raw, headers=own)

    assert response.status == 403
    assert (await response.json())["error"]["code"] == "forbidden"
    assert (kept(settings), graph.tries) == ([], 0)


@pytest.mark.parametrize("name", ["whatsapp", "messenger"])
async def test_a_signature_holds_for_the_bytes_as_they_came(client: TestClient, name: str) -> None:
    raw = json.dumps(BODIES[name], indent=3, ensure_ascii=False).replace("Hallo", "Grüße  ä😀")
    headers = signed(raw.encode())
    sent = await client.post(f"/webhooks/{name}", data=raw.encode(), headers=headers)
    respelt = json.dumps(json.loads(raw)).encode()
    other = await client.post(f"/webhooks/{name}", data=respelt, headers=headers)

    assert (sent.status, other.status) == (200, 403)


async def test_bytes_that_are_no_text_are_no_signature(client: TestClient) -> None:
    url = client.make_url("/webhooks/whatsapp")
    head = f"POST {url.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    head += "Content-Type: application/json\r\nX-Hub-Signature-256: sha256="
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(head.encode() + b"\xff\xfe\r\nConnection: close\r\n\r\n{}")
    answer = await asyncio.wait_for(reader.readline(), 5)
    writer.close()

    assert b" 403 " in answer


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "application/json", 200),
        (b" " * (MOST_BYTES - 2) + b"{}", "application/json", 200),
        (b" " * MOST_BYTES + b"{}", "application/json", 413),
    ],
    ids=["cut", "list", "no text", "not said", "empty", "largest", "too large"],
)
async def test_signed_bytes_have_to_be_json_of_a_sensible_size(
    client: TestClient, raw: bytes, kind: str, status: int
) -> None:
    headers = {**signed(raw), "Content-Type": kind}
    response = await client.post("/webhooks/messenger", data=raw, headers=headers)

    assert response.status == status


async def test_unsigned_bytes_are_not_even_read_as_json(client: TestClient) -> None:
    response = await client.post("/webhooks/whatsapp", data=b"{", headers=signed(b"["))

    assert response.status == 403


@pytest.mark.parametrize("name", ["whatsapp", "messenger"])
async def test_the_address_is_confirmed_to_whoever_knows_the_word(
    client: TestClient, name: str
) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    response = await client.get(f"/webhooks/{name}", params=asked)

    assert (response.status, await response.text()) == (200, "1158201444")
    assert response.content_type == "text/plain"


@pytest.mark.parametrize(
    "change",
    [
        {"hub.verify_token": "falsch"},
        {"hub.verify_token": "ä"},
        {"hub.verify_token": None},
        {"hub.mode": "unsubscribe"},
        {"hub.mode": None},
        {"hub.challenge": None},
    ],
)
async def test_nobody_else_gets_the_address_confirmed(
    client: TestClient, change: dict[str, str | None]
) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1"}
    params = {key: value for key, value in {**asked, **change}.items() if value is not None}
    response = await client.get("/webhooks/whatsapp", params=params)

    assert response.status == 403


@pytest.mark.parametrize("name", ["whatsapp", "messenger"])
async def test_a_messenger_that_is_off_has_no_address(
    settings: Settings, aiohttp_client: Any, name: str
) -> None:
    client = await aiohttp_client(messenger_app(settings))
    asked = {"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"}
    got = await client.get(f"/webhooks/{name}", params=asked)
    posted = await client.post(f"/webhooks/{name}", data=b"{}", headers=signed(b"{}", ""))

    assert (got.status, posted.status) == (404, 404)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *((400, code) for code in (1, 2, 4, 613, 1200, 80007, 130429, 131048, 131056)),
        (401, 190),
        (429, 0),
        (500, 0),
        (503, 131016),
    ],
)
async def test_an_error_of_the_moment_is_tried_again(
    api: WhatsApp, graph: SmallGraph, status: int, code: int
) -> None:
    graph.failures.append(Failure(status, code))

    with pytest.raises(Delayed):
        await api.send("491701", Outgoing("Hallo"), "1")


@pytest.mark.parametrize("code", [10, 100, 551, 131026, 131047, 131009])
async def test_an_error_of_the_message_is_not_tried_again(
    api: WhatsApp, graph: SmallGraph, code: int
) -> None:
    graph.failures.append(Failure(400, code))

    with pytest.raises(Refused):
        await api.send("491701", Outgoing("Hallo"), "1")


@pytest.mark.parametrize(("status", "code"), [(429, 4), (400, 130429)])
async def test_the_wait_meta_asks_for_is_known(
    api: WhatsApp, graph: SmallGraph, status: int, code: int
) -> None:
    graph.failures.append(Failure(status, code, {"Retry-After": "37"}))

    with pytest.raises(Delayed) as delayed:
        await api.send("491701", Outgoing("Hallo"), "1")
    assert delayed.value.seconds == 37


@pytest.mark.parametrize("said", [{}, {"error": "x"}, {"error": {"code": []}}, {"error": None}])
def test_an_answer_of_another_form_is_judged_by_its_status(said: dict[str, Any]) -> None:
    assert not is_passing(400, said)
    assert is_passing(500, said)


def test_meta_may_say_itself_that_an_error_passes() -> None:
    assert is_passing(400, {"error": {"code": 368, "is_transient": True}})


def test_no_two_titles_are_alike() -> None:
    names = ("Villa", "St. Christophorus", "Wolle")
    made = titles([Choice(f"Familienzentrum in {name}", "x") for name in names], 20)

    assert len(set(made)) == 3
    assert all(len(title) <= 20 and title.startswith("Familienzentrum") for title in made)
