"""The JSON body of a request, within its limits."""

import json
from typing import Any

from aiohttp import web

from bot.errors import BadRequest, NotJson, TooLarge

MOST_BYTES = 16 * 1024


async def json_body(request: web.Request, most: int = MOST_BYTES) -> dict[str, Any]:
    """Return the body's object.

    Args:
        request: what came in.
        most: bytes that are read at the most.

    Raises:
        NotJson, TooLarge, BadRequest: as the contract of the chat says.
    """
    need_json(request)
    return json_object(await raw_body(request, most))


def need_json(request: web.Request) -> None:
    """Refuse a body that is not said to be JSON.

    Raises:
        NotJson: as the contract of the chat says.
    """
    if request.content_type != "application/json":
        raise NotJson("Bitte senden Sie JSON: Content-Type: application/json.")


async def raw_body(request: web.Request, most: int) -> bytes:
    """Return the bytes of a body, as they came.

    Raises:
        TooLarge: they are more than `most`.
    """
    if (request.content_length or 0) > most:
        raise TooLarge(f"Die Anfrage ist größer als {most} Bytes.")
    raw = bytearray()
    while len(raw) <= most and (piece := await request.content.read(most + 1)):
        raw += piece
    if len(raw) > most:
        raise TooLarge(f"Die Anfrage ist größer als {most} Bytes.")
    return bytes(raw)


def json_object(raw: bytes) -> dict[str, Any]:
    """Return the object that bytes say.

    Raises:
        BadRequest: they say none.
    """
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise BadRequest("Die Anfrage ist kein gültiges JSON.") from error
    if not isinstance(body, dict):
        raise BadRequest("Die Anfrage muss ein JSON-Objekt sein.")
    return body


def an_object(value: Any) -> dict[str, Any]:
    """Return a value that should be an object; an empty one instead of anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a value that should be a list of them."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
