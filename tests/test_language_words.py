import numpy as np
import pytest

from bot.language.encoder import DIMENSIONS, encode
from bot.language.folding import fold
from bot.language.lemmas import lemma
from bot.language.terms import terms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Düsternort", "duesternort"),
        ("STRAẞE", "strasse"),
        ("Café", "cafe"),
        ("Mu\u0308ll", "muell"),
        ("Kita–Platz", "kita-platz"),
        ("Україна й", "україна й"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_folding_writes_without_umlauts_capitals_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("word", ["Kindern", "kindern", "KINDERN"])
def test_a_noun_finds_its_base_form_however_it_is_written(word: str) -> None:
    assert lemma(word) == "kind"


def test_an_unknown_word_stays_as_it_is() -> None:
    assert lemma("Xyzzy") == "xyzzy"


def test_a_compound_is_indexed_with_its_parts() -> None:
    assert terms("Kitaanmeldung") == ["kitaanmeldung", "kita", "anmeldung"]


@pytest.mark.parametrize(
    ("one", "other"), [("Düsternort", "duesternort"), ("Hebammen", "hebammen"), ("Kinder", "Kind")]
)
def test_spellings_of_the_same_share_their_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_meanings_have_length_one_and_a_row_each() -> None:
    meanings = encode(["Ich suche einen Kita-Platz", "", "؟"])

    assert meanings.shape == (3, DIMENSIONS)
    assert np.linalg.norm(meanings, axis=1) == pytest.approx(1, abs=1e-3)


def test_the_same_in_another_language_is_alike() -> None:
    german, turkish, other = encode(["Hebamme gesucht", "ebe arıyorum", "Der Bus kommt um acht"])

    assert german @ turkish > german @ other


def test_no_texts_give_no_rows() -> None:
    assert encode([]).shape == (0, DIMENSIONS)
