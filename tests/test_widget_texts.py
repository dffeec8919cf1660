"""The chat's own texts are complete in every language, and the whole chat is light."""

import gzip
import json
import re
from pathlib import Path

import pytest

from bot.languages import LANGUAGES

WIDGET = Path(__file__).resolve().parent.parent / "bot" / "widget"
SCRIPTS = sorted(WIDGET.glob("*.js"))
MOST_BYTES = 50_000
MOST_LINES = 250


def texts(language: str) -> dict[str, str]:
    return json.loads((WIDGET / "texts" / f"{language}.json").read_text("utf-8"))


@pytest.mark.parametrize("language", [*LANGUAGES, "leicht"])
def test_every_language_says_everything_with_the_same_values(language: str) -> None:
    german, own = texts("de"), texts(language)

    assert list(own) == list(german)
    for name, text in german.items():
        assert set(re.findall(r"{\w+}", own[name])) == set(re.findall(r"{\w+}", text)), name
        assert bool(own[name].strip()) == bool(text.strip()), name


def test_texts_that_scripts_name_exist() -> None:
    source = "".join(script.read_text("utf-8") for script in SCRIPTS)
    named = re.findall(r"\b(?:t|tLabel): \"(\w+)\"", source)
    named += re.findall(r"(?:button|\.tell|row|say)\(\"(\w+)\"", source)

    assert named and not [name for name in named if name not in texts("de")]


def test_all_that_a_visitor_loads_is_small() -> None:
    files = [*SCRIPTS, WIDGET / "widget.css", WIDGET / "texts" / "ru.json"]

    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= MOST_BYTES


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_holds_one_idea_and_makes_no_markup(script: Path) -> None:
    source = script.read_text("utf-8")

    assert source.startswith("//") and source.count("\n") <= MOST_LINES
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)
