"""Misspells training sentences, so that n-grams learn how residents type."""

import random

_NEIGHBOURS = {"a": "s", "e": "r", "i": "o", "n": "m", "t": "z", "s": "d", "r": "t", "h": "g"}
SHORTEST_WORD = 4


def misspelled(text: str, random_source: random.Random) -> str:
    """Return the text with about one slip in each third longer word.

    Slips are those of quick typing: two letters swapped, one left out, doubled, or its neighbour.
    """
    words = text.split(" ")
    for index, word in enumerate(words):
        if len(word) >= SHORTEST_WORD and random_source.random() < 1 / 3:
            words[index] = _slip(word, random_source)
    return " ".join(words)


def _slip(word: str, random_source: random.Random) -> str:
    at = random_source.randrange(1, len(word) - 1)
    kind = random_source.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + _NEIGHBOURS.get(word[at].lower(), word[at]) + word[at + 1 :]
