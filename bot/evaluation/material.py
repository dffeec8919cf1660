"""What the proof is made of: training sentences, and public data where they lie beside us."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.content.content import load
from bot.errors import LotseError
from bot.evaluation.judging import Vectors
from bot.nlu.intent_judge import IntentJudge, train_judge

ROOT = Path(__file__).resolve().parent.parent.parent
# Public data for measuring, never part of the project: see the README there.
PUBLIC = ROOT.parent / "shared" / "eval"


class MissingData(LotseError):
    """Data that one measure needs is not on this machine; the others go on."""


@dataclass(frozen=True)
class Lesson:
    """Sentences to learn from.

    Args:
        texts, intents: the sentences and what they mean.
    """

    texts: list[str]
    intents: list[str]

    def pick(self, rows: Sequence[int]) -> "Lesson":
        """Return some of the sentences."""
        return Lesson([self.texts[row] for row in rows], [self.intents[row] for row in rows])

    def teach(self, vectors: Vectors, cache: str = "second_encoder.npz") -> IntentJudge:
        """Train both judges on these sentences.

        Args:
            vectors: where meanings are kept.
            cache: the file beside them for the second encoder; by default the training's own.
        """
        file = vectors.folder / cache
        return train_judge(self.texts, self.intents, vectors.first(self.texts), file)


def training(root: Path = ROOT) -> tuple[Lesson, list[int]]:
    """Return all training sentences, and which of them are German."""
    examples = load(root).examples
    lesson = Lesson([item.text for item in examples], [item.intent for item in examples])
    return lesson, [row for row, item in enumerate(examples) if _is_german(item.file)]


def _is_german(file: str) -> bool:
    """Tell the German files by their names: `nlu_tr.yml` is Turkish, `nlu_krise.yml` is not."""
    last = Path(file).stem.split("_")[-1]
    return len(last) != len("de")


def public_rows(name: str, folder: Path = PUBLIC) -> list[dict[str, str]]:
    """Return the rows of a public table.

    Raises:
        MissingData: the file is not there.
    """
    file = folder / name
    if not file.exists():
        raise MissingData(f"Nicht gemessen: {name} fehlt (gehört nach ../shared/eval).")
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def share_right(right: Sequence[str], found: Sequence[str | None]) -> float:
    """Return the share of sentences of which the right intent was found."""
    return float(np.mean([a == b for a, b in zip(right, found, strict=True)]))
