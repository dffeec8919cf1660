"""Crises in the other languages, as people type them, and ordinary sentences with their words."""

import pytest

from bot.safety.detector import CrisisDetector
from tests import (
    crises_in_arabic_and_kurdish,
    crises_in_bulgarian_and_ukrainian,
    crises_in_five_languages,
    no_crises_in_arabic_and_kurdish,
    no_crises_in_bulgarian_and_ukrainian,
    no_crises_in_five_languages,
)

detector = CrisisDetector.from_folder()
CRISES = [
    *crises_in_arabic_and_kurdish.CRISES,
    *crises_in_bulgarian_and_ukrainian.CRISES,
    *crises_in_five_languages.CRISES,
]
NO_CRISIS = [
    *no_crises_in_arabic_and_kurdish.NO_CRISIS,
    *no_crises_in_bulgarian_and_ukrainian.NO_CRISIS,
    *no_crises_in_five_languages.NO_CRISIS,
]


@pytest.mark.parametrize(("lang", "crisis", "text"), CRISES)
def test_what_nobody_can_mistake_is_found(lang: str, crisis: str, text: str) -> None:
    finding = detector.detect(text)

    assert finding is not None
    assert (finding.crisis, finding.lang) == (crisis, lang)


@pytest.mark.parametrize("text", NO_CRISIS)
def test_an_ordinary_sentence_is_no_crisis(text: str) -> None:
    assert detector.detect(text) is None
