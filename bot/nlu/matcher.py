"""Finds names of places, districts and questions in a text, as residents write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from bot.language.folding import fold, plain_words

_WORD = re.compile(r"[^\W_]+")
# From this length on one slip cannot make another name of it.
SLIP_FROM = 7


@dataclass(frozen=True)
class Match:
    """What was found, and where in the text.

    Args:
        entity: name of the entity.
        value: the id it stands for.
        start, end: characters of the text.
    """

    entity: str
    value: str
    start: int
    end: int


class Matcher:
    """Matches phrases word by word, the longest first.

    Args:
        phrases: values by phrase, by entity: `{"stadtteil": {"düsternort": "duesternort"}}`.
    """

    def __init__(self, phrases: Mapping[str, Mapping[str, str]]):
        self.phrases = phrases
        self._exact = {
            plain_words(phrase): (entity, value)
            for entity, values in phrases.items()
            for phrase, value in values.items()
        }
        self._longest = max((key.count(" ") + 1 for key in self._exact), default=0)
        self._fuzzy = [key for key in self._exact if len(key) >= SLIP_FROM]

    def find(self, text: str) -> list[Match]:
        """Return what the text names, in order, without overlaps."""
        words = [(fold(word[0]), word.start(), word.end()) for word in _WORD.finditer(text)]
        found: list[Match] = []
        at = 0
        while at < len(words):
            length, match = self._longest_at(words, at)
            if match:
                found.append(match)
            at += length
        return found

    def _longest_at(self, words: list[tuple[str, int, int]], at: int) -> tuple[int, Match | None]:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            window = words[at : at + length]
            meant = self._meant([word for word, _, _ in window])
            if meant:
                return length, Match(*meant, window[0][1], window[-1][2])
        return 1, None

    def _meant(self, words: list[str]) -> tuple[str, str] | None:
        for key in _spellings(words):
            if key in self._exact:
                return self._exact[key]
        key = " ".join(words)
        if len(key) < SLIP_FROM:
            return None
        return next((self._exact[near] for near in self._fuzzy if _is_slip(key, near)), None)


def _spellings(words: list[str]) -> Iterable[str]:
    """Return how words may stand in the table: apart, joined, and without case endings."""
    yield " ".join(words)
    yield "".join(words)
    yield " ".join(word.rstrip("s") for word in words)


def _is_slip(written: str, meant: str) -> bool:
    """Tell one slip of typing; the first letter is never wrong, Nordwolle is not Wolle."""
    return (
        written[0] == meant[0]
        and abs(len(written) - len(meant)) <= 1
        and DamerauLevenshtein.distance(written, meant, score_cutoff=1) <= 1
    )
