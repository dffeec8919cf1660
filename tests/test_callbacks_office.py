"""When the office answers."""

from datetime import datetime

import pytest

from bot.callbacks.office import Office, is_school_holiday, open_office, spoken
from bot.settings import TIMEZONE

USUAL = "Mo-Fr 08:00-12:00,13:00-15:00"
SCHOOL = f"{USUAL}; SH Tu 09:00-11:00"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=TIMEZONE)


@pytest.mark.parametrize(
    ("hours", "now", "then"),
    [
        (USUAL, "2026-11-24T10:00", "2026-11-24T10:00"),
        (USUAL, "2026-11-24T12:30", "2026-11-24T13:00"),
        (USUAL, "2026-11-24T15:00", "2026-11-25T08:00"),
        (USUAL, "2026-11-27T16:00", "2026-11-30T08:00"),
        # 25 and 26 December and the weekend
        (USUAL, "2026-12-24T16:00", "2026-12-28T08:00"),
        # Reformation Day, 31 October, is a holiday here: in 2025 a Friday
        (USUAL, "2025-10-30T16:00", "2025-11-03T08:00"),
        (f"{USUAL}; PH 10:00-11:00", "2025-10-30T16:00", "2025-10-31T10:00"),
        (f"{USUAL}; PH off", "2025-10-30T16:00", "2025-11-03T08:00"),
        # autumn holidays of 2026 begin on Monday, 12 October
        (SCHOOL, "2026-10-09T16:00", "2026-10-13T09:00"),
        (f"{USUAL}; SH off", "2026-10-09T16:00", "2026-10-26T08:00"),
        (f"{USUAL}; PH,SH off", "2026-10-09T16:00", "2026-10-26T08:00"),
        (USUAL, "2026-10-09T16:00", "2026-10-12T08:00"),
    ],
)
def test_holidays_and_weekends_are_left_out(hours: str, now: str, then: str) -> None:
    assert Office(hours).next_open(at(now)) == at(then)


def test_the_zone_stays_right_over_the_change_of_the_clock() -> None:
    later = Office(USUAL).next_open(at("2027-03-27T09:00"))

    # 29 March 2027 is Easter Monday
    assert later is not None and later.isoformat() == "2027-03-30T08:00:00+02:00"


def test_school_holidays_nobody_knows_yet_promise_nothing() -> None:
    assert Office(SCHOOL).next_open(at("2035-05-01T10:00")) is None


def test_an_office_that_never_opens_promises_nothing() -> None:
    assert Office("off").next_open(at("2026-11-24T10:00")) is None


@pytest.mark.parametrize("hours", [None, "", "montags ab acht", "Mo 08:00-12:00; SH irgendwann"])
def test_without_readable_hours_there_is_no_office(hours: str | None) -> None:
    assert open_office(hours) is None


def test_school_holidays_are_those_of_lower_saxony() -> None:
    assert is_school_holiday(at("2026-10-14T00:00").date())
    assert not is_school_holiday(at("2026-11-24T00:00").date())


def test_moments_are_told_as_people_do() -> None:
    assert spoken(at("2026-11-30T08:00")) == "Montag, 30.11., 8 Uhr"
    assert spoken(at("2026-11-30T08:30")) == "Montag, 30.11., 8:30 Uhr"
