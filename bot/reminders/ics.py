"""Days as a calendar file: RFC 5545, whole days with an alarm, nothing personal in them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlsplit
from zlib import crc32

from bot.catalogue.dates import Dated
from bot.messengers.messenger import File
from bot.reminders.dates import FROM_H, reminder_day

KIND, NAME = "text/calendar", "termin.ics"
_MOST_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar_file(
    service_id: str, dates: Sequence[Dated], about: str, url: str, now: datetime
) -> File:
    """Return the calendar file of a place's dates.

    Args:
        service_id: the place.
        dates: at least one.
        about: what stands in each entry: who is responsible, and how old this is.
        url: the place's page.
        now: the present, with time zone.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Familien-Lotse//DE", "CALSCALE:GREGORIAN"]
    for dated in dates:
        lines += _event(service_id, dated, about, url, now)
    lines.append("END:VCALENDAR")
    return File(NAME, KIND, "".join(f"{folded(line)}\r\n" for line in lines))


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no character cut in two."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _MOST_OCTETS:
            pieces.append("")
            # The space in front of a further piece counts.
            size = 1
        pieces[-1] += char
        size += octets
    return "\r\n ".join(pieces)


def _event(service_id: str, dated: Dated, about: str, url: str, now: datetime) -> Iterator[str]:
    host = urlsplit(url).hostname or "localhost"
    yield "BEGIN:VEVENT"
    # The same for everybody, so that a file opened twice is one entry.
    yield f"UID:{service_id}-{_day(dated.on)}-{crc32(dated.name.encode()):08x}@{host}"
    yield f"DTSTAMP:{now.astimezone(timezone.utc):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(dated.on)}"
    yield f"DTEND;VALUE=DATE:{_day(dated.on + timedelta(days=1))}"
    yield f"SUMMARY:{_text(dated.name)}"
    yield f"DESCRIPTION:{_text(about)}"
    yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield from _alarm(dated, now)
    yield "END:VEVENT"


def _alarm(dated: Dated, now: datetime) -> Iterator[str]:
    day = reminder_day(dated, now)
    if day is None:
        return
    days = (dated.on - day).days - 1
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(dated.name)}"
    # Alarms of whole days count from midnight.
    yield f"TRIGGER:-P{f'{days}D' if days else ''}T{24 - FROM_H}H"
    yield "END:VALARM"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
