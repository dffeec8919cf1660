import random
from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.safety.detector import PATTERNS, CrisisDetector
from bot.safety.rules import CLASSES, Language
from tests.crises_in_german import CRISES
from tests.crises_in_other_languages import CRISES as ELSEWHERE
from tests.no_crises import NO_CRISIS

detector = CrisisDetector.from_folder()
IN_GERMAN = [(crisis, text) for crisis, texts in CRISES.items() for text in texts]
IN_OTHER_LANGUAGES = [
    (lang, crisis, text)
    for lang, crises in ELSEWHERE.items()
    for crisis, texts in crises.items()
    for text in texts
]


def crisis_in(text: str) -> str | None:
    finding = detector.detect(text)
    return finding.crisis if finding else None


@pytest.mark.parametrize(("crisis", "text"), IN_GERMAN)
def test_a_crisis_is_found_in_german(crisis: str, text: str) -> None:
    assert crisis_in(text) == crisis


@pytest.mark.parametrize(("crisis", "text"), IN_GERMAN)
def test_a_crisis_is_found_however_it_is_written(crisis: str, text: str) -> None:
    for written in (text.upper(), _without_umlauts(text), f"Hallo zusammen. {text} Danke"):
        assert crisis_in(written) == crisis


@pytest.mark.parametrize(("lang", "crisis", "text"), IN_OTHER_LANGUAGES)
def test_a_crisis_is_found_in_other_languages(lang: str, crisis: str, text: str) -> None:
    finding = detector.detect(text)

    assert finding is not None
    assert (finding.crisis, finding.lang) == (crisis, lang)


@pytest.mark.parametrize("text", NO_CRISIS)
def test_an_ordinary_sentence_is_no_crisis(text: str) -> None:
    assert crisis_in(text) is None


@pytest.mark.parametrize(
    ("upper", "text"),
    [
        ("unfall_vergiftung", "Ich habe Rohrreiniger getrunken, ich will sterben"),
        ("suizid", "Mein Mann schlägt mich, ich will nicht mehr leben"),
        ("missbrauch", "Mein Stiefvater schlägt mich und fasst mich unten an"),
        ("gewalt", "Mein Mann schlägt mich und die Kinder"),
    ],
)
def test_the_upper_class_wins(upper: str, text: str) -> None:
    assert crisis_in(text) == upper


@pytest.mark.parametrize(
    "text",
    [
        "Er hat nichts verschluckt. Aber er ist eben vom Wickeltisch gefallen!",
        "Früher war alles gut, aber jetzt schlägt er mich jeden Tag",
        "Ich muss ein Referat halten. Aber mein Vater schlägt mich.",
        "Ich bin Erzieherin. Mein Mann schlägt mich.",
        "Vor zwei Jahren fing es an und bis heute schlägt er mich",
    ],
)
def test_a_harmless_part_does_not_hide_a_crisis(text: str) -> None:
    assert crisis_in(text) is not None


@pytest.mark.parametrize(
    ("is_young", "text"),
    [
        (True, "Ich bin 13 und will nicht mehr leben"),
        (True, "Mein Papa schlägt mich"),
        (True, "meine mama haut mich immer"),
        (False, "Ich bin 13 Wochen schwanger und niemand darf es wissen"),
        (False, "Mein Sohn ist 13 und will nicht mehr leben"),
        (False, "Mein Mann schlägt mich"),
    ],
)
def test_it_is_seen_whether_a_child_writes(is_young: bool, text: str) -> None:
    finding = detector.detect(text)

    assert finding is not None
    assert finding.is_young is is_young


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("mann", "Meine Frau schlägt mich"),
        ("gift", "Er hat Spülmittel getrunken"),
        ("lebensgefahr", "Sie hat Tabletten geschluckt und ist bewusstlos"),
        ("suizid", "Ich habe alle Tabletten geschluckt, ich will sterben"),
    ],
)
def test_signs_that_change_the_help_are_seen(sign: str, text: str) -> None:
    finding = detector.detect(text)

    assert finding is not None
    assert sign in finding.signs


def test_what_somebody_else_recognised_is_described() -> None:
    finding = detector.describe("suizid", "Ich bin 14 und ich weiß schon, wie")

    assert (finding.crisis, finding.is_young) == ("suizid", True)


@pytest.mark.parametrize(
    "text", ["", " ", "?", "…", "\u200b", "ي" * 1000, "kind " * 200, "!" * 1000]
)
def test_any_text_can_be_read(text: str) -> None:
    assert crisis_in(text) is None


def test_any_mixture_of_words_can_be_read() -> None:
    words = [word for _, text in IN_GERMAN for word in text.split()]
    dice = random.Random(1)

    for _ in range(200):
        detector.detect(" ".join(dice.choices(words, k=100)))


@pytest.mark.parametrize("language", detector.languages, ids=lambda language: language.code)
def test_every_language_has_patterns_for_every_class(language: Language) -> None:
    assert [crisis for crisis in CLASSES if not language.crises[crisis]] == []


def test_a_language_is_one_file_or_a_folder() -> None:
    codes = [language.code for language in detector.languages]

    assert codes[0] == "de"
    assert sorted(codes) == sorted(path.stem for path in PATTERNS.iterdir())


@pytest.mark.parametrize(
    "content", ["gruppen: {}\nkrisen: {suizid: [KIND + sterben]}", "gruppen: [", "krisen: {}"]
)
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "de.yml").write_text(content)

    with pytest.raises(ContentError, match=r"de\.yml"):
        CrisisDetector.from_folder(tmp_path)


@pytest.mark.parametrize("content", ["krisen: {suizid: [OMA + sterben]}", "krisen: {tod: [a]}"])
def test_a_broken_file_of_a_folder_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "gruppen.yml").write_text("gruppen: {KIND: [kind]}")
    (tmp_path / "de" / "suizid.yml").write_text(content)

    with pytest.raises(ContentError, match=r"de/suizid\.yml"):
        CrisisDetector.from_folder(tmp_path)


def _without_umlauts(text: str) -> str:
    return text.translate(str.maketrans("äöüÄÖÜ", "aouAOU")).replace("ß", "ss")
