"""What the classifier alone makes of sentences, without dialogue and catalogue."""

import logging
import tarfile
import tempfile
from pathlib import Path

import structlog

from bot.language.encoder import encode
from bot.nlu.intent_judge import IntentJudge

FALLBACK = "nlu_fallback"


def intents_of(model: Path, texts: list[str]) -> list[str]:
    """Return the intent of each text, as the classifier in a model decides.

    Args:
        model: a trained model archive.
        texts: what residents write.
    """
    judge = judge_of(model)
    return [
        _intent(judge, text, meaning) for text, meaning in zip(texts, encode(texts), strict=True)
    ]


async def intents_by_rasa(model: Path, texts: list[str]) -> list[str | None]:
    """Return the intent of each text by any model's NLU, also one that is not ours.

    Args:
        model: a trained model archive.
        texts: what residents write.
    """
    # Imported here: Rasa takes seconds, and only this measure needs it in this process.
    from rasa.core.agent import Agent

    # Rasa logs every parsed sentence; this measure needs none of it.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    agent = Agent.load(str(model))
    parsed = [await agent.parse_message(text) for text in texts]
    return [result["intent"].get("name") for result in parsed]


def judge_of(model: Path) -> IntentJudge:
    """Return the judges in a model archive."""
    with tarfile.open(model) as archive, tempfile.TemporaryDirectory() as folder:
        for member in archive.getmembers():
            if Path(member.name).name in ("model.json", "model.npz"):
                content = archive.extractfile(member)
                if content:
                    (Path(folder) / Path(member.name).name).write_bytes(content.read())
        return IntentJudge.read(Path(folder))


def _intent(judge: IntentJudge, text: str, meaning) -> str:  # type: ignore[no-untyped-def]
    probabilities = judge.probabilities(text, meaning)
    alarm = judge.alarm(probabilities)
    if alarm:
        return alarm[0]
    if judge.doubts(probabilities) or judge.is_gibberish(text):
        return FALLBACK
    return judge.intents[int(probabilities.argmax())]
