"""Callbacks over HTTP, from the form to the office's mailbox."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.app import create_app
from bot.callbacks.desk import Desk
from bot.callbacks.office import open_office
from bot.callbacks.store import Callback, CallbackStore
from bot.callbacks.web import DESK
from bot.chat.tokens import Tokens
from bot.database import create_engine
from bot.operation.supervisor import free_ports
from bot.privacy.cipher import Cipher
from bot.settings import Settings
from tests.mail_server import mail_server

GOOD = {"topic": "kita_platz", "contact": "0172 1234567", "consent": True}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def open_settings(settings: Settings) -> Settings:
    return replace(settings, accepts_callbacks=True)


@pytest.fixture
async def client(open_settings: Settings, aiohttp_client: Any) -> TestClient:
    return await aiohttp_client(create_app(open_settings))


def kept(settings: Settings) -> list[Callback]:
    engine = create_engine(settings.database_url)
    return CallbackStore(engine, Cipher(settings.secret_key)).all()


async def test_it_is_taken_and_says_when_it_will_be_deleted(
    client: TestClient, open_settings: Settings
) -> None:
    response = await client.post("/api/callback", json={**GOOD, "time": "abends", "name": "Erika"})

    assert response.status == 201
    assert await response.json() == {"delete_on": "2026-12-24"}
    assert response.headers["Cache-Control"] == "no-store"
    assert [item.request.name for item in kept(open_settings) if item.request] == ["Erika"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**GOOD, "contact": "irgendwo"}, "contact"),
        ({**GOOD, "topic": 5}, "topic"),
        ({**GOOD, "consent": "ja"}, "consent"),
        ({**GOOD, "conversation": 7}, "conversation"),
        ({}, "topic"),
    ],
)
async def test_nonsense_is_400_names_the_field_and_keeps_nothing(
    client: TestClient, open_settings: Settings, body: dict[str, Any], field: str
) -> None:
    response = await client.post("/api/callback", json=body)

    assert response.status == 400
    assert field in (await response.json())["error"]["message"]
    assert kept(open_settings) == []


async def test_the_body_has_the_limits_of_the_chat(client: TestClient) -> None:
    assert (await client.post("/api/callback", data="{", headers=JSON)).status == 400
    assert (await client.post("/api/callback", data="[1]", headers=JSON)).status == 400
    assert (await client.post("/api/callback", data="topic=x")).status == 415
    assert (await client.post("/api/callback", json={"topic": "x" * 20_000})).status == 413
    assert (await client.get("/api/callback")).status == 405


async def test_too_many_from_one_address_have_to_wait(client: TestClient) -> None:
    statuses = [(await client.post("/api/callback", json=GOOD)).status for _ in range(21)]

    assert statuses == [201] * 20 + [429]


async def test_where_nobody_receives_it_the_number_to_call_is_named(
    settings: Settings, aiohttp_client: Any
) -> None:
    client = await aiohttp_client(create_app(settings))
    refused = await client.post("/api/callback", json=GOOD)
    message = (await refused.json())["error"]["message"]
    offer = await (await client.get("/api/callback/offered")).json()

    assert refused.status == 503
    assert "99-2900" in message and "112" in message and "110" in message
    assert offer["offered"] is False and offer["fallback"]["phones"] == ["04221 99-2900"]
    assert kept(settings) == []


async def test_the_offer_holds_the_words_of_consent_and_no_time_without_hours(
    client: TestClient,
) -> None:
    offer = await (await client.get("/api/callback/offered")).json()

    assert offer["offered"] is True and offer["delete_on"] == "2026-12-24"
    assert "14 Tage" in offer["consent"] and "30 Tagen" in offer["consent"]
    assert offer["answer"] is None


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        ("Mo-Fr 08:00-12:00", "2026-11-24T10:00:00+01:00", "gerade besetzt"),
        ("Mo 08:00-12:00", "2026-11-30T08:00:00+01:00", "Montag, 30.11., 8 Uhr"),
    ],
)
async def test_with_office_hours_a_time_is_named(
    client: TestClient, hours: str, moment: str, words: str
) -> None:
    desk: Desk = client.app[DESK]
    answer = replace(desk, office=open_office(hours)).offer()["answer"]

    assert answer["from"] == moment and words in answer["text"]


async def test_erasing_the_conversation_takes_its_callbacks_along(
    client: TestClient, open_settings: Settings
) -> None:
    tokens = Tokens(open_settings.secret_key)
    own, other = (tokens.conversation_token(tokens.new_conversation()) for _ in range(2))
    for token in (own, other, "gefälscht.123", None):
        await client.post("/api/callback", json={**GOOD, "conversation": token})

    assert (await client.delete(f"/api/chat/{own}")).status == 204
    assert len(kept(open_settings)) == 3


async def test_a_crisis_in_the_topic_is_answered_at_once_besides(client: TestClient) -> None:
    response = await client.post(
        "/api/callback", json={**GOOD, "topic": "Ich will nicht mehr leben"}
    )
    answer = await response.json()

    assert response.status == 201
    assert answer["crisis"]["crisis"] == "suizid"


async def test_the_office_gets_an_email_at_the_address_of_the_settings(
    settings: Settings, aiohttp_client: Any
) -> None:
    port = free_ports(1)[0]
    environment = {"SMTP_URL": f"smtp://127.0.0.1:{port}", "CALLBACK_MAIL": "buero@example.org"}
    environment |= {"DATA_DIR": str(settings.data_dir), "SECRET_KEY": "test"}
    with mail_server(port) as inbox:
        client = await aiohttp_client(create_app(Settings.from_environment(environment)))
        assert (await client.post("/api/callback", json=GOOD)).status == 201
        for _ in range(300):
            if inbox.mails:
                break
            await asyncio.sleep(0.01)

    assert inbox.mails[0]["To"] == "buero@example.org"
    assert "Kita-Platz" in inbox.text() and "1234567" not in inbox.text()


async def test_neither_files_nor_logs_hold_plain_text(
    client: TestClient, settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    await client.post("/api/callback", json={**GOOD, "name": "Erika Musterfrau"})
    await client.post("/api/callback", json={**GOOD, "contact": "Musterfrau"})
    files = b"".join(file.read_bytes() for file in tmp_path.glob("lotse.db*"))

    assert b"callbacks" in files and b"Musterfrau" not in files and b"1234567" not in files
    assert "Musterfrau" not in "".join(capfd.readouterr())
