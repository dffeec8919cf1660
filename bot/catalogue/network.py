"""Who does what with whom, read from the catalogue."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from bot.catalogue.ranking import areas_of
from bot.texts.city import City

UNNAMED = "Träger nicht angegeben"
# How staff write that several work together: "A; durchgeführt von B und C", "B und C gemeinsam",
# "B, im Auftrag der Stadt", "B (Haus)".
_HOUSE = re.compile(r"\s*\([^)]*\)")
_PARTS = re.compile(r"\s*[;,]\s*")
_RUN_BY, _TOGETHER, _FOR_CITY = "durchgeführt von ", " gemeinsam", "im Auftrag der Stadt"


@dataclass(frozen=True)
class Node:
    """A place in the network.

    Args:
        actors: who runs it; the unnamed one where that is not known.
        topics, areas: German names.
    """

    id: str
    name: str
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Network:
    """Actors with their places; best known actors first.

    Args:
        actors: names, the one with most places first, the unnamed one last.
        places: in the order of their first actor.
    """

    actors: list[str]
    places: list[Node]

    @property
    def topics(self) -> list[str]:
        """All topics, in the order in which the places come."""
        return list(dict.fromkeys(topic for place in self.places for topic in place.topics))

    def of(self, actor: str) -> list[Node]:
        """Return the places of an actor."""
        return [place for place in self.places if actor in place.actors]


def network(
    services: Iterable[dict[str, Any]],
    city: City,
    topic: str | None = None,
    areas: Collection[str] = (),
) -> Network:
    """Return the network of the services.

    Args:
        services: as the catalogue gives them.
        city: names of topics and districts.
        topic: only places for this topic.
        areas: only places for one of these districts and quarters; all where empty.
    """
    everything = list(services)
    short = _short_names({n for s in everything for n in actors_of(s.get("organization"), city)})
    nodes = [_node(s, city, short) for s in everything if _is_wanted(s, topic, areas)]
    count = {name: 0 for node in nodes for name in node.actors}
    for node in nodes:
        for name in node.actors:
            count[name] += 1
    actors = sorted(count, key=lambda name: (name == UNNAMED, -count[name], name))
    nodes.sort(key=lambda node: (actors.index(node.actors[0]), node.name))
    return Network(actors, nodes)


def actors_of(organization: str | None, city: City) -> list[str]:
    """Return the actors a text about the organization names, in its order."""
    found: list[str] = []
    for part in _PARTS.split(_HOUSE.sub("", organization or "")):
        if part.startswith(_FOR_CITY):
            found.append(f"Stadt {city.name}")
        elif part.startswith(_RUN_BY) or part.endswith(_TOGETHER):
            found += part.removeprefix(_RUN_BY).removesuffix(_TOGETHER).split(" und ")
        elif part:
            found.append(part)
    return list(dict.fromkeys(found))


def _short_names(names: Collection[str]) -> dict[str, str]:
    """Return the shortest name of each actor: "AWO" is "AWO Kreisverband" too."""
    return {
        name: min((other for other in names if f"{name} ".startswith(f"{other} ")), key=len)
        for name in names
    }


def _node(service: dict[str, Any], city: City, short: dict[str, str]) -> Node:
    actors = [short[name] for name in actors_of(service.get("organization"), city)]
    return Node(
        service["id"],
        service["name"],
        tuple(dict.fromkeys(actors)) or (UNNAMED,),
        tuple(city.topics.get(id, id) for id in _topics(service)),
        tuple(city.areas.get(id, id) for id in areas_of(service)),
    )


def _topics(service: dict[str, Any]) -> list[str]:
    return [*service["topics"].get("main", []), *service["topics"].get("also", [])]


def _is_wanted(service: dict[str, Any], topic: str | None, areas: Collection[str]) -> bool:
    return (topic is None or topic in _topics(service)) and (
        not areas or bool(set(areas) & set(areas_of(service)))
    )
