"""A stage of childhood stands for a typical age."""

import pytest

from bot.language.stages import find_stage


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("mein Baby schreit", 0.5),
        ("unser Säugling", 0.5),
        ("unser Saeugling", 0.5),
        ("sie ist in der TROTZPHASE", 2.0),
        ("Mein Kleinkind beißt", 2.0),
        ("unser Vorschulkind", 4.0),
        ("mein Kindergartenkind haut", 4.0),
        ("Er ist Erstklässler", 8.0),
        ("Grundschulkinder stören", 8.0),
        ("mitten in der Pubertät", 14.0),
        ("unser Teenager", 14.0),
    ],
)
def test_a_stage_has_a_typical_age(text: str, years: float) -> None:
    assert find_stage(text) == years


@pytest.mark.parametrize(
    "text",
    ["", "mein Kind hört nicht", "meine Tochter ist 3", "der Babysitter", "Jugendamt", "Schule"],
)
def test_without_a_stage_there_is_no_age(text: str) -> None:
    assert find_stage(text) is None


def test_two_stages_are_none() -> None:
    assert find_stage("ein Baby und ein Teenager") is None


def test_two_words_for_one_stage_are_one() -> None:
    assert find_stage("Mein Baby ist noch ein Stillkind") == 0.5
