"""A real little server that stands in for the catalogue, and what runs an action against it."""

import asyncio
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import LotseAction

VILLA: dict[str, Any] = {
    "id": "villa",
    "name": "Villa",
    "type": "familienzentrum",
    "phones": [{"number": "04221 83149"}],
    "score": 2.0,
    "reasons": [{"code": "thema", "thema": "familienzentrum"}],
}
BUREAU: dict[str, Any] = {**VILLA, "id": "buero", "name": "Büro", "score": 1.0, "reasons": []}


class SmallCatalogue:
    """A catalogue that remembers what it was asked, and can be broken."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.found: list[dict[str, Any]] = [VILLA, BUREAU]
        self.status, self.waits_s = 200, 0.0
        self.body: str | None = None

    async def __aenter__(self) -> "SmallCatalogue":
        app = web.Application()
        app.router.add_get("/api/services", self._search)
        app.router.add_get("/api/services/{id}", self._service)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def _search(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        await asyncio.sleep(self.waits_s)
        if self.body is not None:
            return web.Response(text=self.body, content_type="application/json")
        return web.json_response({"items": self.found}, status=self.status)

    async def _service(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.waits_s)
        places = {place["id"]: place for place in (VILLA, BUREAU)}
        place = places.get(request.match_info["id"])
        status = self.status if place or self.status != 200 else 404
        return web.json_response(place or {}, status=status)


async def run(
    action: LotseAction,
    intent: str,
    text: str = "frage",
    entities: Any = (),
    before: Any = (),
    ranking: Any = (("kita_platz", 0.5), ("gruss", 0.3), ("schule", 0.2)),
    **slots: Any,
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run an action on one message; return its messages and the slots it sets.

    Args:
        action: the action.
        intent, text, entities: what was understood, entities as pairs.
        before: Rasa's events before this message.
        ranking: what it may mean, with probabilities.
        slots: what is remembered.
    """
    said = {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in entities],
        "intent_ranking": [{"name": name, "confidence": share} for name, share in ranking],
    }
    events = [*before, {"event": "user", "text": text, "parse_data": said}]
    tracker = Tracker("jemand", slots, said, events, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    set_slots = await action.run(dispatcher, tracker, {})
    return dispatcher.messages, {event["name"]: event["value"] for event in set_slots}


def user(intent: str, text: str = "etwas") -> dict[str, Any]:
    """Return an event of a message before."""
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}}


def bot(**metadata: Any) -> dict[str, Any]:
    """Return an event of an answer before."""
    return {"event": "bot", "text": "", "metadata": metadata}
