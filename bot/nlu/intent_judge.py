"""Both judges of intents together, their limits, and how they are kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.language.second_encoder import encode_cached
from bot.nlu import second_opinion
from bot.nlu.fitting import softmax
from bot.nlu.intent_model import Features, IntentModel, train
from bot.nlu.ngrams import Ngrams
from bot.nlu.second_opinion import SecondOpinion
from bot.nlu.thresholds import Thresholds, choose, crisis_columns

# From this confidence on the first judge decides alone: four of five German messages.
SURE = 0.8
# A suspicion of a crisis is always worth a second look.
SUSPICION = 0.1
# From this probability on all crises together are a worry: answered, with the emergency numbers.
WORRY = 0.15
# Fewer known pieces than this is no language at all.
FAMILIAR = 0.2


@dataclass(frozen=True)
class IntentJudge:
    """What was trained.

    Args:
        first, second: the two judges.
        thresholds: when to doubt, and when to give alarm.
    """

    first: IntentModel
    second: SecondOpinion
    thresholds: Thresholds

    @property
    def intents(self) -> list[str]:
        """Names, in the order of the columns."""
        return self.first.intents

    def probabilities(self, text: str, meaning: np.ndarray) -> np.ndarray:
        """Return the probability of each intent, float32 [intents].

        Args:
            text: what was written.
            meaning: the first encoder's vector, float32 [512].
        """
        first = self.first.probabilities(text, meaning)
        if is_sure(first[None], crisis_columns(self.intents))[0]:
            return first
        return self.second.with_first(text, first)

    def alarm(self, probabilities: np.ndarray) -> tuple[str, float] | None:
        """Return the likeliest crisis and all crises' probability, where that is high enough."""
        columns = crisis_columns(self.intents)
        total = float(probabilities[columns].sum()) if len(columns) else 0.0
        if total < self.thresholds.alarm or not len(columns):
            return None
        return self.intents[columns[int(probabilities[columns].argmax())]], total

    def worries(self, probabilities: np.ndarray) -> bool:
        """Tell whether a crisis is likely enough to name the emergency numbers beside an answer."""
        return bool(probabilities[crisis_columns(self.intents)].sum() >= WORRY)

    def doubts(self, probabilities: np.ndarray) -> bool:
        """Tell whether the best intent is too unlikely to be believed."""
        return bool(probabilities.max() < self.thresholds.confidence)

    def is_gibberish(self, text: str) -> bool:
        """Tell whether a text in Latin letters has hardly a piece of a known word."""
        return text.isascii() and self.first.ngrams.familiarity(text) < FAMILIAR

    def write(self, folder: Path) -> None:
        """Keep everything in a folder."""
        np.savez_compressed(
            folder / "model.npz",
            # Half precision halves the archive and changes no decision.
            encoder_weights=self.first.encoder_weights.astype(np.float16),
            ngram_weights=self.first.ngram_weights.astype(np.float16),
            bias=self.first.bias,
            idf=self.first.ngrams.idf,
            second_mean=self.second.mean,
            second_weights=self.second.weights.astype(np.float16),
            second_bias=self.second.bias,
        )
        names = {
            "intents": self.first.intents,
            "ngrams": list(self.first.ngrams.index),
            "temperature": self.first.temperature,
            "second_temperature": self.second.temperature,
            "together": self.second.together,
            "thresholds": asdict(self.thresholds),
        }
        (folder / "model.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> IntentJudge:
        """Load what `write` kept."""
        names = json.loads((folder / "model.json").read_text("utf-8"))
        with np.load(folder / "model.npz") as arrays:
            first = IntentModel(
                intents=names["intents"],
                ngrams=Ngrams({gram: i for i, gram in enumerate(names["ngrams"])}, arrays["idf"]),
                encoder_weights=arrays["encoder_weights"].astype(np.float32),
                ngram_weights=arrays["ngram_weights"].astype(np.float32),
                bias=arrays["bias"],
                temperature=names["temperature"],
            )
            second = SecondOpinion(
                mean=arrays["second_mean"],
                weights=arrays["second_weights"].astype(np.float32),
                bias=arrays["second_bias"],
                temperature=names["second_temperature"],
                together=names["together"],
            )
        return cls(first, second, Thresholds(**names["thresholds"]))


def train_judge(
    texts: Sequence[str], intents: Sequence[str], meanings: np.ndarray, cache: Path
) -> IntentJudge:
    """Train both judges; the limits are chosen on sentences as neither has seen them.

    Args:
        texts, intents: the training sentences and what they mean.
        meanings: the first encoder's vectors, float32 [sentences, 512].
        cache: where the second encoder's vectors are kept between two trainings.
    """
    first, fitted = train(Features.of(texts, meanings), intents)
    right = np.array([first.intents.index(intent) for intent in intents])
    alone = softmax(fitted.unseen / first.temperature)
    again = encode_cached(texts, cache)
    second, both = second_opinion.train(again, right, len(first.intents), alone)
    sure = is_sure(alone, crisis_columns(first.intents))
    unseen = np.where(sure[:, None], alone, both)
    return IntentJudge(first, second, choose(first.intents, unseen, right[fitted.rows]))


def is_sure(first: np.ndarray, crises: np.ndarray) -> np.ndarray:
    """Return, for rows of probabilities, where the first judge decides alone: bool [rows]."""
    return (first.max(axis=1) >= SURE) & (first[:, crises].sum(axis=1) < SUSPICION)
