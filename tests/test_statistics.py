"""Counts by day, in both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy.engine import Engine

from bot.database import create_engine
from bot.errors import BadRequest
from bot.settings import Settings
from bot.statistics.command import REFUSED, run
from bot.statistics.store import StatisticsStore

TODAY, BEFORE = date(2026, 11, 24), date(2026, 11, 1)


def test_what_happens_often_stands_first(engine: Engine) -> None:
    store = StatisticsStore(engine)
    for name in ("villa", "wolle", "wolle"):
        store.count(REFUSED, name, TODAY)

    assert store.totals(REFUSED, TODAY) == [("wolle", 2), ("villa", 1)]


def test_days_are_added_up_from_the_first_one_wanted(engine: Engine) -> None:
    store = StatisticsStore(engine)
    store.count(REFUSED, "villa", BEFORE)
    store.count(REFUSED, "villa", TODAY)

    assert store.totals(REFUSED, BEFORE) == [("villa", 2)]
    assert store.totals(REFUSED, TODAY) == [("villa", 1)]


def test_other_kinds_are_counted_apart(engine: Engine) -> None:
    store = StatisticsStore(engine)
    store.count("anderes", "villa", TODAY)

    assert store.totals(REFUSED, TODAY) == []


def test_whoever_counts_at_the_same_time_loses_nothing(engine: Engine) -> None:
    store, together = StatisticsStore(engine), Barrier(8)

    def count() -> None:
        together.wait()
        store.count(REFUSED, "villa", TODAY)

    with ThreadPoolExecutor(8) as threads:
        for counted in [threads.submit(count) for _ in range(8)]:
            counted.result()

    assert store.totals(REFUSED, TODAY) == [("villa", 8)]


def test_staff_see_what_was_refused(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    store = StatisticsStore(create_engine(settings.database_url))
    store.count(REFUSED, "villa", TODAY)

    assert run(settings, []) == 0
    assert "     1  villa" in capsys.readouterr().out


def test_without_any_it_says_so(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(settings, [])

    assert "niemand" in capsys.readouterr().out


def test_arguments_are_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="statistics"):
        run(settings, ["alles"])
