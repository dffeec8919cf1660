"""Sends what is due to residents: to each of them in order, and again where it failed."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.messengers.messenger import Delayed, Messenger, Refused
from bot.messengers.store_sends import Send, SendStore

FIRST_DELAY_S, LONGEST_DELAY_S = 1.0, 300.0
# Enough for the longest delay.
_MOST_DOUBLINGS = 10
GIVEN_UP_AFTER = timedelta(days=1)
# A platform that is down, or a token that is over, fails at every message.
WARNS_EVERY_S = 3600.0
log = structlog.get_logger()


class Delivery:
    """Delivers on one platform.

    Args:
        messenger: the platform.
        store: keeps what is to be sent.
        clock: the present, with time zone.
    """

    def __init__(self, messenger: Messenger, store: SendStore, clock: Callable[[], datetime]):
        self._messenger = messenger
        self._store = store
        self._clock = clock
        self._warned_at: dict[str, float] = {}

    async def send_next(self, own: str, is_urgent: bool = False) -> bool:
        """Send an account's first message; tell whether another may follow at once.

        Args:
            own: the account's id.
            is_urgent: from which of its two queues.
        """
        send = await asyncio.to_thread(self._store.first, own, time.time(), is_urgent)
        if send is None:
            return False
        if send.address and not self._is_too_late(send):
            try:
                await self._messenger.send(send.address, send.outgoing, send.key)
            except Refused as refused:
                self._log("messenger.refused", refused.reason)
            except Exception as error:
                # Whatever it is: it is tried again later, and nobody else waits for it.
                await self._delay(send, error if isinstance(error, Delayed) else _unforeseen(error))
                return False
        await asyncio.to_thread(self._store.done, send.number)
        return True

    async def _delay(self, send: Send, delay: Delayed) -> None:
        now, last = time.monotonic(), self._warned_at.get(delay.reason)
        if last is None or now - last > WARNS_EVERY_S:
            self._warned_at[delay.reason] = now
            self._log("messenger.delayed", delay.reason)
        growing = FIRST_DELAY_S * 2 ** min(send.tries, _MOST_DOUBLINGS)
        seconds = delay.seconds or min(growing, LONGEST_DELAY_S)
        await asyncio.to_thread(self._store.delay, send.number, time.time() + seconds)

    def _is_too_late(self, send: Send) -> bool:
        is_late = self._clock() - send.made_at > GIVEN_UP_AFTER
        if is_late:
            self._log("messenger.given_up", "a day")
        return is_late

    def _log(self, event: str, reason: str) -> None:
        log.warning(event, channel=self._messenger.name, reason=reason)


def _unforeseen(error: Exception) -> Delayed:
    # Not its text: it may hold words.
    return Delayed(reason=type(error).__name__)
