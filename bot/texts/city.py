"""The city's own names, read from the seed: districts, topics, and the two offices for the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SEED = Path(__file__).resolve().parent.parent / "catalogue" / "seed"


@dataclass(frozen=True)
class City:
    """What sentences need to know of the city.

    Args:
        name: the city's name.
        topics, areas: German names by id; areas are districts and quarters.
        fallback_contact: the place whose number is right for every family matter.
        everything_else: the place for municipal matters that are no family matters.
    """

    name: str
    topics: Mapping[str, str]
    areas: Mapping[str, str]
    fallback_contact: Mapping[str, Any]
    everything_else: Mapping[str, Any]

    @classmethod
    def from_seed(cls, folder: Path) -> "City":
        """Read `city.yml` and the two places it names; works without database."""
        city = _read(folder / "city.yml")
        areas = [*city["districts"], *city["quarters"]]
        return cls(
            name=city["name"],
            topics={topic["id"]: topic["name"] for topic in city["topics"]},
            areas={area["id"]: area["name"] for area in areas},
            fallback_contact=_read(folder / "services" / f"{city['fallback_contact']}.yml"),
            everything_else=_read(folder / "services" / f"{city['everything_else']}.yml"),
        )


@cache
def the_city() -> City:
    """Return the city of this installation."""
    return City.from_seed(SEED)


def _read(file: Path) -> dict[str, Any]:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
