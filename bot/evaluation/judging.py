"""Lets both judges decide on many sentences at once, with the encoders' work kept in files."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.language.encoder import encode
from bot.language.second_encoder import encode_again
from bot.nlu.intent_judge import IntentJudge, is_sure
from bot.nlu.thresholds import crisis_columns

DOUBT = "nlu_fallback"
_BATCH = 256
Encode = Callable[[Sequence[str]], np.ndarray]


class Vectors:
    """Both encoders' meanings; each sentence is encoded once, over all runs.

    Args:
        folder: where the meanings are kept.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def first(self, texts: Sequence[str]) -> np.ndarray:
        """Return the first encoder's meanings, float32 [texts, 512]."""
        return _kept(texts, self.folder / "proof_first.npz", encode)

    def second(self, texts: Sequence[str]) -> np.ndarray:
        """Return the second encoder's meanings, float32 [texts, 384]."""
        return _kept(texts, self.folder / "proof_second.npz", encode_again)


def judged(judge: IntentJudge, texts: Sequence[str], vectors: Vectors) -> np.ndarray:
    """Return what `IntentJudge.probabilities` says of each text, [texts, intents].

    In one go, because the second encoder takes ten times as long as all the rest and is needed
    again for every point of a learning curve.
    """
    first = first_judged(judge, texts, vectors)
    sure = is_sure(first, crisis_columns(judge.intents))
    both = judge.second.together_with(vectors.second(texts), first)
    return np.where(sure[:, None], first, both)


def first_judged(judge: IntentJudge, texts: Sequence[str], vectors: Vectors) -> np.ndarray:
    """Return what the first judge alone says of each text, [texts, intents]."""
    meanings = vectors.first(texts)
    rows = [judge.first.probabilities(*each) for each in zip(texts, meanings, strict=True)]
    return np.stack(rows)


def best(intents: Sequence[str], probabilities: np.ndarray) -> list[str]:
    """Return the likeliest intent of each row."""
    return [intents[column] for column in probabilities.argmax(axis=1)]


def decisions(judge: IntentJudge, texts: Sequence[str], probabilities: np.ndarray) -> list[str]:
    """Return what the assistant makes of each text: an alarm, a doubt or the likeliest intent."""
    return [_decision(judge, *each) for each in zip(texts, probabilities, strict=True)]


def _decision(judge: IntentJudge, text: str, probabilities: np.ndarray) -> str:
    # The same order as in bot.nlu.intent_classifier, which cannot be had without Rasa.
    alarm = judge.alarm(probabilities)
    if alarm:
        return alarm[0]
    if judge.doubts(probabilities) or judge.is_gibberish(text):
        return DOUBT
    return judge.intents[int(probabilities.argmax())]


def _kept(texts: Sequence[str], file: Path, encoder: Encode) -> np.ndarray:
    keys = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    known = _read(file)
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    for start in range(0, len(new), _BATCH):
        batch = list(new)[start : start + _BATCH]
        known.update(zip(batch, encoder([new[key] for key in batch]), strict=True))
    if new:
        np.savez(file, keys=np.array(list(known)), meanings=np.stack(list(known.values())))
    return np.stack([known[key] for key in keys])


def _read(file: Path) -> dict[str, np.ndarray]:
    if not file.exists():
        return {}
    with np.load(file) as stored:
        return dict(zip(stored["keys"].tolist(), stored["meanings"], strict=True))
