"""Our judgement beside its parts alone and beside Rasa's own pipelines, on the same sentences."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bot.errors import LotseError
from bot.evaluation.heldout import Sentence
from bot.evaluation.judging import Vectors, best, first_judged
from bot.evaluation.material import ROOT, Lesson, share_right
from bot.evaluation.understanding import intents_by_rasa
from bot.nlu.fitting import fit
from bot.nlu.intent_judge import IntentJudge
from bot.nlu.intent_model import ENCODER_WEIGHT, NGRAM_WEIGHT, STRENGTH
from bot.operation.model import rasa_environment
from bot.settings import Settings

OURS, FIRST, ENCODER, NGRAMS = "unser Urteil", "nur erstes Urteil", "nur Encoder", "nur n-Gramme"
REGRESSION, DEFAULT = "Rasa LogisticRegression", "Rasas Vorgabe (DIET)"
_HEAD = "recipe: default.v1\nassistant_id: vergleich\nlanguage: de\npipeline:\n"
_COUNTS = """- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
"""
CONFIGS = {
    REGRESSION: f"{_HEAD}- name: WhitespaceTokenizer\n{_COUNTS}"
    "- name: LogisticRegressionClassifier\n",
    # What Rasa 3.6 takes when the pipeline is left empty, but for the FallbackClassifier: here
    # each contender must name an intent, and doubts are measured elsewhere.
    DEFAULT: f"{_HEAD}- name: WhitespaceTokenizer\n- name: RegexFeaturizer\n"
    f"- name: LexicalSyntacticFeaturizer\n{_COUNTS}- name: DIETClassifier\n  epochs: 100\n"
    "- name: EntitySynonymMapper\n- name: ResponseSelector\n  epochs: 100\n",
}


def by_parts(
    lesson: Lesson, judge: IntentJudge, texts: Sequence[str], vectors: Vectors
) -> dict[str, list[str]]:
    """Return what the first judge finds, and what each of its two blocks of features alone does.

    Args:
        lesson: what the judge learned.
        judge: the trained judge; its vocabulary of n-grams is used again.
        texts: what to judge.
        vectors: where meanings are kept.
    """
    ngrams = judge.first.ngrams
    blocks = {
        ENCODER: (
            vectors.first(lesson.texts) * ENCODER_WEIGHT,
            vectors.first(texts) * ENCODER_WEIGHT,
        ),
        NGRAMS: (ngrams.matrix(lesson.texts) * NGRAM_WEIGHT, ngrams.matrix(texts) * NGRAM_WEIGHT),
    }
    found = {FIRST: best(judge.intents, first_judged(judge, texts, vectors))}
    for name, (learned, asked) in blocks.items():
        found[name] = _linear(lesson, judge.intents, learned, asked)
    return found


def _linear(
    lesson: Lesson,
    intents: list[str],
    learned: np.ndarray | csr_matrix,
    asked: np.ndarray | csr_matrix,
) -> list[str]:
    right = np.array([intents.index(intent) for intent in lesson.intents])
    weights, bias = fit(learned, right, len(intents), STRENGTH)
    return best(intents, np.asarray(asked @ weights + bias))


def by_rasa(
    settings: Settings, config: str, texts: Sequence[str], data: Path = ROOT / "data"
) -> list[str | None]:
    """Train one of Rasa's own pipelines on the same data and return what it finds.

    Args:
        settings: for the environment of Rasa's process.
        config: the contents of its config.yml.
        texts: what to judge.
        data: the folder of training data.

    Raises:
        LotseError: the training failed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.yml").write_text(config, "utf-8")
        command = [sys.executable, "-m", "rasa", "train", "nlu", "--config", "config.yml"]
        command += ["--nlu", str(data), "--out", ".", "--fixed-model-name", "vergleich"]
        done = subprocess.run(
            command, cwd=folder, env=rasa_environment(settings), capture_output=True, text=True
        )
        model = folder / "vergleich.tar.gz"
        if done.returncode or not model.exists():
            raise LotseError(f"Rasas Training ist gescheitert:\n{done.stderr[-2000:]}")
        return asyncio.run(intents_by_rasa(model, list(texts)))


def scores(sentences: Sequence[Sentence], found: Sequence[str | None]) -> dict[str, float]:
    """Return the accuracy of one contender: German, mean of the other languages, and each."""
    languages = sorted({item.lang for item in sentences})
    each = {lang: _accuracy(sentences, found, lang) for lang in languages}
    others = [value for lang, value in each.items() if lang != "de"]
    return {**each, "others": sum(others) / len(others)} if others else each


def _accuracy(sentences: Sequence[Sentence], found: Sequence[str | None], lang: str) -> float:
    pairs = [
        (item.intent or "", verdict)
        for item, verdict in zip(sentences, found, strict=True)
        if item.lang == lang
    ]
    return share_right([right for right, _ in pairs], [verdict for _, verdict in pairs])
