"""Forgets conversations and callbacks after their time."""

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.callbacks.store import CallbackStore
from bot.chat.store import ConversationStore
from bot.database import in_utc
from bot.settings import Settings

KEPT_FOR = timedelta(days=30)
_EVERY_S = 3600
log = structlog.get_logger()


def forget_old(
    store: ConversationStore, callbacks: CallbackStore, settings: Settings
) -> tuple[int, int]:
    """Erase conversations' rows older than 30 days and all callbacks that are due.

    Returns:
        How many events and how many callbacks went.
    """
    now = settings.clock()
    events = store.erase_before(in_utc(now - KEPT_FOR))
    return events, callbacks.erase_due(now.date())


async def keep_forgetting(
    store: ConversationStore, callbacks: CallbackStore, settings: Settings
) -> None:
    """Forget at start and then every hour, until cancelled."""
    while True:
        try:
            events, called = await asyncio.to_thread(forget_old, store, callbacks, settings)
            log.info("retention.done", events=events, callbacks=called)
        except SQLAlchemyError as error:
            log.error("retention.failed", kind=type(error).__name__)
        await asyncio.sleep(_EVERY_S)
