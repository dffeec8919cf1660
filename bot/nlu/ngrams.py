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

SHORTEST, LONGEST = 3, 5
# Shorter pieces stand in every language's words, and in none.
TELLING = 4
# What stands in one or two training sentences is more noise than help, and doubles the model.
LEAST_SENTENCES = 3
_WORD = re.compile(r"[^\W_]+")


def grams(text: str) -> list[str]:
    """Return the n-grams of 3 to 5 letters inside each word, and words and pairs of words.

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

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return one text's features: columns [n], and their values [n] of length 1 together."""
        counts = Counter(gram for gram in grams(text) if gram in self.index)
        columns = np.fromiter((self.index[gram] for gram in counts), np.int64, len(counts))
        values = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        values *= self.idf[columns]
        return columns, values / (float(np.linalg.norm(values)) or 1.0)

    def familiarity(self, text: str) -> float:
        """Return the share of a text's longer pieces that any training sentence has, 0 to 1.

        Near 1 for every language that was trained, near 0 for keys hit at random.
        """
        pieces = [gram for gram in grams(text) if gram[0] != "=" and len(gram) >= TELLING]
        return sum(gram in self.index for gram in pieces) / len(pieces) if pieces else 0.0

    def matrix(self, texts: Iterable[str]) -> csr_matrix:
        """Return the features of many texts, float32 [texts, columns]."""
        rows = [self.row(text) for text in texts]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        return csr_matrix(
            (
                np.concatenate([values for _, values in rows]),
                np.concatenate([columns for columns, _ in rows]),
                starts,
            ),
            shape=(len(rows), len(self.index)),
        )
