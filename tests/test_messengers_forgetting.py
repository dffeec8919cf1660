"""What messengers keep goes after its time."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from async_timeout import timeout
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

import bot.messengers.forgetting
from bot.database import create_engine, in_utc
from bot.messengers.account import HELD_FOR
from bot.messengers.forgetting import forget_old, keep_forgetting
from bot.messengers.messenger import Choice, Incoming, Outgoing
from bot.messengers.store import MessengerStore
from bot.messengers.store_accounts import AccountStore
from bot.messengers.store_tables import accounts, metadata, updates
from bot.settings import TIMEZONE, Settings

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)


@pytest.fixture
def store(engine: Engine) -> MessengerStore:
    """Return a store in which somebody's words wait for an OK."""
    store = MessengerStore(engine, b"test")
    store.receive("telegram", Incoming("1", "7", text="hebamme"), NOW)
    update = store.next_update(store.accounts.id_of("telegram", "7"))
    account = store.accounts.at("telegram", "7")
    waiting = replace(account, held="hebamme", held_until=NOW + HELD_FOR)
    ask = Outgoing("Einverstanden?", (Choice("OK", "bote:ok"),))
    assert update
    store.finish("telegram", update, waiting, [ask], NOW)
    return store


def at(settings: Settings, **later: float) -> Settings:
    return replace(settings, now=NOW + timedelta(**later))


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(
                sa.select([sa.func.count()]).select_from(table)
            ).scalar_one()
            for table in metadata.sorted_tables
        }


def test_what_is_held_stays_for_ten_minutes(store: MessengerStore, settings: Settings) -> None:
    forget_old(store, at(settings, minutes=9, seconds=29))

    assert store.accounts.at("telegram", "7").held == "hebamme"


def test_what_is_held_goes_after_ten_minutes_and_the_account_stays(
    store: MessengerStore, settings: Settings
) -> None:
    forget_old(store, at(settings, minutes=10))
    account = store.accounts.at("telegram", "7")

    assert account.held is None and not account.is_new


def test_it_is_remembered_that_something_was_held(
    store: MessengerStore, settings: Settings
) -> None:
    forget_old(store, at(settings, minutes=10))

    assert store.accounts.at("telegram", "7").held_until == NOW + HELD_FOR


def test_who_has_not_agreed_is_forgotten_after_a_day(
    store: MessengerStore, settings: Settings, engine: Engine
) -> None:
    forget_old(store, at(settings, days=1))
    assert rows(engine)["messenger_accounts"] == 1
    forget_old(store, at(settings, days=1, seconds=1))

    assert rows(engine)["messenger_accounts"] == 0


def test_an_account_that_cannot_be_read_keeps_nobody_elses_words(
    store: MessengerStore, settings: Settings, engine: Engine
) -> None:
    later = store._cipher.encrypt({"id": "0", "address": "8", "held_until": None, "new": 1})
    times = {"held_until": in_utc(NOW), "changed_at": in_utc(NOW)}
    row = {"id": "0", "channel": "telegram", "sealed": later, "has_agreed": False, **times}
    with engine.begin() as connection:
        connection.execute(sa.insert(accounts).values(row))
    forget_old(store, at(settings, minutes=10))

    assert store.accounts.at("telegram", "7").held is None
    assert rows(engine)["messenger_accounts"] == 1


def test_everything_goes_thirty_days_after_its_last_use(
    store: MessengerStore, settings: Settings, engine: Engine
) -> None:
    agreed = replace(store.accounts.at("telegram", "7"), has_agreed=True)
    with engine.begin() as connection:
        store.accounts.keep(connection, "telegram", agreed, NOW)
    forget_old(store, at(settings, days=30))
    assert rows(engine)["messenger_accounts"] == 1
    forget_old(store, at(settings, days=30, seconds=1))

    assert not any(rows(engine).values())


def test_also_what_was_never_answered_or_sent_goes(
    store: MessengerStore, settings: Settings, engine: Engine
) -> None:
    store.receive("matrix", Incoming("1", "x", text="hallo"), NOW)
    account = store.accounts.at("matrix", "y")
    store.sends.add("matrix", account, Outgoing("Erinnerung"), NOW)
    forget_old(store, at(settings, days=31))

    assert not any(rows(engine).values())


def test_the_number_of_an_update_stays_eight_days(
    store: MessengerStore, settings: Settings, engine: Engine
) -> None:
    forget_old(store, at(settings, days=7))
    assert not store.receive("telegram", Incoming("1", "7", text="hebamme"), NOW)
    forget_old(store, at(settings, days=8, seconds=1))

    with engine.connect() as connection:
        assert not connection.execute(sa.select([updates])).fetchall()


@pytest.mark.parametrize("error", [OperationalError("DELETE", {}, Exception()), KeyError("neu")])
async def test_whatever_fails_once_does_not_end_the_forgetting(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*values: object) -> None:
        raise error

    store = MessengerStore(create_engine(settings.database_url), b"test")
    monkeypatch.setattr(bot.messengers.forgetting, "EVERY_S", 0.01)
    monkeypatch.setattr(AccountStore, "erase_held", fail)
    with capture_logs() as logs:
        running = asyncio.create_task(keep_forgetting(store, at(settings, minutes=11)))
        async with timeout(2):
            while len(logs) < 2:
                await asyncio.sleep(0.001)
    running.cancel()

    assert {log["event"] for log in logs} == {"messenger.retention.failed"}
