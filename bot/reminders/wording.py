"""The words of reminders."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.catalogue.dates import Dated, upcoming
from bot.messengers.messenger import File
from bot.reminders.ics import calendar_file
from bot.texts.compose import contact
from bot.texts.numbers import spoken_date
from bot.texts.texts import Texts

Place = Mapping[str, Any]


def values_of(texts: Texts, dated: Dated, remind_on: date | None = None) -> dict[str, str]:
    """Return what sentences about a date are filled with."""
    return {
        "anlass": dated.name,
        "frist": spoken_date(dated.on.isoformat(), texts.lang),
        "tag": spoken_date(remind_on.isoformat(), texts.lang) if remind_on else "",
        "stand": spoken_date(dated.as_of, texts.lang),
    }


def responsible(texts: Texts, place: Place) -> str:
    """Return who is responsible, and the ways there."""
    return "\n".join(filter(None, [place["name"], contact(texts, place)]))


def file_of(texts: Texts, place: Place, public_url: str, now: datetime) -> File:
    """Return the calendar file of all dates of a place that has some."""
    dates = upcoming(place, now.date())
    as_of = texts.sentence("utter_teil_stand", values_of(texts, dates[0]))
    about = f"{responsible(texts, place)}\n{as_of}"
    return calendar_file(place["id"], dates, about, f"{public_url}/angebote/{place['id']}", now)
