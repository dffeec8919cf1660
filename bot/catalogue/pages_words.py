"""A place as its page shows it: links, words, and what is not known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from bot.catalogue.command import LABELS
from bot.catalogue.opening_hours import ALWAYS
from bot.catalogue.ranking import areas_of
from bot.texts.compose import reasons
from bot.texts.numbers import listed, spoken_date
from bot.texts.place import fields
from bot.texts.texts import Texts

Place = Mapping[str, Any]
KINDS = {
    "familienzentrum": "Familienzentrum",
    "nachbarschaftsbuero": "Nachbarschaftsbüro",
    "praevention": "Unterstützung für Familien",
    "beratung": "Beratung",
    "amt": "Amt und Behörde",
    "information": "Information",
    "notruf": "Notruf und Hilfetelefon",
    "treffpunkt": "Treffpunkt",
    "veranstaltung": "Veranstaltung",
}
# Only a link: nothing of the map is loaded, and nobody there learns of a visit here.
MAP = "https://www.openstreetmap.org/search?"
# Nobody walks in to a helpline or a document.
WITHOUT_DOOR = ("notruf", "information")
_ASKED_FOR = {
    "telefon": "Telefonnummer",
    "email": "E-Mail-Adresse",
    "adresse": "Adresse",
    "oeffnungszeiten": "Öffnungszeiten",
    "kosten": "Kosten",
    "barrierefreiheit": "Barrierefreiheit",
    "sprachen": "Sprachen",
}
_WITH_DOOR_ONLY = ("adresse", "barrierefreiheit")
_GERMAN_HOURS = {
    "Tu": "Di",
    "We": "Mi",
    "Th": "Do",
    "Su": "So",
    "PH": "Feiertage",
    "SH": "Schulferien",
    "off": "geschlossen",
}
_PARTIAL_DATE = {4: "%Y", 7: "%m/%Y"}


@dataclass(frozen=True)
class Link:
    """Something to click.

    Args:
        note: what else is known of it.
    """

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Shown:
    """A place in words; what is not known is empty."""

    id: str
    name: str
    kind: str
    words: dict[str, str]
    reasons: list[str]
    phones: list[Link]
    email: Link | None
    web: Link | None
    addresses: list[Link]
    hours: str
    open_now: str
    date: Link | None
    areas: list[str]
    topics: list[Link]
    unknown: str
    is_offered: bool
    is_stale: bool
    sources: list[Link]


def shown(place: Place, texts: Texts) -> Shown:
    """Return a place of the catalogue as its page shows it.

    Args:
        place: as the catalogue gives it.
        texts: German.
    """
    words = fields(texts, place)
    topics = [*place["topics"].get("main", []), *place["topics"].get("also", [])]
    return Shown(
        id=place["id"],
        name=place["name"],
        kind=kind_of(place),
        words=words,
        reasons=reasons(texts, place),
        phones=[_phone(phone) for phone in place.get("phones") or []],
        email=Link(words["email"], f"mailto:{quote(words['email'], safe='@')}")
        if words["email"]
        else None,
        web=Link(words["web"], web_address(place)) if web_address(place) else None,
        addresses=[_address(address, texts) for address in place.get("addresses") or []],
        hours=_hours(place),
        open_now=_open_now(place),
        date=_date(place),
        areas=[texts.city.areas.get(area, area) for area in areas_of(dict(place))],
        topics=[Link(texts.city.topics.get(id, id), f"/angebote?topic={id}") for id in topics],
        unknown=_unknown(place, words),
        is_offered=place.get("status", "active") == "active",
        is_stale=bool(place.get("stale", True)),
        sources=_sources(place.get("metadata") or []),
    )


def kind_of(place: Place) -> str:
    """Return what kind of place it is, in words."""
    kind: str = place["type"]
    return KINDS.get(kind, kind)


def web_address(place: Place) -> str:
    """Return a place's address on the web with its scheme; empty where there is none."""
    url = place.get("url") or ""
    if url.startswith("www."):
        return f"https://{url}"
    return url if url.startswith(("https://", "http://")) else ""


def dial(number: str) -> str:
    """Return a number as a telephone dials it."""
    return re.sub(r"[^0-9+]", "", number)


def correction(place: Place, contact: Place, page: str) -> str:
    """Return where a wrong fact is reported, as a link; empty where nobody takes it.

    Args:
        place: what the page is about.
        contact: the city's fallback contact.
        page: the page's address.
    """
    if email := contact.get("email"):
        subject = f"Angabe falsch: {place['name']} ({place['id']})"
        body = f"Seite: {page}\n\nWas stimmt nicht?\n\nWas ist richtig?\n"
        parts = urlencode({"subject": subject, "body": body}, quote_via=quote)
        return f"mailto:{quote(email, safe='@')}?{parts}"
    phones = contact.get("phones") or []
    return f"tel:{dial(phones[0]['number'])}" if phones else ""


def _phone(phone: Mapping[str, Any]) -> Link:
    number = str(phone["number"])
    return Link(number, f"tel:{dial(number)}", phone.get("description") or "")


def _address(address: Mapping[str, Any], texts: Texts) -> Link:
    town = " ".join(filter(None, [address.get("postal_code"), address.get("city")]))
    text = ", ".join(filter(None, [address["address_1"], town or texts.city.name]))
    return Link(text, MAP + urlencode({"query": text}))


def _hours(place: Place) -> str:
    expression = place.get("opening_hours") or ""
    if expression == ALWAYS:
        return "Tag und Nacht"
    german = re.sub(r"\b[A-Za-z]{2,3}\b", lambda m: _GERMAN_HOURS.get(m[0], m[0]), expression)
    return german.replace("-", "–").replace(";", ",")


def _open_now(place: Place) -> str:
    if place.get("open_now") is None or place.get("opening_hours") == ALWAYS:
        return ""
    change = place.get("next_change")
    when = f"{datetime.fromisoformat(change):%d.%m., %H:%M} Uhr" if change else ""
    if place["open_now"]:
        return f"Jetzt geöffnet bis {when}" if when else "Jetzt geöffnet"
    return f"Jetzt geschlossen, wieder geöffnet ab {when}" if when else "Jetzt geschlossen"


def _date(place: Place) -> Link | None:
    """Return the next date as a calendar entry."""
    dated = place.get("next_date")
    if not dated:
        return None
    return Link(f"{dated['name']}: {spoken_date(dated['on'])}", calendar_path(place["id"]))


def calendar_path(service_id: str) -> str:
    """Return where the next dates of a place are as a calendar file."""
    return f"/angebote/{service_id}/termin.ics"


def _unknown(place: Place, words: Mapping[str, str]) -> str:
    if place["type"] == "information":
        return ""
    # A refuge that nobody may find has no address here, and that is not a gap.
    says_why = ("adresse",) if "adresse" in words["achtung"].casefold() else ()
    skipped = _WITH_DOOR_ONLY if place["type"] in WITHOUT_DOOR else says_why
    missing = [
        label for name, label in _ASKED_FOR.items() if not words[name] and name not in skipped
    ]
    return listed(missing)


def _sources(metadata: list[Mapping[str, Any]]) -> list[Link]:
    """Return each source once, with all that was taken from it."""
    taken: dict[tuple[str, str | None], list[str]] = {}
    for item in metadata:
        label, note = LABELS.get(item["field"], item["field"]), item.get("note")
        key = (str(item["source"]), item.get("date"))
        taken.setdefault(key, []).append(f"{label}: {note}" if note else label)
    return [
        Link(
            text,
            text if text.startswith(("https://", "http://")) else "",
            f"{_when(day)}; {', '.join(dict.fromkeys(facts))}",
        )
        for (text, day), facts in taken.items()
    ]


def _when(iso: str | None) -> str:
    """Return a date that may lack its day or month."""
    if not iso:
        return "ohne Datum"
    if len(iso) == 10:
        return spoken_date(iso)
    first = date.fromisoformat(f"{iso}-01-01"[:10])
    return first.strftime(_PARTIAL_DATE[len(iso)])
