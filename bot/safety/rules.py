"""Reads the patterns of all languages and joins them into one set of rules."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError
from bot.safety.pattern import Part, Pattern, canonical, is_group, parse, parse_part
from bot.safety.words import level, plain

# The upper row wins.
CLASSES = (
    "unfall_vergiftung",
    "medizinisch",
    "suizid",
    "missbrauch",
    "gewalt",
    "kindeswohl",
    "schwangerschaft_not",
    "ueberlastung",
)
WHOLE_MESSAGE = "nachricht"
_FARTHEST = 15


@dataclass(frozen=True)
class Block:
    """A context in which words mean no crisis: a film, prevention, long ago.

    Args:
        patterns: how the context is recognised.
        unless: what lifts it again in the same sentence: "now", "every day".
        classes: the crises it applies to.
        reach: how many words away it still counts.
        is_everywhere: True where it counts for the whole message.
    """

    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    classes: frozenset[str]
    reach: int
    is_everywhere: bool


@dataclass(frozen=True)
class Negation:
    """Keys of words that negate, of words they lose their force behind, and of borders."""

    words: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    borders: frozenset[str]
    beside_the_point: frozenset[str]


@dataclass
class Language:
    """The rules of one language."""

    code: str
    crises: dict[str, list[Pattern]] = field(default_factory=dict)
    signs: dict[str, list[Pattern]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    phrases: list[tuple[str, Part]] = field(default_factory=list)
    negation: Negation | None = None


class Rules:
    """All languages, and the words their rules are made of.

    Args:
        entries: keys by written word, for the lexicon.
        tolerant: written words of languages in which a slip of typing is forgiven.
        lookalikes: words that are no slips of others.
        languages: the rules themselves.
    """

    def __init__(self) -> None:
        self.entries: dict[str, set[str]] = defaultdict(set)
        self.tolerant: set[str] = set()
        self.lookalikes: set[str] = set()
        self.languages: list[Language] = []

    @classmethod
    def from_folder(cls, folder: Path) -> "Rules":
        """Read `de.yml` first, then the others.

        Raises:
            ContentError: a file is broken; the message says which and where.
        """
        rules = cls()
        for file in sorted(folder.glob("*.yml"), key=lambda file: (file.stem != "de", file.stem)):
            try:
                rules._add(file.stem, yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))
            except (yaml.YAMLError, KeyError, TypeError, AttributeError, IndexError) as error:
                raise ContentError(f"{file.name} lässt sich nicht lesen: {error}") from error
        return rules

    def _add(self, code: str, content: Mapping[str, Any]) -> None:
        groups = content["gruppen"]
        language = Language(code)
        known = set(self.entries)

        def key(word: str) -> str:
            if is_group(word):
                if word not in groups:
                    raise KeyError(f"Gruppe {word} fehlt unter „gruppen“")
                return f"{code} {word}"
            name = f"{code} {canonical(word)}"
            self.entries[canonical(word)].add(name)
            return name

        for group, items in groups.items():
            self._add_group(language, group, items, key)
        for crisis in CLASSES:
            written = content["krisen"].get(crisis) or []
            language.crises[crisis] = [parse(pattern, key) for pattern in written]
        for sign, written in (content.get("merkmale") or {}).items():
            language.signs[sign] = [parse(pattern, key) for pattern in written]
        for block in (content.get("sperren") or {}).values():
            language.blocks.append(_block(block, key))
        language.negation = _negation(content.get("verneinung") or {}, key)
        self.lookalikes |= {level(plain(word)) for word in content.get("keine_tippfehler") or []}
        if content.get("tippfehler"):
            self.tolerant |= self.entries.keys() - known
        self.languages.append(language)

    def _add_group(self, language: Language, group: str, items: Any, key: Any) -> None:
        for item in items:
            item = str(item)
            if " " in item or is_group(item):
                language.phrases.append((f"{language.code} {group}", parse_part(item, key)))
            else:
                self.entries[canonical(item)].add(f"{language.code} {group}")


def _block(block: Mapping[str, Any], key: Any) -> Block:
    return Block(
        patterns=tuple(parse(pattern, key) for pattern in block["muster"]),
        unless=tuple(parse(pattern, key) for pattern in block.get("ausser") or []),
        classes=frozenset(block.get("krisen") or CLASSES),
        reach=block.get("naehe", _FARTHEST),
        is_everywhere=block.get("gilt") == WHOLE_MESSAGE,
    )


def _negation(written: Mapping[str, list[str]], key: Any) -> Negation:
    def keys(name: str) -> frozenset[str]:
        return frozenset(key(word) for word in written.get(name) or [])

    return Negation(
        keys("woerter"), keys("nicht_nach"), keys("nicht_vor"), keys("grenzen"), keys("nebensache")
    )
