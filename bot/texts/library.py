"""All languages' texts: German from domain.yml, the others from a file each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.texts.city import City, the_city
from bot.texts.texts import Texts

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(__file__).resolve().parent
GERMAN, EASY = "de", "de_leicht"


@dataclass(frozen=True)
class Library:
    """Texts by language.

    Args:
        by_name: `de`, `de_leicht`, `en` …
        reviewed: languages that a native speaker has read; German is where it comes from.
    """

    by_name: Mapping[str, Texts]
    reviewed: frozenset[str]

    @classmethod
    def load(cls, root: Path = ROOT, folder: Path = FOLDER, city: City | None = None) -> "Library":
        """Read domain.yml and every language file of a folder."""
        city = city or the_city()
        domain = _read(root / "domain.yml")
        german = {name: wordings[0]["text"] for name, wordings in domain["responses"].items()}
        texts, reviewed = {GERMAN: Texts(german, city)}, {GERMAN}
        for file in sorted(folder.glob("*.yml")):
            own = _read(file)
            # A text that is not translated yet is said in German rather than not at all.
            sentences = {**german, **own["responses"]}
            lang = GERMAN if file.stem == EASY else file.stem
            texts[file.stem] = Texts(sentences, city, lang, own.get("topics"))
            if own.get("reviewed"):
                reviewed.add(file.stem)
        return cls(texts, frozenset(reviewed))

    @property
    def german(self) -> Texts:
        """The texts everything else is a translation of."""
        return self.by_name[GERMAN]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are texts for, German first."""
        return (GERMAN, *(name for name in self.by_name if name not in (GERMAN, EASY)))

    def texts(self, lang: str, style: str | None = None) -> Texts:
        """Return the texts of a language; Leichte Sprache exists in German only."""
        name = EASY if lang == GERMAN and style == "leicht" else lang
        return self.by_name.get(name, self.german)


@cache
def the_library() -> Library:
    """Return the texts of this installation."""
    return Library.load()


def _read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
