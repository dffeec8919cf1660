"""Consent by which staff may read a conversation."""

import json
import time
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web
from aiohttp.test_utils import TestClient
from sqlalchemy.engine import Engine

from bot.app import create_app
from bot.callbacks.store import CallbackStore
from bot.chat.rasa_client import PATH
from bot.chat.store import ConversationStore, consents, events
from bot.database import create_engine
from bot.privacy.cipher import Cipher
from bot.settings import Settings

CALLBACK = {"topic": "kita_platz", "contact": "0172 1234567", "consent": True}


@pytest.fixture
def store(engine: Engine) -> ConversationStore:
    return ConversationStore(engine)


def write(engine: Engine, text: str) -> None:
    row = {"sender_id": "abc", "type_name": "user", "data": json.dumps({"text": text})}
    with engine.begin() as connection:
        connection.execute(sa.insert(events).values(timestamp=time.time(), **row))


def read(store: ConversationStore) -> list[str]:
    return [event["text"] for event in store.shared_words("abc")]


def test_without_consent_nothing_is_read(store: ConversationStore, engine: Engine) -> None:
    write(engine, "vorher")
    store.keep_share("abc", False)

    assert read(store) == []
    assert len(store.words("abc")) == 1


def test_consent_counts_from_then_on_only(store: ConversationStore, engine: Engine) -> None:
    write(engine, "vorher")
    for text in ("mit", "weiter"):
        store.keep_share("abc", True)
        write(engine, text)

    assert read(store) == ["mit", "weiter"]


def test_a_withdrawal_hides_all_and_a_new_consent_starts_anew(
    store: ConversationStore, engine: Engine
) -> None:
    store.keep_share("abc", True)
    write(engine, "mit")
    store.keep_share("abc", False)
    write(engine, "ohne")
    assert read(store) == []

    store.keep_share("abc", True)
    write(engine, "wieder")
    assert read(store) == ["wieder"]


def test_consent_is_of_one_conversation(store: ConversationStore, engine: Engine) -> None:
    store.keep_share("other", True)
    write(engine, "hallo")

    assert read(store) == []


@pytest.fixture
async def client(settings: Settings, aiohttp_server: Any, aiohttp_client: Any) -> TestClient:
    """Return a chat whose Rasa greets, and erases at "lösche"."""

    async def answer(request: web.Request) -> web.Response:
        words = (await request.json())["message"]
        return web.json_response([{"utter_action": "utter_gruss", "erase": words == "lösche"}])

    rasa = web.Application()
    rasa.add_routes([web.post(PATH, answer)])
    address = str((await aiohttp_server(rasa)).make_url("/")).rstrip("/")
    return await aiohttp_client(
        create_app(replace(settings, rasa_url=address, accepts_callbacks=True))
    )


async def say(client: TestClient, text: str, **body: Any) -> str:
    response = await client.post("/api/chat", json={"text": text, **body})
    return (await response.json())["conversation"]


def shared(settings: Settings) -> int:
    with create_engine(settings.database_url).connect() as connection:
        return connection.execute(sa.select([sa.func.count()]).select_from(consents)).scalar()


async def test_consent_is_off_at_first_and_follows_the_switch(
    client: TestClient, settings: Settings
) -> None:
    token = await say(client, "Hallo")
    seen = [shared(settings)]
    for share in ({"share": True}, {"share": True}, {"share": False}, {"share": True}, {}):
        await say(client, "Hallo", conversation=token, **share)
        seen.append(shared(settings))

    assert seen == [0, 1, 1, 0, 1, 0]


async def test_a_wish_to_be_forgotten_takes_consent_and_callbacks_along(
    client: TestClient, settings: Settings
) -> None:
    token = await say(client, "Hallo", share=True)
    await client.post("/api/callback", json={**CALLBACK, "conversation": token})
    await say(client, "lösche", conversation=token, share=True)

    engine = create_engine(settings.database_url)
    assert CallbackStore(engine, Cipher(settings.secret_key)).all() == []
    assert shared(settings) == 0
