"""What is kept of conversations, on both databases."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.chat.preferences import Preferences
from bot.chat.store import ConversationStore, consents, events, feedback, preferences

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone.utc)
OLD = NOW - timedelta(days=31)


@pytest.fixture
def store(engine: Engine) -> ConversationStore:
    return ConversationStore(engine)


def write(
    engine: Engine, text: str, conversation: str = "abc", kind: str = "user", at: datetime = NOW
) -> None:
    row = {
        "sender_id": conversation,
        "type_name": kind,
        "timestamp": at.timestamp(),
        "data": json.dumps({"event": kind, "text": text}),
    }
    with engine.begin() as connection:
        connection.execute(sa.insert(events).values(**row))


def count(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        tables = (events, preferences, consents, feedback)
        return [len(connection.execute(sa.select([table])).all()) for table in tables]


def fill(store: ConversationStore, engine: Engine, conversation: str) -> None:
    write(engine, "Hallo", conversation)
    write(engine, "", conversation, kind="slot")
    store.keep_preferences(conversation, Preferences("tr"))
    store.keep_share(conversation, True)
    store.add_feedback(conversation, 0, True, "gut")


def test_words_of_both_sides_are_read_oldest_first(
    store: ConversationStore, engine: Engine
) -> None:
    for text, kind in [("eins", "user"), ("", "slot"), ("zwei", "bot"), ("drei", "user")]:
        write(engine, text, kind=kind)

    assert [event["text"] for event in store.words("abc")] == ["eins", "zwei", "drei"]


def test_words_of_others_are_not_read(store: ConversationStore, engine: Engine) -> None:
    write(engine, "fremd", "xyz")

    assert store.words("abc") == []


def test_words_can_be_read_from_a_time_on(store: ConversationStore, engine: Engine) -> None:
    write(engine, "alt", at=OLD)
    write(engine, "neu", at=NOW)

    assert [event["text"] for event in store.words("abc", NOW.timestamp())] == ["neu"]


def test_a_new_conversation_has_no_preferences(store: ConversationStore) -> None:
    assert store.preferences("abc") is None


@pytest.mark.parametrize(
    "chosen", [Preferences("tr"), Preferences("de", "leicht"), Preferences(is_foreign=True)]
)
def test_preferences_are_read_as_they_were_kept(
    store: ConversationStore, chosen: Preferences
) -> None:
    store.keep_preferences("abc", Preferences("pl", "leicht"))
    store.keep_preferences("abc", chosen)

    assert store.preferences("abc") == chosen


def test_erasing_takes_everything_of_one_conversation(
    store: ConversationStore, engine: Engine
) -> None:
    fill(store, engine, "abc")
    fill(store, engine, "xyz")
    store.erase("abc")

    assert count(engine) == [2, 1, 1, 1]
    assert store.words("abc") == [] and store.preferences("abc") is None


def test_erasing_an_unknown_conversation_is_fine(store: ConversationStore, engine: Engine) -> None:
    fill(store, engine, "abc")
    store.erase("unbekannt")

    assert count(engine) == [2, 1, 1, 1]


def test_what_is_old_goes_and_what_is_new_stays(store: ConversationStore, engine: Engine) -> None:
    write(engine, "alt", at=OLD)
    write(engine, "neu", at=NOW)

    assert store.erase_before(NOW - timedelta(days=30)) == 1
    assert [event["text"] for event in store.words("abc")] == ["neu"]


def test_a_moment_after_all_takes_all(store: ConversationStore, engine: Engine) -> None:
    fill(store, engine, "abc")
    store.erase_before(datetime.now(timezone.utc) + timedelta(days=1))

    assert count(engine) == [0, 0, 0, 0]


def test_feedback_is_kept_with_its_message(store: ConversationStore, engine: Engine) -> None:
    store.add_feedback("abc", 3, False, None)

    with engine.connect() as connection:
        row: Any = connection.execute(sa.select([feedback])).one()
    assert (row.conversation_id, row.message, row.helpful, row.reason) == ("abc", 3, False, None)


def test_a_second_process_finds_the_tables(engine: Engine, store: ConversationStore) -> None:
    store.keep_preferences("abc", Preferences("tr"))

    assert ConversationStore(engine).preferences("abc") == Preferences("tr")
