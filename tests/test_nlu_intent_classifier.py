"""The classifier inside Rasa: stored and loaded it decides alike, and it doubts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.encoder import DIMENSIONS
from bot.nlu.encoder_featurizer import MEANING
from bot.nlu.intent_classifier import FALLBACK, RANKED, CalibratedIntentClassifier

NAMES = ["gruss", "kita_platz", "krise_gewalt", "krise_suizid"]
CONTEXT: Any = ExecutionContext(GraphSchema({}))


def vector(**parts: float) -> np.ndarray:
    found = np.zeros(DIMENSIONS, np.float32)
    for name, part in parts.items():
        found[NAMES.index(name)] = part
    return found / max(float(np.linalg.norm(found)), 1e-6)


def message(text: str, meaning: np.ndarray | None, intent: str | None = None) -> Message:
    data: dict[str, Any] = {TEXT: text}
    if intent:
        data[INTENT] = intent
    if meaning is not None:
        data[MEANING] = meaning
    return Message(data=data)


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    folder: Path = tmp_path_factory.mktemp("model")
    return LocalModelStorage(folder)


@pytest.fixture(scope="module")
def trained(
    storage: LocalModelStorage, tmp_path_factory: pytest.TempPathFactory
) -> CalibratedIntentClassifier:
    examples = [
        message(f"{name.replace('_', ' ')} satz {number}", vector(**{name: 1}), name)
        for name in NAMES
        for number in range(8)
    ]
    classifier = CalibratedIntentClassifier.create({}, storage, Resource("klassen"), CONTEXT)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
        classifier.train(TrainingData(examples))
    return classifier


def classified(
    classifier: CalibratedIntentClassifier, text: str, meaning: np.ndarray | None
) -> Message:
    (found,) = classifier.process([message(text, meaning)])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_what_was_trained_is_recognised(trained: CalibratedIntentClassifier, name: str) -> None:
    found = classified(trained, f"{name.replace('_', ' ')} satz 3", vector(**{name: 1}))

    assert found.get("intent")["name"] == name


def test_the_ranking_falls_and_is_short(trained: CalibratedIntentClassifier) -> None:
    ranking = classified(trained, "satz", vector(gruss=1, kita_platz=0.5)).get("intent_ranking")

    confidences = [item["confidence"] for item in ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert len(ranking) <= RANKED and sum(confidences) == pytest.approx(1, abs=1e-3)


def test_what_means_nothing_is_doubted_and_still_ranked(
    trained: CalibratedIntentClassifier,
) -> None:
    found = classified(trained, "qwx", vector(gruss=0.1, kita_platz=0.1))

    assert found.get("intent")["name"] == FALLBACK
    assert found.get("intent_ranking")[0]["name"] in NAMES


def test_a_sentence_between_two_crises_is_not_lost(trained: CalibratedIntentClassifier) -> None:
    found = classified(trained, "", vector(krise_gewalt=1, krise_suizid=1)).get("intent")

    assert found["name"] in ("krise_gewalt", "krise_suizid")
    assert found["confidence"] > 0.5


def test_stored_and_loaded_it_decides_alike(
    trained: CalibratedIntentClassifier, storage: LocalModelStorage
) -> None:
    loaded = CalibratedIntentClassifier.load({}, storage, Resource("klassen"), CONTEXT)

    for text, meaning in [
        ("gruss satz 1", vector(gruss=1)),
        ("kita", vector(kita_platz=1, gruss=0.8)),
        ("qwx", vector()),
        ("", vector(krise_gewalt=1)),
    ]:
        one, other = (classified(item, text, meaning) for item in (trained, loaded))
        assert one.get("intent")["name"] == other.get("intent")["name"]
        assert [item["confidence"] for item in one.get("intent_ranking")] == pytest.approx(
            [item["confidence"] for item in other.get("intent_ranking")], abs=5e-3
        )


def test_without_a_model_or_a_meaning_nothing_is_said(
    trained: CalibratedIntentClassifier, storage: LocalModelStorage
) -> None:
    untrained = CalibratedIntentClassifier.create({}, storage, Resource("leer"), CONTEXT)

    assert classified(untrained, "hallo", vector(gruss=1)).get("intent") is None
    assert classified(trained, "hallo", None).get("intent") is None
