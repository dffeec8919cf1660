"""What is kept of moves, on both databases."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.moving.store import VALID_FOR, Move, MoveStore, moves
from bot.settings import TIMEZONE

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
MOVE = Move("kita_platz", "hasport")


@pytest.fixture
def store(engine: Engine) -> MoveStore:
    return MoveStore(engine, b"test")


def add(store: MoveStore, conversation: str = "a", move: Move = MOVE) -> str:
    return store.add(conversation, move, NOW)[0]


def test_a_code_carries_topic_and_district(store: MoveStore) -> None:
    assert store.take(add(store), "me", NOW) == MOVE


def test_it_may_be_typed_in_small_letters(store: MoveStore) -> None:
    assert store.take(f" {add(store).lower()} ", "me", NOW) == MOVE


def test_it_serves_one_account_only(store: MoveStore) -> None:
    code = add(store)
    store.take(code, "me", NOW)

    assert store.take(code, "you", NOW) is None


def test_asked_again_after_a_crash_the_same_account_gets_the_same(store: MoveStore) -> None:
    code = add(store)
    store.take(code, "me", NOW)

    assert store.take(code, "me", NOW) == MOVE


@pytest.mark.parametrize(
    ("later", "works"), [(VALID_FOR - timedelta(seconds=1), True), (VALID_FOR, False)]
)
def test_it_is_valid_for_a_quarter_of_an_hour(
    store: MoveStore, later: timedelta, works: bool
) -> None:
    code, expires = store.add("a", MOVE, NOW)

    assert expires == NOW + timedelta(minutes=15)
    assert (store.take(code, "me", NOW + later) is not None) == works


@pytest.mark.parametrize("text", ["", "BCD2345678", "kita_platz", "'; DROP TABLE moves"])
def test_what_is_no_code_takes_nothing(store: MoveStore, text: str) -> None:
    add(store)

    assert store.take(text, "me", NOW) is None


def test_another_key_knows_no_code(store: MoveStore, engine: Engine) -> None:
    assert MoveStore(engine, b"other").take(add(store), "me", NOW) is None


def test_the_code_is_not_readable_in_the_database(store: MoveStore, engine: Engine) -> None:
    code = add(store)

    with engine.connect() as connection:
        assert code not in str(connection.execute(sa.select([moves])).fetchall())


def test_a_conversation_has_one_code_at_a_time(store: MoveStore) -> None:
    first, second = add(store), add(store)

    assert store.take(first, "me", NOW) is None and store.take(second, "me", NOW) == MOVE


def test_an_erased_conversation_has_none(store: MoveStore) -> None:
    code, other = add(store), add(store, "b")
    store.erase("a")

    assert store.take(code, "me", NOW) is None and store.take(other, "me", NOW) == MOVE


def test_what_is_over_is_erased(store: MoveStore, engine: Engine) -> None:
    add(store)
    store.erase_over(NOW)
    with engine.connect() as connection:
        assert len(connection.execute(sa.select([moves])).fetchall()) == 1
    store.erase_over(NOW + VALID_FOR)
    with engine.connect() as connection:
        assert connection.execute(sa.select([moves])).fetchall() == []


@pytest.mark.parametrize(
    ("move", "payload"),
    [
        (MOVE, '/kita_platz{"stadtteil": "hasport"}'),
        (Move("kita_platz"), "/kita_platz"),
        (Move(None, "hasport"), '/angabe{"stadtteil": "hasport"}'),
        (Move(), None),
    ],
)
def test_it_means_what_a_button_would(move: Move, payload: str | None) -> None:
    assert move.payload == payload
