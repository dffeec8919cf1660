"""How messages are sent: until the platform takes them, and whatever happens is told once."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.channels.http_api import Declined
from bot.database import create_engine
from bot.messengers.delivery import LONGEST_DELAY_S, Delivery
from bot.messengers.messenger import Delayed, Incoming, Limits, Outgoing
from bot.messengers.store import MessengerStore
from bot.settings import TIMEZONE, Settings

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)


class Platform:
    """A platform that fails as it is told to."""

    name = "telegram"
    limits = Limits(4096, 4096, 12)

    def __init__(self) -> None:
        self.failure: Exception | None = None

    async def send(self, address: str, outgoing: Outgoing, key: str) -> None:
        if self.failure:
            raise self.failure

    async def show_typing(self, incoming: Incoming) -> None: ...

    async def retire(self, incoming: Incoming, title: str) -> None: ...


@pytest.fixture
def store(settings: Settings) -> Iterator[MessengerStore]:
    engine = create_engine(settings.database_url)
    store = MessengerStore(engine, b"test")
    store.sends.add("telegram", store.accounts.at("telegram", "7"), Outgoing("Guten Tag!"), NOW)
    yield store
    engine.dispose()


@pytest.fixture
def own(store: MessengerStore) -> str:
    return store.accounts.id_of("telegram", "7")


def delivery(store: MessengerStore, failure: Exception | None, now: datetime = NOW) -> Delivery:
    platform = Platform()
    platform.failure = failure
    return Delivery(platform, store.sends, lambda: now)


def told(logs: list) -> list[tuple[str, str]]:
    return [(log["event"], log["reason"]) for log in logs]


async def test_what_is_refused_is_told_with_its_reason_and_gone(
    store: MessengerStore, own: str
) -> None:
    said = {"error": {"code": 131026, "message": "hebamme 491721234567"}}
    with capture_logs() as logs:
        assert await delivery(store, Declined(400, said)).send_next(own)

    assert told(logs) == [("messenger.refused", "400 131026")]
    assert store.sends.first(own, 9e9) is None


@pytest.mark.parametrize("code", ["hebamme 491721234567", None, ["M_FORBIDDEN"], "x" * 99])
def test_a_reason_is_never_words(code: object) -> None:
    assert Declined(403, {"errcode": code}).reason == "403"


async def test_what_could_not_be_sent_for_a_day_is_told_and_gone(
    store: MessengerStore, own: str
) -> None:
    late = NOW + timedelta(days=1, seconds=1)
    with capture_logs() as logs:
        assert await delivery(store, None, late).send_next(own)

    assert told(logs) == [("messenger.given_up", "a day")]
    assert store.sends.first(own, 9e9) is None


async def test_each_trouble_is_told_once(
    store: MessengerStore, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messengers.delivery.FIRST_DELAY_S", 1e-9)
    sending = delivery(store, None)
    with capture_logs() as logs:
        for reason in ("401 190", "401 190", "503", "401 190"):
            sending._messenger.failure = Delayed(reason=reason)  # type: ignore[attr-defined]
            assert not await sending.send_next(own)

    assert told(logs) == [("messenger.delayed", "401 190"), ("messenger.delayed", "503")]


async def test_the_thousandth_try_has_to_wait_no_longer_than_the_tenth(
    store: MessengerStore, own: str
) -> None:
    first = store.sends.first(own, 0)
    assert first
    for _ in range(1100):
        store.sends.delay(first.number, 0)
    await delivery(store, Delayed()).send_next(own)

    assert store.sends.first(own, time.time() + LONGEST_DELAY_S + 1)
    assert store.sends.first(own, time.time() + LONGEST_DELAY_S - 5) is None


async def test_what_fails_unforeseen_is_tried_again_later(store: MessengerStore, own: str) -> None:
    with capture_logs() as logs:
        assert not await delivery(store, KeyError("hebamme")).send_next(own)

    assert told(logs) == [("messenger.delayed", "KeyError")]
    assert store.sends.first(own, 9e9)
