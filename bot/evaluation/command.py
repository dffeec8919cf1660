"""`make evaluate`: starts the assistant, asks the held-out sentences, prints one table."""

import asyncio
import json
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.evaluation.ask import ask_all
from bot.evaluation.heldout import load
from bot.evaluation.measures import Outcome, by_language, by_style, summary
from bot.evaluation.report import mistakes, table
from bot.evaluation.running import running_assistant
from bot.evaluation.understanding import intents_of
from bot.operation.model import up_to_date_model
from bot.settings import Settings


def run(settings: Settings) -> int:
    """Measure, print the table and write it, with all mistakes, to `DATA_DIR/evaluation.json`."""
    outcomes = asyncio.run(measure(settings))
    groups = {"alle": summary(outcomes), **by_language(outcomes), **by_style(outcomes)}
    print(table(groups))
    report = {"measures": groups, "mistakes": mistakes(outcomes)}
    file = settings.data_dir / "evaluation.json"
    file.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    print(f"\nAlle Maße und Fehler: {file}")
    return 0


async def measure(settings: Settings) -> list[Outcome]:
    """Ask a fresh assistant of the present content all held-out sentences."""
    model = up_to_date_model(settings)
    sentences = load()
    with tempfile.TemporaryDirectory() as folder:
        own = replace(
            settings,
            data_dir=Path(folder),
            database_url=f"sqlite:///{folder}/lotse.db",
            rate_limit=False,
        )
        async with running_assistant(own, model) as url:
            outcomes = await ask_all(url, sentences)
    intents = intents_of(model, [sentence.text for sentence in sentences])
    return [
        replace(outcome, intent=intent) for outcome, intent in zip(outcomes, intents, strict=True)
    ]
