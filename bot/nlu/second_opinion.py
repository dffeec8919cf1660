"""A second, independent judge of intents, asked where the first one doubts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.language.second_encoder import encode_again
from bot.nlu.fitting import best_temperature, fit_and_hold_back, softmax

# By cross validation, see docs/decisions/0003-verstehen.md.
WEIGHT, STRENGTH = 3.0, 0.3
_TINY = 1e-9


@dataclass(frozen=True)
class SecondOpinion:
    """Linear machines over the second encoder.

    Args:
        mean: float32 [384], taken off every meaning: they all point the same way otherwise.
        weights, bias: float32 [384, intents] and [intents].
        temperature: calibrates this judge alone.
        together: calibrates both judges' product.
    """

    mean: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    temperature: float
    together: float

    def with_first(self, text: str, first: np.ndarray) -> np.ndarray:
        """Return both judges' probabilities, float32 [intents].

        Args:
            text: what was written.
            first: the first judge's probabilities.
        """
        return self.together_with(encode_again([text]), first[None])[0]

    def together_with(self, meanings: np.ndarray, first: np.ndarray) -> np.ndarray:
        """Return both judges' probabilities of many sentences, float32 [sentences, intents].

        Args:
            meanings: the second encoder's vectors, float32 [sentences, 384].
            first: the first judge's probabilities, float32 [sentences, intents].
        """
        logits = _centred(meanings, self.mean) @ self.weights + self.bias
        both = _product(first, softmax(logits / self.temperature))
        return softmax(both / self.together)


def train(
    meanings: np.ndarray, right: np.ndarray, intents: int, first: np.ndarray
) -> tuple[SecondOpinion, np.ndarray]:
    """Train the second judge; return it, and both judges' probabilities of unseen sentences.

    Args:
        meanings: float32 [sentences, 384].
        right: the right columns, int [sentences].
        intents: how many intents there are.
        first: the first judge's probabilities of the sentences that were held back from it; the
            same ones are held back here.
    """
    mean = meanings.mean(axis=0)
    features = _centred(meanings, mean)
    fitted = fit_and_hold_back(features, right, intents, STRENGTH)
    temperature = best_temperature(fitted.unseen, right[fitted.rows])
    both = _product(first, softmax(fitted.unseen / temperature))
    together = best_temperature(both, right[fitted.rows])
    opinion = SecondOpinion(mean, fitted.weights, fitted.bias, temperature, together)
    return opinion, softmax(both / together)


def _centred(meanings: np.ndarray, mean: np.ndarray) -> np.ndarray:
    apart = meanings - mean
    return WEIGHT * apart / (np.linalg.norm(apart, axis=1, keepdims=True) + _TINY)


def _product(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the logits of two independent judges' common verdict."""
    return np.log(first + _TINY) + np.log(second + _TINY)
