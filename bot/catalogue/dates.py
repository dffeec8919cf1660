"""The days that the catalogue knows: deadlines of every year, and events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

REMINDS_BEFORE = 14


@dataclass(frozen=True)
class Dated:
    """A day to come.

    Args:
        name: what it is.
        on: the day.
        as_of: how old this is known: a year, a month or a day, ISO.
        remind_days_before: how many days earlier a reminder makes sense.
    """

    name: str
    on: date
    as_of: str
    remind_days_before: int = REMINDS_BEFORE


def upcoming(service: Mapping[str, Any], today: date) -> list[Dated]:
    """Return a service's dates from today on, the next one first.

    Args:
        service: with `dates` as `schema.json` says.
        today: counts as upcoming.
    """
    found = []
    for dated in service.get("dates") or []:
        days = [day_of(dated, year) for year in (today.year, today.year + 1)]
        coming = [day for day in days if day and day >= today]
        if coming:
            before = dated.get("remind_days_before", REMINDS_BEFORE)
            found.append(Dated(dated["name"], coming[0], dated["source_date"], before))
    return sorted(found, key=lambda item: item.on)


def next_date(service: Mapping[str, Any], today: date) -> Dated | None:
    """Return a service's next date from today on; None where there is none."""
    return next(iter(upcoming(service, today)), None)


def day_of(dated: Mapping[str, Any], year: int) -> date | None:
    """Return the day of a date in a year; None for a day that no year has.

    Args:
        dated: with `yearly` or `on`; what happens once keeps its own year.
        year: for what happens every year.
    """
    if "on" in dated:
        return date.fromisoformat(dated["on"])
    month, day = map(int, dated["yearly"].split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        # Only a 29 February is missing in some years.
        return date(year, 2, 28) if (month, day) == (2, 29) else None
