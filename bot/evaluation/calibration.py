"""Whether probabilities are frequencies: of a hundred answers at 0.8, eighty should be right."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Answers of about the same confidence.

    Args:
        low: where the class begins; it ends a tenth further up.
        sentences: how many answers fell into it.
        confidence, accuracy: their mean probability, and the share that was right.
    """

    low: float
    sentences: int
    confidence: float
    accuracy: float


def bins(confidences: Sequence[float], is_right: Sequence[bool]) -> list[Bin]:
    """Return the ten classes that have answers, the least sure first."""
    sure, right = np.asarray(confidences, float), np.asarray(is_right, bool)
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        Bin(
            place / BINS,
            int((places == place).sum()),
            float(sure[places == place].mean()),
            float(right[places == place].mean()),
        )
        for place in np.unique(places).tolist()
    ]


def calibration_error(classes: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap, weighted by the answers."""
    total = sum(item.sentences for item in classes)
    return sum(item.sentences * abs(item.accuracy - item.confidence) for item in classes) / total


def reliability(
    confidences: Sequence[float], is_right: Sequence[bool], groups: dict[str, Sequence[int]]
) -> dict[str, Any]:
    """Return the classes and the calibration error of each group of rows."""
    found: dict[str, Any] = {}
    for name, rows in groups.items():
        if len(rows):
            classes = bins([confidences[i] for i in rows], [is_right[i] for i in rows])
            found[name] = {
                "ece": calibration_error(classes),
                "bins": [asdict(item) for item in classes],
            }
    return found
