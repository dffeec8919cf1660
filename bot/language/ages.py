"""Finds how old a child is, in any wording."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.folding import fold

WEEKS_PER_YEAR = 52.18
DAYS_PER_YEAR = 365.25
OLDEST = 99
_NUMBERS = {
    name: value
    for value, names in enumerate(
        (
            "null",
            "ein eine einen einem einer eins one",
            "zwei zwo two",
            "drei three",
            "vier four",
            "fuenf five",
            "sechs six",
            "sieben seven",
            "acht eight",
            "neun nine",
            "zehn ten",
            "elf eleven",
            "zwoelf twelve",
            "dreizehn",
            "vierzehn",
            "fuenfzehn",
            "sechzehn",
            "siebzehn",
            "achtzehn",
            "neunzehn",
            "zwanzig",
        )
    )
    for name in names.split()
}
_HALVES = {"anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5}
_WORDS = "|".join(sorted({**_NUMBERS, **_HALVES}, key=len, reverse=True))
_NUMBER = rf"(?P<number>\d{{1,2}}(?:[.,]\d)?|{_WORDS})"
_DAYS = r"(?:tage?n?|days?)"
_WEEKS = r"(?:wochen?|wo\.|weeks?)"
_MONTHS = r"(?:monate?n?|mon\.|months?)"
_YEARS = r"(?:jahre?n?|j\.|jaehrig\w*|years?)"
# What is counted but is no age: how long something has lasted, or when it will be.
_DURATION = re.compile(r"(seit|vor|in|nach|noch|alle|fuer)$")
_BIRTH = re.compile(r"entbunden|geboren|geburt|auf die welt|baby|zur welt|gave birth|had a baby")


@dataclass(frozen=True)
class Age:
    """An age in a text.

    Args:
        years: the age in years; three weeks are 0.06.
        start, end: where it stands, in characters of the folded text's words.
    """

    years: float
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    expression: re.Pattern[str]
    unit_in_years: float
    is_span: bool


def _pattern(expression: str, unit: float = 1.0, is_span: bool = False) -> _Pattern:
    return _Pattern(re.compile(expression), unit, is_span)


_CHILD = "sohn|tochter|kind|junge|maedchen|kleine|kleiner|bin|enkel|enkelin|son|daughter"
_NO_OTHER_UNIT = (
    r"(?!\s*(?:uhr|euro|€|kind|kinder|mal|stunden|minuten|prozent|leute|personen|km|[.,:]\d))"
)

# In this order; what an earlier one has read, a later one leaves alone.
_PATTERNS = (
    _pattern(rf"\b{_NUMBER}[\s-]*(?:jaehrig\w*|years?[\s-]old|j\.|jahre?\s+alt)"),
    _pattern(rf"\b{_NUMBER}[\s-]*(?:{_WEEKS}(?:\s+alt\w*)?|woechig\w*)", 1 / WEEKS_PER_YEAR, True),
    _pattern(rf"\b{_NUMBER}[\s-]*(?:{_MONTHS}(?:[\s-]+(?:alt\w*|old))?|monatig\w*)", 1 / 12, True),
    _pattern(rf"\b{_NUMBER}[\s-]*{_DAYS}(?:\s+alt\w*)?", 1 / DAYS_PER_YEAR, True),
    _pattern(rf"\b{_NUMBER}[\s-]*{_YEARS}", 1.0, True),
    _pattern(rf"\b(?:ist|wird|jetzt|gerade|bald|schon|erst)\s+{_NUMBER}\b{_NO_OTHER_UNIT}"),
    _pattern(rf"\b(?:{_CHILD})\s*,?\s*\(?{_NUMBER}\b{_NO_OTHER_UNIT}"),
    _pattern(rf"^\W*{_NUMBER}\W*$"),
)
_SCHOOL_YEAR = re.compile(r"\b(?P<number>1?\d)\.?\s*(?:klasse|kl\.|schuljahr)\b")
FIRST_CLASS_AGE = 6.0


def find_ages(text: str) -> list[Age]:
    """Return the ages of children in a text, in order.

    Args:
        text: what a resident wrote, in German or English.

    Returns:
        Weeks, months and years; a school year as the age at its start (1st class: 6 years).
        Times, prices, numbers of children, durations and weeks of pregnancy are none.
    """
    folded = fold(text)
    taken = [False] * len(folded)
    found = [age for pattern in _PATTERNS for age in _read(pattern, folded, taken)]
    for match in _SCHOOL_YEAR.finditer(folded):
        if not any(taken[match.start() : match.end()]):
            years = FIRST_CLASS_AGE + int(match["number"]) - 1
            found.append(Age(years, match.start(), match.end()))
    return sorted(found, key=lambda age: age.start)


def _read(pattern: _Pattern, folded: str, taken: list[bool]) -> Iterator[Age]:
    for match in pattern.expression.finditer(folded):
        if any(taken[match.start() : match.end()]) or not _is_age(pattern, match, folded):
            continue
        years = _number(match["number"]) * pattern.unit_in_years
        if years <= OLDEST:
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            yield Age(years, match.start(), match.end())


def _is_age(pattern: _Pattern, match: re.Match[str], folded: str) -> bool:
    """Tell a child's age from a duration: "vor 3 Wochen" is one only after a birth."""
    if not pattern.is_span or "alt" in match[0] or "old" in match[0]:
        return True
    before = folded[: match.start()].rstrip()
    if "schwanger" in folded[match.end() : match.end() + 20]:
        return False
    ago = before.endswith("vor") and bool(_BIRTH.search(folded))
    return ago or not _DURATION.search(before)


def _number(word: str) -> float:
    if word in _HALVES:
        return _HALVES[word]
    return float(_NUMBERS[word]) if word in _NUMBERS else float(word.replace(",", "."))
