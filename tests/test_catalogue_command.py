"""`make catalogue`, with a small project of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.catalogue.changes import Change, apply, pending_changes
from bot.catalogue.command import described, run
from bot.catalogue.store import CatalogueStore
from bot.database import create_engine
from bot.settings import Settings

CITY = {
    "name": "Delmenhorst",
    "fallback_contact": "buero",
    "everything_else": "buero",
    "districts": [],
    "quarters": [],
    "topics": [{"id": "kita_platz", "name": "Kita-Platz"}],
    "other_cities": [],
}


def service(id: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": id,
        "name": id.title(),
        "type": "amt",
        "description": "Hilft.",
        "topics": {"main": ["kita_platz"]},
        **fields,
    }


class Project:
    """A folder with a seed, and the database beside it."""

    def __init__(self, root: Path, settings: Settings):
        self.root = root
        self.settings = settings
        self.services = root / "bot/catalogue/seed/services"
        self.services.mkdir(parents=True)
        # JSON is YAML, too.
        (self.services.parent / "city.yml").write_text(json.dumps(CITY))
        self.write(service("buero"))

    def write(self, item: dict[str, Any]) -> None:
        (self.services / f"{item['id']}.yml").write_text(json.dumps(item))

    def run(self, *arguments: str) -> int:
        return run(self.settings, list(arguments), self.root)

    @property
    def store(self) -> CatalogueStore:
        return CatalogueStore(create_engine(self.settings.database_url))


@pytest.fixture
def project(tmp_path: Path, settings: Settings) -> Project:
    project = Project(tmp_path, settings)
    project.run()
    return project


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: text)


def test_an_empty_catalogue_is_filled(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project(tmp_path, settings)

    assert project.run() == 0
    assert "1 Angebote wurden eingetragen" in capsys.readouterr().out
    assert [item["id"] for item in project.store.services()] == ["buero"]


def test_without_changes_it_says_so(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    assert project.run() == 0
    assert capsys.readouterr().out == "Der Katalog ist auf dem Stand der Dateien.\n"


def test_ja_takes_changes_over_and_keeps_the_old_state(project: Project) -> None:
    project.write(service("buero", description="Hilft sofort."))

    assert project.run("ja") == 0
    assert project.store.services()[0]["description"] == "Hilft sofort."
    assert project.store.history("buero")[0]["description"] == "Hilft."


def test_a_service_without_file_goes(project: Project) -> None:
    project.write(service("zweites"))
    project.run("ja")
    (project.services / "zweites.yml").unlink()

    project.run("ja")
    assert [item["id"] for item in project.store.services()] == ["buero"]
    assert len(project.store.history("zweites")) == 1


@pytest.mark.parametrize(("said", "taken"), [("j", True), ("Ja ", True), ("", False), ("n", False)])
def test_it_asks_and_listens(
    project: Project, monkeypatch: pytest.MonkeyPatch, said: str, taken: bool
) -> None:
    project.write(service("zweites"))
    answer(monkeypatch, said)

    assert project.run() == 0
    assert (len(project.store.services()) == 2) is taken


def test_without_terminal_it_only_shows(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    project.write(service("zweites"))

    assert project.run() == 0
    assert "Zweites (zweites): neu" in capsys.readouterr().out
    assert len(project.store.services()) == 1


def test_broken_files_are_told_and_nothing_is_taken_over(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write(service("buero", type="laden"))

    assert project.run("ja") == 1
    assert "[FEHLER] bot/catalogue/seed/services/buero.yml:1:" in capsys.readouterr().out
    assert project.store.services()[0]["type"] == "amt"


def test_a_change_is_told_field_by_field_in_german() -> None:
    before = service("buero", phones=[{"number": "1"}, {"number": "2"}], last_choice=True)
    after = service("buero", phones=[{"number": "1"}, {"number": "3", "description": "neu"}])

    assert list(described(Change(before, after))) == [
        "Buero (buero): geändert",
        "  Telefon:",
        "    − 2",
        "    + 3, neu",
        "  Zuletzt nennen:",
        "    − ja",
    ]


def test_another_order_is_told_as_such() -> None:
    change = Change(service("a", languages=["de", "en"]), service("a", languages=["en", "de"]))

    assert list(described(change))[-1] == "    nur die Reihenfolge"


def test_a_service_that_goes_is_one_line() -> None:
    assert list(described(Change(service("a"), None))) == ["A (a): entfällt"]


def test_pending_changes_are_new_changed_and_gone_services(project: Project) -> None:
    changes = pending_changes(project.store, [service("neu")])

    assert [(change.service_id, bool(change.before)) for change in changes] == [
        ("buero", True),
        ("neu", False),
    ]


def test_the_order_of_fields_is_no_change(project: Project) -> None:
    assert pending_changes(project.store, [dict(reversed(service("buero").items()))]) == []


def test_after_applying_nothing_is_pending(project: Project) -> None:
    seed = [service("neu")]
    apply(project.store, pending_changes(project.store, seed))

    assert pending_changes(project.store, seed) == []
