"""A message is cut into the sentences it consists of."""

import pytest

from bot.language.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ich suche eine Kita.", ["Ich suche eine Kita."]),
        (
            "Ich suche eine Kita. Was kostet das?",
            ["Ich suche eine Kita.", "Was kostet das?"],
        ),
        ("Hilfe bitte!! Mein Kind weint", ["Hilfe bitte!!", "Mein Kind weint"]),
        ("erste Zeile\n\nzweite Zeile", ["erste Zeile", "zweite Zeile"]),
        (
            "ich suche eine kita außerdem brauche ich elterngeld",
            ["ich suche eine kita", "außerdem brauche ich elterngeld"],
        ),
        (
            "Wo ist die Villa, übrigens suche ich Arbeit",
            ["Wo ist die Villa", "übrigens suche ich Arbeit"],
        ),
        ("متى تفتحون؟ هل يوجد مكان لطفلي", ["متى تفتحون؟", "هل يوجد مكان لطفلي"]),
    ],
)
def test_each_sentence_stands_alone(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Wir wohnen in der Str. 5 in Hasport",
        "Wir wohnen in der Musterstr. 5 in Hasport",
        "Angebote z. B. für Kinder unter drei",
        "Mein Kind ist ca. fünf Jahre alt",
        "Die Kita liegt bzw. lag in der Nähe",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_an_and_between_two_matters_belongs_to_none() -> None:
    found = sentences("ich suche eine kita und außerdem brauche ich elterngeld")

    assert found == ["ich suche eine kita", "außerdem brauche ich elterngeld"]


def test_a_fragment_stays_with_what_stands_before() -> None:
    assert sentences("Mein Kind ist krank. Hilfe!") == ["Mein Kind ist krank. Hilfe!"]


def test_a_fragment_at_the_beginning_stands_alone() -> None:
    assert sentences("Moin! Ich suche eine Kita.") == ["Moin!", "Ich suche eine Kita."]


@pytest.mark.parametrize("text", ["", "   ", "?", "\n"])
def test_there_is_always_one(text: str) -> None:
    assert len(sentences(text)) == 1


def test_no_word_is_lost() -> None:
    text = "Moin! Wir sind neu hier. Nebenbei: wo ist die Villa? Danke z. B. für Infos\nLG"

    assert " ".join(sentences(text)).split() == text.split()
