"""One turn at a time in each conversation, in one process or over several."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol
from weakref import WeakValueDictionary

from redis.asyncio import Redis

HELD_AT_MOST_S = 30


class Locks(Protocol):
    """Gives the lock of a conversation."""

    def of(self, conversation_id: str) -> AbstractAsyncContextManager[None]:
        """Hold the conversation's lock."""


class LocksInMemory:
    """Locks of a single process; unused ones vanish."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, conversation_id: str) -> AsyncIterator[None]:
        """Hold the conversation's lock."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield


class LocksInRedis:
    """Locks shared by several web processes.

    Args:
        url: address of the Redis server.
    """

    def __init__(self, url: str):
        self._redis: Redis = Redis.from_url(url)

    @asynccontextmanager
    async def of(self, conversation_id: str) -> AsyncIterator[None]:
        """Hold the conversation's lock; it ends by itself if its holder dies."""
        async with self._redis.lock(f"conversation:{conversation_id}", timeout=HELD_AT_MOST_S):
            yield


def make_locks(redis_url: str | None) -> Locks:
    """Return locks in Redis where it is configured, else in memory."""
    return LocksInRedis(redis_url) if redis_url else LocksInMemory()
