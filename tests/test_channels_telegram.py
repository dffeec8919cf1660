"""Telegram, from the webhook to the Bot API."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient
from async_timeout import timeout
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

import bot.channels.http_api
import bot.messengers.answering
import bot.messengers.courier
import bot.messengers.delivery
from bot.app import create_app
from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.channels.telegram import Telegram
from bot.messenger_settings import TelegramSettings
from bot.messengers.messenger import File, Outgoing
from bot.messengers.store import MessengerStore
from bot.settings import Settings
from bot.texts.library import the_library
from tests.small_bot_api import SECRET_HEADER, TOKEN, Fault, SmallBotApi
from tests.small_rasa import SmallRasa
from tests.telegram_talk import Talk, talking

NOBODY = "http://127.0.0.1:9"
CRISIS = "mein mann schlägt mich gerade"
BUTTON = {"title": "utter_knopf_deutsch", "payload": "/kita_platz"}


def text(name: str, lang: str = "de", style: str | None = None) -> str:
    return the_library().texts(lang, style).render(name, {"web": "http://127.0.0.1:8080/chat"})


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Open the catalogue once: these tests only need that it is there."""
    folder = str(tmp_path_factory.mktemp("catalogue"))
    return open_catalogue(Settings.from_environment({"DATA_DIR": folder, "SECRET_KEY": "test"}))


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.messengers.courier, "PAUSE_S", 0.01)
    monkeypatch.setattr(bot.messengers.answering, "PAUSE_S", 0.01)
    monkeypatch.setattr(bot.messengers.delivery, "FIRST_DELAY_S", 0.01)


@pytest.fixture
async def api() -> AsyncIterator[SmallBotApi]:
    async with SmallBotApi() as api:
        yield api


@pytest.fixture
async def rasa() -> AsyncIterator[SmallRasa]:
    async with SmallRasa() as rasa:
        yield rasa


@pytest.fixture
async def talk(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi, rasa: SmallRasa
) -> AsyncIterator[Talk]:
    async with talking(settings, catalogue, api, rasa.url) as talk:
        yield talk


# Authenticity.


@pytest.mark.parametrize("secret", ["", "falsch", "ein-geheimnis-mehr", "\udcff\udcfe"])
async def test_what_does_not_come_from_telegram_is_refused_and_forgotten(
    talk: Talk, secret: str
) -> None:
    status = await talk.api.deliver(talk.webhook, talk.api.message("hallo"), secret)

    assert status == 403
    await talk.ask("/hilfe")
    assert talk.api.sent() == [text("utter_bote_hilfe")]


async def test_an_update_without_the_secret_is_refused(talk: Talk) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(talk.webhook, json=talk.api.message("hallo")) as response,
    ):
        assert response.status == 403
        assert set(await response.json()) == {"error"}


async def test_without_its_variables_there_is_no_webhook(
    settings: Settings, catalogue: Catalogue, aiohttp_client: Any
) -> None:
    client: TestClient = await aiohttp_client(create_app(settings, catalogue))

    assert (await client.post("/webhooks/telegram", json={})).status == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[1]", "application/json", 400),
        ("{}", "text/plain", 415),
        ('{"x": "' + "y" * 300_000 + '"}', "application/json", 413),
    ],
    ids=["broken", "list", "text", "large"],
)
async def test_what_is_no_update_is_refused(talk: Talk, body: str, kind: str, status: int) -> None:
    headers = {SECRET_HEADER: "ein-geheimnis", "Content-Type": kind}
    async with (
        aiohttp.ClientSession() as session,
        session.post(talk.webhook, data=body, headers=headers) as response,
    ):
        assert response.status == status


# Once, and in order.


async def test_an_update_that_comes_twice_is_answered_once(talk: Talk) -> None:
    update = talk.api.message("/hilfe")
    await talk.deliver(update)
    await talk.api.answers(1)
    await talk.deliver(update)

    assert await talk.ask("/sprache") == text("utter_bote_sprache")
    assert len(talk.api.sent()) == 2


async def test_an_update_that_comes_twice_at_once_is_answered_once(talk: Talk) -> None:
    update = talk.api.message("/hilfe")
    await asyncio.gather(*(talk.deliver(update) for _ in range(8)))
    await talk.write("/sprache")

    both = [text("utter_bote_hilfe"), text("utter_bote_sprache")]
    assert await talk.api.answers(2) == both


async def test_two_hundred_residents_are_answered_at_once(talk: Talk) -> None:
    updates = [talk.api.message("/hilfe", chat) for chat in range(1000, 1200)]
    await asyncio.gather(*(talk.deliver(update) for update in updates))

    await talk.api.until(lambda: len(talk.api.methods("sendMessage")) == 200)
    assert {chat for chat in range(1000, 1200) if len(talk.api.sent(chat)) == 1} == {
        *range(1000, 1200)
    }


# Consent, crises, buttons.


async def test_the_first_message_waits_for_the_ok_and_is_answered_then(
    talk: Talk, rasa: SmallRasa
) -> None:
    assert await talk.ask("ich suche eine hebamme") == text("utter_bote_zustimmung")
    assert not rasa.heard
    await talk.press("OK")
    await talk.api.answers(3)

    assert [said["message"] for said in rasa.heard] == ["ich suche eine hebamme"]
    assert talk.api.sent()[1:] == [text("utter_programm"), text("utter_gruss")]


async def test_an_ok_before_the_notice_agrees_to_nothing(talk: Talk) -> None:
    assert await talk.ask("ok") == text("utter_bote_zustimmung")
    assert not talk.account().has_agreed
    assert await talk.ask("ok") == text("utter_bote_bereit")


async def test_a_crisis_does_not_wait_for_the_ok(talk: Talk, rasa: SmallRasa) -> None:
    assert "110" in await talk.ask(CRISIS)
    assert not rasa.heard and not talk.account().has_agreed


async def test_a_crisis_at_the_end_of_a_long_message_is_found(talk: Talk) -> None:
    words = ("ich wohne in hasport und suche einen platz. " * 100)[: 4096 - len(CRISIS)] + CRISIS

    assert "Gewalt" in await talk.ask(words)


async def test_a_pressed_button_goes_and_what_was_chosen_stays(talk: Talk) -> None:
    await talk.ask("hallo")
    await talk.press("OK")
    await talk.api.until(lambda: talk.api.methods("editMessageReplyMarkup"))

    shown = [[button["text"] for button in row] for row in talk.api.keyboards.values() if row]
    assert shown == [["✓ OK"]]
    assert len(talk.api.methods("answerCallbackQuery")) == 1


async def test_a_press_that_telegram_has_forgotten_is_answered_all_the_same(talk: Talk) -> None:
    await talk.ask("hallo")
    press = talk.api.press("OK")
    talk.api._presses.clear()
    await talk.deliver(press)

    await talk.api.until(lambda: talk.api.methods("editMessageReplyMarkup"))
    assert talk.api.sent()[-1] != text("utter_bote_knopf_alt")


async def test_a_button_that_shows_what_was_chosen_means_nothing_and_stops_waiting(
    talk: Talk,
) -> None:
    await talk.ask("hallo")
    await talk.press("OK")
    await talk.api.until(lambda: talk.api.methods("editMessageReplyMarkup"))
    await talk.deliver(talk.api.press("✓ OK"))
    said = await talk.ask("/sprache")

    assert said != text("utter_bote_knopf_alt") != talk.api.sent()[-1]
    assert len(talk.api.methods("answerCallbackQuery")) == 2


@pytest.mark.parametrize("code", ["fremd", "--", "/kita_platz", "bote:loeschen ja", "", "x" * 200])
async def test_an_unknown_button_gets_a_sentence(talk: Talk, code: str) -> None:
    await talk.agree()
    before = len(talk.api.sent())
    await talk.deliver(talk.api.press_code(code))

    assert (await talk.api.answers(before + 1))[-1] == text("utter_bote_knopf_alt")


async def test_a_button_of_somebody_else_is_unknown(talk: Talk) -> None:
    await talk.agree(7)
    await talk.agree(8)
    await talk.ask("/loeschen", chat=8)
    code = talk.api.press("Ja, alles löschen", chat=8)["callback_query"]["data"]
    before = len(talk.api.sent())
    await talk.deliver(talk.api.press_code(code))

    assert (await talk.api.answers(before + 1))[-1] == text("utter_bote_knopf_alt")
    assert talk.account(8).has_agreed


async def test_a_button_of_the_assistant_means_what_it_said(talk: Talk, rasa: SmallRasa) -> None:
    await talk.agree()
    rasa.messages = [{"utter_action": "utter_gruss", "buttons": [BUTTON]}]
    await talk.ask("hallo")
    await talk.press(text("utter_knopf_deutsch"))

    assert rasa.heard[-1]["message"] == "/kita_platz"


# Commands.


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("/hilfe", "utter_bote_hilfe"),
        ("/HILFE", "utter_bote_hilfe"),
        ("/hilfe@lotse_bot", "utter_bote_hilfe"),
        ("  /help  ", "utter_bote_hilfe"),
        ("/Sprache", "utter_bote_sprache"),
        ("/leicht", "utter_bote_leicht"),
        ("/Löschen", "utter_bote_loeschen"),
        ("/loeschen@Lotse_Bot", "utter_bote_loeschen"),
        ("/STOPP", "utter_bote_gestoppt"),
        ("stopp!", "utter_bote_gestoppt"),
        ("/stop", "utter_bote_gestoppt"),
    ],
)
async def test_commands_are_understood_however_they_are_written(
    talk: Talk, written: str, name: str
) -> None:
    await talk.agree()
    style = "leicht" if name == "utter_bote_leicht" else None

    assert await talk.ask(written) == text(name, style=style)


async def test_start_shows_the_notice_and_later_greets(talk: Talk, rasa: SmallRasa) -> None:
    assert await talk.ask("/start") == text("utter_bote_zustimmung")
    await talk.agree()
    await talk.ask("/start abc")

    assert rasa.heard[-1]["message"] == "hallo"


async def test_the_language_is_chosen_by_button_before_the_ok(talk: Talk) -> None:
    await talk.ask("hallo")
    await talk.press("Sprache / Language")
    await talk.press(text("utter_knopf_sprache_tr"))

    shown = await talk.api.answers(4)
    assert shown[2:] == [text("utter_sprache_gewaehlt", "tr"), text("utter_bote_zustimmung", "tr")]


@pytest.mark.parametrize("written", ["/restart", "{slot}", "/session_start", "/hebamme{}", "/"])
async def test_what_only_looks_like_a_command_is_ordinary_text(
    talk: Talk, rasa: SmallRasa, written: str
) -> None:
    await talk.agree()
    await talk.ask(written)

    assert rasa.heard[-1]["message"] == (written.lstrip("/") or "?")


async def test_erasing_asks_first_and_then_forgets_everything(talk: Talk) -> None:
    await talk.agree()
    await talk.ask("/loeschen")
    assert await talk.press("Ja, alles löschen") == text("utter_bote_geloescht")

    assert talk.account().is_new
    assert await talk.ask("hallo") == text("utter_bote_zustimmung")


async def test_what_is_written_right_after_erasing_is_answered(talk: Talk) -> None:
    await talk.agree()
    await talk.ask("/loeschen")
    before = len(talk.api.sent())
    await talk.deliver(talk.api.press("Ja, alles löschen"))
    await talk.write("ich suche eine hebamme")

    shown = await talk.api.answers(before + 2)
    assert shown[before:] == [text("utter_bote_geloescht"), text("utter_bote_zustimmung")]


async def test_erasing_the_conversation_erases_the_account(talk: Talk) -> None:
    await talk.agree()
    token = talk.account().conversation
    async with (
        aiohttp.ClientSession() as session,
        session.delete(talk.server.make_url(f"/api/chat/{token}")) as response,
    ):
        assert response.status == 204

    assert talk.account().is_new


# What is no text, and nobody's message.


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "a"}},
        {"sticker": {"emoji": "🙂"}},
        {"photo": [], "caption": "Das ist mein Kind"},
        {"contact": {"phone_number": "0172 1234567"}},
        {"document": {}},
    ],
)
async def test_what_is_no_text_gets_a_kind_sentence(talk: Talk, content: dict[str, Any]) -> None:
    await talk.agree()

    assert await talk.ask(**content) == text("utter_bote_nur_text")
    assert not talk.api.tries["getFile"]


@pytest.mark.parametrize("content", [{}, {"venue": {"title": "Zu Hause"}}])
async def test_a_location_is_declined_and_the_district_asked_for(
    talk: Talk, content: dict[str, Any]
) -> None:
    await talk.agree()
    where = {"latitude": 53.05, "longitude": 8.63}

    assert await talk.ask(location=where, **content) == text("utter_bote_standort")


async def test_a_message_of_full_length_is_too_long(talk: Talk, rasa: SmallRasa) -> None:
    await talk.agree()
    heard = len(rasa.heard)

    assert await talk.ask("ä" * 4096) == text("utter_bote_zu_lang")
    assert len(rasa.heard) == heard


async def test_a_first_message_of_full_length_is_too_long_after_the_ok(
    talk: Talk, rasa: SmallRasa
) -> None:
    await talk.ask("ä" * 4096)

    assert await talk.press("OK") == text("utter_bote_zu_lang")
    assert not rasa.heard


GROUP = {"id": -5, "type": "group", "title": "Eltern"}


@pytest.mark.parametrize(
    "change",
    [
        lambda update: {"edited_message": update["message"]},
        lambda update: {"channel_post": update["message"]},
        lambda update: {"my_chat_member": {"chat": update["message"]["chat"]}},
        lambda update: {"poll": {"id": "1"}},
        lambda update: {"etwas_neues": {}},
        lambda update: {"message": {**update["message"], "chat": GROUP}},
        lambda update: {"message": {**update["message"], "chat": {**GROUP, "type": "channel"}}},
        lambda update: {"message": {"chat": update["message"]["chat"], "pinned_message": {}}},
        lambda update: {"message": {"text": "ohne Chat"}},
        lambda update: {"message": "hallo"},
        lambda update: {"callback_query": {"id": "1", "data": "x"}},
        lambda update: {"callback_query": None, "message": None},
    ],
)
async def test_what_nobody_wrote_to_the_bot_is_taken_and_left_alone(
    talk: Talk, change: Any
) -> None:
    update = talk.api.message("hallo")
    await talk.deliver({"update_id": update["update_id"], **change(update)})
    await talk.ask("/hilfe", chat=8)

    assert [call.chat for call in talk.api.calls if call.chat != "8"] == []


async def test_an_update_without_a_number_is_left_alone(talk: Talk) -> None:
    await talk.deliver({"message": talk.api.message("hallo")["message"]})
    await talk.ask("/hilfe", chat=8)

    assert talk.api.sent(7) == []


# Trouble.


async def test_a_storm_of_429_loses_nothing_and_keeps_the_order(talk: Talk) -> None:
    talk.api.fault = lambda method, values: (
        Fault("busy") if method == "sendMessage" and talk.api.tries[method] <= 30 else None
    )
    for chat in (7, 8, 9):
        await talk.write("/start", chat)
        await talk.write("ok", chat)
        await talk.write("/sprache", chat)

    names = ("utter_bote_zustimmung", "utter_bote_bereit", "utter_bote_sprache")
    for chat in (7, 8, 9):
        assert await talk.api.answers(3, chat) == [text(name) for name in names]


@pytest.mark.parametrize("kind", ["busy", "broken", "gateway", "cut", "hanging"])
async def test_a_send_that_failed_is_tried_again(
    talk: Talk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.channels.http_api, "TIMEOUT_S", 0.1)
    talk.api.fault = lambda method, values: (
        Fault(kind, 0.2) if method == "sendMessage" and talk.api.tries[method] <= 2 else None
    )

    assert await talk.ask("/hilfe") == text("utter_bote_hilfe")
    assert talk.api.tries["sendMessage"] == 3


async def test_the_wait_that_telegram_asks_for_is_kept(talk: Talk) -> None:
    talk.api.fault = lambda method, values: (
        Fault("busy", 0.3) if method == "sendMessage" and talk.api.tries[method] == 1 else None
    )
    started = time.perf_counter()
    await talk.ask("/hilfe")

    assert time.perf_counter() - started >= 0.3
    assert talk.api.tries["sendMessage"] == 2


async def test_who_has_blocked_the_bot_holds_up_nobody(talk: Talk) -> None:
    talk.api.blocked.add("8")
    await talk.write("/hilfe", chat=8)
    assert await talk.ask("/hilfe") == text("utter_bote_hilfe")
    talk.api.blocked.clear()

    assert await talk.ask("/sprache", chat=8) == text("utter_bote_sprache")


async def test_without_rasa_the_emergency_numbers_are_said(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi
) -> None:
    async with talking(settings, catalogue, api, NOBODY) as talk:
        await talk.ask("ich suche eine hebamme")
        said = await talk.press("OK")

    assert said == text("utter_bote_fehler") and "112" in said and "110" in said


async def test_without_rasa_a_crisis_is_answered(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi
) -> None:
    async with talking(settings, catalogue, api, NOBODY) as talk:
        assert "Hilfetelefon" in await talk.ask(CRISIS)


async def test_the_web_chat_does_not_notice_that_telegram_is_gone(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi, rasa: SmallRasa
) -> None:
    async with talking(settings, catalogue, api, rasa.url, TELEGRAM_API=NOBODY) as talk:
        for chat in range(50):
            await talk.write("/hilfe", chat)
        started = time.perf_counter()
        async with (
            aiohttp.ClientSession() as session,
            session.post(talk.server.make_url("/api/chat"), json={"text": "hallo"}) as response,
        ):
            assert response.status == 200
        assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("change", [{"TELEGRAM_API": NOBODY}, {"TELEGRAM_TOKEN": "1:falsch"}])
async def test_what_could_not_be_sent_is_sent_after_a_restart(
    settings: Settings,
    catalogue: Catalogue,
    api: SmallBotApi,
    rasa: SmallRasa,
    change: dict[str, str],
) -> None:
    async with talking(settings, catalogue, api, rasa.url, **change) as talk:
        await talk.write("/hilfe")
    async with talking(settings, catalogue, api, rasa.url) as talk:
        assert await talk.api.answers(1) == [text("utter_bote_hilfe")]


async def test_what_came_in_before_a_crash_is_answered_once_after_the_restart(
    settings: Settings,
    catalogue: Catalogue,
    api: SmallBotApi,
    rasa: SmallRasa,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.messengers.courier, "STOPS_WITHIN_S", 0.05)
    rasa.waits_s, heard = 30, asyncio.Event()
    rasa.on_message = lambda said: heard.set()
    async with talking(settings, catalogue, api, rasa.url) as talk:
        await talk.ask("ich suche eine hebamme")
        await talk.deliver(talk.api.press("OK"))
        await asyncio.wait_for(heard.wait(), 2)
    rasa.waits_s = 0
    async with talking(settings, catalogue, api, rasa.url) as talk:
        await talk.api.answers(3)
        await talk.ask("/hilfe")

    names = ("utter_bote_zustimmung", "utter_programm", "utter_gruss", "utter_bote_hilfe")
    assert api.sent() == [text(name) for name in names]


async def test_after_a_change_of_the_key_nothing_breaks(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi, rasa: SmallRasa
) -> None:
    async with talking(settings, catalogue, api, rasa.url, TELEGRAM_API=NOBODY) as talk:
        await talk.write("/hilfe")
        await talk.write("ich suche eine hebamme", chat=8)
    other = replace(settings, secret_key=b"ein anderer")
    async with talking(other, catalogue, api, rasa.url) as talk:
        assert await talk.ask("hallo") == text("utter_bote_zustimmung")
        async with timeout(2):
            while talk.store.waiting("telegram", time.time() + 999, (), 9) != ([], None):
                await asyncio.sleep(0.01)


async def test_an_update_that_could_not_be_kept_is_delivered_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*values: Any) -> bool:
        raise OperationalError("locked", {}, Exception())

    update = talk.api.message("/hilfe")
    with monkeypatch.context() as broken:
        broken.setattr(MessengerStore, "receive", fail)
        assert await talk.api.deliver(talk.webhook, update) == 500
    await talk.deliver(update)

    assert await talk.api.answers(1) == [text("utter_bote_hilfe")]


# Privacy.


async def test_no_word_and_no_address_is_readable_in_the_database(
    talk: Talk, tmp_path: Path
) -> None:
    talk.api.fault = lambda method, values: Fault("broken") if method == "sendMessage" else None
    await talk.write("ich suche eine hebamme", chat=491721234567)
    await talk.api.until(lambda: talk.account(491721234567).held)
    files = b"".join(file.read_bytes() for file in tmp_path.glob("lotse.db*"))

    assert b"messenger_accounts" in files
    assert not [part for part in (b"hebamme", b"491721234567", b"Erika") if part in files]


async def test_no_word_and_no_address_is_in_the_log(
    talk: Talk, rasa: SmallRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*values: Any) -> None:
        raise OperationalError("SELECT", {"words": "hebamme"}, Exception("hebamme 491721234567"))

    with capture_logs() as logs:
        talk.api.blocked.add("491721234567")
        await talk.write("ich suche eine hebamme", chat=491721234567)
        await talk.ask("/hilfe")
        with monkeypatch.context() as broken:
            broken.setattr(MessengerStore, "next_update", fail)
            await talk.write("ich suche eine hebamme", chat=491721234568)
            await talk.write("hallo", chat=9)
        await talk.api.answers(1, chat=9)

    assert {log["event"] for log in logs} >= {"messenger.refused"}
    assert not [log for log in logs if "hebamme" in str(log) or "4917" in str(log)]


async def test_a_wrong_token_is_in_the_log_without_the_token(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi, rasa: SmallRasa
) -> None:
    with capture_logs() as logs:
        async with talking(settings, catalogue, api, rasa.url, TELEGRAM_TOKEN="1:falsch") as talk:
            await talk.write("/hilfe")
            async with timeout(2):
                while not (told := [log for log in logs if log["event"] == "messenger.delayed"]):
                    await asyncio.sleep(0.01)

    assert [log["reason"] for log in told] == ["401"]
    assert "falsch" not in str(logs)


# Files.


async def test_a_file_arrives_as_a_document(api: SmallBotApi) -> None:
    file = File("termin.ics", "text/calendar", "BEGIN:VCALENDAR")
    async with aiohttp.ClientSession() as session:
        await Telegram(TelegramSettings(TOKEN, "x", api.url), session).send(
            "7", Outgoing("", file=file), "1"
        )

    (call,) = api.calls
    assert call.method == "sendDocument" and call.chat == "7"
    assert call.values["document"]["content"] == b"BEGIN:VCALENDAR"
    assert call.values["document"]["name"] == "termin.ics"
