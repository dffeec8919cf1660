"""The JSON body of a request, within its limits."""

import json
from typing import Any

from aiohttp import web

from bot.errors import BadRequest, NotJson, TooLarge

MOST_BYTES = 16 * 1024


async def json_body(request: web.Request) -> dict[str, Any]:
    """Return the body's object.

    Raises:
        NotJson, TooLarge, BadRequest: as the contract of the chat says.
    """
    if request.content_type != "application/json":
        raise NotJson("Bitte senden Sie JSON: Content-Type: application/json.")
    if (request.content_length or 0) > MOST_BYTES:
        raise TooLarge(f"Die Anfrage ist größer als {MOST_BYTES} Bytes.")
    raw = await request.content.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise TooLarge(f"Die Anfrage ist größer als {MOST_BYTES} Bytes.")
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise BadRequest("Die Anfrage ist kein gültiges JSON.") from error
    if not isinstance(body, dict):
        raise BadRequest("Die Anfrage muss ein JSON-Objekt sein.")
    return body
