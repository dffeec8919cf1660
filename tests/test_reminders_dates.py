"""When a resident is reminded."""

from datetime import date, datetime

import pytest

from bot.catalogue.dates import Dated
from bot.reminders.dates import reminder_day
from bot.settings import TIMEZONE

DUE = Dated("Frist", date(2026, 12, 31), "2018", 21)


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=TIMEZONE)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(11, 24), date(2026, 12, 10)),
        (at(12, 9), date(2026, 12, 10)),
        (at(12, 10), date(2026, 12, 11)),
        (at(12, 20), date(2026, 12, 21)),
        (at(12, 29, 23), date(2026, 12, 30)),
    ],
)
def test_it_is_weeks_before_or_else_tomorrow(now: datetime, expected: date) -> None:
    assert reminder_day(DUE, now) == expected


def test_on_the_eve_it_is_the_same_day_as_long_as_nobody_has_been_reminded_yet() -> None:
    assert reminder_day(DUE, at(12, 30, 8)) == date(2026, 12, 30)


@pytest.mark.parametrize("now", [at(12, 30, 9), at(12, 30, 23), at(12, 31, 0)])
def test_later_there_is_no_day_left(now: datetime) -> None:
    assert reminder_day(DUE, now) is None
