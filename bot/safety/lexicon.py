"""Finds what a written word may stand for: exactly, by its stem, or with one slip of typing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

# Shorter words are one slip away from too many others.
SLIP_FROM = 7
STEM_SLIP_FROM = 8
_CACHED_WORDS = 8192


class Lexicon:
    """Keys by word.

    Args:
        entries: keys by written word; `*` at its start or end stands for any letters.
        tolerant: those of the entries in which one slip is forgiven.
        lookalikes: ordinary words that look like a slip of another and are none.
    """

    def __init__(
        self,
        entries: Mapping[str, Iterable[str]],
        tolerant: Collection[str],
        lookalikes: Collection[str],
    ):
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._stems: dict[str, set[str]] = defaultdict(set)
        self._ends: dict[str, set[str]] = defaultdict(set)
        self._inside: dict[str, set[str]] = defaultdict(set)
        for written, keys in entries.items():
            self._table(written)[written.strip("*")].update(keys)
        self._lookalikes = frozenset(lookalikes)
        self._long = _by_start_and_length(self._whole.keys() & tolerant, SLIP_FROM)
        self._long_stems = _by_start_and_length(
            {word.strip("*") for word in tolerant if word.endswith("*")} & self._stems.keys(),
            STEM_SLIP_FROM,
        )
        self.keys = lru_cache(_CACHED_WORDS)(self._keys)

    def _table(self, written: str) -> dict[str, set[str]]:
        if written.startswith("*"):
            return self._inside if written.endswith("*") else self._ends
        return self._stems if written.endswith("*") else self._whole

    def _keys(self, word: str) -> frozenset[str]:
        found = set(self._whole.get(word, ()))
        for end in range(1, len(word) + 1):
            found |= self._stems.get(word[:end], set())
            found |= self._ends.get(word[-end:], set())
        for part, keys in self._inside.items():
            if part in word:
                found |= keys
        if not found and len(word) >= SLIP_FROM - 1 and word not in self._lookalikes:
            found = self._with_slip(word)
        return frozenset(found)

    def _with_slip(self, word: str) -> set[str]:
        found: set[str] = set()
        for length in (len(word) - 1, len(word), len(word) + 1):
            for near in _near(word, self._long.get((word[0], length), [])):
                found |= self._whole[near]
        for length in range(STEM_SLIP_FROM, len(word) + 2):
            stems = self._long_stems.get((word[0], length), [])
            for cut in (length - 1, length, length + 1) if stems else ():
                for near in _near(word[:cut], stems):
                    found |= self._stems[near]
        return found


def _near(word: str, choices: list[str]) -> list[str]:
    return [hit for hit, _, _ in extract(word, choices, scorer=OSA.distance, score_cutoff=1)]


def _by_start_and_length(words: Iterable[str], shortest: int) -> dict[tuple[str, int], list[str]]:
    """Group long words; the first letter is rarely wrong, and it keeps "Gasse" from "Tasse"."""
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= shortest:
            groups[word[0], len(word)].append(word)
    return groups
