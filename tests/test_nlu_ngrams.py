"""Pieces of words as features, and the slips with which they are trained."""

import numpy as np
import pytest

from bot.nlu.ngrams import Ngrams, grams

TEXTS = [
    "Kita Platz",
    "kita anmelden",
    "Kita-Platz gesucht",
    "Kitas, Platz gesucht",
    "Hebamme gesucht",
    "kita",
]
ngrams = Ngrams.fit(TEXTS)


def test_a_text_has_words_pairs_and_pieces_inside_words() -> None:
    found = grams("Ja du")

    assert {"=ja", "=du", "=ja du", " ja ", "ja ", "du "} <= set(found)
    assert not [gram for gram in found if "a d" in gram and not gram.startswith("=")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Düsternort", "duesternort"), ("STRASSE", "Straße"), ("Kita-Platz", "kita platz!")],
)
def test_writing_without_umlauts_and_capitals_is_the_same(one: str, other: str) -> None:
    assert grams(one) == grams(other)


def test_what_stands_in_one_sentence_only_is_left_out() -> None:
    assert "=kita" in ngrams.index and "=gesucht" in ngrams.index
    assert "=hebamme" not in ngrams.index


def test_what_is_rarer_weighs_more() -> None:
    assert ngrams.idf[ngrams.index["=platz"]] > ngrams.idf[ngrams.index["=kita"]]


def test_features_have_length_one() -> None:
    _, values = ngrams.row("kita platz kita")

    assert np.linalg.norm(values) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "share"), [("kita platz", 1), ("qwertzui", 0), ("", 0), ("du", 0)]
)
def test_the_share_of_longer_pieces_that_are_known_is_told(text: str, share: float) -> None:
    assert ngrams.familiarity(text) == share


def test_a_sentence_known_in_part_is_familiar_in_part() -> None:
    assert 0 < ngrams.familiarity("kita qwertzui") < 1


def test_many_texts_are_the_rows_of_a_matrix() -> None:
    matrix = ngrams.matrix(["kita platz", "xyzw", "gesucht"]).toarray()

    columns, values = ngrams.row("gesucht")
    assert matrix.shape == (3, len(ngrams.index))
    assert matrix[1].sum() == 0
    assert matrix[2, columns] == pytest.approx(values)
