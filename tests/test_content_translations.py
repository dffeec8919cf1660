"""What staff are told about the texts of a language."""

from pathlib import Path

import pytest

from bot.content import translations
from bot.content.content import load
from bot.content.problem import Problem

DOMAIN = """\
responses:
  utter_gruss:
  - text: "Guten Tag!"
  utter_ort:
  - text: "{name} in {stadt}"
  - text: "{name}, zum zweiten"
"""
CITY = """\
topics:
  - {id: kita_platz, name: Kita-Platz}
  - {id: pflege, name: Pflege}
"""
ENGLISH = """\
reviewed: false
name: English
topics:
  kita_platz: Nursery place
  pflege: Care
responses:
  utter_gruss: "Hello!"
  utter_ort: "In {stadt}: {name}"
"""
FILE = "bot/texts/en.yml"


class Project:
    """A folder with two German texts, two topics and one language."""

    def __init__(self, root: Path):
        self.root = root
        self.write("domain.yml", DOMAIN)
        self.write("bot/catalogue/seed/city.yml", CITY)
        self.write(FILE, ENGLISH)

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def replace(self, old: str, new: str) -> None:
        assert old in ENGLISH
        self.write(FILE, ENGLISH.replace(old, new))

    def check(self) -> list[Problem]:
        return translations.check(load(self.root), self.root)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_whole_translation_has_no_problems(project: Project) -> None:
    assert not project.check()


@pytest.mark.parametrize(
    "old, new, line, message",
    [
        ("reviewed: false\n", "", 1, "ob die Texte geprüft sind"),
        ("reviewed: false", "reviewed: vielleicht", 1, "ob die Texte geprüft sind"),
        ("name: English\n", "", 1, "Der Name fehlt"),
        ("name: English", 'name: " "', 2, "Der Name fehlt"),
        ("  pflege: Care\n", "", 3, "Unter „topics“ fehlt „pflege“"),
        ("pflege: Care\n", "pflege: Care\n  hebamme: Midwives\n", 6, "„hebamme“ gibt es in"),
        ("pflege: Care", 'pflege: ""', 5, "„pflege“ ist leer"),
        ("pflege: Care", "pflege: Care {stadt}", 5, "„pflege“ nennt {stadt}"),
        ('  utter_gruss: "Hello!"\n', "", 6, "Unter „responses“ fehlt „utter_gruss“"),
        ('"Hello!"\n', '"Hello!"\n  utter_alt: "Old"\n', 8, "„utter_alt“ gibt es in domain.yml"),
        ('"Hello!"', '"  "', 7, "„utter_gruss“ ist leer"),
        ('"Hello!"', "", 7, "„utter_gruss“ ist leer"),
        ("Hello!", "Hello ${{name}}", 7, "enthält „${“"),
        ("Hello!", "Hello {", 7, "Klammern, die nicht passen"),
        ("Hello!", "Hello {name}", 7, "nennt {name}, das der deutsche Text nicht hat"),
        ("In {stadt}: {name}", "In {stadt}", 8, "lässt {name} weg"),
        ("In {stadt}: {name}", "Somewhere", 8, "lässt {name}, {stadt} weg"),
    ],
)
def test_every_fault_is_told_with_its_line(
    project: Project, old: str, new: str, line: int, message: str
) -> None:
    project.replace(old, new)

    (problem,) = project.check()

    assert (problem.level, problem.file, problem.line) == ("FEHLER", FILE, line)
    assert message in problem.message


@pytest.mark.parametrize(
    "old, new",
    [
        ("reviewed: false", "reviewed: true"),
        ('"In {stadt}: {name}"', "|-\n    {name}\n    {stadt} {name}"),
        ("Hello!", "Hello {{}}!"),
    ],
)
def test_what_may_differ_is_left_alone(project: Project, old: str, new: str) -> None:
    project.replace(old, new)

    assert not project.check()


@pytest.mark.parametrize("part", ["topics", "responses"])
def test_a_missing_part_is_told_text_by_text(project: Project, part: str) -> None:
    project.replace(f"{part}:\n", f"{part}_alt:\n")

    assert len([p for p in project.check() if f"Unter „{part}“ fehlt" in p.message]) == 2


@pytest.mark.parametrize(
    "text, message",
    [
        ("responses: [", "Kein gültiges YAML"),
        (f"{ENGLISH}  utter_ort: twice {{name}}\n", "Kein gültiges YAML"),
        ("- only\n- a list\n", "keine Abschnitte"),
        ("", "keine Abschnitte"),
    ],
)
def test_a_broken_file_is_told_and_the_others_are_still_checked(
    project: Project, text: str, message: str
) -> None:
    project.write(FILE, text)
    project.write("bot/texts/tr.yml", ENGLISH.replace("Hello!", ""))

    broken, empty = project.check()

    assert broken.file == FILE and message in broken.message
    assert empty.file == "bot/texts/tr.yml"


@pytest.mark.parametrize("city", ["topics: [", "name: ohne Themen", ""])
def test_a_broken_city_is_left_to_the_check_of_the_catalogue(project: Project, city: str) -> None:
    project.write("bot/catalogue/seed/city.yml", city)

    assert not project.check()


def test_our_own_translations_are_whole() -> None:
    root = Path(__file__).resolve().parent.parent

    assert [str(problem) for problem in translations.check(load(root), root)] == []
