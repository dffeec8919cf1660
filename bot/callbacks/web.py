"""Callbacks over HTTP."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.callbacks.desk import Desk
from bot.channels.body import json_body
from bot.channels.keys import ASSISTANT, LIMITS
from bot.chat.turn import Turn
from bot.errors import BadRequest

DESK = web.AppKey("desk", Desk)
_PRIVATE = {"Cache-Control": "no-store"}
routes = web.RouteTableDef()


@routes.get("/api/callback/offered")
async def offered(request: web.Request) -> web.Response:
    """Say whether a callback can be asked for, and with which words."""
    return web.json_response(request.app[DESK].offer(), headers=_PRIVATE)


@routes.post("/api/callback")
async def take(request: web.Request) -> web.Response:
    """Take a wish for a callback. A crisis in its topic is answered at once besides."""
    body = await json_body(request)
    # As strict as for one conversation: each callback is an e-mail to the office.
    request.app[LIMITS].count(request, f"callback {request.remote}")
    assistant = request.app[ASSISTANT]
    conversation_id = assistant.conversation_id(_token(body))
    delete_on = await request.app[DESK].take(body, conversation_id)
    answer: dict[str, Any] = {"delete_on": delete_on.isoformat()}
    crisis = assistant.crisis_reply(Turn(text=body["topic"], conversation=_token(body)))
    if crisis is not None:
        answer["crisis"] = asdict(crisis)
    return web.json_response(answer, status=201, headers=_PRIVATE)


def _token(body: dict[str, Any]) -> str | None:
    token = body.get("conversation")
    if token is not None and not isinstance(token, str):
        raise BadRequest("conversation: Das ist kein Gespräch.", code="bad_conversation")
    return token
