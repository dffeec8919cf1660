"""A start mentions catalogue files that were changed, and applies none of them."""

import pytest

from bot.catalogue.changes import unapplied
from bot.catalogue.seed import read_services
from bot.catalogue.store import CatalogueStore
from bot.database import create_engine
from bot.operation.start import _mention_changes
from bot.settings import Settings


def test_before_the_first_run_nothing_waits(settings: Settings) -> None:
    assert unapplied(settings.database_url) == []


def test_a_changed_file_waits_and_the_database_stays(settings: Settings) -> None:
    store = CatalogueStore(create_engine(settings.database_url))
    first, *others = read_services()
    store.fill([{**first, "description": "früher"}, *others])

    assert unapplied(settings.database_url) == [first["name"]]
    assert store.services()[0]["description"] == "früher"


def test_what_waits_is_said_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    _mention_changes(["Familienzentrum Villa"])

    assert "Familienzentrum Villa" in (said := capsys.readouterr().out) and "make catalogue" in said
