"""Reads the YAML files that fill an empty database: one a service, and one for the city."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

SEED = Path(__file__).resolve().parent / "seed"
Service = dict[str, Any]


def read_services(folder: Path = SEED) -> list[Service]:
    """Return all services of the seed, by id; dates are ISO texts.

    Args:
        folder: holds `services/`.
    """
    files = sorted((folder / "services").glob("*.yml"))
    return [_plain(yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)) for file in files]


@cache
def read_city(folder: Path = SEED) -> dict[str, Any]:
    """Return the city: districts, quarters, topics, other cities."""
    return yaml.load((folder / "city.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)


def areas_by_id(city: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Return the districts in which each quarter lies, and nothing more for each district.

    A quarter such as Hasport lies in two districts; whoever lives there is at home in both.
    """
    areas: dict[str, frozenset[str]] = {item["id"]: frozenset() for item in city["districts"]}
    areas.update({item["id"]: frozenset(item["districts"]) for item in city["quarters"]})
    return areas


@cache
def contacts() -> frozenset[str]:
    """Return all numbers, mails and streets of the seed, which are nobody's private data."""
    found: set[str] = set()
    for service in read_services():
        found |= {phone["number"] for phone in service.get("phones", [])}
        found |= {address["address_1"] for address in service.get("addresses", [])}
        found |= {value for key in ("email", "url") if (value := service.get(key))}
    return frozenset(found)


def _plain(value: Any) -> Any:
    """Turn dates into ISO texts, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
