"""Forgets what messengers keep, after its time."""

import asyncio
from datetime import timedelta

import structlog

from bot.messengers.store import MessengerStore
from bot.settings import Settings

# As long as conversations are kept; what is held for an OK only ten minutes, and who has not
# agreed a day.
KEPT_FOR = timedelta(days=30)
EVERY_S = 20
log = structlog.get_logger()


def forget_old(store: MessengerStore, settings: Settings) -> None:
    """Erase what was held too long, and accounts that have not been used for 30 days."""
    now = settings.clock()
    store.accounts.erase_held(now)
    store.erase_before(now - KEPT_FOR, now)


async def keep_forgetting(store: MessengerStore, settings: Settings) -> None:
    """Forget at start and then several times a minute, until cancelled."""
    while True:
        try:
            await asyncio.to_thread(forget_old, store, settings)
        except Exception as error:
            # Whatever it is: what is held now has to go in time, too.
            log.error("messenger.retention.failed", kind=type(error).__name__)
        await asyncio.sleep(EVERY_S)
