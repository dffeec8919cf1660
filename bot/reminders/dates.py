"""When a resident is reminded of a day to come."""

from datetime import date, datetime, timedelta

from bot.catalogue.dates import Dated

# Nobody wants to be woken by a deadline.
FROM_H = 9
_DAY = timedelta(days=1)


def reminder_day(dated: Dated, now: datetime) -> date | None:
    """Return the day of the reminder; None where none is left that would come later than now.

    Args:
        dated: says how many days before is best. Is that too late, it is tomorrow, and never
            later than on the eve.
        now: when somebody asks, in the city's time.
    """
    today, eve = now.date(), dated.on - _DAY
    if eve < today or (eve == today and now.hour >= FROM_H):
        return None
    best = dated.on - timedelta(days=dated.remind_days_before)
    return min(max(best, today + _DAY), eve)
