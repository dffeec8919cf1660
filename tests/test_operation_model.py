"""When it is trained, and that only a whole model is ever served."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import bot.operation.model
from bot.errors import LotseError
from bot.operation.model import fingerprint, up_to_date_model
from bot.settings import Settings

FILES = {
    "config.yml": "pipeline: []",
    "domain.yml": "intents: []",
    "data/nlu.yml": "- gruss",
    "data/mehr/nlu_tr.yml": "- selam",
    "bot/nlu/tokenizer.py": "pass",
    "bot/catalogue/seed/services/villa.yml": "name: Villa",
    "README.md": "Liesmich",
    "docs/bild.md": "Bild",
    "bot/chat/store.py": "pass",
    "tests/test.py": "pass",
}
TRAINED_FROM = [
    "config.yml",
    "domain.yml",
    "data/nlu.yml",
    "data/mehr/nlu_tr.yml",
    "bot/nlu/tokenizer.py",
    "bot/catalogue/seed/services/villa.yml",
]
# Stand-ins for the program that trains: each finds the folder behind --out, the name behind
# --fixed-model-name.
WORKS = 'echo "$@" >> "$7/aufrufe"; echo fertig > "$7/$9"'
DIES_HALFWAY = 'echo halb > "$7/$9"; echo "kaputte Zeile" >&2; exit 1'
WRITES_NOTHING = "exit 0"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "project"


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give what puts a small program in the place of Python's; content stays as it is."""
    monkeypatch.setattr(bot.operation.model, "fingerprint", lambda: "abc")

    def put(script: str) -> None:
        program = tmp_path / "python"
        program.write_text(f'#!/bin/sh\nmkdir -p "$7"\n{script}\n', "utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))

    return put


def archives(settings: Settings) -> list[str]:
    return [file.name for file in (settings.data_dir / "models").glob("lotse-*")]


@pytest.mark.parametrize("name", TRAINED_FROM)
def test_a_change_of_what_is_trained_changes_the_fingerprint(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("geändert", "utf-8")

    assert fingerprint(project) != before


@pytest.mark.parametrize("name", sorted(set(FILES) - set(TRAINED_FROM)))
def test_a_change_of_the_rest_does_not(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("geändert", "utf-8")

    assert fingerprint(project) == before


def test_a_new_and_a_renamed_file_change_the_fingerprint(project: Path) -> None:
    before = fingerprint(project)
    (project / "data" / "nlu.yml").rename(project / "data" / "nlu_neu.yml")
    renamed = fingerprint(project)
    (project / "data" / "nlu_pl.yml").write_text("- cześć", "utf-8")

    assert len({before, renamed, fingerprint(project)}) == 3


def test_the_same_content_has_the_same_fingerprint(project: Path) -> None:
    before = fingerprint(project)
    (project / "domain.yml").write_text(FILES["domain.yml"], "utf-8")

    assert fingerprint(project) == before


def test_it_is_trained_once_for_the_same_content(
    settings: Settings, trainer: Callable[[str], None]
) -> None:
    trainer(WORKS)
    first = up_to_date_model(settings)

    assert up_to_date_model(settings) == first
    assert first.name == "lotse-abc.tar.gz"
    assert first.read_text("utf-8") == "fertig\n"
    assert (first.parent / "aufrufe").read_text("utf-8").count("\n") == 1


def test_it_is_trained_again_for_other_content(
    settings: Settings, trainer: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer(WORKS)
    first = up_to_date_model(settings)
    monkeypatch.setattr(bot.operation.model, "fingerprint", lambda: "anders")

    assert up_to_date_model(settings) != first


@pytest.mark.parametrize("script", [DIES_HALFWAY, WRITES_NOTHING])
def test_a_broken_training_leaves_no_finished_model(
    settings: Settings, trainer: Callable[[str], None], script: str
) -> None:
    trainer(script)

    with pytest.raises(LotseError, match="Das Training ist gescheitert"):
        up_to_date_model(settings)
    assert archives(settings) == []


def test_what_the_training_said_is_told(settings: Settings, trainer: Callable[[str], None]) -> None:
    trainer(DIES_HALFWAY)

    with pytest.raises(LotseError, match="kaputte Zeile"):
        up_to_date_model(settings)


def test_after_a_broken_training_the_next_one_counts(
    settings: Settings, trainer: Callable[[str], None]
) -> None:
    trainer(DIES_HALFWAY)
    with pytest.raises(LotseError):
        up_to_date_model(settings)
    trainer(WORKS)

    assert up_to_date_model(settings).read_text("utf-8") == "fertig\n"
