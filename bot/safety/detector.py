"""Tells whether a message speaks of a crisis, and of which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.safety.latin import Latin
from bot.safety.lexicon import Lexicon
from bot.safety.names import Names
from bot.safety.pattern import Part, Pattern
from bot.safety.reading import Reading
from bot.safety.rules import CLASSES, Language, Rules

PATTERNS = Path(__file__).resolve().parent / "patterns"


@dataclass(frozen=True)
class Finding:
    """What was found in a message.

    Args:
        crisis: the class.
        is_young: True where a child or teenager writes.
        lang: the language of the words that gave it away.
        signs: what else the words say and the answer depends on: "mann", "gift", a second class.
    """

    crisis: str
    is_young: bool = False
    lang: str = "de"
    signs: frozenset[str] = frozenset()


class CrisisDetector:
    """Finds crises by patterns of words.

    Args:
        rules: the patterns of all languages.
        names: names of places, which are no signs of a crisis.
    """

    def __init__(self, rules: Rules, names: Names | None = None):
        self._names = names or Names()
        self._lexicon = Lexicon(rules.entries, rules.tolerant, rules.lookalikes)
        self._latin = Latin(rules.entries)
        self.languages = rules.languages
        # Each pattern is looked at only where one of the words it cannot do without is written.
        self._crises: dict[str, list[tuple[str, Language, Pattern]]] = defaultdict(list)
        for language in rules.languages:
            for crisis, patterns in language.crises.items():
                for pattern in patterns:
                    for key in _needed(pattern):
                        self._crises[key].append((crisis, language, pattern))

    @classmethod
    def from_folder(cls, path: Path = PATTERNS) -> "CrisisDetector":
        """Read the patterns of a folder.

        Raises:
            ContentError: a file is broken.
        """
        return cls(Rules.from_folder(path), Names.from_folder())

    def detect(self, text: str) -> Finding | None:
        """Return the crisis a message speaks of; the upper class where it is several."""
        reading = self._read(text)
        found = self._found(reading)
        for crisis in CLASSES:
            if crisis in found:
                lang = max(found[crisis], key=reading.known_words)
                return self._finding(crisis, lang, reading, frozenset(found) - {crisis})
        return None

    def describe(self, crisis: str, text: str) -> Finding:
        """Return the finding for a crisis that somebody else recognised."""
        reading = self._read(text)
        return self._finding(crisis, "de", reading, frozenset())

    def _read(self, text: str) -> Reading:
        reading = Reading(text, self._lexicon, self._latin, self._names)
        for language in self.languages:
            reading.add_phrases(language)
        return reading

    def _found(self, reading: Reading) -> dict[str, list[str]]:
        """Return the languages in which each class was found."""
        found: dict[str, list[str]] = {}
        for key in reading.hits:
            for crisis, language, pattern in self._crises.get(key, ()):
                if language.code not in found.get(crisis, ()) and _counts(
                    reading, crisis, language, pattern
                ):
                    found.setdefault(crisis, []).append(language.code)
        # Related languages share words; the one that stands first is the same in every run.
        return {crisis: sorted(codes, key=_order) for crisis, codes in found.items()}

    def _finding(self, crisis: str, lang: str, reading: Reading, others: frozenset[str]) -> Finding:
        signs = {
            sign
            for language in self.languages
            for sign, patterns in language.signs.items()
            if any(True for pattern in patterns for _ in reading.matches(pattern))
        }
        return Finding(crisis, "jung" in signs, lang, others | signs - {"jung"})


def _order(code: str) -> tuple[bool, str]:
    return code != "de", code


def _counts(reading: Reading, crisis: str, language: Language, pattern: Pattern) -> bool:
    return any(
        not reading.is_blocked(place, crisis, language.blocks)
        for place in reading.matches(pattern, language.negation)
    )


def _needed(pattern: Pattern) -> set[str]:
    """Return keys of which at least one is in every match; few and rare ones."""
    return min((_keys_of(part) for part in pattern.parts), key=lambda keys: sum(map(_weight, keys)))


def _keys_of(part: Part) -> set[str]:
    rarest = [min((item.keys for item in phrase), key=_common) for phrase in part]
    return {key for keys in rarest for key in keys}


def _common(keys: Iterable[str]) -> int:
    return sum(map(_weight, keys))


def _weight(key: str) -> int:
    """Return how common a key is: groups have many words, short words are in every message."""
    word = key.partition(" ")[2]
    return 50 if word.isupper() else 20 if len(word) < 6 else 1
