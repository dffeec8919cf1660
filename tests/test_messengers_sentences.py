"""How long texts are cut for a platform."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.sentences import cut, shortened

TEXTS = st.text(alphabet=st.sampled_from("abäß.!?… \n؟🙂"), max_size=400)
LIMITS = st.integers(1, 60)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS, LIMITS)
def test_nothing_is_lost_but_spaces(text: str, most: int) -> None:
    assert letters("".join(cut(text, most))) == letters(text)


@given(TEXTS, LIMITS)
def test_no_piece_is_over_the_limit_and_none_is_empty(text: str, most: int) -> None:
    pieces = cut(text, most)

    assert all(len(piece) <= most for piece in pieces)
    assert all(pieces) or not text.strip()


def test_a_short_text_is_one_piece() -> None:
    assert cut(" Guten Tag! ", 20) == ["Guten Tag!"]


def test_a_blank_line_is_the_best_place() -> None:
    assert cut("Eins. Zwei.\n\nDrei. Vier.\nFünf.", 24) == ["Eins. Zwei.", "Drei. Vier.\nFünf."]


def test_a_sentence_is_a_better_place_than_a_word() -> None:
    assert cut("Rufen Sie an. Dort hilft man Ihnen.", 22) == [
        "Rufen Sie an.",
        "Dort hilft man Ihnen.",
    ]


def test_a_word_is_cut_only_where_it_has_no_end() -> None:
    assert cut("eins zwei", 6) == ["eins", "zwei"]
    assert cut("a" * 7, 3) == ["aaa", "aaa", "a"]


def test_a_number_stays_whole() -> None:
    assert "0800 1110111" in cut("Rufen Sie jetzt an:\n0800 1110111", 24)


def test_a_title_within_the_limit_stays() -> None:
    assert shortened("Kita-Platz", 10) == "Kita-Platz"


def test_a_long_title_ends_at_a_word() -> None:
    assert shortened("Familienhebamme und mehr", 20) == "Familienhebamme und…"


@given(st.text(min_size=1, max_size=80), st.integers(2, 40))
def test_no_title_is_over_the_limit(title: str, most: int) -> None:
    assert len(shortened(title, most)) <= most
