"""A resident and the assistant in a room of a real homeserver."""

import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from itertools import count
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp.test_utils import TestServer

from bot.catalogue.catalogue import Catalogue
from bot.channels.keys import MESSENGER_STORE
from bot.channels.matrix_api import Login
from bot.messengers.account import Account
from bot.messengers.store import MessengerStore
from bot.privacy.cipher import Cipher
from bot.settings import Settings
from tests.messenger_app import messenger_app, with_messengers
from tests.synapse import PASSWORD, Synapse

_number = count(1)
_ALL = '{"room": {"timeline": {"limit": 1000}}}'


class Resident:
    """Somebody with an account on the homeserver, in a room with the assistant.

    Args:
        session: carries the account's token.
        url: the homeserver.
        user: the account.
        bot: the assistant's account.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str, user: str, bot: str):
        self._session, self._url, self.user, self.bot = session, url, user, bot
        self.room = ""
        self._since = ""
        self.events: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.typing: list[list[str]] = []
        self.invitations: set[str] = set()

    async def call(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        address = f"{self._url}/_matrix/client/v3/{path}"
        async with self._session.request(method, address, **content) as response:
            said = await response.json()
            assert response.status == 200, said
            return said

    # What residents do.

    async def open(self, *others: str, invites: bool = True, **more: Any) -> None:
        """Open a room, and invite the assistant and perhaps others."""
        room = {
            "preset": "trusted_private_chat",
            "is_direct": True,
            "invite": [*([self.bot] if invites else []), *others],
            **more,
        }
        self.room = (await self.call("POST", "createRoom", json=room))["room_id"]

    async def open_encrypted(self) -> None:
        """Open a room as most apps do."""
        content = {"algorithm": "m.megolm.v1.aes-sha2"}
        state = {"type": "m.room.encryption", "state_key": "", "content": content}
        await self.open(initial_state=[state])

    async def invite(self, user: str) -> None:
        await self.in_room("POST", "invite", json={"user_id": user})

    async def in_room(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        return await self.call(method, f"rooms/{quote(self.room, safe='')}/{path}", **content)

    async def write(
        self, text: str = "", kind: str = "m.room.message", **content: Any
    ) -> dict[str, Any]:
        """Send a message; return its event's id."""
        words = {"msgtype": "m.text", "body": text} if text else {}
        path = f"send/{kind}/t{next(_number)}"
        return await self.in_room("PUT", path, json={**words, **content})

    async def write_in(self, room: str, text: str) -> None:
        """Send words to any of the own rooms."""
        path = f"rooms/{quote(room, safe='')}/send/m.room.message/t{next(_number)}"
        await self.call("PUT", path, json={"msgtype": "m.text", "body": text})

    async def ask(self, text: str = "", **more: Any) -> str:
        """Write something; return the next text of the assistant."""
        before = len(self.shown())
        await self.write(text, **more)
        return (await self.answers(before + 1))[before]

    async def agree(self) -> None:
        """Open a room, say OK, and have the first words of all done with."""
        await self.open()
        await self.answers(1)
        await self.ask("ok")
        await self.write("hallo")
        await self.answers(4)

    # What residents see.

    def shown(self, room: str | None = None) -> list[str]:
        """Return the texts of the assistant in the room, or in another."""
        return [event["content"]["body"] for event in self.messages(room)]

    def messages(self, room: str | None = None) -> list[dict[str, Any]]:
        events = self.events[room or self.room]
        is_said = (e["type"] == "m.room.message" and e["sender"] == self.bot for e in events)
        return [event for event, said in zip(events, is_said, strict=True) if said]

    async def answers(self, number: int, within_s: float = 10) -> list[str]:
        """Wait until the room shows so many messages of the assistant; return their texts."""
        await self.until(lambda: len(self.shown()) >= number, within_s)
        return self.shown()

    async def has(self, membership: str) -> None:
        """Wait until the assistant has come or gone."""
        await self.until(lambda: self.membership() == membership)

    def membership(self) -> str | None:
        events = self.events[self.room]
        own = [e for e in events if e["type"] == "m.room.member" and e["state_key"] == self.bot]
        return own[-1]["content"]["membership"] if own else None

    async def until(self, is_done: Callable[[], Any], within_s: float = 10) -> None:
        """Wait for what the homeserver shows."""
        end = time.monotonic() + within_s
        while not is_done():
            assert time.monotonic() < end, f"nur: {self.shown()}"
            await self.look(500)

    async def look(self, waits_ms: int = 0) -> None:
        """Take what is new in all rooms."""
        asked = {"timeout": str(waits_ms), "filter": _ALL}
        asked |= {"since": self._since} if self._since else {}
        said = await self.call("GET", "sync", params=asked)
        self._since = said["next_batch"]
        self.invitations |= set(said.get("rooms", {}).get("invite", {}))
        for room, news in said.get("rooms", {}).get("join", {}).items():
            self.events[room] += news["timeline"]["events"]
            shown = [e for e in news["ephemeral"]["events"] if e["type"] == "m.typing"]
            self.typing += [event["content"]["user_ids"] for event in shown]


class Bot:
    """An account for the assistant, and what runs it.

    Args:
        user: the account's full id.
        name: its short one.
        url: where its homeserver is, perhaps with something between.
    """

    def __init__(self, settings: Settings, user: str, name: str, url: str, rasa_url: str):
        self.settings, self.user, self._name = settings, user, name
        self._url, self._rasa_url = url, rasa_url
        self.catalogue: Catalogue | None = None

    @asynccontextmanager
    async def running(self, **changes: str) -> AsyncIterator[MessengerStore]:
        """Run the web process with Matrix switched on; variables may differ."""
        environment = {
            "MATRIX_HOMESERVER": self._url,
            "MATRIX_USER": self._name,
            "MATRIX_PASSWORD": PASSWORD,
            **changes,
        }
        own = with_messengers(self.settings, environment, self._rasa_url)
        server = TestServer(messenger_app(own, self.catalogue))
        await server.start_server()
        try:
            yield server.app[MESSENGER_STORE]
        finally:
            await server.close()

    def login(self, store: MessengerStore) -> Login:
        """Return the login that is kept."""
        record = self._cipher.decrypt(store.cursor("matrix.token") or "")
        assert record
        return Login(**record)

    def keep_login(self, store: MessengerStore, login: Login) -> None:
        store.keep_cursor("matrix.token", self._cipher.encrypt(asdict(login)))

    @property
    def _cipher(self) -> Cipher:
        return Cipher(self.settings.secret_key, "matrix")


def account(store: MessengerStore, resident: Resident) -> Account:
    return store.accounts.at("matrix", resident.room)


async def new_bot(homeserver: Synapse, settings: Settings, url: str, rasa_url: str) -> Bot:
    """Make an account for the assistant."""
    name = f"lotse{next(_number)}"
    user = (await homeserver.register(name))["user_id"]
    return Bot(settings, user, name, url, rasa_url)


@asynccontextmanager
async def new_resident(homeserver: Synapse, bot: str) -> AsyncIterator[Resident]:
    """Make an account for a resident."""
    made = await homeserver.register(f"erika{next(_number)}")
    headers = {"Authorization": f"Bearer {made['access_token']}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Resident(session, homeserver.url, made["user_id"], bot)
