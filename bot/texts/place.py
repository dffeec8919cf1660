"""A place of the catalogue as the values that sentences are filled with."""

from collections.abc import Mapping
from typing import Any, Protocol

from babel import Locale

from bot.texts.city import City
from bot.texts.numbers import listed, spoken_age, spoken_date

Place = Mapping[str, Any]


class Sentences(Protocol):
    """What may be asked for: another sentence by its name, in one language."""

    city: City
    lang: str

    def sentence(self, name: str, values: Mapping[str, Any]) -> str:
        """Return the text of a response, filled with values."""


def fields(texts: Sentences, place: Place) -> dict[str, str]:
    """Return the fields of a place in words; unknown ones are empty.

    Args:
        texts: the language.
        place: a service as the catalogue gives it.
    """
    assured = place.get("assured_date")
    return {
        "name": place["name"],
        "beschreibung": _sentence(place.get("description")),
        "anmeldung": _sentence(place.get("application_process")),
        "kosten": _sentence(place.get("fees_description")),
        "barrierefreiheit": _sentence(place.get("accessibility")),
        "traeger": place.get("organization") or "",
        "zielgruppe": _for_whom(texts, place),
        "sprachen": _languages(place, texts.lang),
        "oeffnungszeiten": _hours(texts, place),
        "telefon": "; ".join(_phone(phone) for phone in place.get("phones") or []),
        "email": place.get("email") or "",
        "web": (place.get("url") or "").removeprefix("https://").removeprefix("http://"),
        "adresse": "; ".join(_address(address) for address in place.get("addresses") or []),
        "achtung": _sentence(place.get("alert")),
        "vorher_pruefen": _sentence(place.get("check_first")),
        "stand": spoken_date(str(assured), texts.lang) if assured else "",
    }


def _languages(place: Place, lang: str) -> str:
    names = Locale(lang).languages
    return listed([names.get(code, code) for code in place.get("languages") or []], lang)


def _phone(phone: Mapping[str, Any]) -> str:
    note = phone.get("description")
    return f"{phone['number']} ({note})" if note else str(phone["number"])


def _address(address: Mapping[str, Any]) -> str:
    town = " ".join(filter(None, [address.get("postal_code"), address.get("city")]))
    return ", ".join(filter(None, [address.get("address_1"), town]))


def _hours(texts: Sentences, place: Place) -> str:
    hours = place.get("opening_hours") or ""
    return texts.sentence("utter_wort_tag_und_nacht", {}) if hours == "24/7" else hours


def _for_whom(texts: Sentences, place: Place) -> str:
    """Return whom a place is for: its own words, else the ages of children."""
    described = _sentence(place.get("eligibility_description"))
    lowest, highest = place.get("minimum_age"), place.get("maximum_age")
    if described or (not lowest and highest is None):
        return described
    limits = {
        "von": spoken_age(lowest or 0, texts.lang),
        "bis": spoken_age(highest, texts.lang) if highest is not None else "",
    }
    if highest is None:
        return texts.sentence("utter_wort_alter_ab", limits)
    return texts.sentence(f"utter_wort_alter_{'von_bis' if lowest else 'bis'}", limits)


def _sentence(text: str | None) -> str:
    """Return a text with a full stop at its end, or an empty one."""
    text = (text or "").strip()
    return text if not text or text[-1] in ".!?“" else f"{text}."
