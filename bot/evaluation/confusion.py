"""Which intents are taken for which, and how each group of sentences fares."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.heldout import Sentence
from bot.evaluation.judging import DOUBT

PAIRS = 30


@dataclass(frozen=True)
class Answer:
    """A held-out sentence with an intent, and what was made of it.

    Args:
        sentence: the sentence and what is right.
        best: the likeliest intent.
        decision: what the assistant acts on: an alarm, a doubt or the likeliest intent.
        confidence: the probability of the likeliest intent.
    """

    sentence: Sentence
    best: str
    decision: str
    confidence: float

    @property
    def is_best_right(self) -> bool:
        """The likeliest intent is the right one."""
        return self.best == self.sentence.intent


def confusion_pairs(answers: Sequence[Answer], most: int = PAIRS) -> list[dict[str, Any]]:
    """Return which intents are most often taken for which: right, found and how often."""
    wrong = Counter(
        (item.sentence.intent, item.decision)
        for item in answers
        if item.decision != item.sentence.intent
    )
    ranked = sorted(wrong.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return [{"right": right, "found": found, "times": n} for (right, found), n in ranked[:most]]


def grouped(
    answers: Sequence[Answer], group_of: Callable[[Sentence], str | None]
) -> dict[str, dict[str, Any]]:
    """Return the shares of each group: likeliest right, decision right, doubted, wrong."""
    names = sorted({name for item in answers if (name := group_of(item.sentence))})
    return {
        name: shares([item for item in answers if group_of(item.sentence) == name])
        for name in names
    }


def shares(answers: Sequence[Answer]) -> dict[str, Any]:
    """Return how a group of answers fares."""
    return {
        "sentences": len(answers),
        "best": _share(answers, lambda item: item.is_best_right),
        "right": _share(answers, lambda item: item.decision == item.sentence.intent),
        "doubted": _share(answers, lambda item: item.decision == DOUBT),
        "wrong": _share(answers, lambda item: item.decision not in (DOUBT, item.sentence.intent)),
    }


def _share(answers: Sequence[Answer], holds: Callable[[Answer], bool]) -> float | None:
    verdicts = [holds(item) for item in answers]
    return sum(verdicts) / len(verdicts) if verdicts else None
