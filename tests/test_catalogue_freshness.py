"""Whether a service may be offered, and whether its facts are old."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.catalogue.freshness import FRESH_FOR, is_offered, is_stale

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = "2026-11-23", "2026-11-25"


@pytest.mark.parametrize(
    "service",
    [
        {},
        {"status": "active"},
        {"valid_from": YESTERDAY},
        {"valid_to": TOMORROW},
        {"valid_from": TODAY.isoformat(), "valid_to": TODAY.isoformat()},
    ],
)
def test_an_active_service_inside_its_validity_is_offered(service: dict[str, Any]) -> None:
    assert is_offered(service, TODAY)


@pytest.mark.parametrize(
    "service",
    [
        {"status": "inactive"},
        {"status": "defunct"},
        {"status": "temporarily closed"},
        {"valid_from": TOMORROW},
        {"valid_to": YESTERDAY},
    ],
)
def test_other_services_are_not_offered(service: dict[str, Any]) -> None:
    assert not is_offered(service, TODAY)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (180, False), (181, True), (2000, True)])
def test_facts_are_old_after_180_days(days: int, stale: bool) -> None:
    assured = (TODAY - timedelta(days=days)).isoformat()

    assert is_stale({"assured_date": assured}, TODAY) is stale
    assert FRESH_FOR.days == 180


def test_facts_that_nobody_assured_are_old() -> None:
    assert is_stale({}, TODAY)
