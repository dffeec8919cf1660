"""`make prove`: repeats all measures of understanding and writes them to `docs/proof`."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.errors import LotseError
from bot.evaluation import rivals
from bot.evaluation.calibration import reliability
from bot.evaluation.confusion import Answer, confusion_pairs, grouped
from bot.evaluation.heldout import Sentence, load
from bot.evaluation.judging import Vectors, best, decisions, judged
from bot.evaluation.learning_curve import learning_curve
from bot.evaluation.material import ROOT, Lesson, MissingData, training
from bot.evaluation.proof_page import page
from bot.evaluation.proof_plots import draw_comparison, draw_curve, draw_reliability
from bot.evaluation.typos import measure_typos
from bot.evaluation.xsid import measure_xsid
from bot.nlu.intent_judge import IntentJudge
from bot.operation.model import fingerprint
from bot.settings import Settings

FOLDER = ROOT / "docs" / "proof"
NAME = "verstehen"
# Trains Rasa's default pipeline anew; takes an hour, so its last numbers are kept otherwise.
WITH_DEFAULT = "--default"


def run(settings: Settings, arguments: Sequence[str] = (), folder: Path = FOLDER) -> int:
    """Measure everything and write page, numbers and pictures.

    Args:
        settings: its data folder keeps the encoders' work between runs.
        arguments: `--default` measures Rasa's default pipeline too.
        folder: where the proof is written.

    Raises:
        LotseError: an argument is unknown, or Rasa's training failed.
    """
    if unknown := [item for item in arguments if item != WITH_DEFAULT]:
        raise LotseError(f"{unknown[0]!r} ist unbekannt; möglich ist {WITH_DEFAULT}.")
    folder.mkdir(parents=True, exist_ok=True)
    earlier = _earlier(folder)
    found = _measure(settings, WITH_DEFAULT in arguments, earlier)
    (folder / f"{NAME}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    (folder / f"{NAME}.md").write_text(page(found), "utf-8")
    draw_reliability(found["reliability"], folder / "zuverlaessigkeit.png")
    draw_curve(found["learning_curve"], folder / "lernkurve.png")
    draw_comparison(found["comparison"], folder / "vergleich.png")
    print(f"Geschrieben: {folder / f'{NAME}.md'}")
    return 0


def _measure(settings: Settings, with_default: bool, earlier: dict[str, Any]) -> dict[str, Any]:
    vectors = Vectors(settings.data_dir / "cache")
    sentences = [item for item in load() if item.intent]
    german_sentences = [item for item in sentences if item.lang == "de"]
    lesson, german = training()
    _tell(f"Lerne {len(lesson.texts)} Sätze")
    judge = lesson.teach(vectors)
    _tell(f"Frage {len(sentences)} Prüfsätze")
    answers = _answers(judge, sentences, vectors)
    about = {
        "measured": settings.clock().date().isoformat(),
        "fingerprint": fingerprint(),
        "learned": len(lesson.texts),
        "intents": len(judge.intents),
        "asked": len(sentences),
    }
    _tell("Lernkurve")
    curve = learning_curve(lesson.pick(german), german_sentences, vectors)
    return {
        "about": about,
        "default_from": about if with_default else earlier.get("default_from"),
        "chat": or_line(lambda: _chat(settings)),
        "comparison": _comparison(
            settings, lesson, judge, answers, vectors, with_default=with_default, earlier=earlier
        ),
        "groups": _groups(answers),
        "confusion": confusion_pairs(answers),
        "reliability": _reliability(answers),
        "learning_curve": curve,
        "xsid": or_line(lambda: measure_xsid(judge, vectors)),
        "typos": or_line(lambda: measure_typos(judge, german_sentences, vectors)),
    }


def or_line(measure: Callable[[], Any]) -> Any:
    """Return what is measured, or one line that says which data are missing."""
    try:
        return measure()
    except MissingData as error:
        return {"missing": error.message}


def _answers(judge: IntentJudge, sentences: Sequence[Sentence], vectors: Vectors) -> list[Answer]:
    texts = [item.text for item in sentences]
    probabilities = judged(judge, texts, vectors)
    verdicts = decisions(judge, texts, probabilities)
    sure = probabilities.max(axis=1).tolist()
    rows = zip(sentences, best(judge.intents, probabilities), verdicts, sure, strict=True)
    return [Answer(*row) for row in rows]


def _chat(settings: Settings) -> dict[str, Any]:
    file = settings.data_dir / "evaluation.json"
    if not file.exists():
        raise MissingData("Nicht gemessen: Bitte zuerst `make evaluate`.")
    return dict(json.loads(file.read_text("utf-8"))["measures"])


def _comparison(
    settings: Settings,
    lesson: Lesson,
    judge: IntentJudge,
    answers: Sequence[Answer],
    vectors: Vectors,
    *,
    with_default: bool,
    earlier: dict[str, Any],
) -> dict[str, dict[str, float]]:
    """Return each contender's accuracy; empty for one that was never measured."""
    sentences = [item.sentence for item in answers]
    texts = [item.text for item in sentences]
    _tell("Vergleich: die Teile allein")
    found: dict[str, Sequence[str | None]] = {rivals.OURS: [item.best for item in answers]}
    found |= rivals.by_parts(lesson, judge, texts, vectors)
    for name, config in rivals.CONFIGS.items():
        if name != rivals.DEFAULT or with_default:
            _tell(f"Vergleich: {name}")
            found[name] = rivals.by_rasa(settings, config, texts)
    rows = {name: rivals.scores(sentences, verdicts) for name, verdicts in found.items()}
    if rivals.DEFAULT not in rows:
        rows[rivals.DEFAULT] = earlier.get("comparison", {}).get(rivals.DEFAULT, {})
    return rows


def _groups(answers: Sequence[Answer]) -> dict[str, Any]:
    german = [item for item in answers if item.sentence.lang == "de"]
    return {
        "languages": grouped(answers, lambda sentence: sentence.lang),
        "styles": grouped(german, lambda sentence: sentence.style),
        "intents": grouped(answers, lambda sentence: sentence.intent),
    }


def _reliability(answers: Sequence[Answer]) -> dict[str, Any]:
    rows = range(len(answers))
    german = [i for i in rows if answers[i].sentence.lang == "de"]
    others = [i for i in rows if answers[i].sentence.lang != "de"]
    return reliability(
        [item.confidence for item in answers],
        [item.is_best_right for item in answers],
        {"alle": rows, "de": german, "andere Sprachen": others},
    )


def _earlier(folder: Path) -> dict[str, Any]:
    file = folder / f"{NAME}.json"
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


def _tell(step: str) -> None:
    print(f"{step} …", flush=True)
