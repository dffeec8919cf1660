"""Moving over HTTP: links and pictures for the messengers that are on, and nothing else."""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient, TestServer

from bot.app import create_app
from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.channels.keys import MESSENGER_STORE
from bot.chat.store import events
from bot.chat.tokens import Tokens
from bot.database import create_engine
from bot.errors import SettingsError
from bot.messenger_settings import MessengerSettings
from bot.moving.links import links, picture
from bot.moving.store import Move
from bot.settings import Settings

CODE = "BCD2345678"
# Nobody listens there: nothing may be asked for before somebody writes.
TELEGRAM = {
    "TELEGRAM_TOKEN": "1:a",
    "TELEGRAM_SECRET": "s",
    "TELEGRAM_API": "http://127.0.0.1:9",
    "TELEGRAM_BOT": "lotse_bot",
}
META = {"META_APP_SECRET": "a", "META_VERIFY_TOKEN": "v", "META_GRAPH": "http://127.0.0.1:9"}
WHATSAPP = {"WHATSAPP_TOKEN": "t", "WHATSAPP_PHONE_ID": "1", "WHATSAPP_NUMBER": "494221123"}
PAGE = {"MESSENGER_TOKEN": "t", "MESSENGER_PAGE": "familienlotse"}
MATRIX = {
    "MATRIX_HOMESERVER": "http://127.0.0.1:9",
    "MATRIX_USER": "@lotse:stadt.example",
    "MATRIX_PASSWORD": "p",
}
Client = Callable[..., Any]


def on(**environment: str) -> MessengerSettings:
    return MessengerSettings.from_environment(environment)


def urls(**environment: str) -> dict[str, str]:
    return {link["channel"]: link["url"] for link in links(on(**environment), CODE)}


# The links.


def test_each_messenger_that_is_on_has_its_link() -> None:
    assert urls(**TELEGRAM, **META, **WHATSAPP, **PAGE, **MATRIX) == {
        "telegram": f"https://t.me/lotse_bot?start={CODE}",
        "whatsapp": f"https://wa.me/494221123?text=start%20{CODE}",
        "messenger": f"https://m.me/familienlotse?ref={CODE}",
        "matrix": "https://matrix.to/#/@lotse:stadt.example",
    }


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {**TELEGRAM, "TELEGRAM_BOT": ""},
        {**META, **WHATSAPP, "WHATSAPP_NUMBER": ""},
        {**META, **PAGE, "MESSENGER_PAGE": ""},
        {**MATRIX, "MATRIX_USER": "lotse"},
        {"TELEGRAM_BOT": "lotse_bot", "WHATSAPP_NUMBER": "494221123", "MESSENGER_PAGE": "seite"},
    ],
)
def test_what_is_off_or_has_no_public_name_has_none(environment: dict[str, str]) -> None:
    assert urls(**environment) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("TELEGRAM_BOT", "@lotse"), ("WHATSAPP_NUMBER", "+49 4221"), ("MESSENGER_PAGE", "a/b")],
)
def test_a_public_name_of_another_form_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        on(**{name: value})


def test_the_picture_is_an_svg_that_no_policy_forbids() -> None:
    svg = picture(f"https://t.me/lotse_bot?start={CODE}")

    assert svg.startswith("<svg ") and re.search(r'viewBox="0 0 \d+ \d+"', svg)
    assert not re.search(r"style|class|script|href", svg)


# Over HTTP.


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = str(tmp_path_factory.mktemp("catalogue"))
    return open_catalogue(Settings.from_environment({"DATA_DIR": folder, "SECRET_KEY": "test"}))


@asynccontextmanager
async def running(
    settings: Settings, catalogue: Catalogue, **environment: str
) -> AsyncIterator[TestClient]:
    own = replace(settings, messengers=on(**environment))
    async with TestClient(TestServer(create_app(own, catalogue))) as client:
        yield client


@pytest.fixture
async def client(settings: Settings, catalogue: Catalogue) -> AsyncIterator[TestClient]:
    async with running(settings, catalogue, **TELEGRAM) as client:
        yield client


def conversation(settings: Settings, **slots: Any) -> str:
    """Keep what Rasa would keep of a conversation; return its token."""
    rows = [
        {
            "sender_id": "gespraech",
            "type_name": "slot",
            "data": json.dumps({"event": "slot", "name": name, "value": value}),
        }
        for name, value in slots.items()
    ]
    if rows:
        with create_engine(settings.database_url).begin() as connection:
            connection.execute(sa.insert(events), rows)
    return Tokens(settings.secret_key).conversation_token("gespraech")


async def moved(client: TestClient, settings: Settings, **slots: Any) -> Move | None:
    """Ask for a code and use it; return what went along."""
    token = conversation(settings, **slots)
    answer = await (await client.post(f"/api/chat/{token}/move")).json()
    return client.app[MESSENGER_STORE].moves.take(answer["code"], "me", settings.clock())


async def test_it_gives_a_code_its_end_and_the_ways(client: TestClient, settings: Settings) -> None:
    response = await client.post(f"/api/chat/{conversation(settings)}/move")
    answer = await response.json()

    assert response.status == 201 and response.headers["Cache-Control"] == "no-store"
    assert answer["expires"] == "2026-11-24T10:15:00+01:00"
    (link,) = answer["links"]
    assert (link["channel"], link["name"]) == ("telegram", "Telegram")
    assert link["url"] == f"https://t.me/lotse_bot?start={answer['code']}"
    assert link["qr"].startswith("<svg")


async def test_topic_and_district_go_along(client: TestClient, settings: Settings) -> None:
    move = await moved(client, settings, thema="kita_platz", stadtteil="hasport")

    assert move == Move("kita_platz", "hasport")


async def test_no_free_text_goes_along(client: TestClient, settings: Settings) -> None:
    move = await moved(client, settings, thema="ich heiße Erika", stadtteil=["x"], angebot="y")

    assert move == Move(None, None)


async def test_nobody_elses_conversation_can_be_moved(client: TestClient) -> None:
    assert (await client.post("/api/chat/gespraech.falsch/move")).status == 404


async def test_an_erased_conversation_takes_its_code_along(
    client: TestClient, settings: Settings
) -> None:
    token = conversation(settings, thema="kita_platz")
    answer = await (await client.post(f"/api/chat/{token}/move")).json()
    await client.delete(f"/api/chat/{token}")

    moves = client.app[MESSENGER_STORE].moves
    assert moves.take(answer["code"], "me", settings.clock()) is None


async def test_the_chat_learns_whether_there_is_a_messenger(client: TestClient) -> None:
    assert await (await client.get("/api/move/offered")).json() == {"offered": True}


async def test_with_all_of_them_off_there_is_nowhere_to_move(
    settings: Settings, catalogue: Catalogue
) -> None:
    async with running(settings, catalogue) as client:
        token = Tokens(settings.secret_key).conversation_token("gespraech")

        assert await (await client.get("/api/move/offered")).json() == {"offered": False}
        assert (await client.post(f"/api/chat/{token}/move")).status == 404
