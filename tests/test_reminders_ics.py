"""Calendar files: sound by RFC 5545, and without anybody in them."""

from datetime import date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.dates import Dated
from bot.reminders.ics import calendar_file, folded
from bot.settings import TIMEZONE

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
DEADLINE = Dated("Frist der Kita-Anmeldung", date(2026, 12, 31), "2018-08", 21)
URL = "https://lotse.example/angebote/kita-portal"
ABOUT = "Kita-Portal; Telefon: 04221, Büro\nStand: August 2018 \\ ohne Gewähr " + "ü" * 80


def file(*dates: Dated, now: datetime = NOW, about: str = ABOUT) -> str:
    return calendar_file("kita-portal", dates or (DEADLINE,), about, URL, now).content


def event(*dates: Dated, now: datetime = NOW, about: str = ABOUT) -> icalendar.Component:
    calendar = icalendar.Calendar.from_ical(file(*dates, now=now, about=about))
    (found,) = calendar.walk("VEVENT")
    return found


def test_a_calendar_reads_a_whole_day() -> None:
    found = event()

    assert (found["SUMMARY"], found["URL"]) == ("Frist der Kita-Anmeldung", URL)
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (DEADLINE.on, date(2027, 1, 1))
    assert found.decoded("DTSTAMP").isoformat() == "2026-11-24T09:00:00+00:00"


def test_every_text_comes_back_as_it_was() -> None:
    assert event()["DESCRIPTION"] == ABOUT


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (NOW, datetime(2026, 12, 10, 9)),
        (NOW.replace(month=12, day=20), datetime(2026, 12, 21, 9)),
        (NOW.replace(month=12, day=30, hour=8), datetime(2026, 12, 30, 9)),
    ],
)
def test_the_alarm_is_at_nine_on_the_day_of_the_reminder(now: datetime, moment: datetime) -> None:
    (alarm,) = event(now=now).walk("VALARM")

    before: timedelta = alarm.decoded("TRIGGER")
    assert datetime(2026, 12, 31) + before == moment
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", DEADLINE.name)


@pytest.mark.parametrize(("day", "hour"), [(30, 9), (31, 0)])
def test_when_its_time_is_over_there_is_no_alarm(day: int, hour: int) -> None:
    assert event(now=NOW.replace(month=12, day=day, hour=hour)).walk("VALARM") == []


def test_opened_twice_it_is_one_entry() -> None:
    later = NOW + timedelta(days=3)

    assert event()["UID"] == event(now=later)["UID"]
    assert event()["UID"].startswith("kita-portal-20261231-")


def test_several_dates_are_several_entries() -> None:
    other = Dated("Tag der offenen Tür", date(2026, 12, 31), "2026")
    calendar = icalendar.Calendar.from_ical(file(DEADLINE, other))

    assert len({found["UID"] for found in calendar.walk("VEVENT")}) == 2


def test_lines_end_and_fold_as_the_standard_says() -> None:
    lines = file().split("\r\n")

    assert lines[-1] == "" and "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_folding_cuts_no_character_and_loses_none(text: str) -> None:
    pieces = folded(text).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == text
