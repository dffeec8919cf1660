"""Which help is named first in which crisis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.safety.detector import Finding

FILE = Path(__file__).resolve().parent / "helplines.yml"


@dataclass(frozen=True)
class Help:
    """The help for one situation.

    Args:
        text: the end of the response's name in domain.yml.
        services: ids of the catalogue, best first.
        signs: what must be true for it.
    """

    text: str
    services: tuple[str, ...]
    signs: frozenset[str] = frozenset()


class Helplines:
    """Chooses the help for a finding.

    Args:
        rows: by class, what to choose from; the first that fits is taken.
    """

    def __init__(self, rows: Mapping[str, Sequence[Help]]):
        self.rows = rows

    @classmethod
    def from_file(cls, file: Path = FILE) -> "Helplines":
        """Read the table of helplines."""
        table = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        return cls({crisis: [_help(row) for row in rows] for crisis, rows in table.items()})

    def for_finding(self, finding: Finding) -> Help:
        """Return the first help whose signs are all there; each class ends with one for all."""
        signs = finding.signs | ({"jung"} if finding.is_young else set())
        return next(row for row in self.rows[finding.crisis] if row.signs <= signs)


def _help(row: Mapping[str, Any]) -> Help:
    return Help(row["text"], tuple(row["dienste"]), frozenset(row.get("wenn") or ()))
