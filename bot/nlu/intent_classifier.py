"""The intent of a message, with probabilities that mean what they say."""

from __future__ import annotations

import os
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
from bot.nlu.intent_judge import IntentJudge, train_judge
from bot.nlu.several_matters import clear_matters

RANKED = 10
FALLBACK = "nlu_fallback"
# Where the meanings of the training sentences are kept between two trainings.
CACHE = "cache/second_encoder.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CalibratedIntentClassifier(IntentClassifier, GraphComponent):
    """Two judges over meanings and n-grams; doubts by its own limits.

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
        self._judge: IntentJudge | None = None

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
        """Train both judges, calibrate and choose the limits; all of it is stored."""
        examples = [item for item in training_data.intent_examples if item.get(TEXT)]
        self._judge = train_judge(
            texts=[example.get(TEXT) for example in examples],
            intents=[example.get(INTENT) for example in examples],
            meanings=np.stack([example.get(MEANING) for example in examples]),
            cache=Path(os.environ.get("DATA_DIR") or "var") / CACHE,
        )
        with self._storage.write_to(self._resource) as folder:
            self._judge.write(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add `intent` and `intent_ranking` to messages."""
        for message in messages:
            meaning = message.get(MEANING)
            if self._judge is not None and meaning is not None:
                _classify(message, meaning, self._judge)
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
            classifier._judge = IntentJudge.read(folder)
        return classifier


def _classify(message: Message, meaning: np.ndarray, judge: IntentJudge) -> None:
    text = message.get(TEXT) or ""
    probabilities = judge.probabilities(text, meaning)
    order = np.argsort(-probabilities)[:RANKED]
    ranking = [{"name": judge.intents[i], "confidence": float(probabilities[i])} for i in order]
    alarm = judge.alarm(probabilities)
    best = {"name": alarm[0], "confidence": alarm[1]} if alarm else ranking[0]
    if not alarm and (judge.doubts(probabilities) or judge.is_gibberish(text)):
        best = {"name": FALLBACK, "confidence": 1 - ranking[0]["confidence"]}
    message.set("worry", alarm is None and judge.worries(probabilities), add_to_output=True)
    # What single sentences say: the actions answer a second question, too.
    message.set("matters", clear_matters(text, judge), add_to_output=True)
    message.set("intent", best, add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)
