"""How messages are carried: in order, once, and nobody waits for somebody else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from async_timeout import timeout
from sqlalchemy.engine import Engine

import bot.chat.rasa_client
import bot.messengers.answering
import bot.messengers.courier
import bot.messengers.delivery
from bot.channels.telegram import Telegram
from bot.database import create_engine
from bot.messenger_settings import TelegramSettings
from bot.messengers.courier import Courier
from bot.messengers.dialogue import Dialogue
from bot.messengers.messenger import BUTTON, OTHER, Incoming, Limits, Outgoing
from bot.messengers.pace import PER_WINDOW
from bot.messengers.store import MessengerStore, Update
from bot.messengers.store_sends import SendStore
from bot.settings import TIMEZONE, Settings
from bot.texts.library import the_library
from tests.small_assistant import make_assistant
from tests.small_bot_api import TOKEN, Fault, SmallBotApi
from tests.small_rasa import SmallRasa

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
NUMBERED = ("utter_bote_standort", "utter_bote_nur_text", "utter_bote_zu_lang", "utter_bote_bereit")
CRISIS = "ich will nicht mehr leben"
Open = Callable[..., AbstractAsyncContextManager[Courier]]


def text(name: str) -> str:
    return the_library().texts("de").render(name, {"web": "http://web/chat"})


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.messengers.courier, "PAUSE_S", 0.01)
    monkeypatch.setattr(bot.messengers.answering, "PAUSE_S", 0.01)
    monkeypatch.setattr(bot.messengers.delivery, "FIRST_DELAY_S", 0.01)
    monkeypatch.setattr(bot.messengers.courier, "STOPS_WITHIN_S", 0.5)


@pytest.fixture
def database(settings: Settings) -> Engine:
    return create_engine(settings.database_url)


@pytest.fixture
def store(database: Engine) -> MessengerStore:
    return MessengerStore(database, b"test")


@pytest.fixture
async def api() -> AsyncIterator[SmallBotApi]:
    async with SmallBotApi() as api:
        yield api


@pytest.fixture
async def rasa() -> AsyncIterator[SmallRasa]:
    async with SmallRasa() as rasa:
        yield rasa


@pytest.fixture
async def start(
    api: SmallBotApi, rasa: SmallRasa, store: MessengerStore, database: Engine
) -> AsyncIterator[Open]:
    """Give what runs a courier for a while."""
    library = the_library()
    async with aiohttp.ClientSession() as session:
        assistant = make_assistant(database, session, rasa.url, keepers=[store])
        dialogue = Dialogue(assistant, library, "http://web")

        @asynccontextmanager
        async def start(
            now: datetime = NOW, limits: Limits | None = None
        ) -> AsyncIterator[Courier]:
            telegram = Telegram(TelegramSettings(TOKEN, "x", api.url), session)
            telegram.limits = limits or telegram.limits
            courier = Courier(telegram, store, dialogue, lambda: now)
            running = asyncio.create_task(courier.run())
            yield courier
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

        yield start


async def until(is_done: Callable[[], bool]) -> None:
    async with timeout(5):
        while not is_done():
            await asyncio.sleep(0.005)


def written(number: int, text: str = "/hilfe", address: str = "7") -> Incoming:
    return Incoming(str(number), address, text=text)


def test_what_arrives_side_by_side_is_answered_in_the_order_of_arrival(
    store: MessengerStore,
) -> None:
    async def arrive() -> None:
        # Not running: all of it waits.
        dialogue = SimpleNamespace(help_in_crisis=lambda incoming: [])
        courier = Courier(None, store, dialogue, lambda: NOW)  # type: ignore[arg-type]
        courier.messenger = Telegram  # type: ignore[assignment]
        await asyncio.gather(*(courier.receive(written(number)) for number in range(40)))

    asyncio.run(arrive())
    found = []
    while update := store.next_update(store.accounts.id_of("telegram", "7")):
        found.append(int(update.incoming.id))
        store.drop("telegram", update, NOW)

    assert found == [*range(40)]


async def test_each_resident_gets_the_answers_in_order(start: Open, api: SmallBotApi) -> None:
    said = ("/start", "ok", "/hilfe", "/sprache")
    names = ("utter_bote_zustimmung", "utter_bote_bereit", "utter_bote_hilfe", "utter_bote_sprache")
    async with start() as courier:
        for number, words in enumerate(said):
            for chat in range(5):
                await courier.receive(written(number * 5 + chat, words, str(chat)))

        for chat in range(5):
            assert await api.answers(4, chat) == [text(name) for name in names]


async def test_a_slow_answer_to_one_holds_up_nobody_else(
    start: Open, api: SmallBotApi, rasa: SmallRasa
) -> None:
    rasa.waits_s = 30
    async with start() as courier:
        for number, words in enumerate(("/start", "ok", "ich suche eine hebamme")):
            await courier.receive(written(number, words, "8"))
        await api.answers(2, 8)
        await courier.receive(written(9))

        assert await api.answers(1) == [text("utter_bote_hilfe")]


async def test_more_residents_than_are_served_at_once_are_all_served(
    start: Open, api: SmallBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.messengers.courier, "AT_ONCE", 2)
    async with start() as courier:
        for number in range(20):
            await courier.receive(written(number, address=str(number)))

        await api.until(lambda: len(api.methods("sendMessage")) == 20)


async def test_what_another_process_received_is_found(
    start: Open, api: SmallBotApi, store: MessengerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.messengers.courier, "LOOKS_EVERY_S", 0.02)
    async with start():
        store.receive("telegram", written(1), NOW)

        assert await api.answers(1) == [text("utter_bote_hilfe")]


async def test_a_reminder_is_sent_when_it_is_waken(
    start: Open, api: SmallBotApi, store: MessengerStore
) -> None:
    async with start() as courier:
        account = store.accounts.at("telegram", "7")
        store.sends.add("telegram", account, Outgoing("Erinnerung"), NOW)
        courier.wake()

        assert await api.answers(1) == ["Erinnerung"]


async def test_what_is_older_than_a_day_is_not_sent_any_more(
    start: Open, api: SmallBotApi, store: MessengerStore
) -> None:
    store.sends.add("telegram", store.accounts.at("telegram", "7"), Outgoing("Alt"), NOW)
    async with start(NOW + timedelta(days=1, seconds=1)) as courier:
        await courier.receive(written(1))

        assert await api.answers(1) == [text("utter_bote_hilfe")]


async def test_an_unforeseen_error_is_answered_with_the_emergency_numbers(
    start: Open, api: SmallBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*values: object) -> None:
        raise KeyError("unvorhergesehen")

    monkeypatch.setattr(Dialogue, "answer", fail)
    async with start() as courier:
        await courier.receive(written(1))

        (said,) = await api.answers(1)
        assert "112" in said and "110" in said


async def test_a_database_that_fails_for_a_moment_loses_nothing(
    start: Open, api: SmallBotApi, store: MessengerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, failed = MessengerStore.finish, []

    def fail_once(self: MessengerStore, *values: object) -> None:
        if not failed:
            failed.append(1)
            raise OSError("voll")
        finish(self, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(MessengerStore, "finish", fail_once)
    async with start() as courier:
        await courier.receive(written(1))

        assert await api.answers(1) == [text("utter_bote_hilfe")]


async def test_a_send_that_was_taken_but_not_noted_comes_twice_and_nothing_else_does(
    start: Open, api: SmallBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, failed = SendStore.done, []

    def fail_once(self: SendStore, number: int) -> None:
        if not failed:
            failed.append(number)
            raise OSError("Absturz")
        done(self, number)

    monkeypatch.setattr(SendStore, "done", fail_once)
    async with start() as courier:
        await courier.receive(written(1))
        await courier.receive(written(2, "/sprache"))

        names = ("utter_bote_hilfe", "utter_bote_hilfe", "utter_bote_sprache")
        assert await api.answers(3) == [text(name) for name in names]


async def test_typing_is_shown_while_an_answer_is_made(
    start: Open, api: SmallBotApi, rasa: SmallRasa
) -> None:
    rasa.may_answer.clear()
    async with start() as courier:
        await courier.receive(written(1, "/start"))
        await courier.receive(written(2, "ok"))
        await api.answers(2)
        before = len(api.methods("sendChatAction"))
        await courier.receive(written(3, "Ich suche eine Hebamme"))
        await api.until(lambda: len(api.methods("sendChatAction")) > before)
        assert api.methods("sendChatAction")[-1].values["action"] == "typing"
        assert len(api.sent()) == 2

        rasa.may_answer.set()
        await api.answers(3)


async def test_a_courtesy_that_fails_changes_nothing(start: Open, api: SmallBotApi) -> None:
    api.fault = lambda method, values: Fault("cut") if method != "sendMessage" else None
    async with start() as courier:
        await courier.receive(written(1))

        assert await api.answers(1) == [text("utter_bote_hilfe")]


async def test_stopping_lets_a_send_on_its_way_arrive_and_notes_it(
    start: Open, api: SmallBotApi, store: MessengerStore
) -> None:
    async with start() as courier:
        await courier.receive(written(1))
        await api.until(lambda: api.tries["sendMessage"])

    assert await api.answers(1) == [text("utter_bote_hilfe")]
    assert store.waiting("telegram", 9e9, (), 9) == ([], None)


async def test_where_there_are_no_buttons_a_number_presses_one(
    start: Open, api: SmallBotApi, store: MessengerStore
) -> None:
    async with start(limits=Limits(4096, 4096, 0)) as courier:
        await courier.receive(written(1, "/start"))
        assert "1) OK" in (await api.answers(1))[0]
        await courier.receive(written(2, "1."))

        assert (await api.answers(2))[1] == text("utter_bote_bereit")


@pytest.mark.parametrize("number", ["7", "99", "100", "²", "9" * 30])
async def test_a_number_that_was_not_offered_is_ordinary_text(
    start: Open, api: SmallBotApi, rasa: SmallRasa, number: str
) -> None:
    async with start(limits=Limits(4096, 4096, 0)) as courier:
        for place, words in enumerate(("/start", "ok", number)):
            await courier.receive(written(place, words))
        await api.answers(3)

    assert [said["message"] for said in rasa.heard] == [number]


async def test_other_contents_are_answered_without_rasa(
    start: Open, api: SmallBotApi, rasa: SmallRasa
) -> None:
    async with start() as courier:
        for place, words in enumerate(("/start", "ok")):
            await courier.receive(written(place, words))
        await courier.receive(Incoming("9", "7", OTHER))

        assert (await api.answers(3))[2] == text("utter_bote_nur_text")
    assert not rasa.heard


# Crises.


async def test_a_crisis_waits_behind_nobody(
    start: Open, api: SmallBotApi, rasa: SmallRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.messengers.courier, "AT_ONCE", 3)
    async with start() as courier:
        for chat in range(3):
            for number, words in enumerate(("/start", "ok")):
                await courier.receive(written(10 * chat + number, words, str(chat)))
            await api.answers(2, chat)
        rasa.waits_s = 30
        for chat in range(3):
            await courier.receive(written(10 * chat + 5, "ich suche eine hebamme", str(chat)))
        await until(lambda: len(rasa.heard) == 3)
        await courier.receive(written(100, CRISIS, "9"))
        await courier.receive(written(101, CRISIS, "2"))

        assert "0800" in (await api.answers(1, 9, within_s=2))[0]
        assert "0800" in (await api.answers(3, 2, within_s=2))[2]


async def test_a_crisis_is_answered_once_also_when_it_is_delivered_again(
    start: Open, api: SmallBotApi
) -> None:
    async with start() as courier:
        for _ in range(3):
            await courier.receive(written(1, CRISIS))
        await courier.receive(written(2))
        said = await api.answers(2)

    assert [text("utter_bote_hilfe") in said, len(api.sent())] == [True, 2]


async def test_the_answer_to_a_crisis_survives_a_restart(start: Open, api: SmallBotApi) -> None:
    api.fault = lambda method, values: Fault("broken")
    async with start() as courier:
        await courier.receive(written(1, CRISIS))
    api.fault = lambda method, values: None
    async with start():
        assert "0800" in (await api.answers(1))[0]


@pytest.mark.parametrize(
    "hidden", ["ich will ni\u200bcht mehr le\u00adben", "\u200eich will nicht\u00a0mehr leben"]
)
async def test_characters_that_nobody_sees_hide_no_crisis(
    start: Open, api: SmallBotApi, hidden: str
) -> None:
    async with start() as courier:
        await courier.receive(written(1, hidden))

        assert "0800" in (await api.answers(1))[0]


async def test_characters_that_nobody_sees_hide_no_command_and_no_ok(
    start: Open, api: SmallBotApi
) -> None:
    names = ("utter_bote_zustimmung", "utter_bote_bereit", "utter_bote_gestoppt")
    async with start() as courier:
        for number, words in enumerate(("\u202a/start\u202c", "\u200eok", "\u200e/stopp")):
            await courier.receive(written(number, words))

        assert await api.answers(3) == [text(name) for name in names]


# Whatever fails.


async def test_what_rasa_may_have_heard_is_not_said_to_it_again(
    start: Open, api: SmallBotApi, rasa: SmallRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.chat.rasa_client, "TIMEOUT_S", 0.05)
    rasa.waits_s = 0.2
    async with start() as courier:
        for number, words in enumerate(("/start", "ok", "egal")):
            await courier.receive(written(number, words))

        assert (await api.answers(3))[2] == text("utter_bote_fehler")
    assert [said["message"] for said in rasa.heard] == ["egal"]


async def test_what_always_fails_is_given_up_and_what_follows_is_answered(
    start: Open, api: SmallBotApi, store: MessengerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = MessengerStore.finish

    def fail(self: MessengerStore, channel: str, update: Update, *rest: Any) -> None:
        if update.incoming.id == "1":
            raise ValueError("giftig")
        finish(self, channel, update, *rest)

    monkeypatch.setattr(MessengerStore, "finish", fail)
    async with start() as courier:
        await courier.receive(written(1))
        await courier.receive(written(2))

        assert await api.answers(2) == [text("utter_bote_fehler"), text("utter_bote_hilfe")]


async def test_where_something_fails_the_others_are_served_first(
    start: Open, api: SmallBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.messengers.courier, "AT_ONCE", 2)
    monkeypatch.setattr(bot.messengers.courier, "PAUSE_S", 30)
    next_update = MessengerStore.next_update
    poisoned: set[str] = set()

    def fail(self: MessengerStore, own: str) -> Update | None:
        if own in poisoned:
            raise ValueError("giftig")
        return next_update(self, own)

    monkeypatch.setattr(MessengerStore, "next_update", fail)
    async with start() as courier:
        for chat in range(4):
            poisoned.add(courier._store.accounts.id_of("telegram", str(chat)))
            await courier.receive(written(chat, address=str(chat)))
        await courier.receive(written(9))

        assert await api.answers(1, within_s=2) == [text("utter_bote_hilfe")]


async def test_a_button_that_no_database_takes_is_an_old_one(start: Open, api: SmallBotApi) -> None:
    async with start() as courier:
        for number, words in enumerate(("/start", "ok")):
            await courier.receive(written(number, words))
        await courier.receive(Incoming("9", "7", BUTTON, "\ud800"))

        assert (await api.answers(3))[2] == text("utter_bote_knopf_alt")


async def test_a_look_that_fails_in_any_way_is_not_the_last(
    start: Open, api: SmallBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.messengers.courier, "LOOKS_EVERY_S", 0.02)
    waiting, failed = MessengerStore.waiting, []

    def fail_once(self: MessengerStore, *values: Any) -> Any:
        if not failed:
            failed.append(1)
            raise KeyError("unvorhergesehen")
        return waiting(self, *values)

    monkeypatch.setattr(MessengerStore, "waiting", fail_once)
    async with start() as courier:
        await courier.receive(written(1))

        assert await api.answers(1) == [text("utter_bote_hilfe")]


# Too fast.


async def test_who_writes_too_fast_is_told_so_once_and_may_still_end_it(
    start: Open, api: SmallBotApi
) -> None:
    async with start() as courier:
        for number in range(PER_WINDOW + 5):
            await courier.receive(written(number))
        await courier.receive(written(98, "/stopp"))
        await courier.receive(written(99, CRISIS))
        said = await api.answers(PER_WINDOW + 3)

    told = [text("utter_bote_hilfe")] * PER_WINDOW + [text("utter_bote_zu_schnell")]
    assert [each for each in said if "0800" not in each] == [*told, text("utter_bote_gestoppt")]
