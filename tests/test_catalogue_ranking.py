"""Which service comes first, and why."""

from typing import Any

import pytest

from bot.catalogue.query import Query
from bot.catalogue.ranking import Signals, areas_of, fits, rank


def service(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "name": id.title(), "type": "beratung", "topics": {"main": []}, **fields}


MAIN = service("main", topics={"main": ["kita"]})
ALSO = service("also", topics={"main": [], "also": ["kita"]})
VILLA = service("villa", alternate_names=["Haus für alle"], type="familienzentrum")
SMALL = service("klein", minimum_age=0, maximum_age=3, topics={"main": ["kita"]})
NORTH = service("nord", districts=["mitte"], quarters=["wollepark"], topics={"main": ["kita"]})
LAST = service("a-letzte", last_choice=True, topics={"main": ["kita"]})


def ids(query: Query, *services: dict[str, Any], **signals: Signals) -> list[str]:
    return [item.service["id"] for item in rank(list(services), query, signals)]


def reasons(query: Query, item: dict[str, Any], signals: Signals | None = None) -> list[Any]:
    return rank([item], query, {item["id"]: signals or Signals()})[0].reasons


def test_the_main_topic_comes_before_another() -> None:
    assert ids(Query(topic="kita"), ALSO, MAIN, VILLA) == ["main", "also"]


def test_words_never_lift_another_topic_over_the_main_one() -> None:
    order = ids(Query(q="wort", topic="kita"), ALSO, MAIN, also=Signals(0.9, 0.4), main=Signals())

    assert order == ["main", "also"]


def test_words_decide_within_a_topic() -> None:
    other = {**MAIN, "id": "zweite"}

    assert ids(Query(q="wort", topic="kita"), MAIN, other, zweite=Signals(words=1.0))[0] == "zweite"


@pytest.mark.parametrize(
    "text",
    [
        "die villa bitte",
        "Villa",
        "ist das HAUS FUER ALLE offen",
        "wo ist die Villa?",
    ],
)
def test_a_named_place_comes_first(text: str) -> None:
    order = ids(Query(q=text), MAIN, VILLA, main=Signals(1.0, 1.0))

    assert order[0] == "villa"


@pytest.mark.parametrize("text", ["villach", "privilla", "haus"])
def test_a_part_of_a_word_names_nothing(text: str) -> None:
    assert ids(Query(q=text), VILLA) == []


def test_a_place_in_the_district_comes_first() -> None:
    for area in ("mitte", "wollepark"):
        assert ids(Query(topic="kita", district=area), MAIN, NORTH) == ["nord", "main"]


def test_the_last_choice_comes_last() -> None:
    assert ids(Query(topic="kita"), LAST, ALSO, MAIN) == ["main", "also", "a-letzte"]


def test_equals_are_ordered_by_id_so_that_answers_repeat() -> None:
    other = {**MAIN, "id": "b"}

    assert ids(Query(topic="kita"), MAIN, other) == ids(Query(topic="kita"), other, MAIN)


@pytest.mark.parametrize(
    ("age", "fitting"), [(None, True), (0, True), (3, True), (3.5, False), (12, False)]
)
def test_an_age_outside_the_range_excludes(age: float | None, fitting: bool) -> None:
    assert fits(SMALL, Query(age=age)) is fitting


def test_without_range_every_age_fits() -> None:
    assert fits(MAIN, Query(age=40))


def test_the_type_is_a_condition() -> None:
    assert ids(Query(type="familienzentrum"), MAIN, VILLA) == ["villa"]


def test_free_text_without_any_sign_finds_nothing() -> None:
    assert ids(Query(q="wetter"), MAIN, VILLA) == []


def test_without_question_all_come() -> None:
    assert ids(Query(), VILLA, MAIN) == ["main", "villa"]


@pytest.mark.parametrize(
    ("query", "item", "signals", "expected"),
    [
        (Query(q="villa"), VILLA, None, [{"code": "name"}]),
        (Query(topic="kita"), MAIN, None, [{"code": "thema", "thema": "kita"}]),
        (Query(q="wort"), MAIN, Signals(words=0.5), [{"code": "worte"}]),
        (Query(q="wort"), MAIN, Signals(meaning=0.4), [{"code": "worte"}]),
        (Query(q="wort"), MAIN, Signals(meaning=0.2), []),
        (Query(age=2), SMALL, None, [{"code": "alter", "alter": 2}]),
        (Query(age=2), MAIN, None, []),
        (Query(district="mitte"), NORTH, None, [{"code": "stadtteil", "stadtteil": "mitte"}]),
        (Query(district="ost"), NORTH, None, []),
    ],
)
def test_reasons_say_what_counted(
    query: Query, item: dict[str, Any], signals: Signals | None, expected: list[Any]
) -> None:
    assert reasons(query, item, signals) == expected


def test_areas_are_districts_and_quarters() -> None:
    assert areas_of(NORTH) == ["mitte", "wollepark"]
    assert areas_of(MAIN) == []
