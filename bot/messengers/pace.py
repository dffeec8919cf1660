"""How fast residents may write: as fast as in the web chat."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
PER_WINDOW = 20
_MOST_ACCOUNTS = 10_000


class Pace:
    """Counts what each resident sends, in memory.

    Args:
        is_limited: False lets everything through.
    """

    def __init__(self, is_limited: bool = True):
        self._is_limited = is_limited
        self._times: OrderedDict[str, deque[datetime]] = OrderedDict()

    def excess(self, own: str, at: datetime) -> int:
        """Count one more thing; return how many too many there were within a minute.

        Args:
            own: the account's id.
            at: when it came in: what had to wait for a restart was not written in a moment.
        """
        if not self._is_limited:
            return 0
        times = self._times.setdefault(own, deque(maxlen=2 * PER_WINDOW))
        self._times.move_to_end(own)
        while times and times[0] <= at - WINDOW:
            times.popleft()
        times.append(at)
        # Memory stays bounded, however many residents write.
        if len(self._times) > _MOST_ACCOUNTS:
            self._times.popitem(last=False)
        return max(0, len(times) - PER_WINDOW)
