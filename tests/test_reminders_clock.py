"""On the day: what is due is said, once, in the resident's language, and then forgotten."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.database import create_engine
from bot.errors import NotFound
from bot.messengers.account import Account
from bot.messengers.messenger import Limits
from bot.messengers.store import MessengerStore
from bot.reminders.clock import hand_over_due, keep_reminding
from bot.settings import TIMEZONE
from bot.texts.library import the_library

DUE, DAY = date(2026, 12, 31), date(2026, 12, 10)
LIMITS = {"telegram": Limits(4096, 4096, 12)}
DEADLINE = {"name": "Frist", "yearly": "12-31", "source": "x", "source_date": "2018-08"}
PORTAL = {"id": "kita-portal", "name": "Kita-Portal", "url": "www.kita.de", "dates": [DEADLINE]}
PlaceOf = Callable[[str], dict[str, Any]]


@pytest.fixture
def store(tmp_path: Path) -> MessengerStore:
    return MessengerStore(create_engine(f"sqlite:///{tmp_path / 'test.db'}"), b"test")


@pytest.fixture
def account(store: MessengerStore) -> Account:
    account = store.accounts.at("telegram", "7")
    store.reminders.add("telegram", account, "kita-portal", "Frist", DUE, DAY)
    return account


def at(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=TIMEZONE)


def hand_over(
    store: MessengerStore, now: datetime, place_of: PlaceOf = lambda id: PORTAL
) -> set[str]:
    return hand_over_due(store.reminders, place_of, the_library(), LIMITS, now)


def said(store: MessengerStore, account: Account) -> str | None:
    send = store.sends.first(account.id, 9e9)
    return send.outgoing.text if send else None


def test_at_nine_it_is_said_who_is_responsible_and_how_old_that_is(
    store: MessengerStore, account: Account
) -> None:
    assert hand_over(store, at(12, 10)) == {"telegram"}

    text = said(store, account) or ""
    assert "Frist, 31. Dezember 2026" in text and "Stand der Angaben: August 2018" in text
    assert "Kita-Portal" in text and "www.kita.de" in text


@pytest.mark.parametrize("now", [at(12, 9, 23), at(12, 10, 8), at(12, 11, 3)])
def test_before_its_day_and_before_nine_nothing_is_said(
    store: MessengerStore, account: Account, now: datetime
) -> None:
    assert hand_over(store, now) == set() and said(store, account) is None


def test_it_is_said_once(store: MessengerStore, account: Account) -> None:
    hand_over(store, at(12, 10))

    assert hand_over(store, at(12, 10, 10)) == set() and store.reminders.of(account.id) == []


@pytest.mark.parametrize(("now", "is_said"), [(at(12, 31), True), (at(1, 1, year=2027), False)])
def test_a_missed_day_is_made_up_for_but_not_after_the_date(
    store: MessengerStore, account: Account, now: datetime, is_said: bool
) -> None:
    hand_over(store, now)

    assert (said(store, account) is not None) == is_said
    assert store.reminders.of(account.id) == []


def test_it_is_said_in_the_language_chosen(store: MessengerStore, account: Account) -> None:
    english = replace(account, lang="en")
    store.reminders.add("telegram", english, "kita-portal", "Frist", DUE, DAY)
    hand_over(store, at(12, 10))

    assert "December 31, 2026" in (said(store, account) or "")


def test_a_date_that_was_moved_is_said_as_it_is_now(
    store: MessengerStore, account: Account
) -> None:
    moved = {**PORTAL, "dates": [{**DEADLINE, "yearly": "12-20"}]}
    hand_over(store, at(12, 10), lambda id: moved)

    assert "20. Dezember 2026" in (said(store, account) or "")


def gone(id: str) -> dict[str, Any]:
    raise NotFound("Das gibt es nicht.")


@pytest.mark.parametrize("place_of", [lambda id: {**PORTAL, "dates": []}, gone])
def test_where_the_date_is_gone_the_resident_hears_that(
    store: MessengerStore, account: Account, place_of: PlaceOf
) -> None:
    hand_over(store, at(12, 10), place_of)

    assert (said(store, account) or "").startswith("Frist: Dazu liegt mir kein Termin vor.")


def test_a_messenger_that_is_off_keeps_its_reminders(
    store: MessengerStore, account: Account
) -> None:
    hand_over_due(store.reminders, lambda id: PORTAL, the_library(), {}, at(12, 10))

    assert len(store.reminders.of(account.id)) == 1


async def test_whoever_sends_is_woken(store: MessengerStore, account: Account) -> None:
    woken = asyncio.Event()
    courier: Any = SimpleNamespace(
        messenger=SimpleNamespace(limits=LIMITS["telegram"]), wake=woken.set
    )
    task = asyncio.create_task(
        keep_reminding(
            store.reminders,
            lambda id: PORTAL,
            the_library(),
            {"telegram": courier},
            lambda: at(12, 10),
        )
    )
    await asyncio.wait_for(woken.wait(), 5)
    task.cancel()

    assert said(store, account)
