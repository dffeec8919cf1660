"""A resident and the whole web process, with a small Telegram between them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from aiohttp.test_utils import TestServer

from bot.app import create_app
from bot.catalogue.catalogue import Catalogue
from bot.channels.keys import MESSENGER_STORE
from bot.messenger_settings import MessengerSettings
from bot.messengers.account import Account
from bot.messengers.store import MessengerStore
from bot.settings import Settings
from tests.small_bot_api import SmallBotApi


class Talk:
    """Chats on Telegram; chat 7 unless another is named.

    Args:
        api: Telegram.
        server: the web process.
    """

    def __init__(self, api: SmallBotApi, server: TestServer):
        self.api, self.server = api, server
        self.webhook = server.make_url("/webhooks/telegram")

    @property
    def store(self) -> MessengerStore:
        return self.server.app[MESSENGER_STORE]

    def account(self, chat: int = 7) -> Account:
        return self.store.accounts.at("telegram", str(chat))

    async def deliver(self, update: dict[str, Any]) -> None:
        assert await self.api.deliver(self.webhook, update) == 200

    async def write(self, text: str | None = None, chat: int = 7, **more: Any) -> None:
        await self.deliver(self.api.message(text, chat, **more))

    async def ask(self, text: str | None = None, chat: int = 7, **more: Any) -> str:
        """Write something; return the next text of the chat."""
        before = len(self.api.sent(chat))
        await self.write(text, chat, **more)
        return (await self.api.answers(before + 1, chat))[before]

    async def press(self, title: str, chat: int = 7) -> str:
        """Press a button; return the next text of the chat."""
        before = len(self.api.sent(chat))
        await self.deliver(self.api.press(title, chat))
        return (await self.api.answers(before + 1, chat))[before]

    async def agree(self, chat: int = 7) -> None:
        """Say OK to the notice, and have the first words of all done with."""
        before = len(self.api.sent(chat))
        for text in ("hallo", "ok"):
            await self.write(text, chat)
        # The notice, that this is a program, and the greeting.
        await self.api.answers(before + 3, chat)


@asynccontextmanager
async def talking(
    settings: Settings, catalogue: Catalogue, api: SmallBotApi, rasa_url: str, **changes: str
) -> AsyncIterator[Talk]:
    """Run the web process with Telegram switched on.

    Args:
        changes: variables that differ from the small Telegram's own.
    """
    messengers = MessengerSettings.from_environment({**api.environment(), **changes})
    own = replace(settings, messengers=messengers, rasa_url=rasa_url)
    server = TestServer(create_app(own, catalogue))
    await server.start_server()
    try:
        yield Talk(api, server)
    finally:
        await server.close()
