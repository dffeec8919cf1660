"""Writes a text as people do who have no umlauts and no capitals."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DASHES = re.compile("[‐-―−]")
_WORD = re.compile(r"[^\W_]+")
_QUOTES = re.compile("[‘’‚‛′`´]")


def fold(text: str) -> str:
    """Return a text without capitals, umlauts and accents, with plain dashes and quotes."""
    composed = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    plain = _QUOTES.sub("'", _DASHES.sub("-", composed))
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", plain)
    # Only Latin letters lose their marks: in other scripts they are letters of their own.
    kept = [
        char
        for index, char in enumerate(apart)
        if not (unicodedata.combining(char) and index and apart[index - 1].isascii())
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def plain_words(text: str) -> str:
    """Return the folded words of a text with one space between them, without punctuation."""
    return " ".join(_WORD.findall(fold(text)))
