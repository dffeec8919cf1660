"""Answers queries from a snapshot of the store, renewed whenever a service changes."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from bot.catalogue.dates import next_date
from bot.catalogue.freshness import is_offered, is_stale
from bot.catalogue.index import texts_of
from bot.catalogue.opening_hours import openness
from bot.catalogue.query import Query
from bot.catalogue.ranking import Ranked, Signals, areas_of, rank
from bot.catalogue.seed import Service
from bot.catalogue.store import CatalogueStore
from bot.errors import NotFound
from bot.language.encoder import encode
from bot.language.lemmas import lemma
from bot.language.terms import terms
from bot.settings import Settings

LOOKS_AGAIN_AFTER_S = 2.0
OFFICES = "nachbarschaftsbuero"
# Never shown: they only teach the ranking how residents ask.
HIDDEN = ("typical_questions",)


@dataclass(frozen=True)
class _Snapshot:
    """All services of one version, with the meanings of their sentences.

    Args:
        meanings: float32 [sentences, 512].
        owners: the service id of each row.
    """

    version: str
    services: dict[str, Service]
    meanings: np.ndarray
    owners: list[str]


@dataclass(frozen=True)
class Page:
    """A part of a result.

    Args:
        note: "no_office_in_district" where all offices are shown because the district has none.
    """

    items: list[dict[str, Any]]
    total: int
    note: str | None = None


class Catalogue:
    """The catalogue as its views see it.

    Args:
        store: where services are kept.
        settings: gives the present moment.
    """

    def __init__(self, store: CatalogueStore, settings: Settings):
        self._store = store
        self._clock = settings.clock
        # The first question would wait for the table of base forms: two seconds.
        lemma("")
        self._snapshot = self._load()
        self._looked_at = time.monotonic()

    def search(self, query: Query) -> Page:
        """Return the page of services that fit a query, best first."""
        now = self._clock()
        services = [item for item in self._services().values() if is_offered(item, now.date())]
        ranked = rank(services, query, self._signals(query.q))
        if query.open_at:
            at = query.open_at
            ranked = [item for item in ranked if _is_open(item.service, at)]
        first = (query.page - 1) * query.per_page
        items = [_shown(item, now) for item in ranked[first : first + query.per_page]]
        return Page(items, len(ranked), _note(query, ranked))

    def service(self, service_id: str) -> dict[str, Any]:
        """Return one service, whether or not it is offered now.

        Raises:
            NotFound: there is none with this id.
        """
        service = self._services().get(service_id)
        if service is None:
            raise NotFound(f"Ein Angebot „{service_id[:100]}“ gibt es nicht.")
        return _shown(Ranked(service, 0.0), self._clock())

    def all(self) -> list[dict[str, Any]]:
        """Return every service that is offered now, by id."""
        now = self._clock()
        services = [item for item in self._services().values() if is_offered(item, now.date())]
        return [_shown(Ranked(service, 0.0), now) for service in services]

    def _services(self) -> dict[str, Service]:
        # One cheap look at the database every two seconds: other processes may have changed it.
        if time.monotonic() - self._looked_at > LOOKS_AGAIN_AFTER_S:
            self._looked_at = time.monotonic()
            if self._store.version() != self._snapshot.version:
                self._snapshot = self._load()
        return self._snapshot.services

    def _load(self) -> _Snapshot:
        version = self._store.version()
        services = {service["id"]: service for service in self._store.services()}
        sentences = [(id, text) for id, item in services.items() for text in texts_of(item)]
        meanings = encode([text for _, text in sentences])
        return _Snapshot(version, services, meanings, [id for id, _ in sentences])

    def _signals(self, text: str | None) -> dict[str, Signals]:
        """Return what free text says about each service."""
        if not text:
            return {}
        words = self._store.matching(terms(text))
        likeness = self._snapshot.meanings @ encode([text])[0]
        nearest: dict[str, float] = {}
        for owner, value in zip(self._snapshot.owners, likeness.tolist(), strict=True):
            nearest[owner] = max(nearest.get(owner, -1.0), value)
        return {id: Signals(words.get(id, 0.0), value) for id, value in nearest.items()}


def _shown(item: Ranked, now: datetime) -> dict[str, Any]:
    service = item.service
    hours = openness(service.get("opening_hours"), now)
    dated = next_date(service, now.date())
    return {
        **{key: value for key, value in service.items() if key not in HIDDEN},
        "reasons": item.reasons,
        "score": round(item.score, 4),
        "stale": is_stale(service, now.date()),
        "open_now": hours.open_now,
        "next_change": hours.next_change,
        "next_date": {"name": dated.name, "on": dated.on.isoformat()} if dated else None,
        "has_contact": any(service.get(key) for key in ("phones", "email", "url", "addresses")),
    }


def _is_open(service: Service, at: datetime) -> bool:
    return openness(service.get("opening_hours"), at).open_now is True


def _note(query: Query, ranked: list[Ranked]) -> str | None:
    about_offices = OFFICES in (query.topic, query.type)
    in_district = any(query.areas & set(areas_of(item.service)) for item in ranked)
    return "no_office_in_district" if about_offices and query.district and not in_district else None
