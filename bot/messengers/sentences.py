"""Cuts a long answer into messages that a platform takes, at ends of lines and sentences."""

import re

# Best first: a blank line, a line, a sentence, a word.
_ENDS = (r"\n\n", r"\n", r"(?<=[.!?…؟])\s", r"\s")


def cut(text: str, most: int) -> list[str]:
    """Return the text in pieces of at most `most` characters; nothing of it is lost but spaces.

    Args:
        text: a whole message.
        most: the platform's limit, in characters.
    """
    pieces = []
    rest = text.strip()
    while len(rest) > most:
        end = _end(rest, most)
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*pieces, rest]


def shortened(title: str, most: int) -> str:
    """Return a button's title within the limit, cut at a word where one ends late enough."""
    if len(title) <= most:
        return title
    at_word, space, _ = title[:most].rpartition(" ")
    head = at_word if space and len(at_word) > most // 2 else title[: most - 1]
    return f"{head.rstrip(' ,.;:–-')}…"


def _end(text: str, most: int) -> int:
    """Return where the first piece ends: the last good place within the limit."""
    window = text[: most + 1]
    for end in _ENDS:
        places = [match.start() for match in re.finditer(end, window) if match.start() > most // 3]
        if places:
            return places[-1]
    return most
