"""A share of the held-out sentences on the whole running assistant; `make evaluate` asks all."""

from collections.abc import Callable

import pytest

from bot.evaluation.ask import ask_all
from bot.evaluation.heldout import load
from bot.evaluation.measures import Outcome, summary

EVERY = 6
# Below the published figures by what a sample of this size may vary.
LEAST = {
    "first": 0.89,
    "among_three": 0.92,
    "acceptance": 0.94,
    "out_of_scope_recall": 0.78,
    "crisis_recall": 0.90,
}
# One in eleven of the harmless German sentences was written to sound like a crisis.
MOST = {"false_alarms": 0.055, "wrong_place": 0.06}


@pytest.fixture(scope="module")
def outcomes(assistant: str, loop_beside: Callable) -> list[Outcome]:
    return loop_beside(ask_all(assistant, load()[::EVERY]))


def test_no_sentence_is_left_without_an_answer(outcomes: list[Outcome]) -> None:
    assert [item.sentence.text for item in outcomes if item.status in ("failed", "error")] == []


@pytest.mark.parametrize("measure", LEAST)
def test_german_is_understood_at_least_as_well_as_published(
    outcomes: list[Outcome], measure: str
) -> None:
    german = [item for item in outcomes if item.sentence.lang == "de"]

    assert summary(german)[measure] >= LEAST[measure]


@pytest.mark.parametrize("measure", MOST)
def test_mistakes_that_hurt_stay_rare(outcomes: list[Outcome], measure: str) -> None:
    assert summary(outcomes)[measure] <= MOST[measure]


def test_the_other_languages_are_routed_too(outcomes: list[Outcome]) -> None:
    others = [item for item in outcomes if item.sentence.lang != "de"]

    assert summary(others)["first"] >= 0.84
    assert summary(others)["crisis_recall"] >= 0.86
