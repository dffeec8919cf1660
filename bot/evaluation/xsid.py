"""The pipeline on xSID, with the training data swapped and nothing else changed.

Protocol: learn German `valid`, ask each language's `test`. No sentence of it is kept here.
"""

from pathlib import Path
from typing import Any

from bot.evaluation.judging import DOUBT, Vectors, best, decisions, judged
from bot.evaluation.material import PUBLIC, Lesson, public_rows, share_right
from bot.evaluation.measures import OUT_OF_SCOPE_INTENTS
from bot.nlu.intent_judge import IntentJudge
from bot.nlu.thresholds import CRISIS_PREFIX

LANGUAGES = ("de", "de-st", "de-ba", "gsw", "en", "tr", "ar", "it", "nl", "sr")
# Measured before anything was built, with 300 sentences to learn: design, decision 2.
EARLIER: dict[str, dict[str, float]] = {
    "Rasas Vorgabe (DIET)": {"de": 0.906, "en": 0.339, "tr": 0.324, "de-st": 0.780},
    "nlp.js": {"de": 0.890, "en": 0.242, "tr": 0.132, "de-st": 0.572, "de-ba": 0.532},
    "nur n-Gramme": {
        **{"de": 0.914, "en": 0.270, "tr": 0.384, "it": 0.434, "nl": 0.488, "ar": 0.300},
        **{"de-st": 0.746, "de-ba": 0.782},
    },
    "nur Encoder": {
        **{"de": 0.920, "en": 0.894, "tr": 0.846, "it": 0.882, "nl": 0.874, "ar": 0.766},
        **{"de-st": 0.738, "de-ba": 0.690},
    },
    "Encoder und n-Gramme": {
        **{"de": 0.934, "en": 0.792, "tr": 0.774, "it": 0.822, "nl": 0.864, "ar": 0.680},
        **{"de-st": 0.812, "de-ba": 0.788},
    },
}
GOALS = {"de": 0.94, "de-st": 0.86, "tr": 0.85, "en": 0.90}


def measure_xsid(own: IntentJudge, vectors: Vectors, folder: Path = PUBLIC) -> dict[str, Any]:
    """Return accuracy by language, and how often our own judge refuses these foreign matters.

    Args:
        own: the assistant's judge, for which every sentence of xSID is out of scope.
        vectors: where meanings are kept.
        folder: where the public data lie.

    Raises:
        MissingData: a file is not there.
    """
    lesson = _part("de", "valid", folder)
    judge = lesson.teach(vectors, "proof_xsid.npz")
    languages = {
        lang: _measure(judge, own, _part(lang, "test", folder), vectors) for lang in LANGUAGES
    }
    return {"learned": len(lesson.texts), "intents": len(judge.intents), "languages": languages}


def _part(lang: str, part: str, folder: Path) -> Lesson:
    rows = [
        row for row in public_rows(f"xsid_{lang}.tsv", folder) if row["source"].endswith(f".{part}")
    ]
    return Lesson([row["text"] for row in rows], [row["intent"] for row in rows])


def _measure(
    judge: IntentJudge, own: IntentJudge, test: Lesson, vectors: Vectors
) -> dict[str, float | int]:
    found = best(judge.intents, judged(judge, test.texts, vectors))
    verdicts = decisions(own, test.texts, judged(own, test.texts, vectors))
    refused = [verdict in (DOUBT, *OUT_OF_SCOPE_INTENTS) for verdict in verdicts]
    alarms = [verdict.startswith(CRISIS_PREFIX) for verdict in verdicts]
    return {
        "sentences": len(test.texts),
        "accuracy": share_right(test.intents, found),
        "refused": sum(refused) / len(refused),
        "alarms": sum(alarms) / len(alarms),
    }
