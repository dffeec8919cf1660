"""The chat over HTTP: validates, limits, and hands turns to the assistant."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.channels.body import json_body
from bot.channels.keys import ASSISTANT, LIMITS
from bot.chat.preferences import STYLES
from bot.chat.readable import readable
from bot.chat.turn import Turn
from bot.errors import BadRequest, TooLarge
from bot.languages import LANGUAGES

MOST_CHARACTERS = 1000
MOST_MESSAGES = 100_000
routes = web.RouteTableDef()


@routes.post("/api/chat")
async def chat(request: web.Request) -> web.Response:
    """Answer one message. A crisis in its words is answered whatever is full or down."""
    turn = _turn(await json_body(request))
    assistant = request.app[ASSISTANT]
    crisis = assistant.crisis_reply(turn)
    if crisis is not None:
        return web.json_response(asdict(crisis))
    request.app[LIMITS].count(request, turn.conversation)
    return web.json_response(asdict(await assistant.answer(turn)))


@routes.get("/api/chat/{conversation}")
async def read(request: web.Request) -> web.Response:
    """Give a resident the own conversation."""
    request.app[LIMITS].count(request, None)
    messages = await request.app[ASSISTANT].transcript(request.match_info["conversation"])
    return web.json_response({"messages": messages})


@routes.delete("/api/chat/{conversation}")
async def erase(request: web.Request) -> web.Response:
    """Erase a conversation everywhere."""
    await request.app[ASSISTANT].erase(request.match_info["conversation"])
    return web.Response(status=204)


@routes.post("/api/chat/{conversation}/feedback")
async def feedback(request: web.Request) -> web.Response:
    """Take what a resident thinks of one answer."""
    request.app[LIMITS].count(request, None)
    body = await json_body(request)
    message = _typed(body, "message", int, required=True)
    if isinstance(message, bool) or not 0 <= message < MOST_MESSAGES:
        raise BadRequest("message muss die Nummer einer Nachricht sein, ab 0.")
    helpful = _typed(body, "helpful", bool, required=True)
    reason = _typed(body, "reason", str)
    _check_length(reason)
    token = request.match_info["conversation"]
    await request.app[ASSISTANT].feedback(token, message, helpful, reason)
    return web.Response(status=204)


def _turn(body: dict[str, Any]) -> Turn:
    text, payload = _typed(body, "text", str), _typed(body, "payload", str)
    if (text is None) == (payload is None):
        raise BadRequest("Bitte senden Sie entweder text oder payload.")
    if text is not None:
        text = _readable(text)
    return Turn(
        text=text,
        payload=payload,
        conversation=_typed(body, "conversation", str),
        lang=_one_of(body, "lang", LANGUAGES),
        style=_one_of(body, "style", STYLES),
        share=_typed(body, "share", bool) or False,
    )


def _readable(text: str) -> str:
    """Return the words without control characters.

    Raises:
        BadRequest: nothing is left.
        TooLarge: too many characters.
    """
    _check_length(text.strip())
    kept = readable(text)
    if not kept:
        raise BadRequest("Die Nachricht ist leer.", code="empty_text")
    return kept


def _check_length(text: str | None) -> None:
    if text is not None and len(text) > MOST_CHARACTERS:
        raise TooLarge(f"Die Nachricht hat mehr als {MOST_CHARACTERS} Zeichen.")


def _typed(body: dict[str, Any], name: str, kind: type, required: bool = False) -> Any:
    value = body.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, kind):
        raise BadRequest(f"{name} muss vom Typ {kind.__name__} sein.")
    return value


def _one_of(body: dict[str, Any], name: str, choices: tuple[str, ...]) -> str | None:
    value = _typed(body, name, str)
    if value is not None and value not in choices:
        raise BadRequest(f"{name} kennt nur: {', '.join(choices)}.", code=f"unknown_{name}")
    return value
