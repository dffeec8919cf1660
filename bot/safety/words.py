"""A message as words: without case, marks and doubled letters, with sentences and clauses."""

import re
import unicodedata
from dataclasses import dataclass

from bot.language.folding import fold

_INVISIBLE = dict.fromkeys([0xAD, 0x02BC, 0x0640, *range(0x200B, 0x2010), 0x2060, 0xFEFF, ord("'")])
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ё": "е", "ґ": "г", "ى": "ي", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا"}
)
_UMLAUT = re.compile("(?<=[aou])e")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
# In shorter words a double letter tells them apart: "Mann" and "man", "isst" and "ist".
_LEVELLED_FROM = 5
# Stands behind a message of a few words: a single "Selbstmord" says more than one in a story.
BRIEF = "#kurz"
_BRIEF_UP_TO = 4
_TOKEN = re.compile(r"\d+[.,]\d+|[^\W_]+|(?P<sentence>[.!?;\n…؟؛]+)|(?P<clause>[,:()\"„“”،]| - )")


@dataclass(frozen=True)
class Word:
    """A word and where it stands: the numbers of its sentence and of its clause."""

    text: str
    sentence: int
    clause: int


def plain(text: str) -> str:
    """Return a text as it is compared: "schlägt", "schlaegt" and "schlagt" become one."""
    folded = fold(text).translate(_INVISIBLE).translate(_LETTERS)
    unmarked = "".join(char for char in folded if unicodedata.category(char) != "Mn")
    return _UMLAUT.sub("", unmarked)


def level(word: str, *, is_part: bool = False) -> str:
    """Return a word without doubled letters: people in distress miss them, or hold keys too long.

    Args:
        word: a plain word.
        is_part: True for a piece of longer words.
    """
    return _DOUBLED.sub(r"\1", word) if is_part or len(word) >= _LEVELLED_FROM else word


def read(text: str) -> list[Word]:
    """Return the words of a message."""
    words: list[Word] = []
    sentence = clause = 0
    for match in _TOKEN.finditer(plain(text)):
        if match["sentence"]:
            sentence += 1
            clause += 1
        elif match["clause"]:
            clause += 1
        else:
            words.append(Word(level(match[0]), sentence, clause))
    if 0 < len(words) <= _BRIEF_UP_TO:
        words.append(Word(BRIEF, words[-1].sentence, clause + 1))
    return words
