"""What is forgotten, and when, by a clock that is set forward."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.callbacks.request import CallbackRequest
from bot.callbacks.store import CallbackStore
from bot.chat.preferences import Preferences
from bot.chat.store import ConversationStore, consents, events, feedback, preferences
from bot.privacy.cipher import Cipher
from bot.privacy.retention import forget_old
from bot.settings import TIMEZONE, Settings

TABLES = (events, feedback, preferences, consents)
WISH = CallbackRequest("kita_platz", "0172 1234567")


@pytest.fixture
def now() -> datetime:
    # The stores stamp by the real clock; only forgetting gets a false one.
    return datetime.now(TIMEZONE)


@pytest.fixture
def conversations(engine: Engine, now: datetime) -> ConversationStore:
    """Return a store with one conversation that left a row in every table."""
    store = ConversationStore(engine)
    data = json.dumps({"event": "user", "text": "hallo", "timestamp": now.timestamp()})
    row = {"sender_id": "abc", "type_name": "user", "timestamp": now.timestamp(), "data": data}
    with engine.begin() as connection:
        connection.execute(sa.insert(events).values(**row))
    store.keep_preferences("abc", Preferences("tr"))
    store.keep_share("abc", True)
    store.add_feedback("abc", 0, True, None)
    return store


@pytest.fixture
def callbacks(engine: Engine) -> CallbackStore:
    return CallbackStore(engine, Cipher(b"test"))


def rows(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        count = [sa.select([sa.func.count()]).select_from(table) for table in TABLES]
        return [connection.execute(query).scalar() for query in count]


def after(settings: Settings, now: datetime, **time: float) -> Settings:
    return replace(settings, now=now + timedelta(**time))


def test_conversations_stay_30_days_and_then_go_from_every_table(
    conversations: ConversationStore,
    callbacks: CallbackStore,
    engine: Engine,
    settings: Settings,
    now: datetime,
) -> None:
    forget_old(conversations, callbacks, after(settings, now, days=30, minutes=-1))
    assert rows(engine) == [1, 1, 1, 1]

    gone = forget_old(conversations, callbacks, after(settings, now, days=30, minutes=1))
    assert rows(engine) == [0, 0, 0, 0]
    assert gone[0] == 1


def test_done_callbacks_stay_14_days_and_open_ones_30(
    conversations: ConversationStore, callbacks: CallbackStore, settings: Settings, now: datetime
) -> None:
    callbacks.add(WISH, None, now)
    callbacks.add(WISH, None, now)
    callbacks.finish(callbacks.all()[0].id, now.date())

    left = []
    for days in (13, 14, 29, 30):
        forget_old(conversations, callbacks, after(settings, now, days=days))
        left.append(len(callbacks.all()))

    assert left == [2, 1, 1, 0]


def test_erasing_a_conversation_leaves_no_row(
    conversations: ConversationStore, engine: Engine
) -> None:
    conversations.erase("abc")

    assert rows(engine) == [0, 0, 0, 0]
