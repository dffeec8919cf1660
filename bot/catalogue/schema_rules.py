"""What a form cannot say about the seed: small rules, each from files to problems."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

from bot.catalogue.dates import day_of
from bot.content.problem import Problem, error, warning
from bot.language.folding import fold

# Each needs a source: an address that nobody can check is worse than none.
FACTS = (
    "phones email url addresses opening_hours fees_description organization "
    "minimum_age maximum_age accessibility languages districts quarters"
).split()
NEVER_LOCATED = "frauenhaus"


@dataclass(frozen=True)
class Entry:
    """A file of the seed.

    Args:
        file: path from the project's folder.
        data: what the program reads.
        lines: the same, with ruamel's line numbers.
    """

    file: str
    data: Any
    lines: Any

    def line(self, *path: str | int) -> int:
        """Return the line of what a path leads to, or of the last thing on it that has one."""
        node, line = self.lines, 1
        for part in path:
            try:
                line = (node.lc.item if isinstance(part, int) else node.lc.key)(part)[0] + 1
                node = node[part]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line

    def error(self, message: str, *path: str | int) -> Problem:
        """Return a problem at a path."""
        return error(self.file, self.line(*path), message)


Rule = Callable[[list[Entry], Entry, set[str]], Iterable[Problem]]


def file_is_named_after_id(
    services: list[Entry], city: Entry, known: set[str]
) -> Iterable[Problem]:
    """The file's name is the service's id."""
    for entry in services:
        id, name = entry.data["id"], PurePosixPath(entry.file).stem
        if id != name:
            hint = "Beide müssen gleich sein. Ändern Sie nie die id eines bekannten Angebots."
            yield entry.error(f"Die id „{id}“ passt nicht zum Dateinamen „{name}“. {hint}", "id")


def names_of_the_city_exist(
    services: list[Entry], city: Entry, known: set[str]
) -> Iterable[Problem]:
    """Topics, districts and quarters of a service stand in city.yml."""
    ids = {key: _ids(city.data[key]) for key in ("topics", "districts", "quarters")}
    for entry in services:
        for key, kind in (("districts", "Stadtteil"), ("quarters", "Quartier")):
            for index, id in enumerate(entry.data.get(key, [])):
                if id not in ids[key]:
                    yield entry.error(_unknown(kind, id, ids[key]), key, index)
        for rank, topics in entry.data["topics"].items():
            for index, id in enumerate(topics):
                if id not in ids["topics"]:
                    message = _unknown("Thema", id, ids["topics"])
                    yield entry.error(message, "topics", rank, index)


def city_holds_together(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """Contacts named in city.yml exist, quarters lie in districts, and no id stands twice."""
    for key in ("fallback_contact", "everything_else"):
        if city.data[key] not in known:
            hint = "Legen Sie es in services/ an oder nennen Sie ein anderes."
            yield city.error(f"Das Angebot „{city.data[key]}“ gibt es nicht. {hint}", key)
    districts = _ids(city.data["districts"])
    for row, quarter in enumerate(city.data["quarters"]):
        for index, id in enumerate(quarter["districts"]):
            if id not in districts:
                message = _unknown("Stadtteil", id, districts)
                yield city.error(message, "quarters", row, "districts", index)
    yield from _ids_once(city, ("topics",))
    yield from _ids_once(city, ("districts", "quarters"))


def hours_can_be_read(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """Opening hours are in OpenStreetMap's syntax."""
    for entry in services:
        hours = entry.data.get("opening_hours")
        try:
            OpeningHours(hours or "24/7")
        except ParserError:
            hint = "Schreiben Sie zum Beispiel: Mo-Fr 08:00-12:00; Th 14:00-17:00"
            yield entry.error(
                f"Öffnungszeiten „{hours}“ sind nicht lesbar. {hint}", "opening_hours"
            )


def facts_have_sources(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """Every fact says where it comes from, and nothing else has a source."""
    for entry in services:
        sources = entry.data.get("metadata", [])
        proven = {source["field"] for source in sources}
        for key in FACTS:
            if entry.data.get(key) not in (None, [], "") and key not in proven:
                hint = f"Ergänzen Sie unter „metadata“ einen Eintrag „field: {key}“ mit Quelle."
                yield entry.error(f"Zu „{key}“ fehlt die Quelle. {hint}", key)
        for index, source in enumerate(sources):
            if source["field"] not in entry.data:
                hint = "Streichen Sie sie, oder ergänzen Sie die Angabe."
                message = f"Quelle für „{source['field']}“, das hier nicht steht. {hint}"
                yield warning(entry.file, entry.line("metadata", index), message)


def ranges_are_ordered(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """Nothing ends before it begins."""
    for entry in services:
        for first, last in (("valid_from", "valid_to"), ("minimum_age", "maximum_age")):
            start, end = entry.data.get(first), entry.data.get(last)
            if start is not None and end is not None and start > end:
                message = f"„{last}“ ({end}) liegt vor „{first}“ ({start}). Prüfen Sie beide."
                yield entry.error(message, last)


def dates_have_a_day(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """A date is every year or once, on a day that exists, and each has a name of its own."""
    for entry in services:
        names: set[str] = set()
        for index, dated in enumerate(entry.data.get("dates", [])):
            if ("yearly" in dated) == ("on" in dated):
                message = "Ein Termin braucht entweder „yearly“ (jedes Jahr) oder „on“ (einmal)."
                yield entry.error(message, "dates", index)
            # 2000 had a 29 February: that day is said on the 28th in other years.
            elif not day_of(dated, 2000):
                message = f"Den Tag „{dated['yearly']}“ gibt es nicht. Schreiben Sie Monat-Tag."
                yield entry.error(message, "dates", index, "yearly")
            if dated["name"] in names:
                message = f"Der Termin „{dated['name']}“ steht zweimal. Streichen Sie einen."
                yield entry.error(message, "dates", index, "name")
            names.add(dated["name"])


def names_are_unique(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """No two services answer to the same name."""
    first: dict[str, Entry] = {}
    for entry in services:
        for name, path in _names(entry):
            before = first.setdefault(fold(name), entry)
            if before is not entry:
                hint = "Streichen Sie den Namen bei einem der beiden."
                yield entry.error(f"„{name}“ heißt schon {before.data['id']}. {hint}", *path)


def refuge_has_no_place(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """Nobody learns here where the women's refuge is."""
    for entry in services:
        if NEVER_LOCATED not in (entry.data["id"], fold(entry.data["name"]).split(" ")[0]):
            continue
        for key in ("addresses", "districts", "quarters"):
            if entry.data.get(key):
                message = "Der Ort des Frauenhauses ist geheim. Streichen Sie ihn."
                yield entry.error(message, key)


def no_variables(services: list[Entry], city: Entry, known: set[str]) -> Iterable[Problem]:
    """No text holds what Rasa would fill in from its environment."""
    for entry in [*services, city]:
        for text, path in _texts(entry.data, ()):
            if "${" in text:
                yield entry.error("„${“ ist hier verboten. Nehmen Sie das Zeichen $ heraus.", *path)


RULES: tuple[Rule, ...] = (
    file_is_named_after_id,
    names_of_the_city_exist,
    city_holds_together,
    hours_can_be_read,
    facts_have_sources,
    ranges_are_ordered,
    dates_have_a_day,
    names_are_unique,
    refuge_has_no_place,
    no_variables,
)


def _ids(items: list[dict[str, Any]]) -> set[str]:
    return {item["id"] for item in items}


def _unknown(kind: str, id: str, known: set[str]) -> str:
    return f"{kind} „{id}“ steht nicht in city.yml. Möglich: {', '.join(sorted(known))}."


def _ids_once(city: Entry, keys: tuple[str, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for key in keys:
        for index, item in enumerate(city.data[key]):
            if item["id"] in seen:
                message = f"Die id „{item['id']}“ steht zweimal. Streichen Sie eine."
                yield city.error(message, key, index, "id")
            seen.add(item["id"])


def _names(entry: Entry) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    yield entry.data["name"], ("name",)
    for index, name in enumerate(entry.data.get("alternate_names", [])):
        yield name, ("alternate_names", index)


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if isinstance(value, str):
        yield value, path
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            yield from _texts(item, (*path, key))
