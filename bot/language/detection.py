"""Tells in which language something was written, without Rasa and in under a millisecond."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

SAMPLES = Path(__file__).resolve().parent / "samples"
SHORTEST, LONGEST = 1, 4
# Added to every count: what a language's samples lack is rare in it, not impossible.
SMOOTHING = 0.3
# Words say more than pieces of words, and short messages consist of few.
WORD_WEIGHT = 2.0
# Below this probability a message is too short or too mixed to tell.
CERTAIN = 0.75
# A text of this many characters can do without a word that the samples have.
TELLING = 30
# Digits stand for letters where Arabic is typed in Latin: "3andi", "7abibi".
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*(?:'[^\W\d_]+)?")
# A message with this many letters of a script is in one of its languages, whatever German nouns
# stand beside them.
_SCRIPTS = (
    (re.compile("[\u0600-\u06ff]"), frozenset(["ar"])),
    (re.compile("[\u0400-\u04ff]"), frozenset(["bg", "ru", "uk"])),
)
LEAST_LETTERS = 3


@dataclass(frozen=True)
class Guess:
    """The likeliest language of a text.

    Args:
        lang: ISO 639-1 code of a sample file.
        probability: 0 to 1; near 1 / languages where nothing tells.
    """

    lang: str
    probability: float

    @property
    def is_certain(self) -> bool:
        """The text says enough to answer in this language."""
        return self.probability >= CERTAIN


class LanguageDetector:
    """Naive Bayes over letters and words, with every language equally likely before.

    After Cavnar and Trenkle, N-Gram-Based Text Categorization, 1994; the samples also hold
    messages without diacritics and Arabic or Cyrillic typed in Latin letters.

    Args:
        samples: sentences by language.
        neutral: words that every language uses, such as the names of the city's places.
    """

    def __init__(self, samples: Mapping[str, Iterable[str]], neutral: Iterable[str] = ()):
        self.languages = sorted(samples)
        self._neutral = {word.casefold() for text in neutral for word in _WORD.findall(text)}
        counts = [Counter(self._pieces(" \n".join(samples[lang]))) for lang in self.languages]
        pieces = sorted(set().union(*counts))
        self._row = {piece: row for row, piece in enumerate(pieces)}
        table = np.array([[count[piece] for count in counts] for piece in pieces], np.float32)
        frequencies = (table + SMOOTHING) / (table.sum(axis=0) + SMOOTHING * len(pieces))
        self._scores = np.log(frequencies)

    @classmethod
    def from_folder(cls, folder: Path = SAMPLES, neutral: Iterable[str] = ()) -> "LanguageDetector":
        """Read the samples: a file a language, a sentence a line."""
        samples = {
            file.stem: file.read_text("utf-8").splitlines() for file in sorted(folder.glob("*.txt"))
        }
        return cls(samples, neutral)

    def guess(self, text: str) -> Guess | None:
        """Return the likeliest language; None where no known piece of a word is left."""
        found = Counter(piece for piece in self._pieces(text) if piece in self._row)
        if not found:
            return None
        rows = np.fromiter((self._row[piece] for piece in found), np.int64, len(found))
        weights = np.fromiter(
            (n * (WORD_WEIGHT if piece[0] == "=" else 1.0) for piece, n in found.items()),
            np.float32,
            len(found),
        )
        # Pieces of one word are no independent witnesses: together they count as one of each.
        scores = weights @ self._scores[rows] / (LONGEST - SHORTEST + 1)
        possible = self._possible(text)
        scores[[lang not in possible for lang in self.languages]] = -np.inf
        powers = np.exp(scores - scores.max())
        best = int(powers.argmax())
        probability = float(powers[best] / powers.sum())
        # Pieces alone, without a word of the language, prove nothing: "xxcv bnnm".
        if not any(piece[0] == "=" for piece in found) and len(text) < TELLING:
            probability = min(probability, CERTAIN - 0.01)
        return Guess(self.languages[best], probability)

    def _possible(self, text: str) -> frozenset[str]:
        """Return the languages that are written as the text is; Latin letters may be any."""
        for letters, languages in _SCRIPTS:
            if len(letters.findall(text)) >= LEAST_LETTERS:
                return languages & frozenset(self.languages) or frozenset(self.languages)
        return frozenset(self.languages)

    def _pieces(self, text: str) -> list[str]:
        words = [word for word in _WORD.findall(text.casefold()) if word not in self._neutral]
        found = [f"={word}" for word in words]
        for word in words:
            framed = f" {word} "
            for length in range(SHORTEST, LONGEST + 1):
                found += [framed[i : i + length] for i in range(len(framed) - length + 1)]
        return found


@cache
def detector() -> LanguageDetector:
    """Return the project's detector, which knows the names of the city's places as neutral."""
    from bot.catalogue.seed import read_city

    city = read_city()
    areas = [*city["districts"], *city["quarters"]]
    names = [name for area in areas for name in (area["name"], *area.get("alternate_names", []))]
    return LanguageDetector.from_folder(neutral=[city["name"], *names])
