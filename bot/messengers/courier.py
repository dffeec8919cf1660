"""Carries messages between one platform and the assistant: once, in order, whatever fails."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.chat.readable import readable
from bot.messengers.answering import TRIES, Answering
from bot.messengers.delivery import Delivery
from bot.messengers.dialogue import Dialogue
from bot.messengers.fitting import fit_all
from bot.messengers.messenger import START, TEXT, Incoming, Messenger, Outgoing
from bot.messengers.pace import Pace
from bot.messengers.store import MessengerStore

# How many residents are served at once; each of them in order.
AT_ONCE = 24
PAUSE_S = 1.0
# Also without news: a reminder may have been put there.
LOOKS_EVERY_S = 5.0
STOPS_WITHIN_S = 3.0
log = structlog.get_logger()


class Courier:
    """Serves one platform.

    Args:
        messenger: the platform.
        store: keeps what waits, so that a restart loses nothing.
        dialogue: answers.
        clock: the present, with time zone.
        pace: tells who writes too fast.
    """

    def __init__(
        self,
        messenger: Messenger,
        store: MessengerStore,
        dialogue: Dialogue,
        clock: Callable[[], datetime],
        pace: Pace | None = None,
    ):
        self.messenger = messenger
        self._store = store
        self._dialogue = dialogue
        self._clock = clock
        self._answering = Answering(messenger, store, dialogue, clock, pace or Pace())
        self._delivery = Delivery(messenger, store.sends, clock)
        self._news = asyncio.Event()
        self._is_stopping = False
        self._arrivals = asyncio.Lock()
        self._served: dict[str, asyncio.Task[None]] = {}
        # Help in a crisis is sent beside everything else.
        self._helped: dict[str, asyncio.Task[None]] = {}
        # Accounts at which something fails, and how often.
        self._failures: Counter[str] = Counter()
        self._resting: set[str] = set()

    async def receive(self, incoming: Incoming) -> None:
        """Keep what came in; it is answered by `run`. Returns when it is safe.

        A crisis is answered at once: it waits behind nothing, and its words are not kept.
        """
        if incoming.kind in (TEXT, START):
            incoming = replace(incoming, text=readable(incoming.text))
        name, store = self.messenger.name, self._store
        answers: list[Outgoing] = []
        is_crisis = self._is_crisis(incoming)
        # In threads side by side, the second could overtake the first.
        async with self._arrivals:
            if is_crisis:
                account = await asyncio.to_thread(store.accounts.at, name, incoming.address)
                helping = self._dialogue.help_in_crisis(incoming, account)
                answers = fit_all(helping, self.messenger.limits)
            is_new = await asyncio.to_thread(store.receive, name, incoming, self._clock(), answers)
        if is_new:
            self._news.set()

    def wake(self) -> None:
        """Say that there is something new to send."""
        self._news.set()

    async def run(self) -> None:
        """Answer and send, until cancelled."""
        try:
            while True:
                self._news.clear()
                due = await self._start_waiting()
                # No `wait_for`: Python 3.10's forgets to stop when told together with the news.
                alarm = asyncio.get_running_loop().call_later(self._pause(due), self._news.set)
                await self._news.wait()
                alarm.cancel()
        finally:
            await self._stop()

    async def _stop(self) -> None:
        """Let what is on its way arrive, or it would be sent again after the restart."""
        self._is_stopping = True
        tasks = [*self._served.values(), *self._helped.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=STOPS_WITHIN_S)
        for task in tasks:
            task.cancel()
        self._answering.stop()

    def _is_crisis(self, incoming: Incoming) -> bool:
        try:
            return bool(self._dialogue.help_in_crisis(incoming))
        except Exception as error:
            # Whatever it is: the message is kept, and answered in its turn.
            self._answering.report(error)
            return False

    async def _start_waiting(self) -> float | None:
        """Serve accounts that wait; return when the next delayed message is due."""
        name, now, sends = self.messenger.name, time.time(), self._store.sends
        try:
            urgent, due = await asyncio.to_thread(
                sends.waiting, name, now, frozenset(self._helped), True
            )
            for own in urgent:
                self._helped[own] = asyncio.create_task(self._help(own))
            besides, free = self._resting.union(self._served), AT_ONCE - len(self._served)
            ids, later = await asyncio.to_thread(self._store.waiting, name, now, besides, free)
        except Exception as error:
            # Whatever it is: the next look may succeed.
            self._answering.report(error)
            return None
        for own in ids:
            self._served[own] = asyncio.create_task(self._serve(own))
        return min(filter(None, (due, later)), default=None)

    @staticmethod
    def _pause(due: float | None) -> float:
        return LOOKS_EVERY_S if due is None else min(max(due - time.time(), 0.01), LOOKS_EVERY_S)

    async def _help(self, own: str) -> None:
        """Send what cannot wait."""
        try:
            while not self._is_stopping and await self._delivery.send_next(own, is_urgent=True):
                pass
        except Exception as error:
            self._answering.report(error)
            await asyncio.sleep(PAUSE_S)
        finally:
            del self._helped[own]
            self._news.set()

    async def _serve(self, own: str) -> None:
        """Answer all that an account sent, and send all that is due to it."""
        try:
            while not self._is_stopping and (
                await self._answer_next(own) or await self._delivery.send_next(own)
            ):
                pass
        except Exception as error:
            # Whatever it is: the account is served again, and all others go on.
            self._answering.report(error)
            self._let_rest(own, error)
        finally:
            del self._served[own]
            self._news.set()

    def _let_rest(self, own: str, error: Exception) -> None:
        """Serve others before an account at which something fails."""
        # A database that is down fails at everybody's, and comes back.
        self._failures[own] += not isinstance(error, OperationalError | InterfaceError)
        self._resting.add(own)
        pause = PAUSE_S * 2 ** min(self._failures[own], TRIES)
        asyncio.get_running_loop().call_later(pause, self._end_rest, own)

    def _end_rest(self, own: str) -> None:
        self._resting.discard(own)
        self._news.set()

    async def _answer_next(self, own: str) -> bool:
        """Answer the first thing that waits, and send; tell whether there was one."""
        update = await asyncio.to_thread(self._store.next_update, own)
        if update is None:
            return False
        if self._failures[own] < TRIES:
            await self._answering.answer(update)
        else:
            await self._answering.give_up(update)
        del self._failures[own]
        while not self._is_stopping and await self._delivery.send_next(own):
            pass
        return True
