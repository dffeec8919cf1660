"""The classifier's mathematics, on small synthetic sentences."""

import numpy as np
import pytest

import bot.nlu.fitting
from bot.language.encoder import DIMENSIONS
from bot.nlu.fitting import FOLDS, best_temperature, softmax
from bot.nlu.intent_model import Features, IntentModel, train

WORDS = {"kita": "kita platz krippe", "hebamme": "hebamme wochenbett", "gruss": "moin hallo"}
TEXTS = [f"{word} bitte {i}" for words in WORDS.values() for word in words.split() for i in "ab"]
INTENTS = [intent for intent, words in WORDS.items() for _ in words.split() for _ in "ab"]


def meanings(intents: list[str], noise: float = 0.1) -> np.ndarray:
    """Return vectors that point where their intent points."""
    source = np.random.default_rng(1)
    names = sorted(set(intents))
    vectors = source.normal(0, noise, (len(intents), DIMENSIONS)).astype(np.float32)
    for row, intent in enumerate(intents):
        vectors[row, names.index(intent)] += 3
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def drawn(temperature: float, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Return logits, and answers as frequent as the logits say at a temperature."""
    source = np.random.default_rng(2)
    logits = source.normal(0, 2, (count, 4))
    chances = softmax(logits / temperature).cumsum(axis=1)
    return logits, (source.random((count, 1)) > chances).sum(axis=1)


def test_probabilities_sum_to_one_whatever_the_scores() -> None:
    found = softmax(np.array([[1000.0, 0, -1000], [0, 0, 0]]))

    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert found[0, 0] == pytest.approx(1)
    assert found[1] == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("temperature", [0.3, 0.7, 1.0, 2.0])
def test_the_temperature_is_found_by_which_answers_were_drawn(temperature: float) -> None:
    logits, right = drawn(temperature)

    assert best_temperature(logits, right) == pytest.approx(temperature, rel=0.1)


@pytest.mark.parametrize("scale", [0.5, 3.0])
def test_calibrated_probabilities_are_frequencies(scale: float) -> None:
    logits, right = drawn(1.0)
    scaled = logits * scale
    best = softmax(scaled / best_temperature(scaled, right)).max(axis=1)
    hits = logits.argmax(axis=1) == right

    assert best.mean() == pytest.approx(hits.mean(), abs=0.02)


def test_a_fold_has_not_seen_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[float]] = []
    fit = bot.nlu.fitting.fit

    def spy(features, right, intents, strength):  # type: ignore[no-untyped-def]
        seen.append({row.sum() for row in features})
        return fit(features, right, intents, strength)

    monkeypatch.setattr(bot.nlu.fitting, "fit", spy)
    features = Features.of(TEXTS, meanings(INTENTS))
    train(features, INTENTS)

    everything = {row.sum() for row in features.matrix}
    left_out = [everything - trained for trained in seen if len(trained) < len(everything)]
    assert len(left_out) == FOLDS
    assert set.union(*left_out) == everything
    assert sum(len(part) for part in left_out) == len(everything)


def test_of_many_sentences_one_fold_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.nlu.fitting, "ENOUGH", len(TEXTS) // FOLDS)
    fitted = train(Features.of(TEXTS, meanings(INTENTS)), INTENTS)[1]

    assert len(fitted.rows) == len(fitted.unseen) == -(-len(TEXTS) // FOLDS)


def test_an_answer_that_only_its_own_sentence_teaches_is_not_known_when_held_back() -> None:
    intents = [*INTENTS, "einzig"]
    features = Features.of([*TEXTS, "etwas ganz anderes"], meanings(intents))

    unseen = train(features, intents)[1].unseen

    column = sorted(set(intents)).index("einzig")
    assert unseen[-1].argmax() != column
    assert unseen[-1, column] == pytest.approx(-20)


VECTORS = meanings(INTENTS)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    features = Features.of(TEXTS, VECTORS)
    return train(features, INTENTS)[0]


def test_a_trained_model_knows_its_sentences(model: IntentModel) -> None:
    found = [
        model.intents[int(model.probabilities(text, vector).argmax())]
        for text, vector in zip(TEXTS, VECTORS, strict=True)
    ]
    assert found == INTENTS


def test_training_is_the_same_each_time() -> None:
    features = [Features.of(TEXTS, meanings(INTENTS)) for _ in range(2)]
    one, other = (train(item, INTENTS)[0] for item in features)

    assert np.array_equal(one.ngram_weights, other.ngram_weights)
    assert one.temperature == other.temperature


def test_a_sentence_is_judged_as_in_its_training(model: IntentModel) -> None:
    features = Features.of(TEXTS, VECTORS)
    weights = np.concatenate([model.encoder_weights / 2.0, model.ngram_weights / 2.5])
    logits = features.matrix @ weights + model.bias

    found = np.stack([model.probabilities(*pair) for pair in zip(TEXTS, VECTORS, strict=True)])

    assert found == pytest.approx(softmax(logits / model.temperature), abs=1e-4)


def test_a_sentence_without_known_pieces_is_judged_by_its_meaning(model: IntentModel) -> None:
    logits = VECTORS[0] @ model.encoder_weights + model.bias

    found = model.probabilities("你好", VECTORS[0])

    assert found == pytest.approx(softmax(logits / model.temperature), abs=1e-5)
