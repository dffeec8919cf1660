"""Sends a message to Rasa's own channel on loopback."""

import asyncio
from typing import Any

import aiohttp

from bot.chat.turn import RasaMessage
from bot.errors import Unavailable

PATH = "/webhooks/chat/webhook"
TIMEOUT_S = 10.0


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
            Unavailable: Rasa is down, failed, or answered nothing at all (no model is loaded).
        """
        body = {"sender": conversation_id, "message": text, "metadata": metadata}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        try:
            async with self._session.post(self._address, json=body, timeout=timeout) as response:
                response.raise_for_status()
                messages = await response.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise rasa_is_down() from error
        if not messages:
            raise rasa_is_down()
        return messages


def rasa_is_down() -> Unavailable:
    """Return the error a resident sees while Rasa doesn't answer; it carries both emergencies."""
    return Unavailable(
        "Der Familien-Lotse ist gerade nicht erreichbar. Bitte versuchen Sie es in ein paar "
        "Minuten noch einmal. Bei Gefahr rufen Sie 112 oder die Polizei unter 110."
    )
