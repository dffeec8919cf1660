"""What Leichte Sprache is: every rule notices, and only where it should."""

from pathlib import Path

import pytest

from bot.content import easy
from bot.content.problem import Problem

PATH = "bot/texts/de_leicht.yml"


def checked(root: Path, text: str) -> list[Problem]:
    file = root / PATH
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return easy.check(root)


def checked_line(root: Path, line: str) -> list[Problem]:
    return checked(root, f"responses:\n  utter_gruss: |-\n    Guten Tag!\n    {line}\n")


@pytest.mark.parametrize(
    "line, message",
    [
        ("Ich nenne Ihnen hier die eine richtige Stelle für Ihre Frage.", "11 Wörter"),
        ("Ist etwas passiert? Dann rufen Sie an.", "mehrere Sätze"),
        ("Rufen Sie „Mensch“. Dann hilft jemand.", "mehrere Sätze"),
        ("Gehen Sie in das Nachbarschaftsbüro.", "Das Wort „Nachbarschaftsbüro“ ist lang"),
        ("Das würde Ihnen helfen.", "„würde“ ist unsicher"),
        ("Könnten Sie das sagen?", "„Könnten“ ist unsicher"),
        ("Das wäre schön.", "„wäre“ ist unsicher"),
        ("Die Nummer des Jugendamts fehlt.", "„des Jugendamts“ ist ein Genitiv"),
        ("Der Anruf ist gut, weil er nichts kostet.", "„weil“ beginnt eine zweite Aussage"),
        ("Rufen Sie an, damit jemand hilft.", "„damit“ beginnt eine zweite Aussage"),
    ],
)
def test_a_line_that_is_too_hard_must_be_mended(tmp_path: Path, line: str, message: str) -> None:
    problems = checked_line(tmp_path, line)

    assert [problem.level for problem in problems] == ["FEHLER"]
    assert message in problems[0].message


@pytest.mark.parametrize(
    "line, message",
    [
        ("Die Nummer der Stadt fehlt.", "„Nummer der Stadt“ ist vielleicht ein Genitiv"),
        ("Das ist das Alter einer Angabe.", "vielleicht ein Genitiv"),
        ("Ihre Nachricht wird bald gelöscht.", "vielleicht Passiv"),
        ("Niemand darf geschlagen werden.", "vielleicht Passiv"),
    ],
)
def test_a_line_that_may_be_too_hard_is_only_warned_of(
    tmp_path: Path, line: str, message: str
) -> None:
    problems = checked_line(tmp_path, line)

    assert [problem.level for problem in problems] == ["WARNUNG"]
    assert message in problems[0].message


@pytest.mark.parametrize(
    "line",
    [
        "Eins zwei drei vier fünf sechs sieben acht neun zehn.",
        "Rufen Sie jetzt gleich den Notruf an: Dort hilft Ihnen jemand.",
        "Die Nummer von der Stelle ist diese hier: 0800 111 0 111.",
        "Die Angaben sind vom 3. November 2021.",
        "Gehen Sie in das Nachbarschafts·büro {name_mit_langem_platzhalter}.",
        "Schreiben Sie eine E-Mail-Adresse.",
        "Sie sind damit nicht allein.",
        "Das machen wir in der Kita.",
        "Die Stadt hilft der Familie.",
        "Menschen werden alt.",
        "Das kann ich.",
        "„Daten löschen“ hilft.",
    ],
)
def test_an_easy_line_is_left_alone(tmp_path: Path, line: str) -> None:
    assert not checked_line(tmp_path, line)


def test_a_problem_names_file_and_line_of_a_block(tmp_path: Path) -> None:
    problems = checked_line(tmp_path, "Das würde helfen.")

    assert str(problems[0]).startswith(f"[FEHLER] {PATH}:4: ")


def test_a_quoted_text_stands_in_its_own_line(tmp_path: Path) -> None:
    problems = checked(tmp_path, 'responses:\n  utter_a: "Gut.\\nDas würde helfen."\n')

    assert [problem.line for problem in problems] == [2]


def test_names_of_topics_are_read_too(tmp_path: Path) -> None:
    problems = checked(tmp_path, "topics:\n  schwangerschaft: Schwangerschaft\nresponses: {}\n")

    assert [problem.line for problem in problems] == [2]


@pytest.mark.parametrize("name", ["utter_krise_in_en", "utter_knopf_sprache_tr"])
def test_texts_in_other_languages_are_left_alone(tmp_path: Path, name: str) -> None:
    words = " ".join(["word"] * 20)

    assert not checked(tmp_path, f"responses:\n  {name}: {words}\n")


@pytest.mark.parametrize("text", ["responses: [", "- nur eine Liste", ""])
def test_a_broken_file_is_left_to_the_check_of_translations(tmp_path: Path, text: str) -> None:
    assert not checked(tmp_path, text)


def test_a_project_without_leichte_sprache_is_left_alone(tmp_path: Path) -> None:
    assert not easy.check(tmp_path)


def test_our_own_texts_are_leichte_sprache() -> None:
    root = Path(__file__).resolve().parent.parent

    assert [str(problem) for problem in easy.check(root)] == []
