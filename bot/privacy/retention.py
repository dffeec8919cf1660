"""Forgets conversations after their time."""

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.chat.store import ConversationStore
from bot.settings import Settings

KEPT_FOR = timedelta(days=30)
_EVERY_S = 3600
log = structlog.get_logger()


def forget_old(store: ConversationStore, settings: Settings) -> int:
    """Erase all that is older than 30 days; return how many events went."""
    return store.erase_before(settings.clock() - KEPT_FOR)


async def keep_forgetting(store: ConversationStore, settings: Settings) -> None:
    """Forget at start and then every hour, until cancelled."""
    while True:
        try:
            gone = await asyncio.to_thread(forget_old, store, settings)
            log.info("retention.done", events=gone)
        except SQLAlchemyError as error:
            log.error("retention.failed", kind=type(error).__name__)
        await asyncio.sleep(_EVERY_S)
