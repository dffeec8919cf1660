from pathlib import Path

import pytest

from bot.safety.detector import PATTERNS, CrisisDetector
from bot.safety.names import Names
from bot.safety.rules import Rules
from tests.crises_told_indirectly import CRISES
from tests.crises_told_plainly import CRISES as PLAINLY
from tests.crises_typed_elsewhere import CRISES as ELSEWHERE
from tests.crises_unmistakable import CRISES as UNMISTAKABLE
from tests.no_crises_from_outside import NO_CRISIS
from tests.no_crises_in_everyday_life import NO_CRISIS as EVERYDAY
from tests.no_crises_in_stories import NO_CRISIS as STORIES
from tests.no_crises_same_words import NO_CRISIS as SAME_WORDS

detector = CrisisDetector.from_folder()
IN_GERMAN = [(crisis, text) for crisis, texts in CRISES.items() for text in texts]
IN_PLAIN_WORDS = [
    (crisis, text)
    for crises in (PLAINLY, UNMISTAKABLE)
    for crisis, texts in crises.items()
    for text in texts
]


def crisis_in(text: str) -> str | None:
    finding = detector.detect(text)
    return finding.crisis if finding else None


@pytest.mark.parametrize(("crisis", "text"), IN_GERMAN)
def test_a_crisis_told_indirectly_is_found(crisis: str, text: str) -> None:
    assert crisis_in(text) == crisis


@pytest.mark.parametrize(("crisis", "text"), IN_PLAIN_WORDS)
def test_what_nobody_can_mistake_is_found_however_it_is_written(crisis: str, text: str) -> None:
    for written in (text, text.upper(), f"hallo {text}", f"Bitte helfen Sie. {text}!!!"):
        assert crisis_in(written) == crisis


@pytest.mark.parametrize(("crisis", "text"), ELSEWHERE)
def test_a_crisis_typed_in_any_letters_is_found(crisis: str, text: str) -> None:
    assert crisis_in(text) == crisis


@pytest.mark.parametrize("text", [*NO_CRISIS, *EVERYDAY, *STORIES, *SAME_WORDS])
def test_what_only_sounds_like_a_crisis_is_none(text: str) -> None:
    assert crisis_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Wir waren beim Elternabend und meine Tochter hat eine Batterie verschluckt",
        "Beim Praktikum hat mich der Chef begrapscht",
        "Ich halte morgen ein Referat und ich will sterben",
        "Mein Sohn schreit in der Kita und zuhause verprügelt ihn mein Mann",
        "Ich will nicht mehr leben, kein Witz",
        "Letztes Jahr hat er mich geschlagen und gestern wieder",
    ],
)
def test_an_occasion_does_not_hide_ones_own_distress(text: str) -> None:
    assert crisis_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Nachbar verprügelt seine Kinder",
        "Der Vater schlägt den Sohn",
        "Die Mutter von nebenan schlägt ihre kleine Tochter",
        "der freund meiner mutter schlägt mich",
    ],
)
def test_whoever_hits_a_child_endangers_a_child(text: str) -> None:
    assert crisis_in(text) == "kindeswohl"


@pytest.mark.parametrize(
    ("crisis", "text"),
    [
        (None, "Ist die Beratungsstelle gegen sexuellen Missbrauch heute offen?"),
        (None, "Wer steckt hinter dem Hilfetelefon „Schwangere in Not“?"),
        ("schwangerschaft_not", "Ich bin eine Schwangere in Not"),
        ("gewalt", "Hilfetelefon Gewalt gegen Frauen, mein Mann schlägt mich"),
        ("missbrauch", "Mein Onkel fasst mich an. Nummer vom Hilfetelefon Missbrauch?"),
    ],
)
def test_a_name_is_no_sign_and_hides_none(crisis: str | None, text: str) -> None:
    assert crisis_in(text) == crisis


def test_a_broken_service_costs_only_its_names(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("name: [")
    (tmp_path / "b.yml").write_text("alternate_names: [Beratungsstelle Missbrauch]")
    (tmp_path / "c.yml").write_text("name: Beratungsstelle gegen sexuellen Missbrauch")
    names = Names.from_folder(tmp_path)
    one = CrisisDetector(Rules.from_folder(PATTERNS), names)

    assert one.detect("Beratungsstelle gegen sexuellen Missbrauch") is None
    assert one.detect("Mein Onkel missbraucht mich") is not None


@pytest.mark.parametrize(
    "text", ["Papa, Mama und ich on tour", "Wo ist das Bahnhof 3 Amt", "ne da mi mo se go"]
)
def test_latin_letters_alone_say_nothing(text: str) -> None:
    assert crisis_in(text) is None
