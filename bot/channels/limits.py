"""Rate limits: how often one conversation and one address may write."""

import time
from collections.abc import Callable

from aiohttp import web

from bot.errors import TooMany
from bot.sliding_window import SlidingWindow

WINDOW_S = 60
# A person writes some ten messages a minute at the most; a family centre's shared address more.
PER_CONVERSATION = 20
PER_ADDRESS = 120


class Limits:
    """Counts messages in a sliding window of one minute, in memory.

    Args:
        active: False lets everything through.
        clock: seconds, never going back.
    """

    def __init__(self, active: bool, clock: Callable[[], float] = time.monotonic):
        self._active = active
        self._clock = clock
        self._window = SlidingWindow(WINDOW_S)

    def count(self, request: web.Request, conversation: str | None) -> None:
        """Count one message.

        Raises:
            TooMany: the conversation or the address wrote too often.
        """
        if not self._active:
            return
        self._count_one(f"address:{request.remote}", PER_ADDRESS)
        if conversation:
            self._count_one(f"conversation:{conversation}", PER_CONVERSATION)

    def _count_one(self, key: str, most: int) -> None:
        now = self._clock()
        times = self._window.times(key, now)
        if len(times) >= most:
            wait = int(times[0] + WINDOW_S - now) + 1
            raise TooMany("Das waren sehr viele Nachrichten. Bitte warten Sie kurz.", wait)
        times.append(now)
