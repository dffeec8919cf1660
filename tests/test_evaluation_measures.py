"""The measures, checked against cases counted by hand."""

from typing import Any

import pytest

from bot.evaluation.heldout import Sentence
from bot.evaluation.measures import (
    Outcome,
    by_language,
    by_style,
    macro_f1,
    share,
    summary,
)

NOTHING = Sentence("x", "schlicht", None, (), (), (), False)


def outcome(
    *services: str, status: str = "answered", crisis: str | None = None, **right: Any
) -> Outcome:
    """Return what the chat answered to a sentence for which `right` holds."""
    found = right.pop("found", None)
    sentence = Sentence(**{**vars(NOTHING), **right})
    return Outcome(sentence, status, services, crisis, found)


def place(*services: str, status: str = "answered", **right: Any) -> Outcome:
    """Return an outcome for which the place `a` is right."""
    return outcome(*services, status=status, first=("a",), statuses=("answered",), **right)


def test_places_are_counted_first_among_three_and_wrong() -> None:
    found = summary(
        [
            place("a", "b"),
            place("b", "a"),
            place("b", "c"),
            place(status="clarification"),
        ]
    )

    assert found["sentences"] == 4
    assert found["first"] == 0.25
    assert found["among_three"] == 0.5
    assert found["wrong_place"] == 0.25
    assert found["acceptance"] == 0.75


def test_any_of_several_right_places_counts() -> None:
    both = outcome("b", first=("a", "b"), statuses=("answered",))

    assert both.is_first_right and both.is_among_three and not both.is_wrong_place


@pytest.mark.parametrize("status", ["no_match", "clarification", "error"])
def test_who_is_not_sent_with_confidence_is_at_no_wrong_place(status: str) -> None:
    assert not place("b", status=status).is_wrong_place


@pytest.mark.parametrize(
    "status", ["clarification", "out_of_scope", "callback", "smalltalk", "error"]
)
def test_who_is_asked_back_or_declined_is_not_accepted(status: str) -> None:
    assert summary([place(status=status)])["acceptance"] == 0


def test_a_place_to_choose_from_is_not_counted_as_routing() -> None:
    asked = outcome("b", first=("a",), statuses=("clarification",))

    assert summary([asked])["first"] is None


def test_crises_are_counted_by_recall_class_and_false_alarms() -> None:
    found = summary(
        [
            outcome(crisis="suizid", crises=("suizid",)),
            outcome(crisis="gewalt", crises=("kindeswohl", "missbrauch")),
            outcome(crisis="missbrauch", crises=("kindeswohl", "missbrauch")),
            outcome(crises=("suizid",)),
            outcome(crisis="gewalt"),
            outcome(),
            outcome(),
            outcome(),
            outcome(),
        ]
    )

    assert found["crisis_recall"] == 0.75
    assert found["crisis_class"] == 0.5
    assert found["false_alarms"] == 0.2


def test_what_is_no_family_matter_is_counted_by_its_intent() -> None:
    found = summary(
        [
            outcome(status="out_of_scope", intent="ausserhalb"),
            outcome(status="out_of_scope", intent="buergerbuero"),
            outcome(status="answered", intent="urteil_diagnose"),
            outcome(status="out_of_scope", intent="kita_platz"),
        ]
    )

    assert found["out_of_scope_recall"] == pytest.approx(2 / 3)


def test_any_of_several_right_states_counts() -> None:
    found = summary(
        [
            outcome(status="answered", statuses=("answered", "no_match")),
            outcome(status="no_match", statuses=("answered", "no_match")),
            outcome(status="error", statuses=("answered",)),
            outcome(status="error"),
        ]
    )

    assert found["status"] == pytest.approx(2 / 3)


def test_the_mean_f1_over_intents() -> None:
    pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("c", "a")]
    outcomes = [outcome(intent=right, found=found) for right, found in pairs]

    # a: 2 of 3 found right, 2 of 3 right found; b: precision 1/2, recall 1; c: never.
    assert macro_f1(outcomes) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_sentences_without_an_intent_do_not_count_for_f1() -> None:
    assert macro_f1([outcome(intent="a", found="a"), outcome(found="b")]) == 1


def test_of_nothing_there_is_no_share() -> None:
    found = summary([])

    assert share([], lambda item: True) is None
    assert found["sentences"] == 0
    assert found["first"] is found["crisis_recall"] is found["status"] is None
    assert found["intent_macro_f1"] == 0


def test_styles_are_those_of_german_only() -> None:
    outcomes = [
        outcome(style="stichwort"),
        outcome(style="stichwort", lang="tr"),
        outcome(style="geschichte"),
    ]
    found = by_style(outcomes)

    assert found["stichwort"]["sentences"] == found["geschichte"]["sentences"] == 1
    assert found["tippfehler"]["sentences"] == 0


def test_languages_are_counted_apart() -> None:
    found = by_language([outcome(), outcome(lang="tr"), outcome(lang="tr")])

    assert {lang: values["sentences"] for lang, values in found.items()} == {"de": 1, "tr": 2}
