"""Sends messages to Rasa's REST port and takes the time."""

import asyncio
import time
from dataclasses import dataclass
from itertools import count

import aiohttp

# All of them take one custom action and one catalogue look-up; the floor knows this one word.
SENTENCE = "Hebamme"


@dataclass(frozen=True)
class Load:
    """What was measured.

    Args:
        p50_ms, p99_ms: milliseconds a message with one client.
        throughput: messages a second with eight clients.
    """

    p50_ms: float
    p99_ms: float
    throughput: float


async def measure_load(
    address: str, *, warm_up: int = 50, messages: int = 300, clients: int = 8, seconds: float = 10
) -> Load:
    """Measure one client's times, then many clients' throughput.

    Args:
        address: the webhook of a running Rasa.
        warm_up, messages: how many are sent before and while one client is timed.
        clients, seconds: how many send at once, and for how long.

    Raises:
        RuntimeError: an answer is missing, so that there is nothing to measure.
    """
    numbers = count()
    async with aiohttp.ClientSession() as session:

        async def send() -> float:
            # Each message is a conversation of its own, as with residents who ask once.
            body = {"sender": f"probe-{next(numbers)}", "message": SENTENCE}
            start = time.perf_counter()
            async with session.post(address, json=body) as response:
                if not await response.json():
                    raise RuntimeError(f"{address} hat nicht geantwortet.")
            return (time.perf_counter() - start) * 1000

        for _ in range(warm_up):
            await send()
        times = sorted([await send() for _ in range(messages)])
        end = time.perf_counter() + seconds
        sent = await asyncio.gather(*(_send_until(end, send) for _ in range(clients)))
    return Load(
        p50_ms=times[len(times) // 2],
        p99_ms=times[int(len(times) * 0.99)],
        throughput=sum(sent) / seconds,
    )


async def _send_until(end: float, send) -> int:  # type: ignore[no-untyped-def]
    sent = 0
    while time.perf_counter() < end:
        await send()
        sent += 1
    return sent
