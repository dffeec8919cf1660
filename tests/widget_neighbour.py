"""A small real server that speaks the chat's contract, for the widget's tests in a browser.

What a message says decides how it is answered; `cuts` breaks connections before or after a
message was taken.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from aiohttp import web

from bot.channels.page import add_page
from bot.channels.security import security_headers
from bot.moving.links import picture
from bot.settings import Settings

BEFORE, AFTER = "before", "after"
VILLA = {
    "id": "villa",
    "name": "Familienzentrum Villa",
    "description": "Ein Treffpunkt für die ganze Familie.",
    "organization": "Stadt",
    "addresses": [{"address_1": "Oldenburger Straße 49", "city": "Delmenhorst"}],
    "phones": [{"number": "04221 83149"}],
    "email": "villa@example.org",
    "languages": ["de", "tr"],
    "accessibility": "Rampe vorhanden.",
    "opening_hours": "Mo-Fr 09:00-17:00",
    "open_now": True,
    "next_change": "2026-11-24T17:00:00",
    "next_date": {"name": "Tag der offenen Tür", "on": "2026-12-05"},
    "assured_date": "2022-10-06",
    "stale": True,
}
MOVE = {
    "code": "BCD2345678",
    "expires": "2026-11-24T10:15:00+01:00",
    "links": [
        {
            "channel": "telegram",
            "name": "Telegram",
            "url": "https://t.me/lotse_bot?start=BCD2345678",
            "qr": picture("https://t.me/lotse_bot?start=BCD2345678"),
        }
    ],
}
HELPLINE = {
    "id": "notruf-112",
    "name": "Notruf 112",
    "description": "Rettungsdienst und Feuerwehr.",
    "phones": [{"number": "112"}],
    "opening_hours": "24/7",
    "open_now": True,
    "next_change": None,
}
UNKNOWN = {"id": "unbekannt", "name": "Ort ohne Angaben", "description": "Nichts.", "stale": True}
SERVICES = {service["id"]: service for service in (VILLA, HELPLINE, UNKNOWN)}


def referral(service: dict[str, Any]) -> dict[str, Any]:
    date = service.get("assured_date")
    reason = "Passt zu Ihrem Anliegen."
    return {"id": service["id"], "name": service["name"], "reason": reason, "assured_date": date}


@dataclass
class Neighbour:
    """The server's memory and switches."""

    cuts: deque[str | None] = field(default_factory=deque)
    kept: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, Any]] = field(default_factory=list)
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    is_down: bool = False
    is_offering_callbacks: bool = True
    is_offering_messengers: bool = False
    moved: list[str] = field(default_factory=list)

    def keep(self, token: str, sender: str, text: str) -> None:
        at = datetime.now(timezone.utc).isoformat()
        self.kept.setdefault(token, []).append({"from": sender, "text": text, "time": at})

    async def chat(self, request: web.Request) -> web.Response:
        body = await request.json()
        cut = self.cuts.popleft() if self.cuts else None
        if cut == BEFORE:
            self._cut(request)
        self.bodies.append(body)
        if self.is_down:
            error = {"code": "unavailable", "message": "Gerade nicht erreichbar. Bei Gefahr 112."}
            return web.json_response({"error": error}, status=503)
        token = body.get("conversation")
        if token not in self.kept:
            token = f"token-{len(self.kept) + 1}"
            self.kept[token] = []
        reply = self._reply(body, token)
        if cut == AFTER:
            self._cut(request)
        return web.json_response(reply)

    def _reply(self, body: dict[str, Any], token: str) -> dict[str, Any]:
        said = body.get("text") or body["payload"]
        reply = {**answer(said, body.get("lang", "de")), "conversation": token}
        if not reply["crisis"]:
            if "text" in body:
                self.keep(token, "resident", said)
            for message in reply["messages"]:
                self.keep(token, "assistant", message["text"])
        return reply

    @staticmethod
    def _cut(request: web.Request) -> None:
        assert request.transport is not None
        request.transport.abort()
        raise asyncio.CancelledError

    async def transcript(self, request: web.Request) -> web.Response:
        messages = self.kept.get(request.match_info["token"], [])
        return web.json_response({"messages": messages})

    async def erase(self, request: web.Request) -> web.Response:
        self.erased.append(request.match_info["token"])
        self.kept.pop(request.match_info["token"], None)
        return web.Response(status=204)

    async def take_feedback(self, request: web.Request) -> web.Response:
        self.feedback.append(await request.json())
        return web.Response(status=204)

    async def offered(self, request: web.Request) -> web.Response:
        return web.json_response({"offered": self.is_offering_callbacks})

    async def callback(self, request: web.Request) -> web.Response:
        body = await request.json()
        if "@" not in body["contact"]:
            error = {"code": "bad_contact", "message": "contact: Das ist kein Kontakt."}
            return web.json_response({"error": error}, status=400)
        self.callbacks.append(body)
        return web.json_response({"delete_on": "2026-12-24"}, status=201)

    async def move_offered(self, request: web.Request) -> web.Response:
        return web.json_response({"offered": self.is_offering_messengers})

    async def move(self, request: web.Request) -> web.Response:
        self.moved.append(request.match_info["token"])
        return web.json_response(MOVE, status=201)

    async def service(self, request: web.Request) -> web.Response:
        return web.json_response(SERVICES[request.match_info["id"]])


def answer(said: str, lang: str) -> dict[str, Any]:
    """Return the answer to words or a payload."""
    buttons = [{"title": "Wo ist das?", "payload": "wo.siegel"}]
    message: dict[str, Any] = {
        "text": f"Antwort auf: {said}",
        "lang": lang,
        "buttons": buttons,
        "services": [],
    }
    reply = {"status": "answered", "lang": lang, "crisis": None, "messages": [message]}
    if "ort" in said.lower():
        message["services"] = [referral(VILLA), referral(UNKNOWN)]
    elif "notfall" in said.lower():
        message["text"] = "Bitte rufen Sie sofort 112 an, oder 0800 1110111."
        message["services"] = [referral(HELPLINE)]
        message["buttons"] = []
        reply |= {"status": "crisis", "crisis": "medizinisch"}
    elif "mensch" in said.lower():
        reply["status"] = "callback"
    elif "مرحبا" in said:
        message |= {"text": "مرحبا! الرقم 04221 83149", "lang": "ar"}
        reply["lang"] = "ar"
    return reply


async def embedding(request: web.Request) -> web.Response:
    """Give a page that embeds the chat with one script and one element."""
    style = "<link rel=stylesheet href=/widget/page.css>"
    body = "<h1>Eine Seite</h1><p><a href=#>Etwas anderes</a></p><familien-lotse></familien-lotse>"
    head = f"<title>Seite</title>{style}<script src=/widget.js></script>"
    html = (
        f"<!doctype html><html lang=de><head>{head}</head><body><main>{body}</main></body></html>"
    )
    return web.Response(text=html, content_type="text/html")


def create_neighbour(settings: Settings) -> tuple[web.Application, Neighbour]:
    """Return the application and its memory."""
    neighbour = Neighbour()
    app = web.Application(middlewares=[security_headers(settings)])
    add_page(app)
    app.router.add_post("/api/chat", neighbour.chat)
    app.router.add_get("/api/chat/{token}", neighbour.transcript)
    app.router.add_delete("/api/chat/{token}", neighbour.erase)
    app.router.add_post("/api/chat/{token}/feedback", neighbour.take_feedback)
    app.router.add_get("/api/callback/offered", neighbour.offered)
    app.router.add_post("/api/callback", neighbour.callback)
    app.router.add_get("/api/move/offered", neighbour.move_offered)
    app.router.add_post("/api/chat/{token}/move", neighbour.move)
    app.router.add_get("/api/services/{id}", neighbour.service)
    app.router.add_get("/fremd", embedding)
    return app, neighbour
