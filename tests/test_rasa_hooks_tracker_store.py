"""Rasa's tracker store on both databases: masked, whole, in order, and once."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.brokers.file import FileEventBroker
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine

from bot.rasa_hooks.tracker_store import MaskingTrackerStore

PRIVATE = "0172 1234567"
SLOTS = {
    name: {"type": "any", "mappings": [{"type": "custom"}], "influence_conversation": False}
    for name in ("angebot", "wort")
}
DOMAIN = Domain.from_dict({"intents": ["kita_platz", "krise_suizid"], "slots": SLOTS})
TURN = [
    ActionExecuted("action_listen"),
    UserUttered(f"Ruft {PRIVATE} an", {"name": "kita_platz", "confidence": 0.9}),
    SlotSet("angebot", "villa"),
    SlotSet("wort", PRIVATE),
    BotUttered(f"Ich rufe {PRIVATE} an", metadata={"values": {"nummer": PRIVATE}}),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    address = request.getfixturevalue("postgres").get_uri()
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    yield address


@pytest.fixture
def store(url: str) -> Iterator[MaskingTrackerStore]:
    store = MaskingTrackerStore(url, DOMAIN)
    yield store
    store.engine.dispose()


def rows(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(sa.text("SELECT * FROM events ORDER BY id")))


async def tell(store: MaskingTrackerStore, events: list[Event]) -> DialogueStateTracker:
    """Take events as Rasa does in a turn: load, add, save."""
    tracker = await store.get_or_create_tracker("jemand", append_action_listen=False)
    for event in events:
        tracker.update(event, DOMAIN)
    await store.save(tracker)
    return tracker


async def test_words_slots_and_answers_are_stored_masked(store: MaskingTrackerStore) -> None:
    await tell(store, TURN)

    stored = [json.loads(row.data) for row in rows(store.engine)]
    assert PRIVATE not in json.dumps(stored)
    assert stored[1]["text"] == stored[1]["parse_data"]["text"] == "Ruft [Telefon] an"
    assert stored[3]["value"] == "[Telefon]"
    assert stored[4]["text"] == "Ich rufe [Telefon] an"
    assert stored[4]["metadata"]["values"] == {"nummer": "[Telefon]"}


async def test_each_event_is_stored_once_and_in_order(store: MaskingTrackerStore) -> None:
    await tell(store, TURN)
    await tell(store, [ActionExecuted("action_listen"), UserUttered("und wann?")])

    kinds = [row.type_name for row in rows(store.engine)]
    assert kinds == ["action", "user", "slot", "slot", "bot", "action", "user"]


async def test_several_saves_of_one_turn_store_each_event_once(store: MaskingTrackerStore) -> None:
    tracker = await tell(store, TURN[:2])
    tracker.update(TURN[2], DOMAIN)
    await store.save(tracker)
    await store.save(tracker)

    assert [row.type_name for row in rows(store.engine)] == ["action", "user", "slot"]


async def test_a_crisis_leaves_no_words(store: MaskingTrackerStore) -> None:
    said = {"name": "krise_suizid", "confidence": 0.8}
    found = [{"entity": "angebot", "value": "springen", "start": 0, "end": 8}]
    await tell(store, [UserUttered("springen will ich", said, found)])

    (row,) = rows(store.engine)
    kept = json.loads(row.data)
    assert kept["text"] == kept["parse_data"]["text"] == ""
    assert "springen" not in row.data
    assert row.intent_name == "krise_suizid"


async def test_the_context_is_there_after_loading(store: MaskingTrackerStore) -> None:
    await tell(store, TURN)

    tracker = await store.retrieve("jemand")
    assert tracker is not None
    assert tracker.get_slot("angebot") == "villa"
    assert tracker.latest_message is not None
    assert tracker.latest_message.intent["name"] == "kita_platz"


async def test_rasas_columns_are_filled(store: MaskingTrackerStore) -> None:
    await tell(store, TURN)

    first, second, *_ = rows(store.engine)
    assert (first.sender_id, first.action_name, first.intent_name) == (
        "jemand",
        "action_listen",
        None,
    )
    assert (second.intent_name, second.action_name) == ("kita_platz", None)
    assert second.timestamp == pytest.approx(TURN[1].timestamp)


async def test_an_empty_save_writes_nothing(store: MaskingTrackerStore) -> None:
    await tell(store, [])

    assert rows(store.engine) == []


async def test_conversations_do_not_mix(store: MaskingTrackerStore) -> None:
    await tell(store, TURN)

    assert await store.retrieve("jemand anderes") is None


async def test_a_new_session_goes_on_storing_where_the_old_one_ended(
    store: MaskingTrackerStore,
) -> None:
    await tell(store, TURN)
    await tell(store, [ActionExecuted("action_session_start"), SessionStarted()])
    await tell(store, [UserUttered("wieder da")])

    kinds = [row.type_name for row in rows(store.engine)]
    assert kinds[len(TURN) :] == ["action", "session_started", "user"]


async def test_the_broker_gets_what_is_stored(url: str, tmp_path: Path) -> None:
    file = tmp_path / "broker.log"
    store = MaskingTrackerStore(url, DOMAIN, FileEventBroker(str(file)))
    await tell(store, TURN)
    logging.getLogger("event-logger").handlers.clear()

    published = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    stored = [json.loads(row.data) for row in rows(store.engine)]
    assert published == [{"sender_id": "jemand", **event} for event in stored]
    assert PRIVATE not in file.read_text("utf-8")
    store.engine.dispose()
