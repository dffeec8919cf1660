"""Ages, dates and lists as people say them in a language; Babel knows how."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.units import format_unit

WEEKS_PER_YEAR = 52.18
_IN_WEEKS_BELOW = 0.2
_IN_MONTHS_BELOW = 2.0


def spoken_age(years: float, lang: str = "de") -> str:
    """Return an age: weeks for newborns, months below two years, else years.

    Args:
        years: age in years.
        lang: ISO 639-1 code.
    """
    if years < _IN_WEEKS_BELOW:
        return _counted(round(years * WEEKS_PER_YEAR), "week", lang)
    if years < _IN_MONTHS_BELOW and years != int(years):
        return _counted(round(years * 12), "month", lang)
    return _counted(int(years) if years == int(years) else round(years, 1), "year", lang)


def spoken_date(iso: str, lang: str = "de") -> str:
    """Return an ISO date as "3. November 2021"; one without day or month in what is left."""
    if len(iso) < len("2021-11-03"):
        skeleton = "yMMMM" if len(iso) > len("2021") else "y"
        return format_skeleton(skeleton, date.fromisoformat(f"{iso}-01-01"[:10]), locale=lang)
    return format_date(date.fromisoformat(iso), "long", locale=lang)


def listed(items: Sequence[str], lang: str = "de", style: str = "standard") -> str:
    """Return items as "eins, zwei und drei"; with the style "or", "eins, zwei oder drei"."""
    return format_list(list(items), style=style, locale=lang) if items else ""


def _counted(number: float, unit: str, lang: str) -> str:
    return format_unit(number, unit, "long", locale=lang)
