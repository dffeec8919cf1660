"""Announces callbacks to the office, again and again until the mail server takes them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.callbacks.mail import MailServer, announcement
from bot.callbacks.store import Callback, CallbackStore

FIRST_PAUSE_S = 10.0
LONGEST_PAUSE_S = 3600.0
log = structlog.get_logger()


@dataclass(frozen=True)
class Envelope:
    """Between whom the e-mails go, and what topics are called in them."""

    server: MailServer
    sender: str
    to: str
    topics: Mapping[str, str]


class Outbox:
    """Sends what the store says is unannounced, so that a restart loses nothing.

    Args:
        store: the callbacks.
        envelope: server and addresses; None where nobody is written to.
        pause: seconds before the first repetition; each further one waits twice as long.
    """

    def __init__(
        self, store: CallbackStore, envelope: Envelope | None, pause: float = FIRST_PAUSE_S
    ):
        self._store = store
        self._envelope = envelope
        self._pause = pause
        self._new = asyncio.Event()

    def wake(self) -> None:
        """Say that there is something new to announce."""
        self._new.set()

    async def run(self) -> None:
        """Announce at start and whenever woken, until cancelled."""
        pause = self._pause
        while self._envelope is not None:
            self._new.clear()
            if await asyncio.to_thread(self._announce_all, self._envelope):
                pause = self._pause
                await self._new.wait()
            else:
                # A new callback doesn't shorten the pause of a server that is down.
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    def _announce_all(self, envelope: Envelope) -> bool:
        """Tell whether all went; one that is refused doesn't hold up the others."""
        try:
            waiting = self._store.unannounced()
            # A list, because all() would stop at the first one.
            return all([self._announce(envelope, callback) for callback in waiting])
        except SQLAlchemyError as error:
            log.error("callback.mail.failed", kind=type(error).__name__)
            return False

    def _announce(self, envelope: Envelope, callback: Callback) -> bool:
        try:
            envelope.server.send(
                announcement(callback, envelope.topics, envelope.sender, envelope.to)
            )
        except OSError as error:
            # Not the error's text: it may hold addresses.
            log.error("callback.mail.failed", kind=type(error).__name__, callback=callback.id)
            return False
        self._store.announced(callback.id)
        log.info("callback.mail.sent", callback=callback.id)
        return True
