"""Whether a place is open, with the holidays of Lower Saxony."""

from datetime import date, datetime

import pytest

from bot.catalogue.opening_hours import Openness, is_public_holiday, openness
from bot.settings import TIMEZONE

OFFICE = "Mo-Fr 08:00-12:00; Th 14:00-17:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TIMEZONE)


@pytest.mark.parametrize("expression", [None, ""])
def test_unknown_hours_are_neither_open_nor_closed(expression: str | None) -> None:
    assert openness(expression, at("2026-11-24T10:00")) == Openness(None, None)


@pytest.mark.parametrize(
    "moment", ["2026-11-24T03:00", "2026-12-25T12:00", "2026-10-31T23:59", "2026-03-29T02:30"]
)
def test_a_line_for_day_and_night_is_always_open(moment: str) -> None:
    assert openness("24/7", at(moment)) == Openness(True, None)


@pytest.mark.parametrize(
    ("moment", "is_open", "change"),
    [
        ("2026-11-24T10:00", True, "2026-11-24T12:00:00"),
        ("2026-11-24T08:00", True, "2026-11-24T12:00:00"),
        ("2026-11-24T07:59", False, "2026-11-24T08:00:00"),
        ("2026-11-24T12:00", False, "2026-11-25T08:00:00"),
        ("2026-11-28T10:00", False, "2026-11-30T08:00:00"),
    ],
)
def test_hours_tell_now_and_the_next_change(moment: str, is_open: bool, change: str) -> None:
    assert openness(OFFICE, at(moment)) == Openness(is_open, change)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        ("2025-10-31", True),
        ("2026-10-03", True),
        ("2026-12-25", True),
        ("2026-04-03", True),
        ("2026-11-01", False),
        ("2026-01-06", False),
        ("2026-11-24", False),
    ],
)
def test_the_holidays_are_those_of_lower_saxony(day: str, holiday: bool) -> None:
    assert is_public_holiday(date.fromisoformat(day)) is holiday


def test_on_reformation_day_an_office_is_closed() -> None:
    friday = at("2025-10-31T10:00")

    assert openness(OFFICE, friday).open_now is False
    assert openness(OFFICE, at("2025-10-24T10:00")).open_now is True


def test_hours_that_name_holidays_decide_themselves() -> None:
    christmas = at("2026-12-25T10:00")

    assert openness("Mo-Su,PH 08:00-12:00", christmas).open_now is not None
