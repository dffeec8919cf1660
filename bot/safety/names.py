"""Finds the names of places and helplines: whoever asks for one reports no crisis by its name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import structlog
import yaml

from bot.safety.words import Word, read

SERVICES = Path(__file__).resolve().parent.parent / "catalogue" / "seed" / "services"
_log = structlog.get_logger(__name__)
# "Schwangere in Not" alone is a cry as well as a name; with "Hilfetelefon" before it is a name.
_KINDS = re.compile("telefon|stelle|beratung|tisch|patenschaft", re.IGNORECASE)
_STEM_FROM = 5
_ENDINGS = "enrms"
Name = tuple[str, ...]


class Names:
    """Names of several words.

    Args:
        names: as they are written.
    """

    def __init__(self, names: Iterable[str] = ()):
        # By their first word, long ones first: "… sexuellen Missbrauch an Mädchen und Jungen".
        self._by_first: dict[str, list[Name]] = defaultdict(list)
        stems = {_stems(read(name)) for name in names if _KINDS.search(name)}
        for name in sorted(stems, key=len, reverse=True):
            if len(name) > 1:
                self._by_first[name[0]].append(name)

    @classmethod
    def from_folder(cls, folder: Path = SERVICES) -> "Names":
        """Read the names of the catalogue's seed; a broken file costs its names, nothing more."""
        return cls(name for file in sorted(folder.glob("*.yml")) for name in _names(file))

    def places(self, words: Sequence[Word]) -> set[int]:
        """Return the positions of the words that belong to a name."""
        stems = _stems(words)
        found: set[int] = set()
        for start, stem in enumerate(stems):
            for name in self._by_first.get(stem, ()):
                if stems[start : start + len(name)] == name:
                    found.update(range(start, start + len(name)))
                    break
        return found


def _names(file: Path) -> list[str]:
    try:
        service = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        return [str(name) for name in (service["name"], *(service.get("alternate_names") or ()))]
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        _log.warning("safety.names.unreadable", file=file.name, error=type(error).__name__)
        return []


def _stems(words: Iterable[Word]) -> Name:
    return tuple(_stem(word.text) for word in words if not word.text.startswith("#"))


def _stem(word: str) -> str:
    """Return a word without its ending: "sexuellen" and "sexueller" are one name."""
    return word.rstrip(_ENDINGS) if len(word) >= _STEM_FROM else word
