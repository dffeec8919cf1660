"""Matrix by its client-server API: a homeserver is asked for news, and messages go out by calls."""

from typing import Any

from aiohttp import BytesPayload

from bot.channels.matrix_api import NAME, MatrixApi
from bot.messengers.messenger import File, Incoming, Limits, Outgoing, Refused

# Residents' apps show "schreibt …" so long; most answers are quicker.
_TYPING_MS = 4000


class Matrix:
    """Matrix as a messenger; an address is a room.

    Args:
        api: the homeserver.
    """

    name = NAME
    # An event has at most 64 KiB with all around it, and a character up to six bytes.
    limits = Limits(text=8000, with_choices=8000, choices=0)

    def __init__(self, api: MatrixApi):
        self.api = api

    async def send(self, address: str, outgoing: Outgoing, key: str) -> None:
        """Send a message; see `Messenger`. The homeserver takes each key once."""
        if outgoing.text:
            await self._put(address, key, {"msgtype": "m.text", "body": outgoing.text})
        if outgoing.file:
            await self._put(address, f"{key}-file", await self._uploaded(outgoing.file))

    async def show_typing(self, incoming: Incoming) -> None:
        """Show "schreibt …"."""
        typing = {"typing": True, "timeout": _TYPING_MS}
        user = await self.api.user()
        await self.api.call("PUT", "rooms", incoming.address, "typing", user, json=typing)

    async def retire(self, incoming: Incoming, title: str) -> None:
        """Do nothing: numbers cannot be taken off."""

    async def _put(self, room: str, key: str, content: dict[str, Any]) -> None:
        await self.api.call("PUT", "rooms", room, "send", "m.room.message", key, json=content)

    async def _uploaded(self, file: File) -> dict[str, Any]:
        """Upload a file; return the message that shows it."""
        raw = file.content.encode()
        said = await self.api.call(
            "POST",
            "upload",
            area="media",
            params={"filename": file.name},
            data=BytesPayload(raw, content_type=file.kind),
        )
        if not isinstance(said.get("content_uri"), str):
            raise Refused("no content_uri")
        info = {"mimetype": file.kind, "size": len(raw)}
        return {
            "msgtype": "m.file",
            "body": file.name,
            "filename": file.name,
            "url": said["content_uri"],
            "info": info,
        }
