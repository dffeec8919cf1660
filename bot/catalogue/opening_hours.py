"""Whether a place is open, by OpenStreetMap's syntax and the holidays of Lower Saxony."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import holidays
from opening_hours import OpeningHours

ALWAYS = "24/7"
# opening-hours-py knows Germany's holidays only; Lower Saxony has 31 October besides.
STATE = "NI"


@dataclass(frozen=True)
class Openness:
    """Whether a place is open, and until when that holds.

    Args:
        open_now: None where the hours are unknown.
        next_change: when it opens or closes next, ISO; None where unknown or never.
    """

    open_now: bool | None
    next_change: str | None


def openness(expression: str | None, at: datetime) -> Openness:
    """Return whether hours are open at a moment.

    Args:
        expression: as in OpenStreetMap's `opening_hours`; None where unknown.
        at: the moment, in the city's time.
    """
    if not expression:
        return Openness(None, None)
    if expression == ALWAYS:
        return Openness(True, None)
    hours = _parsed(expression)
    local = at.replace(tzinfo=None)
    if is_public_holiday(at.date()) and "PH" not in expression:
        return Openness(False, None)
    change = hours.next_change(local)
    return Openness(hours.is_open(local), change.isoformat() if change else None)


def is_public_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday in Lower Saxony."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=STATE, years=year)


@cache
def _parsed(expression: str) -> OpeningHours:
    return OpeningHours(expression)
