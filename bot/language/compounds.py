"""Splits German compounds: "Kitaanmeldung" is about Kita and about Anmeldung."""

from collections.abc import Collection

# Letters that join two nouns: Familie-n-zentrum, Geburt-s-vorbereitung.
_JOINTS = ("", "s", "n", "en", "es", "er", "e")
_SHORTEST_PART = 4


def split(word: str, vocabulary: Collection[str]) -> list[str]:
    """Return the parts of a compound, or nothing where it is none.

    Args:
        word: a folded word.
        vocabulary: folded words a compound may be made of.
    """
    for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 2, -1):
        head, rest = word[:end], word[end:]
        if rest not in vocabulary:
            parts = split(rest, vocabulary)
            if not parts:
                continue
        else:
            parts = [rest]
        stem = next(
            (head[: len(head) - len(j)] for j in _JOINTS if _is_stem(head, j, vocabulary)), ""
        )
        if stem:
            return [stem, *parts]
    return []


def _is_stem(head: str, joint: str, vocabulary: Collection[str]) -> bool:
    stem = head.removesuffix(joint) if joint else head
    return head.endswith(joint) and len(stem) >= _SHORTEST_PART - 1 and stem in vocabulary
