"""Ways into the messengers that are on, each as a link and as a picture to scan."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import segno

from bot.messenger_settings import MessengerSettings
from bot.moving.codes import sentence


def ways(on: MessengerSettings, code: str) -> Iterator[tuple[str, str, str]]:
    """Give channel, name and address of each messenger that can be linked to.

    Args:
        on: one that is off, or that nobody has given a public name, has no link.
        code: goes along where a link can carry it.
    """
    if on.telegram and on.telegram.bot:
        yield "telegram", "Telegram", f"https://t.me/{quote(on.telegram.bot)}?start={code}"
    if on.whatsapp and on.whatsapp.number:
        text = quote(sentence(code))
        yield "whatsapp", "WhatsApp", f"https://wa.me/{on.whatsapp.number}?text={text}"
    if on.messenger and on.messenger.page:
        yield "messenger", "Messenger", f"https://m.me/{quote(on.messenger.page)}?ref={code}"
    # Some servers let an account log in by the first part of its name; a link needs all of it.
    if on.matrix and on.matrix.user.startswith("@"):
        yield "matrix", "Matrix", f"https://matrix.to/#/{quote(on.matrix.user, safe='@:')}"


def links(on: MessengerSettings, code: str) -> list[dict[str, Any]]:
    """Return the ways as the chat's interface gives them; `qr` is an SVG without any style."""
    return [
        {"channel": channel, "name": name, "url": url, "qr": picture(url)}
        for channel, name, url in ways(on, code)
    ]


def picture(url: str) -> str:
    """Return an address as an SVG to scan."""
    # A class or a style would be one more thing that a page has to allow.
    code = segno.make(url, error="m", micro=False)
    return code.svg_inline(omitsize=True, svgclass=None, lineclass=None)
