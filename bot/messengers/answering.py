"""Answers what came in: finds out what is meant, and keeps the answer to be sent."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.errors import NotReached
from bot.messengers.account import Account
from bot.messengers.answer import Answer
from bot.messengers.dialogue import Dialogue
from bot.messengers.fitting import fit_all, mark_in
from bot.messengers.messenger import BUTTON, TEXT, Delayed, Incoming, Messenger, Outgoing, Refused
from bot.messengers.pace import Pace
from bot.messengers.store import MessengerStore, Update

# How often an answer is tried before the resident hears that something is wrong.
TRIES, PAUSE_S = 5, 1.0
COURTESY_WITHIN_S = 2.0
log = structlog.get_logger()


class Answering:
    """Answers on one platform.

    Args:
        messenger: the platform.
        store: keeps accounts and answers.
        dialogue: knows what to say.
        clock: the present, with time zone.
        pace: tells who writes too fast.
    """

    def __init__(
        self,
        messenger: Messenger,
        store: MessengerStore,
        dialogue: Dialogue,
        clock: Callable[[], datetime],
        pace: Pace,
    ):
        self._messenger = messenger
        self._store = store
        self._dialogue = dialogue
        self._clock = clock
        self._pace = pace
        # Tasks nobody waits for are kept here, or they could vanish in the middle.
        self._beside: set[asyncio.Task[None]] = set()

    async def answer(self, update: Update) -> None:
        """Answer something, and keep the answer to be sent."""
        if not update.incoming.address:
            return await self._drop(update, [])
        self._start(self._messenger.show_typing(update.incoming))
        name, store, meant = self._messenger.name, self._store, await self._meant(update)
        account = await asyncio.to_thread(store.accounts.at, name, meant.address)
        excess = self._pace.excess(account.id, update.received_at)
        if excess and not self._dialogue.ends(meant):
            # Said once: whoever goes on has read it.
            said = self._dialogue.slow_down(account) if excess == 1 else []
            return await self._drop(update, said)
        answer = await self._answer(account, meant)
        messages = fit_all(answer.messages, self._messenger.limits)
        await asyncio.to_thread(store.finish, name, update, answer.account, messages, self._clock())

    async def give_up(self, update: Update) -> None:
        """Say that something is wrong, and forget what makes it fail again and again."""
        log.error("messenger.given_up", channel=self._messenger.name, reason="tries")
        account = Account(update.account_id, update.incoming.address)
        await self._drop(update, self._dialogue.sorry(account) if account.address else [])

    def stop(self) -> None:
        """Let go of what nobody waits for."""
        for task in self._beside:
            task.cancel()

    async def _drop(self, update: Update, said: Iterable[Outgoing]) -> None:
        name, answers = self._messenger.name, fit_all([*said], self._messenger.limits)
        await asyncio.to_thread(self._store.drop, name, update, self._clock(), answers)

    async def _meant(self, update: Update) -> Incoming:
        """Return what came in with a button's payload instead of its code or number."""
        incoming, sends = update.incoming, self._store.sends
        choice = None
        if incoming.kind == BUTTON:
            choice = await asyncio.to_thread(sends.offered, update.account_id, incoming.text)
            if choice:
                self._start(self._messenger.retire(incoming, choice.title))
            return replace(incoming, text=choice.payload if choice else "")
        mark = mark_in(incoming.text)
        if incoming.kind == TEXT and mark and not self._messenger.limits.choices:
            choice = await asyncio.to_thread(sends.offered_as, update.account_id, mark)
        return replace(incoming, kind=BUTTON, text=choice.payload) if choice else incoming

    async def _answer(self, account: Account, incoming: Incoming) -> Answer:
        """Return the answer, or what is said where there is none to be had."""
        for again in range(TRIES):
            try:
                return await self._dialogue.answer(account, incoming, self._clock())
            except NotReached:
                # Only so: what has been heard must not be said again.
                if again + 1 < TRIES:
                    await asyncio.sleep(PAUSE_S * 2**again)
            except Exception as error:
                # Whatever it is: silence would be worse.
                self.report(error)
                break
        return Answer(account, self._dialogue.sorry(account))

    def _start(self, courtesy: Coroutine[None, None, None]) -> None:
        """Do something that nobody waits for and that may fail."""
        task = asyncio.create_task(self._quietly(courtesy))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _quietly(self, courtesy: Coroutine[None, None, None]) -> None:
        try:
            await asyncio.wait_for(courtesy, COURTESY_WITHIN_S)
        except (Delayed, Refused, asyncio.TimeoutError):
            pass
        except Exception as error:
            self.report(error)

    def report(self, error: Exception) -> None:
        """Log what nobody expected; not its text, which may hold words."""
        log.error("messenger.failed", channel=self._messenger.name, kind=type(error).__name__)
