"""The small language the patterns are written in.

    KIND + TRINKEN + GIFT          all three near each other, in any order
    will/möchte .. sterben         words in this order; `..` leaves room for four others
    heimlich / niemand weiß        one of these phrases
    KIND + gefallen ! Kurs         not where the word after `!` stands in the same sentence

Words in capitals are groups of the same file; `*` stands for any letters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.safety.words import level, plain

GAP = 4
Place = tuple[int, ...]
Hits = Mapping[str, list[Place]]


@dataclass(frozen=True)
class Item:
    """One word of a part: any of its keys, at most `gap` other words after the one before."""

    keys: tuple[str, ...]
    gap: int = 0


Phrase = tuple[Item, ...]
# Any of its phrases will do.
Part = tuple[Phrase, ...]


@dataclass(frozen=True)
class Pattern:
    """Parts that stand together, parts that must not stand with them, and how it is written."""

    parts: tuple[Part, ...]
    never: tuple[Part, ...] = ()
    written: str = ""


def parse(written: str, key: Callable[[str], str]) -> Pattern:
    """Read a pattern.

    Args:
        written: the pattern.
        key: returns the key of a group or a word, and takes note of it.
    """
    wanted, *never = written.split(" ! ")
    parts = tuple(parse_part(part, key) for part in wanted.split(" + "))
    return Pattern(parts, tuple(parse_part(part, key) for part in never), written)


def parse_part(written: str, key: Callable[[str], str]) -> Part:
    """Read the phrases of a part."""
    return tuple(parse_phrase(phrase, key) for phrase in written.split(" / "))


def parse_phrase(written: str, key: Callable[[str], str]) -> Phrase:
    """Read words in their order."""
    items: list[Item] = []
    gap = 0
    for word in written.split():
        if word == "..":
            gap = GAP
            continue
        items.append(Item(tuple(key(choice) for choice in word.split("/")), gap))
        gap = 0
    return tuple(items)


def is_group(word: str) -> bool:
    """Tell a group's name from a word; scripts without capitals have words only."""
    return word.isupper() and word.isascii() and len(word) > 1


def canonical(word: str) -> str:
    """Return a word of a pattern as it is compared, its stars kept."""
    start, end = word.startswith("*"), word.endswith("*")
    letters = level(plain(word.strip("*")), is_part=start or end)
    return f"{'*' * start}{letters}{'*' * end}"


def find(part: Part, hits: Hits) -> list[Place]:
    """Return where a part stands: the positions of its words, for each time."""
    return sorted({place for phrase in part for place in find_phrase(phrase, hits)})


def find_phrase(phrase: Phrase, hits: Hits) -> list[Place]:
    """Return where a phrase stands."""
    places = [place for key in phrase[0].keys for place in hits.get(key, ())]
    for item in phrase[1:]:
        if not places:
            break
        following = sorted(place for key in item.keys for place in hits.get(key, ()))
        places = [
            before + after
            for before in places
            for after in _nearest(following, before[-1], item.gap)
        ]
    return places


def _nearest(places: list[Place], last: int, gap: int) -> list[Place]:
    """Return the first place behind a position: one is enough, and keeps the search linear."""
    return [place for place in places if 0 < place[0] - last <= gap + 1][:1]
