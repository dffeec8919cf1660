"""Pieces of words as sparse features: TF-IDF of character n-grams and words, without libraries."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from bot.language.folding import fold

SHORTEST, LONGEST = 2, 5
# What stands in one training sentence only is more noise than help, and doubles the model.
LEAST_SENTENCES = 2
_WORD = re.compile(r"[^\W_]+")


def grams(text: str) -> list[str]:
    """Return the n-grams of 2 to 5 letters inside each word, and words and pairs of words.

    The text is folded, so that writing without umlauts and capitals is the same.
    """
    words = _WORD.findall(fold(text))
    found = [f"={word}" for word in words]
    found += [f"={first} {second}" for first, second in pairwise(words)]
    for word in words:
        framed = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            found += [framed[i : i + length] for i in range(len(framed) - length + 1)]
    return found


@dataclass(frozen=True)
class Ngrams:
    """A fitted vocabulary.

    Args:
        index: column by n-gram.
        idf: float32 [columns], inverse document frequencies.
    """

    index: dict[str, int]
    idf: np.ndarray

    @classmethod
    def fit(cls, texts: Sequence[str]) -> "Ngrams":
        """Learn the vocabulary of training sentences."""
        counts = Counter(gram for text in texts for gram in set(grams(text)))
        kept = sorted(gram for gram, count in counts.items() if count >= LEAST_SENTENCES)
        idf = [math.log((1 + len(texts)) / (1 + counts[gram])) + 1 for gram in kept]
        return cls({gram: i for i, gram in enumerate(kept)}, np.array(idf, np.float32))

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray, float]:
        """Return one text's features.

        Returns:
            Columns [n], their values [n] of length 1 together, and the share of the text's
            n-grams that are known: near 1 for German, near 0 for a foreign language.
        """
        found = grams(text)
        counts = Counter(gram for gram in found if gram in self.index)
        columns = np.fromiter((self.index[gram] for gram in counts), np.int64, len(counts))
        values = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        values *= self.idf[columns]
        length = float(np.linalg.norm(values)) or 1.0
        return columns, values / length, sum(counts.values()) / max(len(found), 1)

    def matrix(self, texts: Iterable[str]) -> csr_matrix:
        """Return the features of many texts, float32 [texts, columns]."""
        rows = [self.row(text) for text in texts]
        starts = np.cumsum([0, *(len(columns) for columns, _, _ in rows)])
        return csr_matrix(
            (
                np.concatenate([values for _, values, _ in rows]),
                np.concatenate([columns for columns, _, _ in rows]),
                starts,
            ),
            shape=(len(rows), len(self.index)),
        )
