"""Held-out sentences: whoever wrote them had not seen the training data."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent.parent / "tests" / "heldout"
STYLES = ("schlicht", "tippfehler", "ohne_umlaut", "lernend", "stichwort", "geschichte")


@dataclass(frozen=True)
class Sentence:
    """One held-out sentence and what is right for it.

    Args:
        text: what a resident writes.
        style: one of `STYLES`.
        intent: the intent it belongs to, or None where several are right.
        statuses: the states of the chat that are right; empty where any is.
        first: services of which any is right at first place; empty where none is expected.
        crises: classes of a crisis that are right; empty where it is none.
        must_not_alarm: True where it only sounds like a crisis.
        lang: ISO 639-1 code of the language it is written in.
    """

    text: str
    style: str
    intent: str | None
    statuses: tuple[str, ...]
    first: tuple[str, ...]
    crises: tuple[str, ...]
    must_not_alarm: bool
    lang: str = "de"


def load(folder: Path = FOLDER) -> list[Sentence]:
    """Return all held-out sentences of a folder, conversations left out."""
    return [
        _sentence(row, _lang(file))
        for file in sorted(folder.glob("*.yml"))
        for row in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        if "text" in row
    ]


def _lang(file: Path) -> str:
    """Return the language of a file: `sprache_tr.yml` is Turkish, all others are German."""
    parts = file.stem.split("_")
    return parts[1] if parts[0] == "sprache" else "de"


def _sentence(row: dict[str, Any], lang: str) -> Sentence:
    return Sentence(
        text=row["text"],
        style=row.get("style", "schlicht"),
        intent=row.get("intent"),
        statuses=_several(row.get("status")),
        first=_several(row.get("first")),
        crises=_several(row.get("crisis")),
        must_not_alarm=bool(row.get("not_crisis")),
        lang=lang,
    )


def _several(value: str | Sequence[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
