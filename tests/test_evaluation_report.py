"""The table of `make evaluate`, the list of mistakes, and where the sentences come from."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.evaluation.ask import ask_all
from bot.evaluation.heldout import Sentence, load
from bot.evaluation.measures import Outcome, summary
from bot.evaluation.report import COLUMNS, mistakes, table

NOTHING = Sentence("x", "schlicht", None, (), (), (), False)


def sentence(**right: Any) -> Sentence:
    return Sentence(**{**vars(NOTHING), **right})


def test_the_table_has_a_column_for_every_measure() -> None:
    assert set(COLUMNS) == set(summary([]))


def test_the_table_is_markdown_with_german_numbers() -> None:
    values = {**dict.fromkeys(COLUMNS), "sentences": 1200, "first": 0.98765}

    head, line, row = table({"alle": values}).splitlines()

    assert head.startswith("|  | Sätze | 1. Platz |")
    assert set(line) == {"|", " ", "-"}
    assert row.startswith("| alle | 1200 | 0,988 | – |")
    assert head.count("|") == line.count("|") == row.count("|")


@pytest.mark.parametrize(
    ("right", "status", "services", "crisis"),
    [
        ({"first": ("a",), "statuses": ("answered",)}, "answered", ("a",), None),
        ({"first": ("a",), "crises": ("suizid",)}, "crisis", ("b",), "suizid"),
        ({"statuses": ("smalltalk",)}, "smalltalk", (), None),
        ({}, "answered", ("a",), None),
    ],
)
def test_what_is_right_is_no_mistake(
    right: dict[str, Any], status: str, services: tuple[str, ...], crisis: str | None
) -> None:
    assert mistakes([Outcome(sentence(**right), status, services, crisis)]) == []


@pytest.mark.parametrize(
    ("right", "status", "services", "crisis"),
    [
        ({"first": ("a",), "statuses": ("answered",)}, "answered", ("b", "a"), None),
        ({"first": ("a",), "statuses": ("answered",)}, "answered", (), None),
        ({"crises": ("suizid",)}, "answered", (), None),
        ({"crises": ("suizid",)}, "crisis", (), "gewalt"),
        ({"statuses": ("answered",)}, "crisis", (), "gewalt"),
        ({}, "crisis", (), "gewalt"),
        ({"statuses": ("smalltalk",)}, "answered", (), None),
        ({"first": ("a",), "statuses": ("no_match",)}, "answered", ("a",), None),
    ],
)
def test_what_is_wrong_is_listed(
    right: dict[str, Any], status: str, services: tuple[str, ...], crisis: str | None
) -> None:
    outcome = Outcome(sentence(**right), status, services, crisis, "gruss")

    (row,) = mistakes([outcome])

    found = {"intent": "gruss", "status": status, "services": services, "crisis": crisis}
    assert row["text"] == "x" and row["found"] == found


def test_held_out_sentences_are_read_with_what_is_right(tmp_path: Path) -> None:
    rows = """
- text: wo ist die villa
  style: stichwort
  intent: familienzentrum
  status: answered
  first: [a, b]
- text: niemand hilft mir
  crisis: suizid
- text: ich bring ihn um, den Drucker
  not_crisis: true
- turns: [moin]
"""
    (tmp_path / "eigene.yml").write_text(rows, "utf-8")

    place, crisis, harmless = load(tmp_path)

    assert (place.style, place.intent, place.lang) == ("stichwort", "familienzentrum", "de")
    assert (place.statuses, place.first) == (("answered",), ("a", "b"))
    assert (crisis.style, crisis.crises, crisis.first) == ("schlicht", ("suizid",), ())
    assert harmless.must_not_alarm and not crisis.must_not_alarm


@pytest.mark.parametrize(
    ("name", "lang"),
    [("sprache_tr", "tr"), ("sprache_ar_2", "ar"), ("krise", "de"), ("dritter_satz", "de")],
)
def test_the_files_name_tells_the_language(tmp_path: Path, name: str, lang: str) -> None:
    (tmp_path / f"{name}.yml").write_text("- text: hallo\n", "utf-8")

    assert [item.lang for item in load(tmp_path)] == [lang]


async def test_every_sentence_is_asked_in_a_conversation_of_its_own(aiohttp_server: Any) -> None:
    asked: list[dict[str, Any]] = []

    async def chat(request: web.Request) -> web.Response:
        asked.append(await request.json())
        if asked[-1]["text"] == "kaputt":
            return web.json_response({"error": {}}, status=503)
        messages = [{"services": [{"id": "a"}]}, {"services": []}, {"services": [{"id": "b"}]}]
        return web.json_response({"status": "answered", "crisis": None, "messages": messages})

    app = web.Application()
    app.router.add_post("/api/chat", chat)
    url = str((await aiohttp_server(app)).make_url("")).rstrip("/")
    sentences = [sentence(text="eins"), sentence(text="kaputt")]

    one, broken = await ask_all(url, sentences)

    assert (one.sentence, one.status, one.services) == (sentences[0], "answered", ("a", "b"))
    assert (broken.status, broken.services) == ("failed", ())
    assert all(set(body) == {"text"} for body in asked)
