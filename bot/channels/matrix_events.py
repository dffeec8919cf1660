"""Reads what happens in a Matrix room; whatever has another form than documented is nothing."""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from bot.channels.body import an_object
from bot.messengers.messenger import ENCRYPTED, LOCATION, OTHER, START, TEXT, Incoming

MEMBER, ENCRYPTION = "m.room.member", "m.room.encryption"
_MESSAGE, _ENCRYPTED = "m.room.message", "m.room.encrypted"
_OTHERS = ("m.sticker", "m.poll.start", "org.matrix.msc3381.poll.start")
# All that is asked for; the rest, like reactions, needs no answer.
KINDS = (MEMBER, ENCRYPTION, _MESSAGE, _ENCRYPTED, *_OTHERS)
# Other programs talk in notices, and answering them might never end.
_NOT_FOR_US = ("m.notice", "m.server_notice", "m.key.verification.request")
_CONTENTS = {"m.text": TEXT, "m.emote": TEXT, "m.location": LOCATION}
_QUOTE = re.compile(r"(?:>[^\n]*(?:\n|$))+\n?")

Event = dict[str, Any]


def read_event(room: str, event: Event, own: str) -> Incoming | None:
    """Return what a resident sent; None for what needs no answer.

    Args:
        room: where.
        event: a message, or anything else.
        own: the assistant's id.
    """
    id, kind, sender = event.get("event_id"), event.get("type"), event.get("sender")
    if not isinstance(id, str) or not isinstance(sender, str) or sender == own:
        return None
    if kind == _ENCRYPTED:
        return encrypted(room)
    if kind in _OTHERS:
        return Incoming(id, room, OTHER)
    content = an_object(event.get("content"))
    sort, relation = content.get("msgtype"), an_object(content.get("m.relates_to"))
    is_change = relation.get("rel_type") == "m.replace"
    if kind != _MESSAGE or not isinstance(sort, str) or sort in _NOT_FOR_US or is_change:
        return None
    meant = _CONTENTS.get(sort, OTHER)
    text = content.get("body") if meant == TEXT else ""
    if not isinstance(text, str):
        return None
    # Some apps repeat what is answered: those are not the resident's words.
    is_reply = "m.in_reply_to" in relation
    return Incoming(id, room, meant, _QUOTE.sub("", text, count=1) if is_reply else text)


def encrypted(room: str) -> Incoming:
    """Return that a room is encrypted; its id is the same each time, so it is told once."""
    return Incoming(f"encrypted {sha256(room.encode()).hexdigest()}", room, ENCRYPTED)


def started(room: str, events: Iterable[Event], own: str) -> list[Incoming]:
    """Return that a conversation begins, of the events with the assistant's coming."""
    ids = [str(event.get("event_id")) for event in events if _is_of(event, own, "join")]
    return [Incoming(ids[-1], room, START)] if ids else []


def is_encrypted(events: Iterable[Event]) -> bool:
    """Tell whether somebody switched on encryption."""
    return any(event.get("type") == ENCRYPTION for event in events)


def has_come(events: Iterable[Event], own: str) -> bool:
    """Tell whether the assistant came into the room."""
    return any(
        _is_of(event, own, "join") and _before(event).get("membership") != "join"
        for event in events
    )


def is_invited(events: Iterable[Event], own: str) -> bool:
    """Tell whether somebody invited the assistant."""
    return any(_is_of(event, own, "invite") for event in events)


def since_invitation(events: list[Event], own: str) -> list[Event]:
    """Return what followed the last invitation, with the assistant's coming.

    What residents write between the two is meant for the assistant; what is older is not. Where
    the invitation cannot be seen, nothing before the coming can.
    """
    for membership in ("invite", "join"):
        places = [place for place, event in enumerate(events) if _is_of(event, own, membership)]
        if places:
            return events[places[-1] :]
    return []


def has_other_members(events: Iterable[Event]) -> bool:
    """Tell whether somebody came or went."""
    return any(event.get("type") == MEMBER for event in events)


def present(members: Iterable[Event]) -> int:
    """Return how many are in a room or about to be, of the events of its members."""
    return sum(
        an_object(event.get("content")).get("membership") in ("join", "invite") for event in members
    )


def _is_of(event: Event, own: str, membership: str) -> bool:
    return (
        event.get("type") == MEMBER
        and event.get("state_key") == own
        and an_object(event.get("content")).get("membership") == membership
    )


def _before(event: Event) -> Event:
    """Return a state event's content before it."""
    return an_object(an_object(event.get("unsigned")).get("prev_content"))
