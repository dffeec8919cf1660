"""In which language and style a turn is answered."""

import pytest

from bot.chat.preferences import Preferences, decide
from bot.chat.turn import Turn
from bot.language.detection import LanguageDetector, detector

GERMAN = "Ich suche einen Platz in der Krippe für meinen Sohn"
TURKISH = "Oğlum için kreş yeri arıyorum, yardım eder misiniz"
FRENCH = "Je cherche une place en crèche pour mon fils"


def decided(turn: Turn, kept: Preferences | None = None) -> Preferences:
    return decide(turn, kept, detector())


def test_it_begins_in_german() -> None:
    assert decided(Turn(text="42")) == Preferences("de")


def test_it_answers_as_it_is_written() -> None:
    assert decided(Turn(text=TURKISH)) == Preferences("tr")
    assert decided(Turn(text=GERMAN), Preferences("tr")) == Preferences("de")


def test_a_choice_counts_more_than_the_words() -> None:
    assert decided(Turn(text=TURKISH, lang="pl")) == Preferences("pl")


@pytest.mark.parametrize("text", ["42", "👶", "?", "ok"])
def test_what_says_nothing_leaves_the_language_as_it_was(text: str) -> None:
    assert decided(Turn(text=text), Preferences("tr")) == Preferences("tr")


def test_a_button_leaves_the_language_as_it_was() -> None:
    assert decided(Turn(payload="/ja"), Preferences("ar")) == Preferences("ar")


def test_a_language_without_texts_is_answered_in_german_and_english() -> None:
    assert decided(Turn(text=FRENCH)) == Preferences("de", is_foreign=True)


def test_who_goes_on_in_german_is_not_foreign_any_more() -> None:
    assert decided(Turn(text=GERMAN), Preferences(is_foreign=True)) == Preferences("de")


def test_a_foreign_resident_stays_so_after_a_number() -> None:
    kept = Preferences(is_foreign=True)

    assert decided(Turn(text="3"), kept) == kept


def test_the_style_stays_until_another_is_chosen() -> None:
    assert decided(Turn(text=GERMAN, style="leicht")).style == "leicht"
    assert decided(Turn(text=GERMAN), Preferences(style="leicht")).style == "leicht"


def test_a_guess_that_is_not_certain_leaves_the_language_as_it_was() -> None:
    unsure = LanguageDetector({"de": ["eins zwei"], "tr": ["eins zwei"]})

    assert decide(Turn(text="eins"), Preferences("tr"), unsure) == Preferences("tr")
