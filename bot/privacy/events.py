"""What of a Rasa event may be kept: masked words, and none at all of a crisis."""

from collections.abc import Collection
from functools import cache
from typing import Any

from bot.privacy.masking import mask, mask_data

CRISIS_PREFIX = "krise_"


def storable(event: dict[str, Any]) -> dict[str, Any]:
    """Return the copy of an event that may be stored.

    Args:
        event: an event as Rasa's `as_dict()` gives it.

    Returns:
        A user's words masked, or empty where the intent is a crisis; values of slots and texts of
        the assistant masked too, because they may repeat the words; ids and times unchanged.
    """
    if event["event"] == "user":
        return _storable_words(event)
    if event["event"] in ("bot", "slot"):
        return mask_data(event, keep=catalogue_contacts())
    return event


def _storable_words(event: dict[str, Any]) -> dict[str, Any]:
    parse_data = event.get("parse_data") or {}
    intent = parse_data.get("intent") or {}
    is_crisis = str(intent.get("name")).startswith(CRISIS_PREFIX)
    text = "" if is_crisis else mask(event.get("text") or "", catalogue_contacts())
    entities = [] if is_crisis else [_found(entity) for entity in parse_data.get("entities", [])]
    return {
        **event,
        "text": text,
        # The ranking, tokens and features are needed in the turn only.
        "parse_data": {
            "intent": intent,
            "entities": entities,
            "text": text,
            "message_id": parse_data.get("message_id"),
        },
    }


def _found(entity: dict[str, Any]) -> dict[str, Any]:
    return {key: entity[key] for key in ("entity", "value", "start", "end") if key in entity}


@cache
def catalogue_contacts() -> Collection[str]:
    """Return the catalogue's own addresses, numbers and mails, which are never masked."""
    from bot.catalogue.seed import contacts

    return contacts()
