"""Reads the patterns of all languages and joins them into one set of rules."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
# Returns the key of a group or a word, and takes note of it.
Key = Callable[[str], str]
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
        """Read German first, then the others: each one file, or a folder of files.

        Raises:
            ContentError: a file is broken; the message says which and where.
        """
        rules = cls()
        languages = {
            path.parent.name: [*path.parent.glob("*.yml")] for path in folder.glob("*/*.yml")
        }
        languages |= {path.stem: [path] for path in folder.glob("*.yml")}
        for code in sorted(languages, key=lambda code: (code != "de", code)):
            rules._add(code, sorted(languages[code]))
        return rules

    def _add(self, code: str, files: Sequence[Path]) -> None:
        language = Language(code, {crisis: [] for crisis in CLASSES})
        known = set(self.entries)
        contents = {file: _read(file) for file in files}
        groups = _groups(contents)

        def key(word: str) -> str:
            if is_group(word):
                if word not in groups:
                    raise KeyError(f"Gruppe {word} fehlt unter „gruppen“")
                return f"{code} {word}"
            name = f"{code} {canonical(word)}"
            self.entries[canonical(word)].add(name)
            return name

        is_tolerant = False
        for file, content in contents.items():
            with _named(file):
                self._add_content(language, content, key)
                is_tolerant |= bool(content.get("tippfehler"))
        if is_tolerant:
            self.tolerant |= self.entries.keys() - known
        self.languages.append(language)

    def _add_content(self, language: Language, content: Mapping[str, Any], key: Key) -> None:
        for group, items in (content.get("gruppen") or {}).items():
            self._add_group(language, group, items, key)
        for crisis, written in (content.get("krisen") or {}).items():
            language.crises[crisis] += [parse(pattern, key) for pattern in written or []]
        for sign, written in (content.get("merkmale") or {}).items():
            language.signs[sign] = [parse(pattern, key) for pattern in written]
        for block in (content.get("sperren") or {}).values():
            language.blocks.append(_block(block, key))
        if content.get("verneinung"):
            language.negation = _negation(content["verneinung"], key)
        self.lookalikes |= {level(plain(word)) for word in content.get("keine_tippfehler") or []}

    def _add_group(self, language: Language, group: str, items: Any, key: Key) -> None:
        for item in items:
            item = str(item)
            if " " in item or is_group(item):
                language.phrases.append((f"{language.code} {group}", parse_part(item, key)))
            else:
                self.entries[canonical(item)].add(f"{language.code} {group}")


def _read(file: Path) -> Mapping[str, Any]:
    with _named(file):
        content: Mapping[str, Any] = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        # A file that is no mapping is broken too, and is named here.
        content.keys()
        return content


def _groups(contents: Mapping[Path, Mapping[str, Any]]) -> set[str]:
    """Return the names of a language's groups, in whichever of its files they stand."""
    groups = {name for content in contents.values() for name in content.get("gruppen") or ()}
    if not groups:
        raise ContentError(f"{_name(next(iter(contents)))} lässt sich nicht lesen: „gruppen“ fehlt")
    return groups


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Say in which file something is broken."""
    try:
        yield
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ContentError(f"{_name(file)} lässt sich nicht lesen: {error}") from error


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _block(block: Mapping[str, Any], key: Key) -> Block:
    return Block(
        patterns=tuple(parse(pattern, key) for pattern in block["muster"]),
        unless=tuple(parse(pattern, key) for pattern in block.get("ausser") or []),
        classes=frozenset(block.get("krisen") or CLASSES),
        reach=block.get("naehe", _FARTHEST),
        is_everywhere=block.get("gilt") == WHOLE_MESSAGE,
    )


def _negation(written: Mapping[str, list[str]], key: Key) -> Negation:
    def keys(name: str) -> frozenset[str]:
        return frozenset(key(word) for word in written.get(name) or [])

    return Negation(
        keys("woerter"), keys("nicht_nach"), keys("nicht_vor"), keys("grenzen"), keys("nebensache")
    )
