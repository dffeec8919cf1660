import pytest

from bot.safety.detector import CrisisDetector
from tests.crises_in_five_languages import CRISES
from tests.no_crises_in_five_languages import NO_CRISIS

detector = CrisisDetector.from_folder()


@pytest.mark.parametrize(("lang", "crisis", "text"), CRISES)
def test_what_nobody_can_mistake_is_found(lang: str, crisis: str, text: str) -> None:
    finding = detector.detect(text)

    assert finding is not None
    assert (finding.crisis, finding.lang) == (crisis, lang)


@pytest.mark.parametrize("text", NO_CRISIS)
def test_an_ordinary_sentence_is_no_crisis(text: str) -> None:
    assert detector.detect(text) is None
