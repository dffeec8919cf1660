"""`python -m bot statistics`: what staff can learn from, without reading a conversation."""

from datetime import timedelta

from bot.database import create_engine
from bot.errors import BadRequest
from bot.settings import Settings
from bot.statistics.store import StatisticsStore

REFUSED = "passt_nicht"
DAYS = 30


def run(settings: Settings, arguments: list[str]) -> int:
    """Print how often residents said of which place that it doesn't fit, in the last 30 days.

    Raises:
        BadRequest: there are arguments.
    """
    if arguments:
        raise BadRequest("Aufruf: python -m bot statistics")
    store = StatisticsStore(create_engine(settings.database_url))
    since = settings.clock().date() - timedelta(days=DAYS)
    totals = store.totals(REFUSED, since)
    print(f"„Passt nicht“ in den letzten {DAYS} Tagen:")
    print(*([f"{number:6}  {name}" for name, number in totals] or ["  niemand"]), sep="\n")
    return 0
