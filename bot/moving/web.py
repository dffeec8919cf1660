"""Moving over HTTP."""

import asyncio

from aiohttp import web

from bot.channels.keys import ASSISTANT, LIMITS, MESSENGER_STORE, SETTINGS
from bot.errors import NotFound
from bot.moving.links import links, ways
from bot.moving.store import Move
from bot.texts.city import the_city

_PRIVATE = {"Cache-Control": "no-store"}
routes = web.RouteTableDef()


@routes.get("/api/move/offered")
async def offered(request: web.Request) -> web.Response:
    """Say whether there is a messenger to move to."""
    is_offered = any(ways(request.app[SETTINGS].messengers, ""))
    return web.json_response({"offered": is_offered}, headers=_PRIVATE)


@routes.post("/api/chat/{conversation}/move")
async def move(request: web.Request) -> web.Response:
    """Give a code and the ways to use it."""
    token = request.match_info["conversation"]
    request.app[LIMITS].count(request, token)
    settings, assistant = request.app[SETTINGS], request.app[ASSISTANT]
    conversation_id = assistant.conversation_id(token)
    if conversation_id is None:
        raise NotFound("Dieses Gespräch gibt es nicht.")
    if not any(ways(settings.messengers, "")):
        raise NotFound("Zurzeit gibt es keinen Messenger.")
    slots = await assistant.slots(conversation_id)
    store, now = request.app[MESSENGER_STORE].moves, settings.clock()
    code, expires = await asyncio.to_thread(store.add, conversation_id, _known(slots), now)
    answer = {
        "code": code,
        "expires": expires.isoformat(timespec="seconds"),
        "links": links(settings.messengers, code),
    }
    return web.json_response(answer, status=201, headers=_PRIVATE)


def _known(slots: dict[str, object]) -> Move:
    """Return topic and district, where they are names of the city's and not somebody's words."""
    topic, district = slots.get("thema"), slots.get("stadtteil")
    return Move(
        topic if isinstance(topic, str) and topic in the_city().topics else None,
        district if isinstance(district, str) and district in the_city().areas else None,
    )
