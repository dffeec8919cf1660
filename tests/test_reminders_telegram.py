"""Reminders on Telegram, from the button under an answer to the message on the day."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest

from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.settings import TIMEZONE, Settings
from tests.small_bot_api import SmallBotApi
from tests.small_rasa import SmallRasa
from tests.telegram_talk import Talk, talking

KITA = {
    "utter_action": "utter_dank",
    "status": "answered",
    "services": [{"id": "kita-portal", "name": "Kita-Portal"}],
    "buttons": [{"title": "utter_knopf_warum", "payload": "/frage_warum"}],
}
REMIND = "Daran erinnern"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = str(tmp_path_factory.mktemp("catalogue"))
    environment = {"DATA_DIR": folder, "SECRET_KEY": "test", "NOW": "2026-11-24T10:00"}
    return open_catalogue(Settings.from_environment(environment))


@pytest.fixture
async def api() -> AsyncIterator[SmallBotApi]:
    async with SmallBotApi() as api:
        yield api


@pytest.fixture
async def rasa() -> AsyncIterator[SmallRasa]:
    async with SmallRasa([KITA]) as rasa:
        yield rasa


@pytest.fixture
async def talk(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi, rasa: SmallRasa
) -> AsyncIterator[Talk]:
    async with talking(settings, catalogue, api, rasa.url) as talk:
        await talk.agree()
        yield talk


async def remind(talk: Talk) -> str:
    """Ask for a reminder; return what is said when the file has come too."""
    said = await talk.press(REMIND)
    await talk.api.until(lambda: talk.api.methods("sendDocument"))
    return said


async def test_an_answer_with_a_date_has_the_button_after_its_own(talk: Talk) -> None:
    last = talk.api.messages()[-1]
    rows = last.values["reply_markup"]["inline_keyboard"]

    assert [row[0]["text"] for row in rows][-1] == REMIND and len(rows) == 2


async def test_pressed_it_confirms_and_sends_the_file(talk: Talk) -> None:
    said = await remind(talk)

    (call,) = talk.api.methods("sendDocument")
    assert "Ich erinnere Sie am 10. Dezember 2026" in said
    assert call.values["document"]["name"] == "termin.ics"
    assert b"SUMMARY:Frist der Kita-Anmeldung" in call.values["document"]["content"]


async def test_what_is_listed_can_be_taken_back(talk: Talk) -> None:
    await remind(talk)
    assert "Frist der Kita-Anmeldung, 31. Dezember 2026" in await talk.ask("/erinnerungen")
    await talk.press("Abbestellen: Frist der Kita-Anmeldung")

    assert await talk.ask("/erinnerungen") == "Sie haben keine Erinnerungen bestellt."


@pytest.mark.parametrize("command", ["/stopp", "/loeschen"])
async def test_stopping_and_erasing_leave_none(talk: Talk, command: str) -> None:
    await remind(talk)
    await talk.ask(command)
    if command == "/loeschen":
        await talk.press("Ja, alles löschen")

    assert talk.store.reminders.of(talk.account().id) == []


async def test_after_a_restart_on_its_day_it_comes_once(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi, rasa: SmallRasa
) -> None:
    async with talking(settings, catalogue, api, rasa.url) as talk:
        await talk.agree()
        await remind(talk)
    before = len(api.sent())
    later = replace(settings, now=datetime(2026, 12, 10, 9, tzinfo=TIMEZONE))
    async with talking(later, catalogue, api, rasa.url) as talk:
        said = (await api.answers(before + 1))[before]
        assert talk.store.reminders.of(talk.account().id) == []

    assert said.startswith("Sie wollten erinnert werden: Frist der Kita-Anmeldung, 31. Dezember")
