"""What both judges of intents are fitted and calibrated with."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

FOLDS = 4
# So many held-back sentences are enough: a limit at 2 % of them rests on 120.
ENOUGH = 6000
SEED = 20211103


def fit(
    features: np.ndarray | csr_matrix, right: np.ndarray, intents: int, strength: float
) -> tuple[np.ndarray, np.ndarray]:
    """Fit one linear support vector machine an intent; return weights [features, intents], bias.

    They were better than a multinomial regression on the same features, and as quick. An intent
    that the sentences do not have keeps a bias so low that it is never chosen.

    Args:
        features: [sentences, features].
        right: the right columns, int [sentences].
        intents: how many columns there are.
        strength: how much a mistake costs beside large weights.
    """
    # Only training needs it; its import takes seconds and would be paid at every start.
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=strength, tol=0.1, max_iter=50, random_state=SEED)
    machine.fit(features, right)
    weights = np.zeros((features.shape[1], intents), np.float32)
    bias = np.full(intents, -20.0, np.float32)
    weights[:, machine.classes_] = machine.coef_.T
    bias[machine.classes_] = machine.intercept_
    return weights, bias


@dataclass(frozen=True)
class Fitted:
    """Machines that have seen all sentences, and what others said that had not.

    Args:
        weights, bias: float32 [features, intents] and [intents].
        rows: which sentences were held back from others, int [held back].
        unseen: those sentences' logits by machines that have not seen them, [held back, intents].
    """

    weights: np.ndarray
    bias: np.ndarray
    rows: np.ndarray
    unseen: np.ndarray


def fit_and_hold_back(
    features: np.ndarray | csr_matrix, right: np.ndarray, intents: int, strength: float
) -> Fitted:
    """Fit on all sentences and, side by side, on all but a fold of them.

    Every fold is held back once where sentences are few; where they are many, one is enough to
    calibrate by and to choose limits on.

    Args:
        features, right, intents, strength: as for `fit`.
    """
    fold_of = np.random.default_rng(SEED).permutation(len(right)) % FOLDS
    folds = min(FOLDS, -(-ENOUGH * FOLDS // max(len(right), 1)))
    logits = np.zeros((len(right), intents), np.float32)

    def hold_back(fold: int) -> None:
        left = fold_of == fold
        weights, bias = fit(features[~left], right[~left], intents, strength)
        logits[left] = features[left] @ weights + bias

    # The library lets go of the interpreter while it fits: threads are enough for two cores.
    with ThreadPoolExecutor() as pool:
        whole = pool.submit(fit, features, right, intents, strength)
        list(pool.map(hold_back, range(folds)))
        weights, bias = whole.result()
    rows = np.flatnonzero(fold_of < folds)
    return Fitted(weights, bias, rows, logits[rows])


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities for scores, over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def best_temperature(logits: np.ndarray, right: np.ndarray) -> float:
    """Return the temperature at which the probabilities of the right intents are likeliest.

    Temperature scaling: Guo et al., On Calibration of Modern Neural Networks, 2017.
    """
    rows = np.arange(len(right))
    choices = np.geomspace(0.05, 5, 80)
    losses = [-np.log(softmax(logits / t)[rows, right] + 1e-12).mean() for t in choices]
    return float(choices[int(np.argmin(losses))])
