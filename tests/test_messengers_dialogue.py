"""What is answered to what a resident sends, the same on every platform."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.database import create_engine
from bot.errors import Unavailable
from bot.messengers.account import HELD_FOR, Account
from bot.messengers.commands import Command, command_in, command_of, says_no, says_ok
from bot.messengers.dialogue import Answer, Dialogue
from bot.messengers.forgetting import EVERY_S
from bot.messengers.messenger import BUTTON, LOCATION, OTHER, START, TEXT, Incoming
from bot.settings import TIMEZONE
from bot.texts.library import the_library
from tests.small_assistant import make_assistant
from tests.small_rasa import SmallRasa

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
CRISIS = "ich will nicht mehr leben"
NEW = Account("id", "7")
ASKED = replace(NEW, is_new=False, is_informed=True)
AGREED = replace(ASKED, has_agreed=True)
HELD = replace(ASKED, held="ich suche eine hebamme", held_until=NOW + HELD_FOR)


@pytest.fixture
async def rasa() -> AsyncIterator[SmallRasa]:
    async with SmallRasa() as rasa:
        yield rasa


@pytest.fixture
async def dialogue(rasa: SmallRasa, tmp_path: Path) -> AsyncIterator[Dialogue]:
    engine = create_engine(f"sqlite:///{tmp_path / 'test.db'}")
    async with aiohttp.ClientSession() as session:
        assistant = make_assistant(engine, session, rasa.url)
        yield Dialogue(assistant, the_library(), "http://web")
    engine.dispose()


def said(text: str, kind: str = TEXT) -> Incoming:
    return Incoming("1", "7", kind, text)


def text(name: str, lang: str = "de", style: str | None = None) -> str:
    return the_library().texts(lang, style).render(name, {"web": "http://web/chat"})


def texts(answer: Answer) -> list[str]:
    return [message.text for message in answer.messages]


# Consent.


@pytest.mark.parametrize(
    "incoming",
    [said("hallo"), said("", START), said("x", BUTTON)],
    ids=lambda incoming: incoming.kind,
)
async def test_before_the_ok_there_is_only_the_notice(
    dialogue: Dialogue, rasa: SmallRasa, incoming: Incoming
) -> None:
    answer = await dialogue.answer(NEW, incoming, NOW)

    assert texts(answer) == [text("utter_bote_zustimmung")]
    assert [choice.payload for choice in answer.messages[0].choices] == ["bote:ok", "bote:sprache"]
    assert not rasa.heard and answer.account and answer.account.is_informed


async def test_the_notice_names_the_other_ways_and_the_provider(dialogue: Dialogue) -> None:
    (notice,) = texts(await dialogue.answer(NEW, said("hallo"), NOW))

    assert "http://web/chat" in notice and "04221" in notice and "kann mitlesen" in notice


async def test_the_first_words_are_held_for_ten_minutes(dialogue: Dialogue) -> None:
    answer = await dialogue.answer(NEW, said("ich suche eine hebamme"), NOW)

    assert answer.account and answer.account.held == "ich suche eine hebamme"
    assert answer.account.held_until == NOW + HELD_FOR
    # What is over is looked for so often that ten minutes are never passed.
    assert HELD_FOR + timedelta(seconds=EVERY_S) < timedelta(minutes=10)


async def test_later_words_do_not_replace_the_first(dialogue: Dialogue) -> None:
    answer = await dialogue.answer(HELD, said("hallo?"), NOW + timedelta(minutes=9))

    assert answer.account and answer.account.held == HELD.held
    assert answer.account.held_until == HELD.held_until


async def test_words_after_ten_minutes_are_held_anew(dialogue: Dialogue) -> None:
    later = NOW + timedelta(minutes=10)
    answer = await dialogue.answer(HELD, said("kita"), later)

    assert answer.account
    assert (answer.account.held, answer.account.held_until) == ("kita", later + HELD_FOR)


@pytest.mark.parametrize("ok", [said("ok"), said("OK!"), said("👍"), said("bote:ok", BUTTON)])
async def test_the_ok_answers_what_was_held_and_forgets_it(
    dialogue: Dialogue, rasa: SmallRasa, ok: Incoming
) -> None:
    answer = await dialogue.answer(HELD, ok, NOW + timedelta(minutes=9))

    assert [heard["message"] for heard in rasa.heard] == ["ich suche eine hebamme"]
    assert answer.account and answer.account.has_agreed and answer.account.held is None
    assert answer.account.conversation


@pytest.mark.parametrize("held", ["ich suche eine hebamme", None], ids=["kept", "erased"])
async def test_a_late_ok_is_told_that_the_words_are_gone(
    dialogue: Dialogue, rasa: SmallRasa, held: str | None
) -> None:
    late = NOW + timedelta(minutes=10)
    answer = await dialogue.answer(replace(HELD, held=held), said("ok"), late)

    assert texts(answer) == [text("utter_bote_zu_spaet")] and not rasa.heard
    assert answer.account and answer.account.has_agreed and answer.account.held_until is None


async def test_an_ok_without_any_words_asks_for_them(dialogue: Dialogue) -> None:
    answer = await dialogue.answer(ASKED, said("ok"), NOW)

    assert texts(answer) == [text("utter_bote_bereit")]


@pytest.mark.parametrize("account", [NEW, replace(NEW, is_new=False)])
async def test_an_ok_to_a_notice_that_was_not_shown_is_none(
    dialogue: Dialogue, account: Account
) -> None:
    answer = await dialogue.answer(account, said("ok"), NOW)

    assert texts(answer) == [text("utter_bote_zustimmung")]
    assert answer.account and not answer.account.has_agreed


@pytest.mark.parametrize(
    ("kind", "name"), [(LOCATION, "utter_bote_standort"), (OTHER, "utter_bote_nur_text")]
)
async def test_what_cannot_be_read_is_told_so_before_the_notice(
    dialogue: Dialogue, kind: str, name: str
) -> None:
    answer = await dialogue.answer(NEW, said("", kind), NOW)

    assert texts(answer) == [text(name), text("utter_bote_zustimmung")]
    assert answer.account and answer.account.held is None


async def test_the_notice_names_both_emergency_numbers_in_every_language() -> None:
    library = the_library()
    notices = [each.render("utter_bote_zustimmung", {}) for each in library.by_name.values()]

    assert all("112" in notice and "110" in notice for notice in notices)


@pytest.mark.parametrize("account", [ASKED, HELD], ids=["asked", "held"])
async def test_a_no_to_the_notice_gets_a_sentence_and_nothing_is_held(
    dialogue: Dialogue, account: Account
) -> None:
    answer = await dialogue.answer(account, said("Nein!"), NOW)

    assert texts(answer) == [text("utter_bote_nein")]
    assert answer.account and (answer.account.held, answer.account.held_until) == (None, None)
    assert answer.account.is_informed and not answer.account.has_agreed


async def test_the_notice_gives_the_conversation_of_the_first_words(
    dialogue: Dialogue, rasa: SmallRasa
) -> None:
    asked = await dialogue.answer(NEW, said("ich suche eine hebamme"), NOW)
    assert asked.account and asked.account.conversation
    first = await dialogue.answer(asked.account, said("ok"), NOW)
    await dialogue.answer(asked.account, said("ok"), NOW)

    assert len({heard["sender"] for heard in rasa.heard}) == 1
    assert texts(first)[0] == text("utter_programm")


# Crises.


@pytest.mark.parametrize("account", [None, NEW, HELD, AGREED])
@pytest.mark.parametrize("kind", [TEXT, START])
async def test_there_is_help_in_a_crisis_for_everybody(
    dialogue: Dialogue, rasa: SmallRasa, account: Account | None, kind: str
) -> None:
    help = dialogue.help_in_crisis(said(CRISIS, kind), account)

    assert "0800" in help[-1].text and not rasa.heard


async def test_a_command_does_not_hide_a_crisis(dialogue: Dialogue) -> None:
    assert dialogue.help_in_crisis(said(f"/hilfe {CRISIS}"))


@pytest.mark.parametrize("incoming", [said("ich suche eine hebamme"), said(CRISIS, BUTTON)])
async def test_without_a_crisis_there_is_no_help(dialogue: Dialogue, incoming: Incoming) -> None:
    assert dialogue.help_in_crisis(incoming) == []


async def test_help_is_in_the_residents_language(dialogue: Dialogue) -> None:
    help = dialogue.help_in_crisis(said(CRISIS), replace(AGREED, lang="tr"))

    assert text("utter_krise_weiter", "tr") in help[-1].text


# After the OK.


async def test_words_are_answered_and_the_conversation_goes_on(
    dialogue: Dialogue, rasa: SmallRasa
) -> None:
    first = await dialogue.answer(AGREED, said("  hallo "), NOW)
    assert first.account
    second = await dialogue.answer(first.account, said("hallo"), NOW)

    assert texts(first) == [text("utter_programm"), text("utter_gruss")]
    assert texts(second) == [text("utter_gruss")]
    assert [heard["message"] for heard in rasa.heard] == ["hallo", "hallo"]
    assert len({heard["sender"] for heard in rasa.heard}) == 1


@pytest.mark.parametrize(
    ("incoming", "name"),
    [
        (said("", LOCATION), "utter_bote_standort"),
        (said("", OTHER), "utter_bote_nur_text"),
        (said(" \n "), "utter_bote_nur_text"),
        (said("", BUTTON), "utter_bote_knopf_alt"),
        (said("ä" * 1001), "utter_bote_zu_lang"),
    ],
    ids=["location", "other", "blank", "old button", "long"],
)
async def test_what_cannot_be_read_gets_a_sentence(
    dialogue: Dialogue, rasa: SmallRasa, incoming: Incoming, name: str
) -> None:
    answer = await dialogue.answer(AGREED, incoming, NOW)

    assert texts(answer) == [text(name)] and answer.account == AGREED
    assert not rasa.heard


async def test_a_thousand_characters_are_not_too_long(dialogue: Dialogue, rasa: SmallRasa) -> None:
    await dialogue.answer(AGREED, said("a" * 1000), NOW)

    assert len(rasa.heard) == 1


async def test_a_button_of_an_erased_conversation_gets_a_sentence(dialogue: Dialogue) -> None:
    english = replace(AGREED, lang="en")
    answer = await dialogue.answer(english, said("/kita_platz.gefälscht", BUTTON), NOW)

    assert texts(answer) == [text("utter_bote_knopf_alt", "en")]


async def test_without_rasa_it_says_so_to_the_courier(dialogue: Dialogue, rasa: SmallRasa) -> None:
    rasa.status = 500
    with pytest.raises(Unavailable):
        await dialogue.answer(AGREED, said("hallo"), NOW)

    assert "112" in dialogue.sorry(AGREED)[0].text


async def test_a_reminder_that_cannot_be_offered_spoils_no_answer(
    dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        async def button(self, *values: object) -> None:
            raise OSError("Katalog")

    monkeypatch.setattr(dialogue, "_reminders", Broken())
    with capture_logs() as logs:
        answer = await dialogue.answer(AGREED, said("hallo"), NOW)

    assert texts(answer)[-1] == text("utter_gruss")
    assert [(log["event"], log["kind"]) for log in logs] == [("reminders.failed", "OSError")]


# Commands.


@pytest.mark.parametrize("account", [NEW, AGREED], ids=["new", "agreed"])
async def test_help_needs_no_consent(dialogue: Dialogue, account: Account) -> None:
    answer = await dialogue.answer(account, said("/hilfe"), NOW)

    assert texts(answer) == [text("utter_bote_hilfe")]


async def test_each_language_can_be_chosen(dialogue: Dialogue) -> None:
    (shown,) = (await dialogue.answer(AGREED, said("/sprache"), NOW)).messages
    languages = the_library().languages

    assert [choice.payload for choice in shown.choices] == [f"bote:sprache {x}" for x in languages]
    for lang in languages:
        answer = await dialogue.answer(AGREED, said(f"bote:sprache {lang}", BUTTON), NOW)
        assert answer.account and answer.account.lang == lang
        assert texts(answer) == [text("utter_sprache_gewaehlt", lang)]


async def test_a_language_that_does_not_exist_is_asked_for_again(dialogue: Dialogue) -> None:
    answer = await dialogue.answer(AGREED, said("/sprache klingonisch"), NOW)

    assert texts(answer) == [text("utter_bote_sprache")] and answer.account == AGREED


async def test_easy_language_is_switched_on_and_off(dialogue: Dialogue, rasa: SmallRasa) -> None:
    turkish = replace(AGREED, lang="tr")
    on = await dialogue.answer(turkish, said("/leicht"), NOW)
    assert on.account
    off = await dialogue.answer(on.account, said("/leicht"), NOW)

    assert (on.account.style, on.account.lang) == ("leicht", "de")
    assert off.account and off.account.lang is None
    assert texts(on) == [text("utter_bote_leicht", style="leicht")]
    assert off.account and off.account.style is None
    await dialogue.answer(on.account, said("hallo"), NOW)
    assert rasa.heard[-1]["metadata"]["style"] == "leicht"


async def test_start_greets_who_has_agreed(dialogue: Dialogue, rasa: SmallRasa) -> None:
    await dialogue.answer(AGREED, said("", START), NOW)

    assert rasa.heard[-1]["message"] == "hallo"


async def test_erasing_asks_and_then_erases(dialogue: Dialogue) -> None:
    asked = await dialogue.answer(AGREED, said("/loeschen"), NOW)
    yes, no = [choice.payload for choice in asked.messages[0].choices]

    assert asked.account == AGREED
    kept = await dialogue.answer(AGREED, said(no, BUTTON), NOW)
    assert kept.account == AGREED and texts(kept) == [text("utter_bote_nicht_geloescht")]
    gone = await dialogue.answer(AGREED, said(yes, BUTTON), NOW)
    assert gone.account is None and texts(gone) == [text("utter_bote_geloescht")]


@pytest.mark.parametrize("account", [NEW, HELD, AGREED], ids=["new", "held", "agreed"])
async def test_stop_erases_everything_at_once(dialogue: Dialogue, account: Account) -> None:
    answer = await dialogue.answer(account, said("/stopp"), NOW)

    assert answer.account is None and texts(answer) == [text("utter_bote_gestoppt")]


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("/start", Command("start")),
        ("/start abc", Command("start", "abc")),
        ("/START@Lotse_bot abc", Command("start", "abc")),
        (" /Löschen ", Command("loeschen")),
        ("/loeschen ja", Command("loeschen", "ja")),
        ("/delete", Command("loeschen")),
        ("/language", Command("sprache")),
        ("Stopp!", Command("stopp")),
        ("STOP", Command("stopp")),
        ("/restart", None),
        ("/", None),
        ("hilfe", None),
        ("stopp das", None),
        ("bote:loeschen ja", None),
        ("@lotse_bot", None),
        ("", None),
        ("/start/hilfe", None),
    ],
)
def test_only_a_command_is_one(words: str, command: Command | None) -> None:
    assert command_in(words) == command


@pytest.mark.parametrize("payload", ["/loeschen", "loeschen ja", "/kita_platz.abc", ""])
def test_only_our_own_buttons_are_commands(payload: str) -> None:
    assert command_of(payload) is None


OKS = """
ok|OK.|Okay!|ja|ja gerne|Ja, bitte!|einverstanden|tamam|evet|نعم|موافق|да|хорошо|согласен|согласна
так|згоден|згодна|добре|съгласен|съгласна|de acord|tak|zgadzam się|belê|Baş e|👍|👍🏽|👍🏿|👌
✅|ok 👍
"""


@pytest.mark.parametrize("words", OKS.replace("\n", "|").strip("|").split("|"))
def test_an_ok_is_understood_in_many_languages(words: str) -> None:
    assert says_ok(words) and not says_no(words)


@pytest.mark.parametrize("words", ["nein", "Nein, danke.", "no", "Hayır", "لا", "нет", "ні", "nie"])
def test_a_no_is_understood_in_many_languages(words: str) -> None:
    assert says_no(words) and not says_ok(words)


@pytest.mark.parametrize("words", ["okapi", "ja aber", "", "nicht ok", "jaja", "o k", "😀", "."])
def test_anything_else_is_no_ok(words: str) -> None:
    assert not says_ok(words) and not says_no(words)
