"""The first judge of intents: two blocks of features, linear machines, calibrated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.language.encoder import DIMENSIONS
from bot.nlu.fitting import best_temperature, fit, softmax, unseen_logits
from bot.nlu.ngrams import Ngrams

# Weights of the two blocks of features, and how much a mistake costs beside large weights: by
# cross validation, see docs/decisions/0003-verstehen.md.
ENCODER_WEIGHT, NGRAM_WEIGHT = 2.0, 2.5
STRENGTH = 0.1


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
        columns, values = self.ngrams.row(text)
        pieces = values @ self.ngram_weights[columns] if len(columns) else 0.0
        logits = meaning @ self.encoder_weights + pieces + self.bias
        return softmax(logits / self.temperature)


@dataclass(frozen=True)
class Features:
    """Training sentences as numbers.

    Args:
        ngrams: the vocabulary.
        matrix: float32 [sentences, 512 + n-grams], sparse.
    """

    ngrams: Ngrams
    matrix: csr_matrix

    @classmethod
    def of(cls, texts: Sequence[str], meanings: np.ndarray) -> Features:
        """Make the features of training sentences."""
        ngrams = Ngrams.fit(texts)
        dense = csr_matrix(meanings * ENCODER_WEIGHT)
        return cls(ngrams, hstack([dense, ngrams.matrix(texts) * NGRAM_WEIGHT]).tocsr())


def train(features: Features, intents: Sequence[str], unseen: np.ndarray) -> IntentModel:
    """Train on sentences; the temperature comes from the same sentences as left out before.

    Args:
        features, intents: the training sentences and what they mean.
        unseen: logits of `out_of_fold`, float32 [sentences, intents].
    """
    names, right = np.unique(intents, return_inverse=True)
    weights, bias = fit(features.matrix, right, len(names), STRENGTH)
    return IntentModel(
        intents=[str(name) for name in names],
        ngrams=features.ngrams,
        encoder_weights=weights[:DIMENSIONS] * ENCODER_WEIGHT,
        ngram_weights=weights[DIMENSIONS:] * NGRAM_WEIGHT,
        bias=bias,
        temperature=best_temperature(unseen, right),
    )


def out_of_fold(features: Features, intents: Sequence[str]) -> np.ndarray:
    """Return each sentence's logits by a model that has not seen it, [sentences, intents]."""
    names, right = np.unique(intents, return_inverse=True)
    return unseen_logits(features.matrix, right, len(names), STRENGTH)
