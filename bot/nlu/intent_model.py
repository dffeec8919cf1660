"""The first judge of intents: two blocks of features, linear machines, calibrated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.language.encoder import DIMENSIONS
from bot.nlu.fitting import Fitted, best_temperature, fit_and_hold_back, softmax
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
        matrix = hstack([dense, ngrams.matrix(texts) * NGRAM_WEIGHT]).tocsr()
        # Else the library would do so while it fits, under the hands of the other fit.
        matrix.sort_indices()
        return cls(ngrams, matrix)


def train(features: Features, intents: Sequence[str]) -> tuple[IntentModel, Fitted]:
    """Train on sentences; the temperature comes from sentences that were held back.

    Args:
        features, intents: the training sentences and what they mean.

    Returns:
        The model, and what was said of the sentences held back.
    """
    names, right = np.unique(intents, return_inverse=True)
    fitted = fit_and_hold_back(features.matrix, right, len(names), STRENGTH)
    model = IntentModel(
        intents=[str(name) for name in names],
        ngrams=features.ngrams,
        encoder_weights=fitted.weights[:DIMENSIONS] * ENCODER_WEIGHT,
        ngram_weights=fitted.weights[DIMENSIONS:] * NGRAM_WEIGHT,
        bias=fitted.bias,
        temperature=best_temperature(fitted.unseen, right[fitted.rows]),
    )
    return model, fitted
