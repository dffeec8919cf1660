"""What staff are told about intents, examples, rules and texts: each rule notices, or does not."""

from pathlib import Path

import pytest

from bot.content import checks
from bot.content.content import load
from bot.content.problem import Problem

DOMAIN = """\
intents:
- gruss
- pflege
actions:
- action_pflege
responses:
  utter_gruss:
  - text: "Guten Tag in {stadt}!"
"""
RULES = """\
rules:
- rule: Gruß
  steps:
  - intent: gruss
  - action: utter_gruss
- rule: Pflege
  steps:
  - intent: pflege
  - action: action_pflege
"""
NUMBERS = "eins zwei drei vier fünf sechs sieben acht neun zehn".split()
MANY = [f"{first} {second}" for first in NUMBERS for second in ("hund", "katze")]


def nlu(**sentences: list[str]) -> str:
    """Return a file of examples; in it, the first sentence of the first intent has line 4."""
    blocks = [
        "\n".join([f"- intent: {intent}", "  examples: |", *(f"    - {row}" for row in rows)])
        for intent, rows in sentences.items()
    ]
    return "\n".join(["nlu:", *blocks, ""])


class Project:
    """A folder with two intents that are examples enough and answered."""

    def __init__(self, root: Path):
        self.root = root
        (root / "data").mkdir()
        self.write("domain.yml", DOMAIN)
        self.write("data/rules.yml", RULES)
        self.examples()

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, "utf-8")

    def examples(self, gruss: tuple[str, ...] = (), pflege: tuple[str, ...] = ()) -> None:
        of_care = [f"{sentence} pflegen" for sentence in MANY]
        self.write("data/nlu.yml", nlu(gruss=[*gruss, *MANY], pflege=[*pflege, *of_care]))

    def check(self) -> list[Problem]:
        return checks.check(load(self.root))

    def only(self) -> Problem:
        (problem,) = self.check()
        return problem


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_whole_content_has_no_problems(project: Project) -> None:
    assert not project.check()


def test_too_few_examples_are_told_with_how_many_there_should_be(project: Project) -> None:
    project.write("data/nlu.yml", nlu(gruss=MANY[1:], pflege=[f"{row} pflegen" for row in MANY]))

    assert "„gruss“ hat 19 Beispiele" in project.only().message
    assert "20 sollen es" in project.only().message


@pytest.mark.parametrize("intent", sorted(checks.LEAST_OUT_OF_SCOPE))
def test_what_is_out_of_scope_needs_many_more_examples(project: Project, intent: str) -> None:
    project.write("domain.yml", DOMAIN.replace("pflege\n", f"{intent}\n", 1))
    project.write("data/rules.yml", RULES.replace("intent: pflege", f"intent: {intent}"))
    project.write("data/nlu.yml", nlu(gruss=MANY, **{intent: [f"{row} pflegen" for row in MANY]}))

    assert "150 sollen es" in " ".join(problem.message for problem in project.check())


def test_examples_of_an_unknown_intent_are_told_where_they_stand(project: Project) -> None:
    project.write("data/nlu_mehr.yml", nlu(grus=["moin moin"]))

    problem = project.only()

    assert "Absicht „grus“ gibt es nicht" in problem.message
    assert (problem.level, problem.file, problem.line) == ("FEHLER", "data/nlu_mehr.yml", 4)


def test_a_rule_of_an_unknown_intent_is_told_where_it_stands(project: Project) -> None:
    extra = "- rule: Mehr\n  steps:\n  - intent: grus\n  - action: utter_gruss\n"
    project.write("data/rules.yml", RULES + extra)

    assert (project.only().file, project.only().line) == ("data/rules.yml", 10)


def test_rasas_own_fallback_is_a_known_intent(project: Project) -> None:
    extra = "- rule: Mehr\n  steps:\n  - intent: nlu_fallback\n  - action: utter_gruss\n"
    project.write("data/rules.yml", RULES + extra)

    assert not project.check()


def test_an_intent_without_rule_leads_to_silence(project: Project) -> None:
    project.write("data/rules.yml", RULES[: RULES.index("- rule: Pflege")])

    assert "Auf „pflege“ folgt nichts" in project.only().message


@pytest.mark.parametrize("action", ["utter_grus", "action_fehlt"])
def test_a_rule_must_lead_to_something_that_exists(project: Project, action: str) -> None:
    project.write("data/rules.yml", RULES.replace("action: utter_gruss", f"action: {action}"))

    assert f"„{action}“ gibt es nicht" in project.only().message


@pytest.mark.parametrize("twin", ["eins hund", "Eins, Hund!", "EINS   HUND"])
def test_a_sentence_of_two_intents_must_be_mended(project: Project, twin: str) -> None:
    project.examples(pflege=(twin,))

    problem = project.only()

    assert problem.level == "FEHLER"
    assert "steht schon in data/nlu.yml:4 („gruss“)" in problem.message


def test_umlauts_do_not_make_another_sentence(project: Project) -> None:
    project.examples(pflege=("fuenf hund",))

    assert "steht schon in" in project.only().message


def test_a_sentence_twice_in_one_intent_is_only_warned_of(project: Project) -> None:
    project.examples(gruss=("eins hund",))

    assert project.only().level == "WARNUNG"


def test_sentences_of_signs_only_are_not_all_the_same(project: Project) -> None:
    project.examples(gruss=("👋",), pflege=("?!",))

    assert not project.check()


@pytest.mark.parametrize(
    "sentence",
    [
        "schreib an erika.muster@example.org",
        "ruf mich an 04221 123456",
        "meine nummer ist 0171-1234567",
        "konto DE02120300000000202051",
    ],
)
def test_personal_data_in_examples_must_be_mended(project: Project, sentence: str) -> None:
    project.examples(gruss=(sentence,))

    assert "persönlichen Daten" in project.only().message


@pytest.mark.parametrize("sentence", ["er ist 12", "2021 war besser", "kita 2026/27", "ruf 110"])
def test_plain_numbers_are_no_personal_data(project: Project, sentence: str) -> None:
    project.examples(gruss=(sentence,))

    assert not project.check()


@pytest.mark.parametrize("sentence", ["in [Hasport](ort)", 'in [Hasport]{"entity": "ort"}'])
def test_marked_entities_must_be_mended(project: Project, sentence: str) -> None:
    project.examples(gruss=(sentence,))

    assert "Markierungen sind nicht nötig" in project.only().message


def test_brackets_alone_are_no_marks(project: Project) -> None:
    project.examples(gruss=("hallo [winkt] alle (zusammen)",))

    assert not project.check()


def test_unsorted_intents_are_only_warned_of(project: Project) -> None:
    project.write("domain.yml", DOMAIN.replace("- gruss\n- pflege", "- pflege\n- gruss"))

    assert project.only().level == "WARNUNG"
    assert "„gruss“ gehört vor „pflege“" in project.only().message


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "ist leer"),
        ("  ", "ist leer"),
        ("Tag in ${{stadt}}", "enthält „${“"),
        ("Tag in {stadt", "Klammern passen nicht"),
        ("Tag in stadt}", "Klammern passen nicht"),
    ],
)
def test_a_text_that_is_not_whole_is_told_with_its_line(
    project: Project, text: str, message: str
) -> None:
    project.write("domain.yml", DOMAIN.replace("Guten Tag in {stadt}!", text))

    problem = project.only()

    assert message in problem.message
    assert (problem.file, problem.line) == ("domain.yml", 7)


def test_a_broken_file_is_told_first(project: Project) -> None:
    project.write("data/nlu_mehr.yml", "nlu: [\n")

    first, *_ = project.check()

    assert first.file == "data/nlu_mehr.yml"
    assert "Kein gültiges YAML" in first.message


def test_a_missing_domain_is_told_first(project: Project) -> None:
    (project.root / "domain.yml").unlink()

    assert str(project.check()[0]) == "[FEHLER] domain.yml:1: Diese Datei fehlt."
