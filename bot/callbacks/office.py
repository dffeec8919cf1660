"""When somebody is in the office: by its hours, public and school holidays of Lower Saxony."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
import structlog
from opening_hours import OpeningHours, validate

from bot.catalogue.opening_hours import STATE, is_public_holiday
from bot.errors import ContentError

PUBLIC, SCHOOL = "PH", "SH"
_LOOK_AHEAD_DAYS = 60
_DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
_HOLIDAY_RULE = re.compile(r"((?:PH|SH)(?:\s*,\s*(?:PH|SH))*)\s+(.+)")
_CLOSED = ("off", "closed")
log = structlog.get_logger()


class Office:
    """Knows when a call can be answered.

    Args:
        hours: OpenStreetMap's syntax, as `Mo-Fr 08:00-12:00; SH Mo-Fr 09:00-11:00`. What follows
            `SH` replaces the rest in school holidays, `PH` on public holidays (closed unless said).

    Raises:
        ContentError: the hours cannot be read.
    """

    def __init__(self, hours: str):
        self._usual, self._special = _split(hours)
        for rules in (self._usual, *self._special.values()):
            if rules and not validate(rules):
                raise ContentError(f"office_hours in city.yml: „{rules}“ sind keine Zeiten.")

    def next_open(self, at: datetime) -> datetime | None:
        """Return the first moment from `at` with somebody in the office; None where unknown."""
        for day in _days_from(at.date()):
            if SCHOOL in self._special and not _has_school_calendar(day.year):
                return None
            rules = self._rules(day)
            start = at if day == at.date() else datetime.combine(day, time(), at.tzinfo)
            moment = _first_open(rules, start.replace(tzinfo=None)) if rules else None
            if moment is not None:
                return moment.replace(tzinfo=at.tzinfo)
        return None

    def _rules(self, day: date) -> str | None:
        if is_public_holiday(day):
            return self._special.get(PUBLIC)
        if SCHOOL in self._special and is_school_holiday(day):
            return self._special[SCHOOL]
        return self._usual


def open_office(hours: str | None) -> Office | None:
    """Return the office of `office_hours` in city.yml; None where none, or none that is readable.

    The chat must not stay away because of a slip in the hours: then no time is named.
    """
    if not hours:
        return None
    try:
        return Office(hours)
    except ContentError:
        log.error("office_hours.unreadable", hours=hours)
        return None


def spoken(moment: datetime) -> str:
    """Return a moment as people say it: „Montag, 30.11., 8 Uhr“."""
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{_DAYS[moment.weekday()]}, {moment.day}.{moment.month}., {moment.hour}{minutes} Uhr"


def is_school_holiday(day: date) -> bool:
    """Tell whether a day lies in the school holidays of Lower Saxony."""
    return day in _school_holidays(day.year)


def _has_school_calendar(year: int) -> bool:
    return bool(_school_holidays(year))


@cache
def _school_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=STATE, years=year, categories=("school",))


def _split(hours: str) -> tuple[str | None, dict[str, str | None]]:
    """Return the usual rules, and by `PH` and `SH` those that replace them."""
    usual: list[str] = []
    special: dict[str, list[str]] = {}
    for rule in filter(None, map(str.strip, hours.split(";"))):
        match = _HOLIDAY_RULE.fullmatch(rule)
        if match is None:
            usual.append(rule)
            continue
        for kind in map(str.strip, match[1].split(",")):
            special.setdefault(kind, []).append(match[2])
    return _joined(usual), {kind: _joined(rules) for kind, rules in special.items()}


def _joined(rules: list[str]) -> str | None:
    return "; ".join(rule for rule in rules if rule not in _CLOSED) or None


def _days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(_LOOK_AHEAD_DAYS))


def _first_open(rules: str, start: datetime) -> datetime | None:
    """Return the first open moment from `start` on the same day."""
    hours = OpeningHours(rules)
    if hours.is_open(start):
        return start
    change = hours.next_change(start)
    return change if change and change.date() == start.date() and hours.is_open(change) else None
