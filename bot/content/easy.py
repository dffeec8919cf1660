"""Checks Leichte Sprache: short sentences, one each line, known and readable words."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ruamel.yaml.scalarstring import LiteralScalarString

from bot.content.problem import Problem, error, warning
from bot.content.translations import FOLDER, Translation, read

FILE = f"{FOLDER}/de_leicht.yml"
MOST_WORDS = 10
MOST_LETTERS = 14
# These are meant in the language they name.
_FOREIGN = ("utter_krise_in_", "utter_knopf_sprache_")

_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_PHONE = re.compile(r"\d[\d /-]*\d")
_WORD = re.compile(r"[^\W_]+(?:[·-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]“?(?=\s|$)")
_SEVERAL = re.compile(r"[.!?]“?\s+[„A-ZÄÖÜ]")
_ABBREVIATED_OR_NUMBERED = re.compile(r"\b(?:\w|\d+|bzw|usw|Nr|Str|Dr)\.\s")
_CONDITIONAL = re.compile(
    r"\b(?:würd|könnt|hätt|wär|müsst|dürft|sollt)e(?:n|st|t)?\b", re.IGNORECASE
)
_DES = re.compile(r"\bdes\s+(?:\w+\s+)?[A-ZÄÖÜ]\w*s\b")
# A noun before it tells the genitive from "in der Stadt" and "gibt der Stadt".
_NOUN_DER = re.compile(r"\b[A-ZÄÖÜ][\w·-]{2,}\s+(?:der|eines|einer)\s+[A-ZÄÖÜ]\w+")
_PASSIVE = re.compile(
    r"\b(?:wird|werden|wurden?)\b(?:\s+\w+)*?\s+\w*ge\w{2,}(?:t|en)\b"
    r"|\b\w*ge\w{2,}(?:t|en)\s+(?:wird|werden|wurden?)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r",\s+(?:weil|obwohl|damit|sodass|nachdem|während|indem|bevor|falls)\b", re.IGNORECASE
)

Finding = tuple[Callable[[str, int, str], Problem], str]
Rule = Callable[[str], Iterable[Finding]]


def check(root: Path) -> list[Problem]:
    """Return what is not Leichte Sprache in its file; no file, no problems."""
    if not (root / FILE).exists():
        return []
    # What cannot be read has been told by the check of all translations.
    translation = read(root, FILE, [])
    if translation is None:
        return []
    return [
        report(FILE, line, f"„{row}“: {message}")
        for line, row in _rows(translation)
        for rule in RULES
        for report, message in rule(row)
    ]


def _rows(translation: Translation) -> Iterator[tuple[int, str]]:
    """Yield every line that somebody reads, with where it stands."""
    for part in ("topics", "responses"):
        for key, text in translation.part(part).items():
            if key.startswith(_FOREIGN):
                continue
            first = translation.line(part, key)
            # A block of lines begins below its key; a quoted text stays in its line.
            is_block = isinstance(text, LiteralScalarString)
            for offset, row in enumerate(str(text or "").splitlines(), start=1):
                if row.strip():
                    yield (first + offset if is_block else first), row.strip()


def _short_sentences(row: str) -> Iterator[Finding]:
    spoken = _PHONE.sub("X", _PLACEHOLDER.sub("X", row))
    for sentence in _SENTENCE_END.split(spoken):
        words = len(_WORD.findall(sentence))
        if words > MOST_WORDS:
            hint = f"Höchstens {MOST_WORDS}: Machen Sie zwei Sätze daraus."
            yield error, f"Der Satz hat {words} Wörter. {hint}"


def _one_sentence_a_line(row: str) -> Iterator[Finding]:
    if _SEVERAL.search(_ABBREVIATED_OR_NUMBERED.sub("", row)):
        yield error, "Das sind mehrere Sätze. Schreiben Sie jeden in eine eigene Zeile."


def _readable_words(row: str) -> Iterator[Finding]:
    for word in _WORD.findall(_PLACEHOLDER.sub(" ", row)):
        if len(word) > MOST_LETTERS and not re.search("[·-]", word):
            hint = "Trennen Sie es mit · (Familien·zentrum) oder nehmen Sie ein kürzeres Wort."
            yield error, f"Das Wort „{word}“ ist lang. {hint}"


def _no_conditional(row: str) -> Iterator[Finding]:
    for found in _CONDITIONAL.findall(row):
        yield error, f"„{found}“ ist unsicher. Sagen Sie, was ist: „kann“, „ist“, „hat“."


def _no_genitive(row: str) -> Iterator[Finding]:
    hint = "Schreiben Sie „von“: die Nummer vom Jugend·amt."
    for found in _DES.findall(row):
        yield error, f"„{found}“ ist ein Genitiv. {hint}"
    for found in _NOUN_DER.findall(row):
        yield warning, f"„{found}“ ist vielleicht ein Genitiv. {hint}"


def _active(row: str) -> Iterator[Finding]:
    if found := _PASSIVE.search(row):
        hint = "Sagen Sie, wer etwas tut: „Ich lösche das“."
        yield warning, f"„{found[0]}“ ist vielleicht Passiv. {hint}"


def _one_statement(row: str) -> Iterator[Finding]:
    for found in _SUBORDINATE.findall(row):
        word = found.strip(", ")
        yield error, f"„{word}“ beginnt eine zweite Aussage. Machen Sie einen eigenen Satz daraus."


RULES: tuple[Rule, ...] = (
    _short_sentences,
    _one_sentence_a_line,
    _readable_words,
    _no_conditional,
    _no_genitive,
    _active,
    _one_statement,
)
