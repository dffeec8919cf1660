"""Accuracy against examples an intent, so that staff know when more examples stop paying."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.evaluation.heldout import Sentence
from bot.evaluation.judging import Vectors, best, judged
from bot.evaluation.material import Lesson, share_right
from bot.nlu.fitting import SEED

STEPS = (5, 10, 20, 40, None)


def draw(intents: Sequence[str], most: int | None) -> list[int]:
    """Return the rows of at most so many examples an intent, drawn without replacement.

    A larger draw holds all of a smaller one, so that steps differ by examples, not by luck.
    """
    order = np.random.default_rng(SEED).permutation(len(intents)).tolist()
    seen: dict[str, int] = {}
    rows = []
    for row in order:
        seen[intents[row]] = seen.get(intents[row], 0) + 1
        if most is None or seen[intents[row]] <= most:
            rows.append(row)
    return sorted(rows)


def learning_curve(
    german: Lesson, sentences: Sequence[Sentence], vectors: Vectors
) -> list[dict[str, Any]]:
    """Return, for each step, the examples and the accuracy on German held-out sentences.

    Args:
        german: the German training sentences.
        sentences: German held-out sentences that have an intent.
        vectors: where meanings are kept.
    """
    texts = [item.text for item in sentences]
    right = [item.intent or "" for item in sentences]
    points = []
    for step in STEPS:
        lesson = german.pick(draw(german.intents, step))
        judge = lesson.teach(vectors)
        found = best(judge.intents, judged(judge, texts, vectors))
        points.append(
            {
                "per_intent": step,
                "mean_per_intent": len(lesson.texts) / len(judge.intents),
                "examples": len(lesson.texts),
                "accuracy": share_right(right, found),
            }
        )
    return points
