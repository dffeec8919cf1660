"""The intent of a message, with probabilities that mean what they say."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder_featurizer import MEANING
from bot.nlu.intent_model import IntentModel, out_of_fold, softmax, train
from bot.nlu.ngrams import Ngrams
from bot.nlu.thresholds import Thresholds, choose, crisis_columns

RANKED = 10
FALLBACK = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CalibratedIntentClassifier(IntentClassifier, GraphComponent):
    """Softmax regression over meaning and n-grams; doubts by its own limits.

    A crisis is found by the summed probability of all crisis intents, so that a sentence between
    two classes of crisis is not lost. Below the limit of confidence the intent is `nlu_fallback`;
    the ranking still holds what was likely.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must run before."""
        from bot.nlu.encoder_featurizer import SentenceEncoderFeaturizer

        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults: all that can be chosen is chosen by training."""
        return {}

    @staticmethod
    def required_packages() -> list[str]:
        """Return what must be installed for training."""
        return ["sklearn"]

    def __init__(self, model_storage: ModelStorage, resource: Resource):
        """Make a classifier without a model."""
        self._storage = model_storage
        self._resource = resource
        self._trained: tuple[IntentModel, Thresholds] | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CalibratedIntentClassifier:
        """Return a new classifier."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Train, calibrate and choose the limits; all three are stored."""
        examples = [item for item in training_data.intent_examples if item.get(TEXT)]
        texts = [example.get(TEXT) for example in examples]
        intents = [example.get(INTENT) for example in examples]
        meanings = np.stack([example.get(MEANING) for example in examples])
        unseen = out_of_fold(texts, intents, meanings)
        model = train(texts, intents, meanings, unseen)
        right = np.array([model.intents.index(intent) for intent in intents])
        thresholds = choose(model.intents, softmax(unseen / model.temperature), right)
        self._trained = model, thresholds
        with self._storage.write_to(self._resource) as folder:
            _write(folder, model, thresholds)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add `intent` and `intent_ranking` to messages."""
        for message in messages:
            meaning = message.get(MEANING)
            if self._trained is not None and meaning is not None:
                _classify(message, meaning, *self._trained)
        return messages

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CalibratedIntentClassifier:
        """Load a trained classifier."""
        classifier = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            classifier._trained = _read(folder)
        return classifier


def _classify(
    message: Message, meaning: np.ndarray, model: IntentModel, thresholds: Thresholds
) -> None:
    probabilities = model.probabilities(message.get(TEXT) or "", meaning)
    order = np.argsort(-probabilities)[:RANKED]
    ranking = [{"name": model.intents[i], "confidence": float(probabilities[i])} for i in order]
    alarm = _alarm(model.intents, probabilities, thresholds.alarm)
    best = alarm or _believed(ranking[0], thresholds.confidence)
    message.set("intent", best, add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)


def _alarm(intents: list[str], probabilities: np.ndarray, limit: float) -> dict[str, Any] | None:
    """Return the likeliest crisis, where all crises together are likely enough."""
    columns = crisis_columns(intents)
    total = float(probabilities[columns].sum()) if len(columns) else 0.0
    if total < limit:
        return None
    return {"name": intents[columns[int(probabilities[columns].argmax())]], "confidence": total}


def _believed(best: dict[str, Any], limit: float) -> dict[str, Any]:
    """Return the best intent, or the fallback where it is doubtful."""
    doubtful = best["confidence"] < limit
    return {"name": FALLBACK, "confidence": 1 - best["confidence"]} if doubtful else best


def _write(folder: Path, model: IntentModel, thresholds: Thresholds) -> None:
    np.savez_compressed(
        folder / "model.npz",
        # Half precision halves the archive and changes no decision.
        encoder_weights=model.encoder_weights.astype(np.float16),
        ngram_weights=model.ngram_weights.astype(np.float16),
        bias=model.bias,
        idf=model.ngrams.idf,
    )
    names = {
        "intents": model.intents,
        "ngrams": list(model.ngrams.index),
        "temperature": model.temperature,
        "thresholds": asdict(thresholds),
    }
    (folder / "model.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")


def _read(folder: Path) -> tuple[IntentModel, Thresholds]:
    names = json.loads((folder / "model.json").read_text("utf-8"))
    with np.load(folder / "model.npz") as arrays:
        model = IntentModel(
            intents=names["intents"],
            ngrams=Ngrams({gram: i for i, gram in enumerate(names["ngrams"])}, arrays["idf"]),
            encoder_weights=arrays["encoder_weights"].astype(np.float32),
            ngram_weights=arrays["ngram_weights"].astype(np.float32),
            bias=arrays["bias"],
            temperature=names["temperature"],
        )
    return model, Thresholds(**names["thresholds"])
