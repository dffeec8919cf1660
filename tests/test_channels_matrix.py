"""Matrix, from a resident's room to the assistant and back, through a real homeserver."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

import bot.channels.matrix_sync
import bot.messengers.answering
import bot.messengers.courier
import bot.messengers.delivery
from bot.messengers.messenger import File, Outgoing
from bot.messengers.store import MessengerStore
from bot.settings import Settings
from bot.texts.library import the_library
from tests.leaky_wire import LeakyWire
from tests.matrix_talk import Bot, Resident, account, new_bot, new_resident
from tests.small_rasa import SmallRasa
from tests.synapse import Synapse

CRISIS = "mein mann schlägt mich gerade"
BUTTON = {"title": "utter_knopf_deutsch", "payload": "/kita_platz"}


def text(name: str) -> str:
    return the_library().texts("de").render(name, {"web": "http://127.0.0.1:8080/chat"})


NOTICE = f"{text('utter_bote_zustimmung')}\n\n1) OK\n2) {text('utter_bote_knopf_sprache')}"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.messengers.courier, "PAUSE_S", 0.01)
    monkeypatch.setattr(bot.messengers.answering, "PAUSE_S", 0.01)
    monkeypatch.setattr(bot.messengers.delivery, "FIRST_DELAY_S", 0.01)
    monkeypatch.setattr(bot.messengers.courier, "STOPS_WITHIN_S", 0.1)
    monkeypatch.setattr(bot.channels.matrix_sync, "FIRST_PAUSE_S", 0.01)


@pytest.fixture
async def rasa() -> AsyncIterator[SmallRasa]:
    async with SmallRasa() as rasa:
        yield rasa


@pytest.fixture
async def wire(homeserver: Synapse) -> AsyncIterator[LeakyWire]:
    async with LeakyWire(homeserver.url) as wire:
        yield wire


@pytest.fixture
async def lotse(homeserver: Synapse, settings: Settings, wire: LeakyWire, rasa: SmallRasa) -> Bot:
    return await new_bot(homeserver, settings, wire.url, rasa.url)


@pytest.fixture
async def erika(homeserver: Synapse, lotse: Bot) -> AsyncIterator[Resident]:
    async with new_resident(homeserver, lotse.user) as erika:
        yield erika


@pytest.fixture
async def karl(homeserver: Synapse, lotse: Bot) -> AsyncIterator[Resident]:
    async with new_resident(homeserver, lotse.user) as karl:
        yield karl


@pytest.fixture
async def store(lotse: Bot) -> AsyncIterator[MessengerStore]:
    async with lotse.running() as store:
        yield store


# Invitations.


async def test_who_invites_the_assistant_gets_the_notice(
    store: MessengerStore, erika: Resident
) -> None:
    await erika.open()

    assert await erika.answers(1) == [NOTICE]


async def test_an_invitation_from_before_the_first_start_is_taken(
    lotse: Bot, erika: Resident
) -> None:
    await erika.open()
    async with lotse.running():
        assert await erika.answers(1) == [NOTICE]


async def test_what_is_written_with_the_invitation_is_answered_after_the_ok(
    lotse: Bot, erika: Resident, rasa: SmallRasa
) -> None:
    await erika.open()
    await erika.write("ich suche eine hebamme")
    async with lotse.running():
        await erika.answers(1)
        await erika.write("ok")
        shown = await erika.answers(3)

    assert shown == [NOTICE, text("utter_programm"), text("utter_gruss")]
    assert [said["message"] for said in rasa.heard] == ["ich suche eine hebamme"]


async def test_what_is_older_than_the_invitation_is_not_answered(
    store: MessengerStore, erika: Resident
) -> None:
    await erika.open(invites=False)
    await erika.write(CRISIS)
    await erika.invite(erika.bot)

    assert await erika.answers(1) == [NOTICE]


async def test_a_room_from_before_the_first_start_is_answered_from_then_on(
    lotse: Bot, erika: Resident, settings: Settings, tmp_path: Path
) -> None:
    async with lotse.running():
        await erika.open()
        await erika.answers(1)
    for file in tmp_path.glob("lotse.db*"):
        file.unlink()
    lotse.settings = replace(settings, now=settings.clock() + timedelta(hours=1))
    await erika.write("/hilfe")
    async with lotse.running() as store:
        await erika.until(lambda: store.cursor("matrix"))
        await erika.write("/leicht")
        shown = await erika.answers(2)

    assert shown == [NOTICE, the_library().texts("de", "leicht").render("utter_bote_leicht", {})]


async def test_a_group_is_left_without_a_word(
    store: MessengerStore, erika: Resident, karl: Resident
) -> None:
    await erika.open(karl.user)
    await erika.write(CRISIS)
    await erika.has("leave")

    assert erika.shown() == []


async def test_a_room_that_becomes_a_group_is_left(
    store: MessengerStore, erika: Resident, karl: Resident
) -> None:
    await erika.open()
    await erika.answers(1)
    await erika.invite(karl.user)
    await erika.has("leave")
    await erika.write(CRISIS)
    await erika.look()

    assert erika.shown() == [NOTICE]


async def test_a_room_that_everybody_else_has_left_is_left(
    store: MessengerStore, erika: Resident, wire: LeakyWire
) -> None:
    await erika.open()
    await erika.answers(1)
    await erika.in_room("POST", "leave", json={})

    await wire.until(lambda: wire.count("POST", "/leave"))


async def test_who_has_put_the_assistant_out_may_invite_it_again(
    store: MessengerStore, erika: Resident
) -> None:
    await erika.open(preset="private_chat")
    await erika.answers(1)
    await erika.in_room("POST", "kick", json={"user_id": erika.bot})
    await erika.write(CRISIS)
    await erika.invite(erika.bot)

    assert await erika.answers(2) == [NOTICE, NOTICE]


async def test_an_invitation_to_a_room_that_is_gone_holds_up_nobody(
    lotse: Bot, erika: Resident, karl: Resident
) -> None:
    await karl.open()
    await karl.in_room("POST", "leave", json={})
    await erika.open()
    async with lotse.running():
        assert await erika.answers(1) == [NOTICE]


async def test_the_coming_is_tried_again(
    store: MessengerStore, erika: Resident, wire: LeakyWire
) -> None:
    wire.fault = lambda method, path: (
        "broken" if "/join/" in path and wire.count("POST", "/join/") < 2 else None
    )
    await erika.open()

    assert await erika.answers(1) == [NOTICE]


# Consent, crises, numbers, commands.


async def test_a_number_chooses_what_the_list_says(store: MessengerStore, erika: Resident) -> None:
    await erika.open()
    await erika.answers(1)

    assert await erika.ask("1") == text("utter_bote_bereit")
    assert account(store, erika).has_agreed


async def test_a_number_of_an_answer_means_its_quick_reply(
    store: MessengerStore, erika: Resident, rasa: SmallRasa
) -> None:
    await erika.agree()
    rasa.messages = [{"utter_action": "utter_gruss", "buttons": [BUTTON]}]

    assert await erika.ask("hallo") == f"{text('utter_gruss')}\n\n1) {text('utter_knopf_deutsch')}"
    await erika.ask("1)")
    assert rasa.heard[-1]["message"] == "/kita_platz"


async def test_a_crisis_does_not_wait_for_the_ok(
    store: MessengerStore, erika: Resident, rasa: SmallRasa
) -> None:
    await erika.open()
    await erika.answers(1)

    assert "110" in await erika.ask(CRISIS)
    assert not rasa.heard and not account(store, erika).has_agreed


async def test_commands_work(store: MessengerStore, erika: Resident) -> None:
    await erika.agree()

    assert await erika.ask("/hilfe") == text("utter_bote_hilfe")
    assert (await erika.ask("/loeschen")).startswith(text("utter_bote_loeschen"))
    assert await erika.ask("1") == text("utter_bote_geloescht")
    assert account(store, erika).is_new


async def test_answers_come_in_the_order_of_the_words(
    store: MessengerStore, erika: Resident
) -> None:
    await erika.open()
    await erika.answers(1)
    for written in ("ok", "/hilfe", "/leicht", "/leicht", "/stopp"):
        await erika.write(written)
    shown = await erika.answers(6)

    assert shown[1:3] == [text("utter_bote_bereit"), text("utter_bote_hilfe")]
    assert shown[5] == text("utter_bote_gestoppt")


async def test_typing_is_shown_while_the_answer_is_made(
    store: MessengerStore, erika: Resident, rasa: SmallRasa, wire: LeakyWire
) -> None:
    await erika.agree()
    rasa.may_answer.clear()
    before, typed = len(erika.shown()), wire.count("PUT", "/typing/")
    await erika.write("ich suche eine hebamme")
    await wire.until(lambda: wire.count("PUT", "/typing/") > typed)
    await erika.until(lambda: erika.typing[-1:] == [[erika.bot]])

    assert len(erika.shown()) == before
    rasa.may_answer.set()
    await erika.answers(before + 1)


# What is no text.


@pytest.mark.parametrize(
    "content",
    [
        {"msgtype": "m.image", "body": "bild.jpg", "url": "mxc://lotse.test/abc"},
        {"msgtype": "m.audio", "body": "Sprachnachricht", "url": "mxc://lotse.test/abc"},
        {"kind": "m.sticker", "body": "🙂", "url": "mxc://lotse.test/abc", "info": {}},
    ],
    ids=["picture", "voice", "sticker"],
)
async def test_what_is_no_text_gets_a_kind_sentence(
    store: MessengerStore, erika: Resident, wire: LeakyWire, content: dict[str, Any]
) -> None:
    await erika.agree()

    assert await erika.ask(**content) == text("utter_bote_nur_text")
    assert not [path for _, path in wire.calls if "media" in path]


async def test_a_location_is_declined_and_the_district_asked_for(
    store: MessengerStore, erika: Resident
) -> None:
    await erika.agree()
    where = {"msgtype": "m.location", "body": "Hier", "geo_uri": "geo:53.05,8.63"}

    assert await erika.ask(**where) == text("utter_bote_standort")


# Encryption.


async def test_an_encrypted_room_is_told_that_nothing_can_be_read(
    store: MessengerStore, erika: Resident
) -> None:
    await erika.open_encrypted()

    assert await erika.answers(1) == [text("utter_bote_verschluesselt")]


async def test_an_encrypted_room_is_told_so_once(lotse: Bot, erika: Resident) -> None:
    sealed = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "abc", "session_id": "x"}
    async with lotse.running():
        await erika.open_encrypted()
        await erika.answers(1)
        await erika.write(kind="m.room.encrypted", **sealed)
    await erika.write(kind="m.room.encrypted", **sealed)
    async with lotse.running():
        # It is readable, so it is answered.
        assert await erika.ask("/hilfe") == text("utter_bote_hilfe")

    assert len(erika.shown()) == 2


async def test_a_room_that_becomes_encrypted_is_told_so(
    store: MessengerStore, erika: Resident
) -> None:
    await erika.agree()
    before = len(erika.shown())
    content = {"algorithm": "m.megolm.v1.aes-sha2"}
    await erika.in_room("PUT", "state/m.room.encryption", json=content)

    assert (await erika.answers(before + 1))[before:] == [text("utter_bote_verschluesselt")]


# Nothing is lost, nothing is doubled.


def is_send(method: str, path: str) -> bool:
    return method == "PUT" and "/send/" in path


async def test_a_send_whose_answer_got_lost_arrives_once(
    store: MessengerStore, erika: Resident, wire: LeakyWire
) -> None:
    await erika.agree()
    before, sends = len(erika.shown()), wire.count("PUT", "/send/")
    wire.fault = lambda method, path: (
        "swallowed" if is_send(method, path) and wire.count("PUT", "/send/") < sends + 3 else None
    )
    await erika.ask("/hilfe")
    await erika.ask("/sprache")

    assert wire.count("PUT", "/send/") == sends + 5
    assert len(erika.shown()) == before + 2


async def test_a_send_on_its_way_at_the_restart_arrives_once(
    lotse: Bot, erika: Resident, wire: LeakyWire
) -> None:
    async with lotse.running():
        await erika.open()
        await erika.answers(1)
        wire.fault = lambda method, path: "hanging" if is_send(method, path) else None
        await erika.write("ok")
        await erika.answers(2)
    wire.fault = lambda method, path: None
    async with lotse.running():
        await wire.until(lambda: wire.count("PUT", "/send/") == 3)
        shown = [await erika.ask("/hilfe"), *erika.shown()]

    assert shown[1:] == [NOTICE, text("utter_bote_bereit"), text("utter_bote_hilfe")]


async def test_what_was_written_while_the_assistant_was_off_is_answered(
    lotse: Bot, erika: Resident
) -> None:
    async with lotse.running():
        await erika.open()
        await erika.answers(1)
    await erika.write("ok")
    await erika.write("/hilfe")
    async with lotse.running():
        shown = await erika.answers(3)

    assert shown[1:] == [text("utter_bote_bereit"), text("utter_bote_hilfe")]


async def test_a_crash_between_hearing_and_answering_loses_nothing(
    lotse: Bot, erika: Resident, rasa: SmallRasa
) -> None:
    heard = asyncio.Event()
    async with lotse.running():
        await erika.agree()
        rasa.waits_s, rasa.on_message = 30, lambda said: heard.set()
        await erika.write("ich suche eine hebamme")
        await asyncio.wait_for(heard.wait(), 5)
    rasa.waits_s = 0
    async with lotse.running():
        await erika.answers(5)
        await erika.ask("/hilfe")

    assert erika.shown()[4:] == [text("utter_gruss"), text("utter_bote_hilfe")]


async def test_more_than_the_homeserver_tells_at_once_is_asked_for(
    lotse: Bot, erika: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bot.channels.matrix_sync._NEWS["room"]["timeline"], "limit", 2)
    monkeypatch.setattr(bot.channels.matrix_sync, "_PAGE", 3)
    async with lotse.running():
        await erika.open()
        await erika.answers(1)
        await erika.ask("ok")
    for _ in range(3):
        await erika.write("/hilfe")
        await erika.write("hier fehlt ein befehl " * 50)
    async with lotse.running():
        shown = await erika.answers(8)
        await erika.ask("/stopp")

    assert shown[2:] == [text("utter_bote_hilfe"), text("utter_bote_zu_lang")] * 3
    assert len(erika.shown()) == 9


async def test_more_than_is_told_at_once_in_a_new_room_is_asked_for(
    lotse: Bot, erika: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bot.channels.matrix_sync._NEWS["room"]["timeline"], "limit", 2)
    monkeypatch.setattr(bot.channels.matrix_sync, "_PAGE", 3)
    await erika.open(invites=False)
    for _ in range(2):
        await erika.write(CRISIS)
    await erika.invite(erika.bot)
    await erika.write("ok")
    for _ in range(5):
        await erika.write("/hilfe")
    async with lotse.running():
        shown = await erika.answers(6)
        await erika.ask("/stopp")

    assert shown == [NOTICE, *[text("utter_bote_hilfe")] * 5]
    assert len(erika.shown()) == 7


async def test_what_could_not_be_kept_is_asked_for_again(
    store: MessengerStore, erika: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    await erika.agree()
    failed = asyncio.Event()
    loop = asyncio.get_running_loop()

    def fail(*values: Any) -> bool:
        loop.call_soon_threadsafe(failed.set)
        raise OperationalError("locked", {}, Exception())

    with monkeypatch.context() as broken:
        broken.setattr(MessengerStore, "receive", fail)
        await erika.write("/hilfe")
        await asyncio.wait_for(failed.wait(), 5)

    assert (await erika.answers(5))[4:] == [text("utter_bote_hilfe")]


# Trouble.


async def test_a_homeserver_that_is_busy_gets_all_in_order_later(
    store: MessengerStore, erika: Resident, homeserver: Synapse, wire: LeakyWire
) -> None:
    await erika.open()
    await erika.answers(1)
    await homeserver.limit(erika.bot, per_second=1, burst=1)
    await erika.write("ok")
    await erika.write("/hilfe")

    names = ("utter_bote_bereit", "utter_bote_hilfe")
    assert (await erika.answers(3))[1:] == [text(name) for name in names]
    assert wire.count("PUT", "/send/") > 3


@pytest.mark.parametrize("fault", ["cut", "broken", "swallowed"])
async def test_a_connection_that_fails_loses_nothing(
    lotse: Bot, erika: Resident, wire: LeakyWire, fault: str
) -> None:
    chance = Random(1)
    wire.fault = lambda method, path: fault if chance.random() < 0.3 else None
    async with lotse.running():
        await erika.open()
        await erika.answers(1)
        await erika.write("ok")
        await erika.write("/hilfe")
        shown = await erika.answers(3)

    assert shown == [NOTICE, text("utter_bote_bereit"), text("utter_bote_hilfe")]


async def test_the_account_logs_in_once_for_all_starts(
    lotse: Bot, erika: Resident, wire: LeakyWire
) -> None:
    await erika.open()
    for written in ("ok", "/hilfe"):
        async with lotse.running():
            await erika.ask(written)

    assert wire.count("POST", "/login") == 1


async def test_a_token_that_is_no_longer_known_is_renewed_and_nothing_is_doubled(
    lotse: Bot, erika: Resident, wire: LeakyWire
) -> None:
    async with lotse.running() as store:
        await erika.agree()
        wire.fault = lambda method, path: "hanging" if is_send(method, path) else None
        await erika.write("/hilfe")
        await erika.answers(5)
    login = replace(lotse.login(store), token="syt_unbekannt")
    lotse.keep_login(store, login)
    wire.fault = lambda method, path: None
    async with lotse.running():
        await erika.ask("/hilfe")

    assert erika.shown()[4:] == [text("utter_bote_hilfe")] * 2
    assert wire.count("POST", "/login") == 2


async def test_who_is_logged_out_in_the_middle_logs_in_again(lotse: Bot, erika: Resident) -> None:
    async with lotse.running() as store:
        await erika.agree()
        headers = {"Authorization": f"Bearer {lotse.login(store).token}"}
        await erika.call("POST", "logout", headers=headers)

        assert await erika.ask("/hilfe") == text("utter_bote_hilfe")


async def test_a_wrong_password_loses_nothing(lotse: Bot, erika: Resident, wire: LeakyWire) -> None:
    await erika.open()
    await erika.write("/hilfe")
    async with lotse.running(MATRIX_PASSWORD="falsch"):
        await wire.until(lambda: wire.count("POST", "/login") > 1)
    async with lotse.running():
        assert await erika.answers(1) == [text("utter_bote_hilfe")]


async def test_a_position_that_the_homeserver_does_not_know_is_given_up(
    lotse: Bot, erika: Resident
) -> None:
    async with lotse.running() as store:
        await erika.agree()
    store.keep_cursor("matrix", f"unsinn {erika.bot}")
    async with lotse.running():
        await erika.until(lambda: "unsinn" not in (store.cursor("matrix") or "unsinn"))
        assert await erika.ask("/hilfe") == text("utter_bote_hilfe")


async def test_a_refusal_for_another_reason_does_not_give_up_the_position(
    lotse: Bot, erika: Resident, wire: LeakyWire
) -> None:
    async with lotse.running() as store:
        await erika.agree()
        kept = store.cursor("matrix")
    await erika.write("/hilfe")
    before = wire.count("GET", "/sync")
    # The first call takes invitations.
    wire.fault = lambda method, path: (
        "refused" if path.endswith("/sync") and wire.count("GET", "/sync") > before else None
    )
    async with lotse.running() as store:
        await wire.until(lambda: wire.count("GET", "/sync") > before + 2)
        assert store.cursor("matrix") == kept
        wire.fault = lambda method, path: None

        assert (await erika.answers(5))[4:] == [text("utter_bote_hilfe")]


async def test_who_has_left_holds_up_nobody(
    lotse: Bot, erika: Resident, karl: Resident, wire: LeakyWire
) -> None:
    async with lotse.running() as store:
        for resident in (erika, karl):
            await resident.open(preset="private_chat")
            await resident.answers(1)
        wire.fault = lambda method, path: "broken" if is_send(method, path) else None
        await erika.write("ok")
        await wire.until(lambda: wire.count("PUT", "/send/") > 3)
        await erika.in_room("POST", "kick", json={"user_id": erika.bot})
        wire.fault = lambda method, path: None

        assert await karl.ask("ok") == text("utter_bote_bereit")
        waiting = account(store, erika).id
        await karl.until(lambda: store.sends.first(waiting, 9e9) is None)


async def test_many_residents_at_once_are_all_answered(
    store: MessengerStore, homeserver: Synapse, lotse: Bot
) -> None:
    async with AsyncExitStack() as stack:
        crowd = [
            await stack.enter_async_context(new_resident(homeserver, lotse.user)) for _ in range(5)
        ]
        for resident in crowd:
            await resident.open()
        for resident in crowd:
            assert await resident.answers(1) == [NOTICE]


# Privacy and files.


async def test_no_word_and_no_address_is_readable_in_the_database(
    store: MessengerStore, erika: Resident, wire: LeakyWire, tmp_path: Path
) -> None:
    await erika.open()
    await erika.answers(1)
    wire.fault = lambda method, path: "broken" if is_send(method, path) else None
    sends = wire.count("PUT", "/send/")
    await erika.write("ich suche eine hebamme")
    await wire.until(lambda: wire.count("PUT", "/send/") > sends)
    files = b"".join(file.read_bytes() for file in tmp_path.glob("lotse.db*"))

    assert b"messenger_accounts" in files
    secrets = ("hebamme", erika.user, erika.room, erika.room.split(":")[0], "syt_")
    assert not [part for part in secrets if part.encode() in files]


async def test_no_word_and_no_address_is_in_the_log(
    lotse: Bot, erika: Resident, wire: LeakyWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*values: Any) -> bool:
        raise OperationalError("INSERT", {"words": "hebamme"}, Exception(erika.room))

    with capture_logs() as logs:
        async with lotse.running():
            await erika.open()
            await erika.answers(1)
            with monkeypatch.context() as broken:
                broken.setattr(MessengerStore, "receive", fail)
                await erika.write("ich suche eine hebamme")
                await erika.until(lambda: logs)
            await erika.answers(2)

    assert {log["event"] for log in logs} == {"matrix.failed"}
    assert not [log for log in logs if "hebamme" in str(log) or erika.room in str(log)]


async def test_a_file_arrives_as_a_file(
    store: MessengerStore, erika: Resident, homeserver: Synapse, settings: Settings
) -> None:
    await erika.open()
    await erika.answers(1)
    file = File("termin.ics", "text/calendar", "BEGIN:VCALENDAR\nSUMMARY:Anmeldung für Krippe")
    own = account(store, erika)
    store.sends.add("matrix", own, Outgoing("", file=file), settings.clock())
    await erika.ask("ok")
    content = next(e["content"] for e in erika.messages() if e["content"]["msgtype"] == "m.file")

    where = content["url"].removeprefix("mxc://")
    address = f"{homeserver.url}/_matrix/client/v1/media/download/{where}"
    async with (
        aiohttp.ClientSession(headers=erika._session.headers) as session,
        session.get(address) as response,
    ):
        assert await response.text("utf-8") == file.content
        assert response.content_type == "text/calendar"
    assert content["filename"] == "termin.ics"
