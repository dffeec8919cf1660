"""Asks a running assistant the held-out sentences, each in a conversation of its own."""

import asyncio

import aiohttp

from bot.evaluation.heldout import Sentence
from bot.evaluation.measures import Outcome

AT_ONCE = 4


async def ask_all(url: str, sentences: list[Sentence]) -> list[Outcome]:
    """Return what `POST /api/chat` did with every sentence.

    Args:
        url: address of the running assistant, without rate limits.
        sentences: what to ask.
    """
    gate = asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession() as session:
        return list(
            await asyncio.gather(*(_ask(session, gate, url, sentence) for sentence in sentences))
        )


async def _ask(
    session: aiohttp.ClientSession,
    gate: asyncio.Semaphore,
    url: str,
    sentence: Sentence,
) -> Outcome:
    async with gate, session.post(f"{url}/api/chat", json={"text": sentence.text}) as response:
        reply = await response.json()
    if response.status != 200:
        return Outcome(sentence, "failed", (), None)
    services = [service["id"] for message in reply["messages"] for service in message["services"]]
    return Outcome(sentence, reply["status"], tuple(services), reply["crisis"])
