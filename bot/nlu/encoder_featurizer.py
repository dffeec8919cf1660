"""Meanings of sentences as dense features."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.encoder import encode, warm_up

# The key under which a message carries its vector: a plain array is quicker than Rasa's features.
MEANING = "meaning"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(GraphComponent):
    """Adds the encoder's 512 numbers to each message under the key `MEANING`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        """Load the shared encoder now rather than at the first message."""
        warm_up()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features to messages."""
        vectors = encode([message.get(TEXT) or "" for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            message.set(MEANING, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to the training examples, all at once: 1 ms each."""
        self.process([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data
