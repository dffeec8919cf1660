"""What is kept of reminders, on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.messengers.account import Account
from bot.messengers.messenger import Incoming, Outgoing
from bot.messengers.store import MessengerStore
from bot.messengers.store_tables import reminders
from bot.reminders.store import Reminder
from bot.settings import TIMEZONE

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
TODAY, DUE, DAY = NOW.date(), date(2026, 12, 31), date(2026, 12, 10)
ADDRESS = "4917212345"


@pytest.fixture
def store(engine: Engine) -> MessengerStore:
    return MessengerStore(engine, b"test")


def account(store: MessengerStore, address: str = ADDRESS) -> Account:
    return replace(store.accounts.at("telegram", address), lang="tr")


def add(store: MessengerStore, address: str = ADDRESS, name: str = "Frist") -> None:
    own = account(store, address)
    store.reminders.add("telegram", own, "kita-portal", name, DUE, DAY)


def kept(store: MessengerStore, address: str = ADDRESS) -> list[Reminder]:
    return store.reminders.of(account(store, address).id)


def finish(store: MessengerStore, own: Account | None) -> None:
    """Answer something of the account, which is as given from then on."""
    store.receive("telegram", Incoming("1", ADDRESS), NOW)
    update = store.next_update(account(store).id)
    assert update
    store.finish("telegram", update, own, [], NOW)


def test_a_reminder_comes_back_with_whom_and_in_which_language(store: MessengerStore) -> None:
    add(store)

    (found,) = kept(store)
    assert (found.channel, found.service, found.name) == ("telegram", "kita-portal", "Frist")
    assert (found.due_on, found.remind_on) == (DUE, DAY)
    assert (found.account.address, found.account.lang) == (ADDRESS, "tr")


def test_the_address_is_not_readable_in_the_database(store: MessengerStore, engine: Engine) -> None:
    add(store)

    with engine.connect() as connection:
        assert ADDRESS not in str(connection.execute(sa.select([reminders])).fetchall())


def test_asked_for_twice_it_is_one(store: MessengerStore) -> None:
    add(store)
    add(store)

    assert len(kept(store)) == 1


def test_asked_for_again_it_keeps_its_number(store: MessengerStore) -> None:
    add(store)
    (before,) = kept(store)
    add(store)

    assert store.reminders.forget(account(store).id, before.id)
    assert kept(store) == []


def test_what_is_not_there_cannot_be_taken_back(store: MessengerStore) -> None:
    assert not store.reminders.forget(account(store).id, 1)


def test_everybody_has_their_own(store: MessengerStore) -> None:
    add(store)
    add(store, "other")
    (mine,) = kept(store)
    store.reminders.forget(account(store, "other").id, mine.id)

    assert kept(store) == [mine] and len(kept(store, "other")) == 1


def test_one_that_is_taken_back_is_gone(store: MessengerStore) -> None:
    add(store)
    add(store, name="Fest")
    store.reminders.forget(account(store).id, kept(store)[0].id)

    assert [item.name for item in kept(store)] == ["Fest"]


@pytest.mark.parametrize(
    ("today", "number"),
    [(DAY - timedelta(days=1), 0), (DAY, 1), (DUE, 1), (DUE + timedelta(days=1), 0)],
)
def test_it_is_due_from_its_day_until_the_date_itself(
    store: MessengerStore, today: date, number: int
) -> None:
    add(store)

    assert len(store.reminders.due(today)) == number


def test_what_is_handed_over_is_gone_and_waits_to_be_sent(store: MessengerStore) -> None:
    add(store)
    store.reminders.hand_over(kept(store)[0], [Outgoing("Denken Sie daran.")], NOW)

    send = store.sends.first(account(store).id, NOW.timestamp())
    assert kept(store) == [] and send
    assert (send.address, send.outgoing.text) == (ADDRESS, "Denken Sie daran.")


def test_what_was_taken_back_meanwhile_is_not_sent(store: MessengerStore) -> None:
    add(store)
    (found,) = kept(store)
    store.reminders.forget(found.account.id, found.id)
    store.reminders.hand_over(found, [Outgoing("Denken Sie daran.")], NOW)

    assert store.sends.first(found.account.id, NOW.timestamp()) is None


def test_past_ones_are_erased(store: MessengerStore) -> None:
    add(store)
    store.reminders.erase_past(DUE)
    assert kept(store)
    store.reminders.erase_past(DUE + timedelta(days=1))
    assert not kept(store)


def test_they_outlive_a_restart(store: MessengerStore, engine: Engine) -> None:
    add(store)

    assert len(kept(MessengerStore(engine, b"test"))) == 1


def test_under_another_key_nobody_can_be_found_and_nothing_breaks(
    store: MessengerStore, engine: Engine
) -> None:
    add(store)

    assert [item.account.address for item in MessengerStore(engine, b"x").reminders.due(DAY)] == [
        ""
    ]


def test_an_erased_account_has_none(store: MessengerStore) -> None:
    add(store)
    finish(store, None)

    assert kept(store) == []


def test_an_erased_conversation_has_none(store: MessengerStore) -> None:
    add(store)
    finish(store, replace(account(store), conversation="gespraech.siegel"))
    store.erase("gespraech")

    assert kept(store) == []


def test_they_outlive_an_account_that_is_not_used(store: MessengerStore) -> None:
    add(store)
    finish(store, account(store))
    later = NOW + timedelta(days=31)
    store.erase_before(later - timedelta(days=30), later)

    assert store.accounts.by_id(account(store).id) is None and len(kept(store)) == 1
