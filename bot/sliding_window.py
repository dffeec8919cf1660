"""Times of events by key within a sliding window, in bounded memory."""

from collections import OrderedDict, deque

_MOST_KEYS = 10_000


class SlidingWindow:
    """Remembers when something happened, as long as it counts.

    Args:
        seconds: the window.
        most: times that are remembered of one key; the newest stay. None: all within the window.
    """

    def __init__(self, seconds: float, most: int | None = None):
        self._seconds = seconds
        self._most = most
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def times(self, key: str, now: float) -> deque[float]:
        """Return the key's times within the window, oldest first; add to them what happens now.

        Args:
            key: whose.
            now: seconds, on the same clock each time.
        """
        times = self._times.setdefault(key, deque(maxlen=self._most))
        self._times.move_to_end(key)
        while times and times[0] <= now - self._seconds:
            times.popleft()
        # The oldest keys make room: memory stays bounded whatever comes.
        if len(self._times) > _MOST_KEYS:
            self._times.popitem(last=False)
        return times
