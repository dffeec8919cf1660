"""A place of the catalogue as the values that sentences are filled with."""

from collections.abc import Mapping
from typing import Any

from bot.texts.numbers import spoken_age, spoken_date

LANGUAGE_NAMES = {
    "de": "Deutsch",
    "en": "Englisch",
    "tr": "Türkisch",
    "ar": "Arabisch",
    "ru": "Russisch",
    "uk": "Ukrainisch",
    "pl": "Polnisch",
    "ro": "Rumänisch",
    "bg": "Bulgarisch",
    "ku": "Kurdisch",
}
Place = Mapping[str, Any]


def fields(place: Place) -> dict[str, str]:
    """Return the fields of a place in German; unknown ones are empty.

    Args:
        place: a service as the catalogue gives it.
    """
    return {
        "name": place["name"],
        "beschreibung": _sentence(place.get("description")),
        "anmeldung": _sentence(place.get("application_process")),
        "kosten": _sentence(place.get("fees_description")),
        "barrierefreiheit": _sentence(place.get("accessibility")),
        "traeger": place.get("organization") or "",
        "zielgruppe": _for_whom(place),
        "sprachen": ", ".join(LANGUAGE_NAMES.get(id, id) for id in place.get("languages") or []),
        "oeffnungszeiten": _hours(place),
        "telefon": "; ".join(_phone(phone) for phone in place.get("phones") or []),
        "email": place.get("email") or "",
        "web": (place.get("url") or "").removeprefix("https://").removeprefix("http://"),
        "adresse": "; ".join(_address(address) for address in place.get("addresses") or []),
        "achtung": _sentence(place.get("alert")),
        "vorher_pruefen": _sentence(place.get("check_first")),
        "stand": spoken_date(str(place["assured_date"])) if place.get("assured_date") else "",
    }


def _phone(phone: Mapping[str, Any]) -> str:
    note = phone.get("description")
    return f"{phone['number']} ({note})" if note else str(phone["number"])


def _address(address: Mapping[str, Any]) -> str:
    town = " ".join(filter(None, [address.get("postal_code"), address.get("city")]))
    return ", ".join(filter(None, [address.get("address_1"), town]))


def _hours(place: Place) -> str:
    hours = place.get("opening_hours") or ""
    return "Tag und Nacht" if hours == "24/7" else hours


def _for_whom(place: Place) -> str:
    described = _sentence(place.get("eligibility_description"))
    ages = _ages(place)
    if described or not ages:
        return described
    return f"Kinder {ages}."


def _ages(place: Place) -> str:
    """Return the range of ages: "von 6 bis 10 Jahren" without ending too exactly."""
    lowest, highest = place.get("minimum_age"), place.get("maximum_age")
    if lowest and highest is not None:
        return f"ab {spoken_age(lowest)} bis {spoken_age(highest)}"
    if highest is not None:
        return f"bis {spoken_age(highest)}"
    return f"ab {spoken_age(lowest)}" if lowest else ""


def _sentence(text: str | None) -> str:
    """Return a text with a full stop at its end, or an empty one."""
    text = (text or "").strip()
    return text if not text or text[-1] in ".!?“" else f"{text}."
