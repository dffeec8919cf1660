"""WhatsApp by Meta's Cloud API: messages come in by webhook, and go out by calls."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import aiohttp
from aiohttp import web

from bot.channels import meta
from bot.channels.body import an_object, objects
from bot.channels.http_api import HttpApi
from bot.channels.meta import titles
from bot.messenger_settings import WhatsAppSettings
from bot.messengers.messenger import (
    BUTTON,
    LOCATION,
    OTHER,
    START,
    TEXT,
    File,
    Incoming,
    Limits,
    Outgoing,
    Refused,
)
from bot.messengers.sentences import shortened

# Up to three quick replies are buttons, more are a list that opens.
_BUTTONS, _BUTTON_TITLE = 3, 20
_ROW_TITLE, _ROW_DESCRIPTION, _MENU = 24, 72, 20
# The API takes no calendars, but any file as text: its name says what opens it.
_FILE_KIND = "text/plain"
# Whatever else there may be, like a reaction or a new number, is nobody's question.
_KINDS = {
    "text": TEXT,
    "button": BUTTON,
    "interactive": BUTTON,
    "location": LOCATION,
    "request_welcome": START,
} | dict.fromkeys("audio contacts document image order sticker unsupported video".split(), OTHER)


def add_webhook(app: web.Application, settings: WhatsAppSettings) -> None:
    """Listen to WhatsApp's messages."""
    meta.add_webhook(
        app, WhatsApp.name, settings.meta, lambda body: read_webhook(body, settings.phone_id)
    )


class WhatsApp:
    """WhatsApp as a messenger.

    Args:
        settings: token, number and address.
        session: a connection pool.
    """

    name = "whatsapp"
    limits = Limits(text=4096, with_choices=1024, choices=10, writes_first=False)

    def __init__(self, settings: WhatsAppSettings, session: aiohttp.ClientSession):
        self._settings = settings
        # A day after the resident's last message nothing but an approved template is taken.
        self.limits = replace(WhatsApp.limits, writes_first=bool(settings.template))
        self._base = f"{settings.meta.graph}/{settings.phone_id}"
        headers = {"Authorization": f"Bearer {settings.token}"}
        self._api = HttpApi(session, headers, meta.is_passing)

    async def send(self, address: str, outgoing: Outgoing, key: str) -> None:
        """Send a message; see `Messenger`."""
        # Whoever hides the number is known by an id with letters.
        person = {"to" if address.isdecimal() else "recipient": address}
        person["recipient_type"] = "individual"
        template = self._settings.template
        if outgoing.template and template:
            filled = _template(template, self._settings.template_lang, outgoing.template)
            await self._post({**person, **filled})
        elif outgoing.text:
            await self._post({**person, **_message(outgoing)})
        if outgoing.file:
            document = {"id": await self._upload(outgoing.file), "filename": outgoing.file.name}
            await self._post({**person, "type": "document", "document": document})

    async def show_typing(self, incoming: Incoming) -> None:
        """Show two blue ticks and "schreibt …"."""
        typing = {"type": "text"}
        read = {"status": "read", "message_id": incoming.id, "typing_indicator": typing}
        await self._post(read)

    async def retire(self, incoming: Incoming, title: str) -> None:
        """Do nothing: WhatsApp's buttons stay, and a pressed one turns grey by itself."""

    async def _post(self, content: dict[str, Any]) -> None:
        message = {"messaging_product": "whatsapp", **content}
        await self._api.call("POST", f"{self._base}/messages", json=message)

    async def _upload(self, file: File) -> str:
        """Return the id of a file that can be sent from now on."""
        form = aiohttp.FormData({"messaging_product": "whatsapp", "type": _FILE_KIND})
        form.add_field("file", file.content, filename=file.name, content_type=_FILE_KIND)
        said = await self._api.call("POST", f"{self._base}/media", data=form)
        if "id" not in said:
            raise Refused("no id")
        return str(said["id"])


def read_webhook(body: dict[str, Any], phone_id: str) -> Iterator[Incoming]:
    """Return the messages of a webhook in their order.

    Args:
        body: as the Cloud API documents it; whatever has another form is left out.
        phone_id: the own number's; another number of the same account is somebody else's.
    """
    for entry in objects(body.get("entry")):
        for change in objects(entry.get("changes")):
            value = an_object(change.get("value"))
            if an_object(value.get("metadata")).get("phone_number_id") == phone_id:
                yield from filter(None, map(_incoming, objects(value.get("messages"))))


def _incoming(message: dict[str, Any]) -> Incoming | None:
    """Return a message; None for kinds that are nobody's message to the assistant."""
    number, kind = message.get("id"), _KINDS.get(str(message.get("type")))
    address = message.get("from") or message.get("from_user_id")
    # Groups hear nothing: others would read along.
    if not number or not address or not kind or "group_id" in message:
        return None
    said = _said(message) if kind in (TEXT, BUTTON) else ""
    return Incoming(str(number), str(address), kind, said)


def _said(message: dict[str, Any]) -> str:
    """Return the words, or what a pressed button carries."""
    part = an_object(message.get(message["type"]))
    pressed = an_object(part.get("button_reply") or part.get("list_reply"))
    return str(part.get("body") or part.get("payload") or pressed.get("id") or "")


def _template(name: str, lang: str, values: Iterable[str]) -> dict[str, Any]:
    # The API takes neither line breaks nor rows of spaces here.
    parameters = [{"type": "text", "text": " ".join(value.split())} for value in values]
    components = [{"type": "body", "parameters": parameters}]
    template = {"name": name, "language": {"code": lang}, "components": components}
    return {"type": "template", "template": template}


def _message(outgoing: Outgoing) -> dict[str, Any]:
    if not outgoing.choices:
        return {"type": "text", "text": {"preview_url": False, "body": outgoing.text}}
    interactive = {**_choices(outgoing), "body": {"text": outgoing.text}}
    return {"type": "interactive", "interactive": interactive}


def _choices(outgoing: Outgoing) -> dict[str, Any]:
    """Return quick replies as buttons, or as a list where they are many or would look alike."""
    choices = outgoing.choices
    short = [shortened(choice.title, _BUTTON_TITLE) for choice in choices]
    if len(choices) <= _BUTTONS and len(set(short)) == len(choices):
        replies = [
            {"type": "reply", "reply": {"id": choice.payload, "title": title}}
            for choice, title in zip(choices, short, strict=True)
        ]
        return {"type": "button", "action": {"buttons": replies}}
    rows = [
        {"id": choice.payload, "title": title, **_in_full(choice.title, title)}
        for choice, title in zip(choices, titles(choices, _ROW_TITLE), strict=True)
    ]
    menu = shortened(outgoing.menu, _MENU) or "…"
    return {"type": "list", "action": {"button": menu, "sections": [{"rows": rows}]}}


def _in_full(title: str, shown: str) -> dict[str, str]:
    """Return the description of a row whose title had to be cut."""
    return {} if shown == title else {"description": shortened(title, _ROW_DESCRIPTION)}
