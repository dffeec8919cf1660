"""Topics and kinds of places as HSDS 3's taxonomies, and the ids of everything there."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from bot.catalogue.pages_words import KINDS
from bot.language.folding import fold
from bot.texts.city import City

Record = dict[str, Any]
# The two taxonomies, with what they are.
TAXONOMIES = {
    "anliegen": "Anliegen, mit denen Familien kommen.",
    "art": "Art der Stelle.",
}


def identifier(city: City, *path: str) -> str:
    """Return the UUID of a slug, or of something that belongs to it."""
    namespace = uuid5(NAMESPACE_DNS, f"{fold(city.name)}.de")
    return str(uuid5(namespace, "/".join(path)))


def taxonomy_records(city: City) -> list[Record]:
    """Return the taxonomies."""
    return [
        {"id": identifier(city, "taxonomy", name), "name": name, "description": text}
        for name, text in TAXONOMIES.items()
    ]


def term_records(city: City) -> list[Record]:
    """Return the terms of all taxonomies."""
    topics = [_term("anliegen", id, name, city) for id, name in city.topics.items()]
    return topics + [_term("art", id, name, city) for id, name in KINDS.items()]


def term_ids(place: Mapping[str, Any], city: City) -> set[str]:
    """Return the ids of a place's terms, and of the taxonomies they are from."""
    taxonomies = {identifier(city, "taxonomy", path[0]) for path in _terms(place)}
    return taxonomies | {identifier(city, "term", *path) for path in _terms(place)}


def attributes(place: Mapping[str, Any], city: City) -> list[Record]:
    """Return the terms of a place as a service holds them."""
    names = {"anliegen": city.topics, "art": KINDS}
    return [
        {
            "id": identifier(city, place["id"], "attribute", taxonomy, code),
            "link_id": identifier(city, place["id"]),
            "link_entity": "service",
            "link_type": taxonomy,
            "taxonomy_term_id": identifier(city, "term", taxonomy, code),
            "taxonomy_term": _term(taxonomy, code, names[taxonomy].get(code, code), city),
        }
        for taxonomy, code in _terms(place)
    ]


def _terms(place: Mapping[str, Any]) -> list[tuple[str, str]]:
    topics = [*place["topics"].get("main", []), *place["topics"].get("also", [])]
    return [*(("anliegen", topic) for topic in topics), ("art", place["type"])]


def _term(taxonomy: str, code: str, name: str, city: City) -> Record:
    return {
        "id": identifier(city, "term", taxonomy, code),
        "code": code,
        "name": name,
        "description": name,
        "taxonomy": taxonomy,
        "taxonomy_id": identifier(city, "taxonomy", taxonomy),
        "language": "de",
    }
