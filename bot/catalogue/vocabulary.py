"""The names residents use, for those who find them in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.catalogue.seed import Service, read_city
from bot.catalogue.store import CatalogueStore
from bot.database import create_engine
from bot.settings import Settings


@dataclass(frozen=True)
class Vocabulary:
    """Names by what they mean.

    Args:
        services: all services.
        areas: districts and quarters.
        other_cities: names of places that are not ours.
        topics: the city's topics, some with words that name them.
    """

    services: list[Service]
    areas: list[dict[str, Any]]
    other_cities: list[str]
    topics: list[dict[str, Any]]

    def phrases(self) -> dict[str, dict[str, str]]:
        """Return values by phrase, by entity; a place's address is a name of it, too."""
        places = {name: item["id"] for item in self.services for name in _names(item)}
        areas = {name: area["id"] for area in self.areas for name in _names(area)}
        cities = {city: city for city in self.other_cities}
        topics = {word: topic["id"] for topic in self.topics for word in topic.get("words", [])}
        return {"stadtteil": areas, "andere_stadt": cities, "thema": topics, "angebot": places}


def load_vocabulary(settings: Settings) -> Vocabulary:
    """Return the names of the catalogue in the database, filled from the seed where empty."""
    from bot.catalogue.seed import read_services

    store = CatalogueStore(create_engine(settings.database_url))
    store.fill(read_services())
    city = read_city()
    areas = [*city["districts"], *city["quarters"]]
    return Vocabulary(store.services(), areas, city["other_cities"], city["topics"])


def _names(item: dict[str, Any]) -> Iterable[str]:
    streets = (address["address_1"] for address in item.get("addresses") or [])
    return [item["name"], *(item.get("alternate_names") or []), *streets]
