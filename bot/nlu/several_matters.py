"""Finds what else a message is about, sentence by sentence."""

from __future__ import annotations

from bot.language.encoder import encode
from bot.language.sentences import sentences
from bot.nlu.intent_judge import IntentJudge

# A sentence out of its message says less than the whole: only what is clear counts.
CLEAR = 0.75


def clear_matters(text: str, judge: IntentJudge) -> list[str]:
    """Return the intents that single sentences of a message clearly have, in order, each once.

    Args:
        text: the whole message.
        judge: its first judge is asked, for its speed.

    Returns:
        Nothing for a message of one sentence.
    """
    parts = sentences(text)
    if len(parts) < 2:
        return []
    found = []
    for part, meaning in zip(parts, encode(parts), strict=True):
        probabilities = judge.first.probabilities(part, meaning)
        if probabilities.max() >= CLEAR:
            found.append(judge.intents[int(probabilities.argmax())])
    return list(dict.fromkeys(found))
