"""The mathematics of the classifier: two blocks of features, one softmax, calibrated."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu.ngrams import Ngrams
from bot.nlu.noise import misspelled

# Weights of the two blocks before the regression, and its strength, by cross validation.
ENCODER_WEIGHT, NGRAM_WEIGHT = 2.0, 1.0
STRENGTH = 8.0
FOLDS = 4
SEED = 20211103


@dataclass(frozen=True)
class IntentModel:
    """A trained classifier.

    Args:
        intents: names, in the order of the columns.
        ngrams: the vocabulary of the second block.
        encoder_weights: float32 [512, intents].
        ngram_weights: float32 [n-grams, intents].
        bias: float32 [intents].
        temperature: what the logits are divided by, so that probabilities are frequencies.
    """

    intents: list[str]
    ngrams: Ngrams
    encoder_weights: np.ndarray
    ngram_weights: np.ndarray
    bias: np.ndarray
    temperature: float

    def probabilities(self, text: str, meaning: np.ndarray) -> np.ndarray:
        """Return the probability of each intent, float32 [intents].

        Args:
            text: what was written.
            meaning: the encoder's vector, float32 [512].
        """
        return softmax(self.logits(text, meaning) / self.temperature)

    def logits(self, text: str, meaning: np.ndarray) -> np.ndarray:
        """Return the scores before the softmax, float32 [intents].

        The n-grams count as far as they are known: they help German and its misspellings, and
        say nothing about a sentence of a language that was hardly trained.
        """
        columns, values, known = self.ngrams.row(text)
        pieces = values @ self.ngram_weights[columns] if len(columns) else 0.0
        return meaning @ self.encoder_weights + known * pieces + self.bias


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities for scores, over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def train(
    texts: Sequence[str], intents: Sequence[str], meanings: np.ndarray, unseen: np.ndarray
) -> IntentModel:
    """Train on sentences; the temperature comes from the same sentences as left out before.

    Args:
        texts, intents: the training sentences and what they mean.
        meanings: float32 [sentences, 512].
        unseen: logits of `out_of_fold`, float32 [sentences, intents].
    """
    names = sorted(set(intents))
    right = np.array([names.index(intent) for intent in intents])
    return _fit(texts, intents, meanings, best_temperature(unseen, right))


def out_of_fold(texts: Sequence[str], intents: Sequence[str], meanings: np.ndarray) -> np.ndarray:
    """Return each sentence's logits by a model that has not seen it, [sentences, intents]."""
    names = sorted(set(intents))
    folds = np.random.default_rng(SEED).permutation(len(texts)) % FOLDS
    logits = np.full((len(texts), len(names)), -20.0, np.float32)
    for fold in range(FOLDS):
        seen = np.flatnonzero(folds != fold)
        model = _fit([texts[i] for i in seen], [intents[i] for i in seen], meanings[seen], 1.0)
        columns = [names.index(intent) for intent in model.intents]
        for i in np.flatnonzero(folds == fold):
            logits[i, columns] = model.logits(texts[i], meanings[i])
    return logits


def best_temperature(logits: np.ndarray, right: np.ndarray) -> float:
    """Return the temperature at which the probabilities of the right intents are likeliest.

    Temperature scaling: Guo et al., On Calibration of Modern Neural Networks, 2017.
    """
    rows = np.arange(len(right))
    choices = np.geomspace(0.2, 5, 60)
    losses = [-np.log(softmax(logits / t)[rows, right] + 1e-12).mean() for t in choices]
    return float(choices[int(np.argmin(losses))])


def _fit(
    texts: Sequence[str], intents: Sequence[str], meanings: np.ndarray, temperature: float
) -> IntentModel:
    # Only training needs it; its import takes seconds and would be paid at every start.
    from scipy.sparse import csr_matrix, hstack, vstack
    from sklearn.linear_model import LogisticRegression

    random_source = random.Random(SEED)  # noqa: S311 - noise, no secret
    ngrams = Ngrams.fit(texts)
    noisy = [misspelled(text, random_source) for text in texts]
    dense = csr_matrix(meanings * ENCODER_WEIGHT)
    features = vstack(
        [
            hstack([dense, ngrams.matrix(texts) * NGRAM_WEIGHT]),
            hstack([dense, ngrams.matrix(noisy) * NGRAM_WEIGHT]),
        ]
    ).tocsr()
    regression = LogisticRegression(C=STRENGTH, max_iter=80, tol=1e-3)
    regression.fit(features, [*intents, *intents])
    weights = regression.coef_.T.astype(np.float32)
    size = meanings.shape[1]
    return IntentModel(
        intents=[str(name) for name in regression.classes_],
        ngrams=ngrams,
        encoder_weights=weights[:size] * ENCODER_WEIGHT,
        ngram_weights=weights[size:] * NGRAM_WEIGHT,
        bias=regression.intercept_.astype(np.float32),
        temperature=temperature,
    )
