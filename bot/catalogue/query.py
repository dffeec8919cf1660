"""What can be asked of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.errors import BadRequest
from bot.languages import LANGUAGES

TYPES = (
    "familienzentrum",
    "nachbarschaftsbuero",
    "praevention",
    "beratung",
    "amt",
    "information",
    "notruf",
    "treffpunkt",
    "veranstaltung",
)
MOST_PER_PAGE = 200
OLDEST = 120


@dataclass(frozen=True)
class Query:
    """A search.

    Args:
        q: free text in any wording.
        topic: id of a topic.
        age: years of the child.
        district: id of a district or quarter.
        lies_in: the districts in which a quarter lies.
        type: one of `TYPES`.
        open_at: when it must be open; places with unknown hours don't match.
        page, per_page: which part of the result, from 1.
    """

    q: str | None = None
    topic: str | None = None
    age: float | None = None
    district: str | None = None
    type: str | None = None
    open_at: datetime | None = None
    page: int = 1
    per_page: int = 20
    lies_in: frozenset[str] = frozenset()

    @property
    def areas(self) -> frozenset[str]:
        """The district or quarter, and the districts it lies in."""
        return self.lies_in | {self.district} if self.district else frozenset()


def read_query(
    values: Mapping[str, str], topics: set[str], areas: Mapping[str, frozenset[str]]
) -> Query:
    """Read a search from the address.

    Args:
        values: the query parameters.
        topics: known ids.
        areas: known ids of districts and quarters, each with the districts it lies in.

    Raises:
        BadRequest: a value has the wrong form; the message names the parameter.
    """
    _one_of(values, "lang", set(LANGUAGES))
    district = _one_of(values, "district", set(areas))
    return Query(
        q=(values.get("q") or "").strip() or None,
        topic=_one_of(values, "topic", topics),
        age=_number(values, "age"),
        district=district,
        lies_in=areas.get(district or "", frozenset()),
        type=_one_of(values, "type", set(TYPES)),
        open_at=_moment(values, "open_at"),
        page=_whole(values, "page", 1, 1_000_000),
        per_page=_whole(values, "per_page", 20, MOST_PER_PAGE),
    )


def _one_of(values: Mapping[str, str], name: str, known: set[str]) -> str | None:
    value = values.get(name)
    if value and value not in known:
        raise BadRequest(f"{name}={value!r} ist unbekannt. Möglich: {', '.join(sorted(known))}.")
    return value or None


def _number(values: Mapping[str, str], name: str) -> float | None:
    value = values.get(name)
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= OLDEST:
        raise BadRequest(f"{name}={value!r} ist kein Alter in Jahren. Zum Beispiel: {name}=2.5")
    return number


def _whole(values: Mapping[str, str], name: str, default: int, most: int) -> int:
    value = values.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= most:
        raise BadRequest(f"{name}={value!r} ist keine Zahl von 1 bis {most}.")
    return int(value)


def _moment(values: Mapping[str, str], name: str) -> datetime | None:
    value = values.get(name)
    if not value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        hint = f"Zum Beispiel: {name}=2026-11-24T15:00"
        raise BadRequest(f"{name}={value!r} ist kein ISO-Zeitpunkt. {hint}") from error
