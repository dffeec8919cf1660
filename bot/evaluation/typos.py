"""Real misspellings put into held-out sentences: what is still understood."""

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.heldout import Sentence
from bot.evaluation.judging import Vectors, best, judged
from bot.evaluation.material import PUBLIC, public_rows, share_right
from bot.nlu.fitting import SEED
from bot.nlu.intent_judge import IntentJudge

_WORD = re.compile(r"[^\W\d_]+")


def misspellings(folder: Path = PUBLIC) -> dict[str, list[str]]:
    """Return the wrong forms of each right word, both in small letters.

    Raises:
        MissingData: the list is not there.
    """
    found: dict[str, list[str]] = {}
    for row in public_rows("noise_misspellings_de.tsv", folder):
        found.setdefault(row["right"].lower(), []).append(row["wrong"].lower())
    return found


def misspell(text: str, wrong: dict[str, list[str]], source: random.Random) -> str:
    """Return the text with every word of the list written wrongly; first letters stay as big."""

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        forms = wrong.get(word.lower())
        if not forms:
            return word
        form = source.choice(forms)
        return form.capitalize() if word[0].isupper() else form

    return _WORD.sub(replace, text)


def measure_typos(
    judge: IntentJudge, sentences: Sequence[Sentence], vectors: Vectors, folder: Path = PUBLIC
) -> dict[str, Any]:
    """Return the accuracy on German sentences that have a word of the list, before and after.

    Raises:
        MissingData: the list is not there.
    """
    wrong = misspellings(folder)
    source = random.Random(SEED)  # noqa: S311 - noise, no secret
    pairs = [(item, misspell(item.text, wrong, source)) for item in sentences]
    changed = [(item, text) for item, text in pairs if text != item.text]
    right = [item.intent or "" for item, _ in changed]

    def accuracy(texts: Sequence[str]) -> float:
        return share_right(right, best(judge.intents, judged(judge, texts, vectors)))

    return {
        "misspellings": sum(map(len, wrong.values())),
        "sentences": len(sentences),
        "changed": len(changed),
        "before": accuracy([item.text for item, _ in changed]) if changed else None,
        "after": accuracy([text for _, text in changed]) if changed else None,
    }
