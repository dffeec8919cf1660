"""Facebook Messenger by Meta's Graph API: events come in by webhook, messages go out by calls."""

import json
from collections.abc import Iterator
from typing import Any

import aiohttp
from aiohttp import web

from bot.channels import meta
from bot.channels.body import an_object, objects
from bot.channels.http_api import HttpApi
from bot.channels.meta import titles
from bot.messenger_settings import FacebookSettings
from bot.messengers.messenger import (
    BUTTON,
    LOCATION,
    OTHER,
    START,
    TEXT,
    Choice,
    File,
    Incoming,
    Limits,
    Outgoing,
)

_TITLE = 20
# What the page's own button to begin carries; a menu of it carries commands.
_BEGIN = ("get_started", "start")


def add_webhook(app: web.Application, settings: FacebookSettings) -> None:
    """Listen to the page's events."""
    meta.add_webhook(
        app,
        FacebookMessenger.name,
        settings.meta,
        lambda body: read_webhook(body, settings.page_id),
    )


class FacebookMessenger:
    """Facebook Messenger as a messenger.

    Args:
        settings: token and address.
        session: a connection pool.
    """

    name = "messenger"
    limits = Limits(
        text=2000, with_choices=2000, choices=13, keeps_choices=False, writes_first=False
    )

    def __init__(self, settings: FacebookSettings, session: aiohttp.ClientSession):
        self._address = f"{settings.meta.graph}/me/messages"
        # Not in the address: those are written into logs.
        headers = {"Authorization": f"Bearer {settings.token}"}
        self._api = HttpApi(session, headers, meta.is_passing)

    async def send(self, address: str, outgoing: Outgoing, key: str) -> None:
        """Send a message; see `Messenger`."""
        replies = _quick_replies(outgoing.choices)
        if outgoing.file:
            if outgoing.text:
                await self._post(address, {"text": outgoing.text})
            await self._send_file(address, outgoing.file, replies)
        else:
            await self._post(address, {"text": outgoing.text, **replies})

    async def show_typing(self, incoming: Incoming) -> None:
        """Show three dots that move."""
        await self._call(json={"recipient": {"id": incoming.address}, "sender_action": "typing_on"})

    async def retire(self, incoming: Incoming, title: str) -> None:
        """Do nothing: Messenger takes quick replies away when one was pressed."""

    async def _send_file(self, address: str, file: File, replies: dict[str, Any]) -> None:
        attachment = {"type": "file", "payload": {"is_reusable": False}}
        form = aiohttp.FormData(
            {
                "recipient": json.dumps({"id": address}),
                "messaging_type": "RESPONSE",
                "message": json.dumps({"attachment": attachment, **replies}),
            }
        )
        form.add_field("filedata", file.content, filename=file.name, content_type=file.kind)
        await self._call(data=form)

    async def _post(self, address: str, message: dict[str, Any]) -> None:
        person = {"id": address}
        await self._call(
            json={"recipient": person, "messaging_type": "RESPONSE", "message": message}
        )

    async def _call(self, **content: Any) -> None:
        await self._api.call("POST", self._address, **content)


def read_webhook(body: dict[str, Any], page_id: str | None) -> Iterator[Incoming]:
    """Return the messages of a webhook in their order.

    Args:
        body: as the Messenger Platform documents it; whatever has another form is left out.
        page_id: the own page's; another page of the same app is somebody else's. None takes all.
    """
    # Instagram's events look alike; they are another platform's.
    if body.get("object") == "page":
        for entry in objects(body.get("entry")):
            if page_id and str(entry.get("id")) != page_id:
                continue
            yield from filter(None, map(_incoming, objects(entry.get("messaging"))))


def _incoming(event: dict[str, Any]) -> Incoming | None:
    """Return an event; None for kinds that are nobody's message to the assistant."""
    address = an_object(event.get("sender")).get("id")
    message, postback = an_object(event.get("message")), an_object(event.get("postback"))
    kind, said = _message(message) if message else _postback(postback, event)
    number = message.get("mid") or postback.get("mid")
    if not number and not message and "timestamp" in event:
        number = f"{event['timestamp']}.{address}"
    if not kind or not number or not address:
        return None
    return Incoming(str(number), str(address), kind, said)


def _message(message: dict[str, Any]) -> tuple[str | None, str]:
    """Return the kind of a message, and its words or what a pressed quick reply carries."""
    if message.get("is_echo") or message.get("is_deleted"):
        return None, ""
    pressed = an_object(message.get("quick_reply")).get("payload")
    if pressed:
        return BUTTON, str(pressed)
    if message.get("text"):
        return TEXT, str(message["text"])
    kinds = {attachment.get("type") for attachment in objects(message.get("attachments"))}
    return (LOCATION if "location" in kinds else OTHER), ""


def _postback(postback: dict[str, Any], event: dict[str, Any]) -> tuple[str | None, str]:
    """Return the kind of what is no message: a pressed button, or a link that was followed."""
    referral = an_object(postback.get("referral") or event.get("referral"))
    payload = str(postback.get("payload") or "")
    if referral or payload.casefold() in _BEGIN:
        return START, str(referral.get("ref") or "")
    if payload.startswith("/"):
        return TEXT, payload
    return (BUTTON, payload) if postback else (None, "")


def _quick_replies(choices: tuple[Choice, ...]) -> dict[str, Any]:
    replies = [
        {"content_type": "text", "title": title, "payload": choice.payload}
        for choice, title in zip(choices, titles(choices, _TITLE), strict=True)
    ]
    return {"quick_replies": replies} if replies else {}
