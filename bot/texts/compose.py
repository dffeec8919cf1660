"""Sentences that are put together from parts, depending on what is known of a place."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts.numbers import listed, spoken_age, spoken_date
from bot.texts.place import Place, Sentences, fields

# In this order a resident reads what is known; what is not known is said once, at the end.
CONTACT_PARTS = ("telefon", "email", "web", "adresse", "oeffnungszeiten")
ASKED_FOR = ("telefon", "email", "adresse", "oeffnungszeiten", "kosten")
# Nobody walks in to a helpline, a document or a certificate.
WITHOUT_DOOR = ("notruf", "information")


def offer(texts: Sentences, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the whole answer about one place, as `{angebot}`."""
    place = values["place"]
    known = fields(texts, place)
    lines = [texts.sentence("utter_teil_vorschlag", known)]
    lines += reasons(texts, place)
    lines += _parts(texts, known, ("beschreibung", "zugang", "kosten"))
    lines += _parts(texts, known, CONTACT_PARTS)
    lines += _unknown(texts, place, known)
    lines += _parts(texts, known, ("achtung", "vorher_pruefen"))
    lines.append(assured(texts, place))
    return {**known, "angebot": "\n".join(lines)}


def reasons(texts: Sentences, place: Place) -> list[str]:
    """Return why a place was ranked first, a sentence a reason."""
    found = []
    for reason in place.get("reasons") or []:
        found.append(texts.sentence(f"utter_grund_{reason['code']}", reason))
    return found


def assured(texts: Sentences, place: Place) -> str:
    """Return how old the facts are."""
    if not place.get("assured_date"):
        return texts.sentence("utter_teil_stand_unbekannt", {})
    name = "utter_teil_stand_alt" if place.get("stale", True) else "utter_teil_stand"
    return texts.sentence(name, {"stand": spoken_date(str(place["assured_date"]), texts.lang)})


def contact(texts: Sentences, place: Place) -> str:
    """Return the ways to reach a place, a line each."""
    return "\n".join(_parts(texts, fields(texts, place), CONTACT_PARTS[:-1]))


def _parts(texts: Sentences, known: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    sources = {"zugang": "anmeldung"}
    return [
        texts.sentence(f"utter_teil_{name}", known)
        for name in names
        if known[sources.get(name, name)]
    ]


def _unknown(texts: Sentences, place: Place, known: Mapping[str, str]) -> list[str]:
    if place.get("type") in WITHOUT_DOOR:
        return []
    missing = [texts.sentence(f"utter_wort_{name}", {}) for name in ASKED_FOR if not known[name]]
    if not missing:
        return []
    return [texts.sentence("utter_teil_unbekannt", {"unbekannt": listed(missing, texts.lang)})]


def about_place(texts: Sentences, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a sentence about one fact of a place."""
    place = values["place"]
    known = fields(texts, place)
    ways = contact(texts, place)
    return {
        **known,
        "kontakt": ways,
        "kontakt_zeile": f"\n{ways}" if ways else "",
        "adresse_zeile": f" {texts.sentence('utter_teil_adresse', known)}"
        if known["adresse"]
        else "",
        "stand_satz": assured(texts, place),
        "achtung_satz": f"{known['achtung']} " if known["achtung"] else "",
        "vorher_pruefen_satz": f"{known['vorher_pruefen']} " if known["vorher_pruefen"] else "",
        "gruende": " ".join(reasons(texts, place)),
    }


def about_places(texts: Sentences, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a sentence that lists several places."""
    places = values["places"]
    names = listed([place["name"] for place in places], texts.lang)
    with_ages = [_with_ages(texts, place) for place in places[:2]]
    return {
        "orte": names,
        "orte_mit_grund": "; ".join(_brief(texts, place) for place in places),
        "orte_mit_alter": listed(with_ages, texts.lang, style="or"),
        "naechstes": f" {texts.sentence('utter_teil_naechstes', {'orte': names})}" if names else "",
    }


def _brief(texts: Sentences, place: Place) -> str:
    first = fields(texts, place)["beschreibung"].split(". ")[0].rstrip(".")
    return f"{place['name']} – {first}" if first else place["name"]


def _with_ages(texts: Sentences, place: Place) -> str:
    for_whom = fields(texts, place)["zielgruppe"].rstrip(".")
    return f"{place['name']} ({for_whom})" if for_whom else place["name"]


def remembered(texts: Sentences, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is remembered of the resident, in words."""
    known = dict(values["known"])
    if "alter" in known:
        known["alter"] = spoken_age(known["alter"], texts.lang)
    names = [name for name in ("thema", "alter", "stadtteil") if name in known]
    parts = [texts.sentence(f"utter_bekannt_{name}", known) for name in names]
    return {"bekannt": "; ".join(parts)}


Composer = Callable[[Sentences, Mapping[str, Any]], dict[str, str]]


def composer_for(values: Mapping[str, Any], name: str) -> Composer | None:
    """Return who puts the values of this sentence together; None where they are used as is."""
    if name == "utter_angebot":
        return offer
    if "place" in values:
        return about_place
    if "places" in values:
        return about_places
    return remembered if "known" in values else None
