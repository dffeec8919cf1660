"""What the classifier alone makes of sentences, without dialogue and catalogue."""

import logging
from pathlib import Path

import structlog


async def intents_of(model: Path, texts: list[str]) -> list[str | None]:
    """Return the intent of each text, by the model's NLU.

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
