"""In which language and style a conversation is answered."""

from dataclasses import dataclass, replace

from bot.chat.turn import RasaMessage, Turn
from bot.language.detection import LanguageDetector
from bot.languages import LANGUAGES

STYLES = ("leicht",)
GERMAN = "de"


@dataclass(frozen=True)
class Preferences:
    """How one conversation is answered.

    Args:
        lang: one of `LANGUAGES`.
        style: one of `STYLES`, or None; kept where it was asked for in words.
        is_foreign: the resident writes in a language there are no texts for: German and English.
    """

    lang: str = GERMAN
    style: str | None = None
    is_foreign: bool = False


def decide(turn: Turn, kept: Preferences | None, detector: LanguageDetector) -> Preferences:
    """Return how a turn is answered: as chosen, else as written, else as before.

    Args:
        turn: the message.
        kept: the preferences of the conversation so far.
        detector: guesses the language of words.
    """
    before = kept or Preferences()
    style = turn.style or before.style
    lang = language_of(turn, detector)
    if lang is None:
        return replace(before, style=style)
    if lang in LANGUAGES:
        return Preferences(lang, style)
    return Preferences(GERMAN, style, is_foreign=True)


def language_of(turn: Turn, detector: LanguageDetector) -> str | None:
    """Return the language chosen for a turn, else the one its words are certainly in.

    Returns:
        An ISO 639-1 code, also of languages there are no texts for; None where nothing tells.
    """
    if turn.lang:
        return turn.lang
    guess = detector.guess(turn.text) if turn.text else None
    return guess.lang if guess and guess.is_certain else None


def chosen(messages: list[RasaMessage], wanted: Preferences) -> Preferences:
    """Return the preferences after a message that chose a language or a style."""
    for message in messages:
        if message.get("lang"):
            wanted = Preferences(message["lang"], wanted.style)
        if message.get("style"):
            style = message["style"]
            wanted = replace(wanted, style=style if style in STYLES else None)
    return wanted
