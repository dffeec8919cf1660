"""What staff changed in the seed since the database was filled from it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.catalogue.seed import Service, read_services
from bot.catalogue.store import CatalogueStore
from bot.database import create_engine


@dataclass(frozen=True)
class Change:
    """A service that differs between database and seed.

    Args:
        before: as the database has it; None where it is new.
        after: as the seed has it; None where it is gone.
    """

    before: Service | None
    after: Service | None

    @property
    def service_id(self) -> str:
        """Return the id of the service."""
        return self._any["id"]

    @property
    def name(self) -> str:
        """Return the name, the new one where it changed."""
        return self._any["name"]

    @property
    def _any(self) -> Service:
        return self.after or self.before or {}

    def fields(self) -> Iterator[tuple[str, Any, Any]]:
        """Give the fields that differ, with their old and new values; None where missing."""
        before, after = self.before or {}, self.after or {}
        for key in dict.fromkeys([*after, *before]):
            if before.get(key) != after.get(key):
                yield key, before.get(key), after.get(key)


def pending_changes(store: CatalogueStore, seed: Iterable[Service] | None = None) -> list[Change]:
    """Return what differs, by id.

    Args:
        store: the database.
        seed: the services as the files say; read from the project's files where absent.
    """
    stored = {service["id"]: service for service in store.services()}
    written = {service["id"]: service for service in (read_services() if seed is None else seed)}
    changes = [Change(stored.get(id), written.get(id)) for id in sorted(stored.keys() | written)]
    return [change for change in changes if _document(change.before) != _document(change.after)]


def apply(store: CatalogueStore, changes: Iterable[Change]) -> None:
    """Write changes to the database; the old states go to its history."""
    for change in changes:
        if change.after is None:
            store.delete(change.service_id)
        else:
            store.put(change.after)


def _document(service: Service | None) -> str:
    # As stored: the order of fields is no change.
    return json.dumps(service, sort_keys=True)


def unapplied(database_url: str) -> list[str]:
    """Return the names of services whose seed files wait to be applied; none before the first run.

    Args:
        database_url: where the catalogue is.
    """
    store = CatalogueStore(create_engine(database_url))
    if not store.services():
        return []
    return [change.name for change in pending_changes(store)]
