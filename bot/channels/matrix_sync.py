"""Listens to a Matrix homeserver: takes invitations, and keeps what residents write in order."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog

from bot.channels.body import an_object, objects
from bot.channels.http_api import Declined
from bot.channels.matrix_api import NAME, MatrixApi
from bot.channels.matrix_events import (
    ENCRYPTION,
    KINDS,
    Event,
    encrypted,
    has_come,
    has_other_members,
    is_encrypted,
    is_invited,
    present,
    read_event,
    since_invitation,
    started,
)
from bot.messengers.courier import Courier
from bot.messengers.messenger import Delayed, Incoming
from bot.messengers.store import MessengerStore

# How long the homeserver may wait for news before it says that there are none.
POLL_MS, WITHIN_S = 25_000, 60.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
# At once; whatever else a room had meanwhile is asked for.
_MOST = 50
_PAGE = 100
# What is said of a position that a homeserver has not given out.
_UNKNOWN_POSITION = ("M_UNKNOWN", "M_INVALID_PARAM")
# More rooms side by side would wait for each other until none is in time.
_AT_ONCE = 8
_NOTHING: dict[str, Any] = {"types": []}
_AROUND = {"presence": _NOTHING, "account_data": _NOTHING}
_ROOM_AROUND = {"ephemeral": _NOTHING, "account_data": _NOTHING}
_STATE = {"types": [ENCRYPTION], "lazy_load_members": True}
_NEWS = {
    **_AROUND,
    "room": {**_ROOM_AROUND, "state": _STATE, "timeline": {"types": KINDS, "limit": _MOST}},
}
_INVITATIONS = {**_AROUND, "room": {**_ROOM_AROUND, "state": _NOTHING, "timeline": _NOTHING}}
log = structlog.get_logger()


class MatrixSync:
    """Listens as long as it runs; nothing that was written meanwhile is lost.

    Args:
        api: the homeserver.
        courier: keeps and answers what comes in.
        store: remembers where listening left off.
    """

    def __init__(self, api: MatrixApi, courier: Courier, store: MessengerStore):
        self._api = api
        self._courier = courier
        self._store = store
        # Rooms with one other person; forgotten as soon as somebody comes or goes.
        self._private: set[str] = set()
        self._accepting: dict[str, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> None:
        """Listen until cancelled."""
        try:
            await self._insist(self._look)
            while True:
                await self._insist(self._hear)
        finally:
            for task in self._accepting.values():
                task.cancel()

    async def _insist(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do something until it succeeds, with growing pauses."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                return await step()
            except Delayed as delay:
                if pause == FIRST_PAUSE_S:
                    log.warning("matrix.delayed")
                await asyncio.sleep(delay.seconds or pause)
            except Exception as error:
                # Whatever it is: listening goes on. Not its text, which may hold words.
                log.error("matrix.failed", kind=type(error).__name__)
                await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _look(self) -> None:
        """Take invitations that came earlier; at the very first start, listening begins here."""
        # There is nothing to wait for; but what was asked just so lately would be answered as then.
        said = await self._sync(None, _INVITATIONS, secrets.randbelow(POLL_MS))
        if await self._position() is None:
            await self._keep_position(said)
        self._take_invitations(said)

    async def _hear(self) -> None:
        """Wait for news and keep them; only then they count as heard."""
        since = await self._position()
        if since is None:
            return await self._look()
        try:
            said = await self._sync(since, _NEWS, POLL_MS)
        except Declined as declined:
            if declined.said.get("errcode") in _UNKNOWN_POSITION:
                # A homeserver that was set up anew.
                log.error("matrix.position.unknown")
                await asyncio.to_thread(self._store.keep_cursor, NAME, "")
            raise
        rooms = an_object(an_object(said.get("rooms")).get("join"))
        each = (self._hear_room(room, an_object(news), since) for room, news in rooms.items())
        # All of them to their end: one that fails must not leave another in the middle.
        ends = await asyncio.gather(*each, return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        self._take_invitations(said)
        if said.get("next_batch") != since:
            await self._keep_position(said)
        return None

    async def _hear_room(self, room: str, news: Event, since: str) -> None:
        """Keep what a resident wrote in a room."""
        async with self._turns:
            for incoming in await self._news_of(room, news, since):
                await self._courier.receive(incoming)

    async def _news_of(self, room: str, news: Event, since: str) -> list[Incoming]:
        """Return what a resident wrote in a room; nothing of a room that is left."""
        own = await self._api.user()
        events = await self._all_events(room, news, since, own)
        has_switched = is_encrypted([*objects(an_object(news.get("state")).get("events")), *events])
        is_new = has_come(events, own)
        if has_other_members(events):
            self._private.discard(room)
        if is_new:
            events = since_invitation(events, own)
        found = [read for event in events if (read := read_event(room, event, own))]
        if has_switched:
            found.insert(0, encrypted(room))
        if is_new and not found:
            found += started(room, events, own)
        is_touched = found or has_other_members(events)
        return found if is_touched and await self._is_private(room) else []

    async def _all_events(self, room: str, news: Event, since: str, own: str) -> list[Event]:
        """Return what happened in a room, also what the homeserver left out."""
        timeline = an_object(news.get("timeline"))
        events = objects(timeline.get("events"))
        start = timeline.get("prev_batch")
        if not timeline.get("limited") or not isinstance(start, str):
            return events
        if not has_come(events, own):
            events = [*await self._before(room, start, since, own), *events]
        if has_come(events, own) and not is_invited(events, own):
            # What was written between the invitation and the coming is older than our position.
            newest = objects(timeline.get("events"))
            events = [*await self._before(room, start, None, own), *newest]
        return events

    async def _before(self, room: str, start: str, end: str | None, own: str) -> list[Event]:
        """Return what happened in a room, back to our position or else to the invitation."""
        found: list[Event] = []
        bounds = {"to": end} if end else {}
        kinds = json.dumps({"types": KINDS})
        while True:
            asked = {"dir": "b", "from": start, "limit": _PAGE, "filter": kinds, **bounds}
            try:
                said = await self._api.call("GET", "rooms", room, "messages", params=asked)
            except Declined:
                # Not in the room any more.
                return found
            page = objects(said.get("chunk"))
            found[:0] = reversed(page)
            is_back = end is None and is_invited(found, own)
            if is_back or not isinstance(said.get("end"), str) or said["end"] == start:
                return found
            start = said["end"]

    async def _is_private(self, room: str) -> bool:
        """Tell whether a resident is alone with the assistant; leave every other room."""
        if room in self._private:
            return True
        asked = {"not_membership": "leave"}
        try:
            said = await self._api.call("GET", "rooms", room, "members", params=asked)
        except Declined:
            return False
        if present(objects(said.get("chunk"))) == 2:
            self._private.add(room)
            return True
        await self._leave(room)
        return False

    async def _leave(self, room: str) -> None:
        try:
            await self._api.call("POST", "rooms", room, "leave", json={})
        except Declined as declined:
            log.info("matrix.leave.refused", status=declined.status)

    def _take_invitations(self, said: Event) -> None:
        for room in an_object(an_object(said.get("rooms")).get("invite")):
            if room not in self._accepting:
                task = asyncio.create_task(self._accept(room))
                self._accepting[room] = task
                task.add_done_callback(partial(self._forget_accepting, room))

    def _forget_accepting(self, room: str, task: asyncio.Task[None]) -> None:
        del self._accepting[room]

    async def _accept(self, room: str) -> None:
        """Come into a room, however long that takes: another's homeserver may be down."""

        async def join() -> None:
            try:
                async with self._turns:
                    await self._api.call("POST", "join", room, json={})
            except Declined as declined:
                log.info("matrix.invitation.void", status=declined.status)

        await self._insist(join)

    async def _sync(self, since: str | None, wanted: Event, poll_ms: int) -> Event:
        asked = {"filter": json.dumps(wanted), "timeout": str(poll_ms)}
        asked |= {"since": since} if since else {}
        return await self._api.call("GET", "sync", within_s=WITHIN_S, params=asked)

    async def _position(self) -> str | None:
        """Return where listening left off; None at the first start, and with another account."""
        kept = await asyncio.to_thread(self._store.cursor, NAME)
        since, _, user = (kept or "").partition(" ")
        return since if since and user == await self._api.user() else None

    async def _keep_position(self, said: Event) -> None:
        position = f"{said['next_batch']} {await self._api.user()}"
        await asyncio.to_thread(self._store.keep_cursor, NAME, position)
