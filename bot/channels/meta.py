"""What WhatsApp and Facebook Messenger share: signed webhooks, and errors with numbers."""

import hmac
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from aiohttp import web

from bot.channels.body import an_object, json_object, need_json, raw_body
from bot.channels.http_api import will_pass
from bot.channels.keys import COURIERS
from bot.errors import Forbidden
from bot.messenger_settings import MetaSettings
from bot.messengers.messenger import Choice, Incoming
from bot.messengers.sentences import shortened

SIGNATURE_HEADER = "X-Hub-Signature-256"
_SCHEME = "sha256="
# Meta puts several messages into one call.
MOST_BYTES = 256 * 1024
# Meta tells most of these with the status of a broken request, so the number decides.
# Down for the moment: 1, 2, 1200, 131016, 131057, 133004. Too many calls or messages: 4, 17, 32,
# 613, 80007, 130429, 131048, 131056. A token that the city has to renew: 102, 190.
PASSING = (
    *(1, 2, 1200, 131016, 131057, 133004),
    *(4, 17, 32, 613, 80007, 130429, 131048, 131056),
    *(102, 190),
)
# Returns what a webhook's body tells, in its order.
Reader = Callable[[dict[str, Any]], Iterable[Incoming]]


def add_webhook(app: web.Application, name: str, settings: MetaSettings, read: Reader) -> None:
    """Listen to what Meta tells about one of its platforms.

    Args:
        app: the public application.
        name: of the messenger and its address.
        settings: secrets.
        read: finds the messages in a webhook's body.
    """

    async def subscribe(request: web.Request) -> web.Response:
        """Prove to Meta that this address is meant."""
        asked, challenge = request.query, request.query.get("hub.challenge")
        is_known = _is_same(asked.get("hub.verify_token", ""), settings.verify_token)
        if asked.get("hub.mode") != "subscribe" or not is_known or challenge is None:
            raise Forbidden("Das kommt nicht von Meta.")
        return web.Response(text=challenge)

    async def receive(request: web.Request) -> web.Response:
        """Take messages; they are safe when Meta hears 200."""
        body = await _signed_body(request, settings.app_secret)
        for incoming in read(body):
            await request.app[COURIERS][name].receive(incoming)
        return web.Response()

    app.router.add_get(f"/webhooks/{name}", subscribe, allow_head=False)
    app.router.add_post(f"/webhooks/{name}", receive)


def signature(raw: bytes, secret: str) -> str:
    """Return how Meta signs the bytes of a body."""
    return _SCHEME + hmac.new(secret.encode(), raw, sha256).hexdigest()


def is_passing(status: int, said: dict[str, Any]) -> bool:
    """Tell whether an error of the Graph API is one of the moment."""
    error = an_object(said.get("error"))
    is_named = error.get("code") in PASSING or error.get("is_transient") is True
    return is_named or will_pass(status, said)


def titles(choices: Iterable[Choice], most: int) -> list[str]:
    """Return the choices' titles within the limit, no two alike."""
    made: list[str] = []
    for choice in choices:
        title, number = shortened(choice.title, most), 2
        while title in made:
            title = f"{shortened(choice.title, most - 3)} {number}"
            number += 1
        made.append(title)
    return made


async def _signed_body(request: web.Request, secret: str) -> dict[str, Any]:
    """Return the object of a body that Meta has signed.

    Raises:
        Forbidden: it has no signature or a wrong one; nothing of it was read.
        TooLarge, NotJson, BadRequest: Meta has signed something else.
    """
    given = request.headers.get(SIGNATURE_HEADER, "")
    if not given.startswith(_SCHEME):
        raise Forbidden("Das kommt nicht von Meta.")
    raw = await raw_body(request, MOST_BYTES)
    if not _is_same(given, signature(raw, secret)):
        raise Forbidden("Das kommt nicht von Meta.")
    need_json(request)
    return json_object(raw)


def _is_same(given: str, expected: str) -> bool:
    # A header may carry bytes that are no text.
    return hmac.compare_digest(given.encode(errors="surrogateescape"), expected.encode())
