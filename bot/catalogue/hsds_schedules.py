"""Weekly hours in OpenStreetMap's syntax as days and times, for standards that want those."""

import re
from dataclasses import dataclass

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(_DAYS)
_RULE = re.compile(
    rf"(?P<days>(?:{_DAY})(?:-(?:{_DAY}))?(?:, ?(?:{_DAY})(?:-(?:{_DAY}))?)*)"
    r" (?P<times>\d\d:\d\d-\d\d:\d\d(?:, ?\d\d:\d\d-\d\d:\d\d)*)"
)
# Holidays change nothing in a weekly plan.
_CLOSED_ON_HOLIDAYS = re.compile(r"(?:PH|SH|PH, ?SH|SH, ?PH) off")


@dataclass(frozen=True)
class Opening:
    """Days of the week with the same hours.

    Args:
        days: `MO` to `SU`.
        opens, closes: as "08:00".
    """

    days: tuple[str, ...]
    opens: str
    closes: str


def openings(expression: str) -> list[Opening]:
    """Return the weekly hours; none where they are more than a weekly plan.

    Half a plan would mislead: the text of the hours is given beside it in every case.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in filter(None, re.split(r" *; *", expression.strip())):
        if _CLOSED_ON_HOLIDAYS.fullmatch(rule):
            continue
        match = _RULE.fullmatch(rule)
        if match is None:
            return []
        times = [tuple(time.strip().split("-")) for time in match["times"].split(",")]
        # A later rule for a day replaces an earlier one, as in OpenStreetMap.
        found.update({day: [(t[0], t[1]) for t in times] for day in _days(match["days"])})
    return _grouped(found)


def _days(text: str) -> list[str]:
    days: list[str] = []
    for part in re.split(", ?", text):
        first, _, last = part.partition("-")
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        # "Sa-Mo" runs over the end of the week.
        days += [_DAYS[number % 7] for number in range(start, end + (7 if end < start else 0) + 1)]
    return days


def _grouped(found: dict[str, list[tuple[str, str]]]) -> list[Opening]:
    days_by_time: dict[tuple[str, str], list[str]] = {}
    for day in _DAYS:
        for time in found.get(day, []):
            days_by_time.setdefault(time, []).append(day.upper())
    return [Opening(tuple(days), *time) for time, days in days_by_time.items()]
