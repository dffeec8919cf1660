"""How fast residents may write: as fast as in the web chat."""

from datetime import datetime

from bot.sliding_window import SlidingWindow

WINDOW_S = 60
PER_WINDOW = 20


class Pace:
    """Counts what each resident sends, in memory.

    Args:
        is_limited: False lets everything through.
    """

    def __init__(self, is_limited: bool = True):
        self._is_limited = is_limited
        self._window = SlidingWindow(WINDOW_S, most=2 * PER_WINDOW)

    def excess(self, own: str, at: datetime) -> int:
        """Count one more thing; return how many too many there were within a minute.

        Args:
            own: the account's id.
            at: when it came in: what had to wait for a restart was not written in a moment.
        """
        if not self._is_limited:
            return 0
        times = self._window.times(own, at.timestamp())
        times.append(at.timestamp())
        return max(0, len(times) - PER_WINDOW)
