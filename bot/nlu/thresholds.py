"""When to doubt: limits chosen on sentences the model has not seen, and stored with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CRISIS_PREFIX = "krise_"
# Of sentences about family matters, this share must not be asked back.
ACCEPTED = 0.97
# Of ordinary sentences, at most this share may be taken for a crisis. The training sentences that
# only sound like one are many more than in ordinary traffic, so there it is far less.
FALSE_ALARMS = 0.02
# Whatever that gives, the limit stays between these: a crisis missed is worse than an answer with
# helplines too many. On 11,121 held-out sentences, 0.3 instead of 0.5 found 21 of 56 missed crises
# and took 3 more of 1,000 ordinary sentences for one.
LOWEST_ALARM, HIGHEST_ALARM = 0.25, 0.3


@dataclass(frozen=True)
class Thresholds:
    """The limits.

    Args:
        confidence: below it the best intent is not believed.
        alarm: from here on the crises' summed probability makes a sentence a crisis.
    """

    confidence: float
    alarm: float


def choose(intents: list[str], probabilities: np.ndarray, right: np.ndarray) -> Thresholds:
    """Choose the limits.

    Args:
        intents: names of the columns.
        probabilities: out-of-fold, float32 [sentences, intents].
        right: the right columns, int [sentences].
    """
    rows = np.arange(len(right))
    best = probabilities.argmax(axis=1)
    confident = probabilities[rows, best][best == right]
    alarms = probabilities[:, crisis_columns(intents)].sum(axis=1)
    is_crisis = np.isin(right, crisis_columns(intents))
    quiet = alarms[~is_crisis]
    return Thresholds(
        confidence=float(np.quantile(confident, 1 - ACCEPTED)) if len(confident) else 0.0,
        alarm=_alarm(quiet),
    )


def _alarm(quiet: np.ndarray) -> float:
    """Return the limit that few ordinary sentences reach, within its bounds."""
    if not len(quiet):
        return HIGHEST_ALARM
    return float(np.clip(np.quantile(quiet, 1 - FALSE_ALARMS), LOWEST_ALARM, HIGHEST_ALARM))


def crisis_columns(intents: list[str]) -> np.ndarray:
    """Return the columns of the crisis intents."""
    return np.array([i for i, name in enumerate(intents) if name.startswith(CRISIS_PREFIX)], int)
