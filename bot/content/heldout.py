"""Keeps training and held-out sentences apart."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ruamel.yaml import YAML

from bot.content.content import Content
from bot.content.problem import Problem, error
from bot.language.folding import fold

# At least half as many held-out sentences as training sentences in German, where all content
# begins; the other languages' sentences are checked by fewer.
LEAST_SHARE = {"de": 0.5}
LEAST_SHARE_ELSEWHERE = 0.12


def check_heldout(content: Content, folder: Path) -> Iterable[Problem]:
    """No held-out sentence is a training sentence, and each language has enough of them."""
    trained = {_key(example.text): example for example in content.examples}
    counts: Counter[str] = Counter()
    for file in sorted(folder.glob("*.yml")):
        rows = YAML(typ="safe").load(file.read_text("utf-8"))
        sentences = [row["text"] for row in rows if "text" in row]
        # A conversation counts as many sentences as it has turns; "ja" is said in all of them.
        turns = sum(len(row.get("turns", [])) for row in rows)
        counts[_language(file.stem, "sprache")] += len(sentences) + turns
        for text in sentences:
            twin = trained.get(_key(text))
            if twin:
                where = f"tests/heldout/{file.name}"
                message = f"„{text}“ ist ein Prüfsatz. Bitte hier streichen (auch in {where})."
                yield error(twin.file, twin.line, message)
    yield from _too_few(content, counts)


def _too_few(content: Content, counts: Counter[str]) -> Iterable[Problem]:
    trained = Counter(_language(Path(item.file).stem, "nlu") for item in content.examples)
    for lang, examples in sorted(trained.items()):
        least = LEAST_SHARE.get(lang, LEAST_SHARE_ELSEWHERE)
        if counts[lang] < least * examples:
            message = f"Nur {counts[lang]} Prüfsätze für {examples} Beispiele in „{lang}“."
            yield error("tests/heldout", 1, message)


def _language(stem: str, kind: str) -> str:
    """Return the language of a file by its name: `nlu_tr` and `sprache_tr_2` are Turkish."""
    first, *rest = stem.split("_")
    return rest[0] if first == kind and rest and len(rest[0]) == len("de") else "de"


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip() or text
