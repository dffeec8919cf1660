"""Cuts a message into the sentences it consists of."""

import re

# Ends of sentences, and words with which a second matter begins.
_NEXT = "außerdem|ausserdem|zweitens|noch was|noch eine frage|nebenbei|übrigens|uebrigens"
_END = re.compile(
    rf"(?<=[.!?…؟])\s+|\n+|\s*[,;]?\s+(?:und\s+)?(?=(?:{_NEXT})\b)",
    re.I,
)
_ABBREVIATION = re.compile(
    r"\b(?:z\.\s?b|d\.\s?h|u\.\s?a|ca|\w*str|nr|st|bzw|evtl|kl|j|mon|usw)\.$", re.I
)
SHORTEST = 8


def sentences(text: str) -> list[str]:
    """Return the sentences of a message, in order; fragments stay with what stands before.

    Args:
        text: a whole message.
    """
    found: list[str] = []
    for piece in _END.split(text):
        piece = piece.strip()
        if not piece:
            continue
        if found and (len(piece) < SHORTEST or _ABBREVIATION.search(found[-1])):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found or [text]
