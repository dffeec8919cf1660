"""Ages and dates as people say them in German."""

from datetime import date

MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
WEEKS_PER_YEAR = 52.18
_IN_WEEKS_BELOW = 0.2
_IN_MONTHS_BELOW = 2.0


def spoken_age(years: float) -> str:
    """Return an age: weeks for newborns, months below two years, else years.

    Args:
        years: age in years.
    """
    if years < _IN_WEEKS_BELOW:
        return _counted(round(years * WEEKS_PER_YEAR), "Woche", "Wochen")
    if years < _IN_MONTHS_BELOW and years != int(years):
        return _counted(round(years * 12), "Monat", "Monate")
    whole = str(int(years)) if years == int(years) else f"{years:g}".replace(".", ",")
    return f"{whole} Jahr" if years == 1 else f"{whole} Jahre"


def spoken_date(iso: str) -> str:
    """Return an ISO date as "3. November 2021"."""
    day = date.fromisoformat(iso)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
