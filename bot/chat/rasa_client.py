"""Sends a message to Rasa's own channel on loopback."""

import asyncio
from typing import Any

import aiohttp

from bot.chat.turn import RasaMessage
from bot.errors import NotReached, Unavailable

PATH = "/webhooks/chat/webhook"
TIMEOUT_S = 10.0
NOT_REACHABLE = (
    "Der Familien-Lotse ist gerade nicht erreichbar. Bitte versuchen Sie es in ein paar "
    "Minuten noch einmal. Bei Gefahr rufen Sie 112 oder die Polizei unter 110."
)


class RasaClient:
    """A client with one connection pool.

    Args:
        url: address of the Rasa server.
        session: the pool; its owner closes it.
    """

    def __init__(self, url: str, session: aiohttp.ClientSession):
        self._address = url + PATH
        self._session = session

    async def send(
        self, conversation_id: str, text: str, metadata: dict[str, Any]
    ) -> list[RasaMessage]:
        """Return the assistant's messages.

        Raises:
            NotReached: Rasa is down, and has not heard a word.
            Unavailable: it failed, or answered nothing at all (no model is loaded).
        """
        body = {"sender": conversation_id, "message": text, "metadata": metadata}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        try:
            async with self._session.post(self._address, json=body, timeout=timeout) as response:
                response.raise_for_status()
                messages = await response.json()
        except aiohttp.ClientConnectorError as error:
            raise NotReached(NOT_REACHABLE) from error
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise not_reachable() from error
        if not messages:
            raise not_reachable()
        return messages


def not_reachable() -> Unavailable:
    """Return what a resident sees while Rasa or the database is down: with both emergencies."""
    return Unavailable(NOT_REACHABLE)


def defused(text: str) -> str:
    """Return words that Rasa will not take for a command: without slashes in front.

    Rasa would execute a typed "/restart" or "/intent{…}".
    """
    return text.lstrip("/ \t\n") or "?"
