"""Wishes to be reminded, from the button to the list, on a platform that writes first or not."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.database import create_engine
from bot.errors import NotFound
from bot.messengers.account import Account
from bot.messengers.commands import FORGET, LIST, REMIND, Command
from bot.messengers.messenger import Outgoing
from bot.messengers.store import MessengerStore
from bot.reminders.desk import ReminderDesk
from bot.settings import TIMEZONE
from bot.texts.library import the_library

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
DEADLINE = {
    "name": "Frist",
    "yearly": "12-31",
    "remind_days_before": 21,
    "source": "x",
    "source_date": "2018-08",
}
PLACES = {
    "kita-portal": {"id": "kita-portal", "name": "Kita-Portal", "dates": [DEADLINE]},
    "streetwork": {"id": "streetwork", "name": "Streetwork"},
}
ME = Account("me", "7")


def place_of(id: str) -> dict[str, Any]:
    if id not in PLACES:
        raise NotFound("Das gibt es nicht.")
    return PLACES[id]


@pytest.fixture
def store(tmp_path: Path) -> MessengerStore:
    return MessengerStore(create_engine(f"sqlite:///{tmp_path / 'test.db'}"), b"test")


def desk(store: MessengerStore, writes_first: bool = True, now: datetime = NOW) -> ReminderDesk:
    return ReminderDesk(
        store.reminders,
        place_of,
        the_library(),
        "https://lotse.example",
        clock=lambda: now,
        channel="telegram",
        writes_first=writes_first,
    )


async def obey(desk: ReminderDesk, name: str, argument: str = "") -> Outgoing:
    (said,) = await desk.obey(ME, Command(name, argument))
    return said


async def test_the_button_is_for_the_first_place_with_a_date(store: MessengerStore) -> None:
    choice = await desk(store).button(ME, ["streetwork", "kita-portal", "kita-portal"])

    assert choice and (choice.title, choice.payload) == (
        "Daran erinnern",
        "bote:erinnern kita-portal",
    )


async def test_without_a_date_there_is_no_button(store: MessengerStore) -> None:
    assert await desk(store).button(ME, ["streetwork", "gibt-es-nicht"]) is None


async def test_pressed_it_is_kept_confirmed_and_given_as_a_file(store: MessengerStore) -> None:
    said = await obey(desk(store), REMIND, "kita-portal")

    assert "am 10. Dezember 2026 hier im Chat an: Frist." in said.text
    assert said.file and (said.file.name, said.file.kind) == ("termin.ics", "text/calendar")
    assert "DTSTART;VALUE=DATE:20261231" in said.file.content
    assert [item.remind_on.isoformat() for item in store.reminders.of("me")] == ["2026-12-10"]


async def test_where_nobody_may_write_later_there_is_the_file_alone(store: MessengerStore) -> None:
    said = await obey(desk(store, writes_first=False), REMIND, "kita-portal")

    assert "Frist, 31. Dezember 2026" in said.text and said.file
    assert store.reminders.of("me") == []


@pytest.mark.parametrize("day", [30, 31])
async def test_when_it_is_too_late_for_a_message_there_is_the_file_alone(
    store: MessengerStore, day: int
) -> None:
    said = await obey(desk(store, now=NOW.replace(month=12, day=day)), REMIND, "kita-portal")

    assert said.file and store.reminders.of("me") == []


@pytest.mark.parametrize("service", ["streetwork", "gibt-es-nicht", ""])
async def test_of_what_has_no_date_nobody_can_be_reminded(
    store: MessengerStore, service: str
) -> None:
    said = await obey(desk(store), REMIND, service)

    assert said.text.startswith("Dazu liegt mir kein Termin vor.") and said.file is None


async def test_the_list_says_what_and_when_and_takes_each_back(store: MessengerStore) -> None:
    await obey(desk(store), REMIND, "kita-portal")
    said = await obey(desk(store), LIST)
    (number,) = [item.id for item in store.reminders.of("me")]

    assert "– Frist, 31. Dezember 2026" in said.text
    assert [(choice.title, choice.payload) for choice in said.choices] == [
        ("Abbestellen: Frist", f"bote:vergessen {number}")
    ]


async def test_an_empty_list_says_so(store: MessengerStore) -> None:
    assert (await obey(desk(store), LIST)).text == "Sie haben keine Erinnerungen bestellt."


async def test_taken_back_it_is_gone(store: MessengerStore) -> None:
    await obey(desk(store), REMIND, "kita-portal")
    (number,) = [item.id for item in store.reminders.of("me")]

    assert (await obey(desk(store), FORGET, str(number))).text == "Die Erinnerung ist gelöscht."
    assert store.reminders.of("me") == []


@pytest.mark.parametrize("argument", ["x", "99"])
async def test_what_cannot_be_taken_back_shows_what_there_is(
    store: MessengerStore, argument: str
) -> None:
    await obey(desk(store), REMIND, "kita-portal")

    assert (await obey(desk(store), FORGET, argument)).text.startswith("Ihre Erinnerungen:")
