"""Keeps training and held-out sentences apart."""

import re
from collections.abc import Iterable
from pathlib import Path

from ruamel.yaml import YAML

from bot.content.content import Content
from bot.content.problem import Problem, error
from bot.language.folding import fold

# At least half as many held-out sentences as training sentences.
LEAST_SHARE = 0.5


def check_heldout(content: Content, folder: Path) -> Iterable[Problem]:
    """No held-out sentence is a training sentence, every intent has some, and there are enough."""
    trained = {_key(example.text): example for example in content.examples}
    intents: set[str] = set()
    count = 0
    for file in sorted(folder.glob("*.yml")):
        for row in YAML().load(file.read_text("utf-8")):
            if "text" not in row:
                continue
            count += 1
            intents.add(row.get("intent", ""))
            twin = trained.get(_key(row["text"]))
            if twin:
                where = f"tests/heldout/{file.name}"
                message = (
                    f"„{row['text']}“ ist ein Prüfsatz. Bitte hier streichen (auch in {where})."
                )
                yield error(twin.file, twin.line, message)
    if count < LEAST_SHARE * len(content.examples):
        yield error(
            "tests/heldout", 1, f"Nur {count} Prüfsätze für {len(content.examples)} Beispiele."
        )


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip() or text
