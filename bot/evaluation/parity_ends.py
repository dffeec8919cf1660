"""The residents' ends of all messengers, each at a platform that behaves as the real one."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp

from bot.evaluation.running import running_assistant
from bot.settings import Settings

if TYPE_CHECKING:
    from tests.matrix_talk import Resident
    from tests.small_bot_api import SmallBotApi
    from tests.small_graph import SmallGraph

_LOOKS_EVERY_S = 0.3
PUBLIC_URL = "http://lotse.example"
PAGES = f"{PUBLIC_URL}/angebote/"


class End(Protocol):
    """Where residents write and read; each of them is called by an address."""

    async def person(self, number: int) -> str:
        """Return somebody new."""

    async def write(self, person: str, text: str) -> None:
        """Write something."""

    def texts(self, person: str) -> list[str]:
        """Return what the person was told."""

    async def until(self, is_done: Callable[[], bool], within_s: float) -> None:
        """Wait for what residents see."""


class TelegramEnd:
    """Telegram's."""

    def __init__(self, api: "SmallBotApi", url: str):
        self._api, self._webhook = api, f"{url}/webhooks/telegram"

    async def person(self, number: int) -> str:
        """Return a chat."""
        return str(1000 + number)

    async def write(self, person: str, text: str) -> None:
        """See `End`."""
        status = await self._api.deliver(self._webhook, self._api.message(text, int(person)))
        assert status == 200  # noqa: S101 (a measurement that cannot go on)

    def texts(self, person: str) -> list[str]:
        """See `End`."""
        return self._api.sent(person)

    async def until(self, is_done: Callable[[], bool], within_s: float) -> None:
        """See `End`."""
        await self._api.until(is_done, within_s)


class MetaEnd:
    """WhatsApp's or Messenger's.

    Args:
        name: which.
        session: knows the web process.
    """

    def __init__(self, graph: "SmallGraph", name: str, session: aiohttp.ClientSession):
        self._graph, self._name, self._session = graph, name, session

    async def person(self, number: int) -> str:
        """Return a number, or the page's id of somebody."""
        return f"491700{number:05}" if self._name == "whatsapp" else f"psid-{number}"

    async def write(self, person: str, text: str) -> None:
        """See `End`."""
        from tests import small_graph as graph

        if self._name == "whatsapp":
            body = graph.whatsapp(graph.wa_text(text, person))
        else:
            body = graph.messenger(graph.fb_text(text, person))
        status = await graph.deliver(self._session, self._name, body)
        assert status == 200  # noqa: S101 (a measurement that cannot go on)

    def texts(self, person: str) -> list[str]:
        """See `End`."""
        return [text for to, text in map(_addressed, self._graph.sent) if to == person]

    async def until(self, is_done: Callable[[], bool], within_s: float) -> None:
        """See `End`."""
        await self._graph.until(is_done, within_s)


class MatrixEnd:
    """A homeserver's: one resident with many rooms."""

    def __init__(self, resident: "Resident"):
        self._resident = resident

    async def person(self, number: int) -> str:
        """Return a room with the assistant."""
        await self._resident.open()
        return self._resident.room

    async def write(self, person: str, text: str) -> None:
        """See `End`."""
        await self._resident.write_in(person, text)

    def texts(self, person: str) -> list[str]:
        """See `End`."""
        return self._resident.shown(person)

    async def until(self, is_done: Callable[[], bool], within_s: float) -> None:
        """See `End`; with pauses, or each message would be asked for by itself."""
        end = time.monotonic() + within_s
        while not is_done():
            if time.monotonic() > end:
                raise asyncio.TimeoutError
            await asyncio.sleep(_LOOKS_EVERY_S)
            await self._resident.look()


@asynccontextmanager
async def opened(
    settings: Settings, model: Path, variables: Mapping[str, str]
) -> AsyncIterator[tuple[str, dict[str, End]]]:
    """Run the whole assistant with every messenger; give its address and the residents' ends.

    Args:
        settings: its data folder should be one of its own.
        model: the archive to serve.
        variables: the environment that the settings are made of.
    """
    # The tests' own neighbours: what is measured is what is tested.
    from tests.matrix_talk import Resident
    from tests.small_bot_api import SmallBotApi
    from tests.small_graph import SmallGraph
    from tests.synapse import PASSWORD, Synapse

    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="lotse-synapse-"))
        api = await stack.enter_async_context(SmallBotApi())
        graph = await stack.enter_async_context(SmallGraph())
        homeserver = await stack.enter_async_context(Synapse(Path(folder)))
        lotse = await homeserver.register("lotse")
        erika = await homeserver.register("erika")
        environment = {
            **variables,
            **api.environment(),
            **graph.environment(),
            "MATRIX_HOMESERVER": homeserver.url,
            "MATRIX_USER": "lotse",
            "MATRIX_PASSWORD": PASSWORD,
            "PUBLIC_URL": PUBLIC_URL,
        }
        url = await stack.enter_async_context(running_assistant(settings, model, environment))
        session = await stack.enter_async_context(aiohttp.ClientSession(url))
        headers = {"Authorization": f"Bearer {erika['access_token']}"}
        own = await stack.enter_async_context(aiohttp.ClientSession(headers=headers))
        resident = Resident(own, homeserver.url, erika["user_id"], lotse["user_id"])
        yield (
            url,
            {
                "telegram": TelegramEnd(api, url),
                "whatsapp": MetaEnd(graph, "whatsapp", session),
                "messenger": MetaEnd(graph, "messenger", session),
                "matrix": MatrixEnd(resident),
            },
        )


def _addressed(sent: dict[str, Any]) -> tuple[str, str]:
    """Return to whom a message of Meta's goes, and its words."""
    if "recipient" in sent and isinstance(sent["recipient"], dict):
        return sent["recipient"]["id"], sent["message"].get("text", "")
    kind = sent["type"]
    part = sent[kind]
    text = part["body"]["text"] if kind == "interactive" else part.get("body", "")
    return str(sent.get("to")), text
