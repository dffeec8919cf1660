"""How callbacks are kept, on both databases."""

from datetime import date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.callbacks.request import CallbackRequest
from bot.callbacks.store import CallbackStore
from bot.privacy.cipher import Cipher
from bot.settings import TIMEZONE

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
TODAY = NOW.date()
WISH = CallbackRequest("Kita für Ömer", "0172 1234567", "ab 16 Uhr", "Erika Musterfrau")


@pytest.fixture
def store(engine: Engine) -> CallbackStore:
    return CallbackStore(engine, Cipher(b"test"))


def days(number: int) -> timedelta:
    return timedelta(days=number)


def test_what_was_given_comes_back(store: CallbackStore) -> None:
    delete_on = store.add(WISH, "abc", NOW)
    (kept,) = store.all()

    assert kept.request == WISH
    assert kept.received_at == NOW and kept.received_at.tzinfo == timezone.utc
    assert kept.delete_on == delete_on == date(2026, 12, 24)


def test_no_plain_text_is_in_the_database(store: CallbackStore, engine: Engine) -> None:
    store.add(WISH, "abc", NOW)
    with engine.connect() as connection:
        rows = str(connection.execute(sa.text("SELECT * FROM callbacks")).fetchall())

    assert "abc" in rows
    assert not [part for part in ("Kita", "0172", "1234567", "16 Uhr", "Erika") if part in rows]


def test_no_plain_text_is_in_the_database_file(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from bot.database import create_engine

    engine = create_engine(settings.database_url)
    CallbackStore(engine, Cipher(b"test")).add(WISH, "abc", NOW)
    engine.dispose()
    files = b"".join(file.read_bytes() for file in tmp_path.glob("lotse.db*"))

    assert b"callbacks" in files
    assert b"1234567" not in files and b"Musterfrau" not in files


def test_another_key_reads_nothing_and_does_not_break_the_list(
    store: CallbackStore, engine: Engine
) -> None:
    store.add(WISH, None, NOW)

    assert [kept.request for kept in CallbackStore(engine, Cipher(b"other")).all()] == [None]


def test_a_changed_record_is_not_read() -> None:
    cipher = Cipher(b"test")
    sealed = cipher.encrypt({"topic": "x"})

    assert cipher.decrypt(sealed) == {"topic": "x"}
    assert cipher.decrypt(sealed[:-8] + "AAAAAAA=") is None
    assert cipher.decrypt("Unsinn") is None


def test_an_open_one_goes_after_30_days(store: CallbackStore) -> None:
    store.add(WISH, None, NOW)

    assert store.erase_due(TODAY + days(29)) == 0
    assert store.erase_due(TODAY + days(30)) == 1
    assert store.all() == []


def test_a_done_one_goes_after_14_days(store: CallbackStore) -> None:
    store.add(WISH, None, NOW)

    assert store.finish(store.all()[0].id, TODAY + days(2)) == TODAY + days(16)
    assert store.erase_due(TODAY + days(15)) == 0
    assert store.erase_due(TODAY + days(16)) == 1


def test_doing_it_late_or_twice_never_puts_off_the_day_that_was_promised(
    store: CallbackStore,
) -> None:
    promised = store.add(WISH, None, NOW)
    number = store.all()[0].id

    assert store.finish(number, TODAY + days(25)) == promised
    assert store.finish(number, TODAY + days(29)) == promised
    assert store.all()[0].done_on == TODAY + days(25)


def test_an_unknown_one_cannot_be_done_or_deleted(store: CallbackStore) -> None:
    assert store.finish(7, TODAY) is None
    assert not store.delete(7)


def test_erasing_a_conversation_takes_its_callbacks_only(store: CallbackStore) -> None:
    store.add(WISH, "abc", NOW)
    store.add(WISH, "abc", NOW)
    store.add(CallbackRequest("x", "a@b.de"), "other", NOW)
    store.add(CallbackRequest("y", "a@b.de"), None, NOW)

    store.erase("abc")
    store.erase("unknown")

    assert [kept.request.topic for kept in store.all() if kept.request] == ["x", "y"]


def test_a_number_is_never_given_twice(store: CallbackStore) -> None:
    store.add(WISH, None, NOW)
    first = store.all()[0].id
    store.delete(first)
    store.add(WISH, None, NOW)

    assert store.all()[0].id != first


def test_those_that_wait_come_first_and_are_announced_once(store: CallbackStore) -> None:
    for _ in range(3):
        store.add(WISH, None, NOW)
    first, second, third = (kept.id for kept in store.all())
    store.finish(first, TODAY)
    store.announced(second)

    assert [kept.id for kept in store.all()] == [second, third, first]
    assert [kept.id for kept in store.unannounced()] == [third]
