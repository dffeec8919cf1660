"""Nothing is lost: with failures, and with a kill of the web process in the middle.

`make prove` does the same with a thousand updates.
"""

import pytest

from bot.evaluation.messengers import page, parity_record
from bot.evaluation.parity import Case, Compared
from bot.evaluation.reliability import Found, Plan, measure_reliability, was_in_flight
from bot.messengers.courier import AT_ONCE


def compared(matrix: str) -> Compared:
    """Return what came of a greeting that the web chat answers with "Hallo!"."""
    said = {"telegram": "Hallo!", "matrix": matrix}
    return Compared(Case(("Moin",)), "Hallo!", ("smalltalk",), (), (), said)


@pytest.fixture(scope="module")
def found() -> Found:
    import asyncio

    return asyncio.run(measure_reliability(Plan(residents=30, seconds=4)))


def test_no_answer_is_lost(found: Found) -> None:
    assert found.updates == 150 and found.failed > 0
    assert found.lost == 0


def test_only_what_was_on_its_way_at_the_kill_comes_twice(found: Found) -> None:
    assert found.doubled == found.in_flight <= AT_ONCE


@pytest.mark.parametrize(("taken", "number"), [(99.5, 1), (100.0, 1), (98.5, 0), (103.0, 0)])
def test_what_was_taken_long_before_or_after_the_kill_was_not_on_its_way(
    taken: float, number: int
) -> None:
    assert was_in_flight([taken], killed_at=100.0) == number


def test_every_resident_gets_the_answers_in_order(found: Found) -> None:
    assert found.disordered == 0


def test_half_of_all_answers_take_less_than_a_second(found: Found) -> None:
    assert found.median_s < 1


def test_the_proof_says_what_was_found(found: Found) -> None:
    alike = parity_record([compared("Hallo!"), compared("Guten Tag!")])
    shown = page({"measured": "2026-11-25", **found.as_record(), **alike}, Plan())

    assert "| verlorene Antworten | 0 | 0 |" in shown
    assert "**1 von 2**" in shown and "- Moin: matrix" in shown
