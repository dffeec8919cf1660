"""The days that the catalogue knows."""

from datetime import date
from typing import Any

import pytest

from bot.catalogue.dates import next_date, upcoming
from bot.catalogue.seed import read_services

YEARLY = {"name": "Frist", "yearly": "12-31", "source_date": "2018"}
ONCE = {"name": "Fest", "on": "2026-12-05", "source_date": "2026-11-01"}


def service(*dates: dict[str, Any]) -> dict[str, Any]:
    return {"id": "a", "dates": list(dates)}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_what_happens_every_year_comes_again(today: date, expected: date) -> None:
    found = next_date(service(YEARLY), today)

    assert found and found.on == expected


@pytest.mark.parametrize(("year", "day"), [(2027, 28), (2028, 29)])
def test_a_leap_day_is_the_last_of_february_in_other_years(year: int, day: int) -> None:
    found = next_date(service({**YEARLY, "yearly": "02-29"}), date(year, 1, 1))

    assert found and found.on == date(year, 2, day)


def test_what_happens_once_is_over_afterwards() -> None:
    assert next_date(service(ONCE), date(2026, 12, 5))
    assert next_date(service(ONCE), date(2026, 12, 6)) is None


def test_the_next_of_several_comes_first() -> None:
    assert [item.name for item in upcoming(service(YEARLY, ONCE), date(2026, 11, 24))] == [
        "Fest",
        "Frist",
    ]


def test_most_places_have_no_date() -> None:
    assert next_date({"id": "a"}, date(2026, 11, 24)) is None


def test_the_seed_knows_the_deadline_of_the_kita_where_residents_ask_for_it() -> None:
    dated = {item["id"]: next_date(item, date(2026, 11, 24)) for item in read_services()}
    found = {id: item.on for id, item in dated.items() if item}

    assert set(found) == {"kita-portal", "familien-und-kinderservicebuero"}
    assert set(found.values()) == {date(2026, 12, 31)}
