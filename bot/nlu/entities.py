"""Entities: places, districts, other cities, ages, and what is asked about a place."""

from __future__ import annotations

import json
import os
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.ages import find_ages
from bot.language.stages import find_stage
from bot.nlu.matcher import Matcher
from bot.nlu.questions import languages, phrases


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CatalogueEntityExtractor(EntityExtractorMixin, GraphComponent):
    """Finds what the catalogue has names for; the names are taken over at training time."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults: the names come from the catalogue."""
        return {}

    def __init__(self, model_storage: ModelStorage, resource: Resource):
        """Make an extractor that knows no names yet."""
        self._storage = model_storage
        self._resource = resource
        self._places = Matcher({})
        self._questions = Matcher({"merkmal": phrases()})
        # Apart from the questions: in "auf Türkisch bitte" both are said with the same word.
        self._languages = Matcher({"sprache": languages()})

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CatalogueEntityExtractor:
        """Return a new extractor."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Take the names of the catalogue over."""
        from bot.catalogue.vocabulary import load_vocabulary
        from bot.settings import Settings

        vocabulary = load_vocabulary(Settings.from_environment(os.environ))
        self._places = Matcher(vocabulary.phrases())
        with self._storage.write_to(self._resource) as folder:
            names = json.dumps(self._places.phrases, ensure_ascii=False)
            (folder / "names.json").write_text(names, "utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CatalogueEntityExtractor:
        """Load the names."""
        extractor = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            extractor._places = Matcher(json.loads((folder / "names.json").read_text("utf-8")))
        return extractor

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities to messages."""
        for message in messages:
            found = self._entities(message.get(TEXT) or "")
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _entities(self, text: str) -> list[dict[str, Any]]:
        matches = [
            match
            for matcher in (self._places, self._questions, self._languages)
            for match in matcher.find(text)
        ]
        found = [_entity(match.entity, match.value, match.start, match.end) for match in matches]
        # Numbers inside a name are no ages: "Oldenburger Straße 49".
        taken = [range(match.start, match.end) for match in self._places.find(text)]
        ages = [age for age in find_ages(text) if not any(age.start in span for span in taken)]
        found += [_entity("alter", age.years, age.start, age.end) for age in ages]
        stage = None if ages else find_stage(text)
        return found if stage is None else [*found, _entity("lebensphase", stage, 0, len(text))]


def _entity(name: str, value: str | float, start: int, end: int) -> dict[str, Any]:
    return {
        "entity": name,
        "value": value,
        "start": start,
        "end": end,
        "extractor": "CatalogueEntityExtractor",
    }
