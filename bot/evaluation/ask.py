"""Asks a running assistant the held-out sentences, each in a conversation of its own."""

import asyncio

import aiohttp

from bot.evaluation.heldout import Sentence
from bot.evaluation.measures import Outcome

AT_ONCE = 4


async def ask_all(url: str, sentences: list[Sentence], intents: list[str | None]) -> list[Outcome]:
    """Return what `POST /api/chat` did with every sentence.

    Args:
        url: address of the running assistant, without rate limits.
        sentences: what to ask.
        intents: what the classifier alone says, in the same order.
    """
    gate = asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession() as session:
        return list(
            await asyncio.gather(
                *(
                    _ask(session, gate, url, sentence, intent)
                    for sentence, intent in zip(sentences, intents, strict=True)
                )
            )
        )


async def _ask(
    session: aiohttp.ClientSession,
    gate: asyncio.Semaphore,
    url: str,
    sentence: Sentence,
    intent: str | None,
) -> Outcome:
    async with gate, session.post(f"{url}/api/chat", json={"text": sentence.text}) as response:
        reply = await response.json()
    if response.status != 200:
        return Outcome(sentence, "failed", (), None, intent)
    services = [service["id"] for message in reply["messages"] for service in message["services"]]
    return Outcome(sentence, reply["status"], tuple(services), reply["crisis"], intent)
