"""A conversation as the resident may read it again."""

from datetime import datetime, timezone
from typing import Any

from bot.texts.texts import Texts


def transcript(events: list[dict[str, Any]], texts: Texts) -> list[dict[str, str]]:
    """Return the messages of a conversation, oldest first.

    Args:
        events: stored user and bot events, masked; a crisis' words are empty in them.
        texts: makes the assistant's sentences again.

    Returns:
        `{"from": "resident" | "assistant", "text", "time"}`; times in UTC, ISO 8601.
    """
    said = [(event, _words(event, texts)) for event in events]
    return [
        {
            "from": "resident" if event["event"] == "user" else "assistant",
            "text": words,
            "time": datetime.fromtimestamp(event["timestamp"], timezone.utc).isoformat(),
        }
        for event, words in said
        if words
    ]


def _words(event: dict[str, Any], texts: Texts) -> str:
    if event["event"] == "user":
        text = event.get("text") or ""
        # A pressed button is stored as Rasa's payload, which nobody has said.
        return "" if text.startswith("/") else text
    metadata = event.get("metadata") or {}
    name = str(metadata.get("utter_action"))
    if name not in texts.sentences or metadata.get("crisis"):
        return ""
    return texts.render(name, metadata.get("values") or {})
