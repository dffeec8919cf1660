"""One ranking from all signals, with the reasons as data."""

from dataclasses import dataclass, field
from typing import Any

from bot.catalogue.opening_hours import ALWAYS
from bot.catalogue.query import Query
from bot.catalogue.seed import Service
from bot.language.folding import plain_words

# Set by hand so that one signal never needs another to win: a place that was named beats its
# topic, a topic beats words, and words and meaning decide among places of the same topic.
NAMED = 4.0
MAIN_TOPIC, OTHER_TOPIC = 2.0, 1.0
WORDS, MEANING = 0.5, 1.0
IN_DISTRICT = 0.5
# A place for certain ages is the better one where the age fits, and a guess where it is not known.
FITS_AGE, AGE_UNKNOWN = 1.0, -0.6
LAST_CHOICE = -3.0
# Below this likeness two texts of the encoder are not about the same.
ALIKE = 0.35


@dataclass(frozen=True)
class Signals:
    """What was found about one service.

    Args:
        words: full-text score, 0 to 1.
        meaning: likeness to the nearest of the service's sentences, -1 to 1.
    """

    words: float = 0.0
    meaning: float = 0.0


@dataclass(frozen=True)
class Ranked:
    """A service with its score and the reasons for it."""

    service: Service
    score: float
    reasons: list[dict[str, Any]] = field(default_factory=list)


def rank(services: list[Service], query: Query, signals: dict[str, Signals]) -> list[Ranked]:
    """Return the services that fit a query, best first.

    Args:
        services: all that may be offered.
        query: what is asked; topic, age and type are conditions, the rest only ranks.
        signals: by service id, from free text.
    """
    fitting = [service for service in services if fits(service, query)]
    ranked = [_score(item, query, signals.get(item["id"], Signals())) for item in fitting]
    if query.q and not query.topic and not query.type:
        ranked = [item for item in ranked if item.score > 0]
    by_reach = bool(query.topic or query.q)
    return sorted(
        ranked,
        key=lambda item: (-item.score, by_reach and _reach(item.service), item.service["id"]),
    )


def _reach(service: Service) -> int:
    """Return how hard a place is to reach, for places that answer a question equally well."""
    if service.get("opening_hours") == ALWAYS:
        return 0
    return 1 if service.get("phones") or service.get("email") else 2


def fits(service: Service, query: Query) -> bool:
    """Tell whether a service meets the conditions of a query."""
    if query.type and service["type"] != query.type:
        return False
    if query.topic and query.topic not in _topics(service):
        return False
    return query.age is None or _fits_age(service, query.age)


def _score(service: Service, query: Query, signals: Signals) -> Ranked:
    score = WORDS * signals.words + MEANING * max(0.0, signals.meaning)
    reasons: list[dict[str, Any]] = []
    if query.q and _is_named(service, query.q):
        score += NAMED
        reasons.append({"code": "name"})
    if query.topic:
        is_main = query.topic in service["topics"].get("main", [])
        score += MAIN_TOPIC if is_main else OTHER_TOPIC
        reasons.append({"code": "thema", "thema": query.topic})
    elif not reasons and (signals.words or signals.meaning >= ALIKE):
        reasons.append({"code": "worte"})
    if _has_ages(service) and query.age is not None:
        score += FITS_AGE
        reasons.append({"code": "alter", "alter": query.age})
    elif _has_ages(service) and query.topic:
        score += AGE_UNKNOWN
    if query.areas & set(areas_of(service)):
        score += IN_DISTRICT
        reasons.append({"code": "stadtteil", "stadtteil": query.district})
    if service.get("last_choice"):
        score += LAST_CHOICE
    return Ranked(service, score, reasons)


def areas_of(service: Service) -> list[str]:
    """Return the districts and quarters a service is there for; empty for the whole city."""
    return [*(service.get("districts") or []), *(service.get("quarters") or [])]


def _topics(service: Service) -> list[str]:
    return [*service["topics"].get("main", []), *service["topics"].get("also", [])]


def _has_ages(service: Service) -> bool:
    return service.get("minimum_age") is not None or service.get("maximum_age") is not None


def _fits_age(service: Service, age: float) -> bool:
    lowest, highest = service.get("minimum_age"), service.get("maximum_age")
    return (lowest is None or age >= lowest) and (highest is None or age <= highest)


def _is_named(service: Service, text: str) -> bool:
    said = f" {plain_words(text)} "
    names = [service["name"], *(service.get("alternate_names") or [])]
    return any(f" {plain_words(name)} " in said for name in names)
