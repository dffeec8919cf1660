"""Base forms of German words, looked up in spaCy's table."""

import gzip
import json
from functools import cache
from importlib.resources import files

from bot.language.folding import fold


def _table() -> dict[str, str]:
    # The table is read without spaCy itself, whose import takes seconds and loads TensorFlow.
    packed = files("spacy_lookups_data").joinpath("data/de_lemma_lookup.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))


@cache
def _folded_table() -> dict[str, str]:
    """The same table for words written without capitals and umlauts; only this one is kept."""
    return {fold(form): fold(lemma) for form, lemma in _table().items()}


def lemma(word: str) -> str:
    """Return the base form of a word, folded; an unknown word stays as it is.

    The table knows nouns by their capital only; folded keys find "kindern" as well as "Kindern".
    """
    folded = fold(word)
    return _folded_table().get(folded, folded)
