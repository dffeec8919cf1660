"""Two judges: the second is asked in doubt only, and its work is kept between trainings."""

from pathlib import Path

import numpy as np
import pytest

import bot.language.second_encoder
import bot.nlu.second_opinion
from bot.language.encoder import DIMENSIONS
from bot.language.second_encoder import encode_cached
from bot.nlu import second_opinion
from bot.nlu.fitting import softmax
from bot.nlu.intent_judge import SURE, SUSPICION, IntentJudge
from bot.nlu.intent_model import IntentModel
from bot.nlu.ngrams import Ngrams
from bot.nlu.second_opinion import SecondOpinion
from bot.nlu.thresholds import Thresholds

INTENTS = ["gruss", "kita_platz", "krise_gewalt"]
SECOND = bot.language.second_encoder.DIMENSIONS


def judge(second_says: int = 1) -> IntentJudge:
    """Return a judge whose first part says what the vector says; the second is set on one."""
    weights = np.zeros((DIMENSIONS, 3), np.float32)
    weights[:3] = np.eye(3) * 10
    bias = np.zeros(3, np.float32)
    bias[second_says] = 9
    second = SecondOpinion(
        np.zeros(SECOND, np.float32), np.zeros((SECOND, 3), np.float32), bias, 1.0, 1.0
    )
    ngrams = Ngrams.fit(["kita platz"] * 3)
    pieces = np.zeros((len(ngrams.index), 3), np.float32)
    first = IntentModel(INTENTS, ngrams, weights, pieces, np.zeros(3, np.float32), 1.0)
    return IntentJudge(first, second, Thresholds(confidence=0.5, alarm=0.3))


def meaning(*shares: float) -> np.ndarray:
    """Return a vector from which the first judge reads these probabilities."""
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[:3] = np.log(np.array(shares)) / 10
    return vector


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count what the second encoder, which is slow, is asked."""
    texts: list[str] = []

    def encode(written: list[str]) -> np.ndarray:
        texts.extend(written)
        return np.ones((len(written), SECOND), np.float32)

    for module in (bot.nlu.second_opinion, bot.language.second_encoder):
        monkeypatch.setattr(module, "encode_again", encode)
    return texts


def test_who_is_sure_decides_alone(asked: list[str]) -> None:
    found = judge().probabilities("hallo", meaning(0.9, 0.05, 0.05))

    assert found == pytest.approx([0.9, 0.05, 0.05], abs=1e-3)
    assert asked == []


@pytest.mark.parametrize(
    "shares",
    [(SURE - 0.05, 0.2, 0.05), (0.85, 0.15 - SUSPICION - 0.01, SUSPICION + 0.01)],
    ids=["doubt", "suspicion"],
)
def test_doubt_and_the_suspicion_of_a_crisis_ask_the_second(
    asked: list[str], shares: tuple[float, float, float]
) -> None:
    found = judge().probabilities("hallo", meaning(*shares))

    assert asked == ["hallo"]
    assert found.argmax() == 1 and found.sum() == pytest.approx(1)


def test_crises_together_give_alarm() -> None:
    assert judge().alarm(np.array([0.6, 0.05, 0.35])) == ("krise_gewalt", pytest.approx(0.35))
    assert judge().alarm(np.array([0.7, 0.05, 0.25])) is None


def test_below_the_limit_it_doubts() -> None:
    assert judge().doubts(np.array([0.45, 0.35, 0.2]))
    assert not judge().doubts(np.array([0.55, 0.25, 0.2]))


@pytest.mark.parametrize(
    ("text", "is_gibberish"), [("qwertz uiop", True), ("kita platz", False), ("你好", False)]
)
def test_keys_hit_at_random_are_no_language(text: str, is_gibberish: bool) -> None:
    assert judge().is_gibberish(text) is is_gibberish


def test_written_and_read_it_is_the_same(tmp_path: Path, asked: list[str]) -> None:
    judge().write(tmp_path)
    read = IntentJudge.read(tmp_path)

    assert (read.intents, read.thresholds) == (INTENTS, judge().thresholds)
    for shares in [(0.9, 0.05, 0.05), (0.4, 0.3, 0.3)]:
        one, other = (item.probabilities("x", meaning(*shares)) for item in (judge(), read))
        assert one == pytest.approx(other, abs=5e-3)


def test_two_judges_that_agree_are_surer_than_one() -> None:
    source = np.random.default_rng(3)
    right = np.repeat(np.arange(3), 20)
    vectors = source.normal(0, 0.3, (60, SECOND)).astype(np.float32)
    vectors[np.arange(60), right] += 3
    first = softmax(np.eye(3)[right] * 1.5)

    _, both = second_opinion.train(vectors, right, 3, first)

    rows = np.arange(60)
    assert (both.argmax(axis=1) == right).all()
    assert both[rows, right].mean() > first[rows, right].mean()


def test_a_meaning_is_computed_once(tmp_path: Path, asked: list[str]) -> None:
    file = tmp_path / "cache" / "meanings.npz"
    first = encode_cached(["eins", "zwei"], file)
    again = encode_cached(["zwei", "drei", "eins"], file)

    assert asked == ["eins", "zwei", "drei"]
    assert again.shape == (3, SECOND)
    assert np.array_equal(first[1], again[0])


def test_the_cache_forgets_sentences_that_are_no_longer_trained(
    tmp_path: Path, asked: list[str]
) -> None:
    file = tmp_path / "meanings.npz"
    for texts in (["alt", "neu"], ["neu", "neuer"], ["alt"]):
        encode_cached(texts, file)

    assert asked == ["alt", "neu", "neuer", "alt"]
