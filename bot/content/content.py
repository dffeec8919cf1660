"""Loads what staff write, with the line each thing stands in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from bot.content.problem import Problem, error


@dataclass(frozen=True)
class Example:
    """A training sentence and where it stands."""

    intent: str
    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Response:
    """A German text of domain.yml and where it stands."""

    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Rule:
    """A rule: which action or text follows which intent."""

    intent: str
    action: str
    file: str
    line: int


@dataclass
class Content:
    """All of it.

    Args:
        examples, rules, responses: in the order of the files.
        intents, actions: as domain.yml lists them.
        broken: files that could not be read.
    """

    examples: list[Example] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    intents: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)


def load(root: Path) -> Content:
    """Read `domain.yml` and `data/*.yml` below a folder; broken files are told, not raised."""
    content = Content()
    domain = _read(root, "domain.yml", content.broken)
    content.intents = [str(intent) for intent in domain.get("intents", [])]
    content.actions = [str(action) for action in domain.get("actions", [])]
    content.responses = list(_responses(domain.get("responses", {})))
    for path in sorted((root / "data").glob("*.yml")):
        name = f"data/{path.name}"
        data = _read(root, name, content.broken)
        content.examples += _examples(data.get("nlu", []), name)
        content.rules += _rules(data.get("rules", []), name)
    return content


def _read(root: Path, name: str, broken: list[Problem]) -> Any:
    try:
        return YAML().load((root / name).read_text("utf-8")) or {}
    except FileNotFoundError:
        broken.append(error(name, 1, "Diese Datei fehlt."))
    except MarkedYAMLError as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else 1
        hint = "Prüfen Sie Einrückung, Anführungszeichen und Doppelpunkte."
        broken.append(error(name, line, f"Kein gültiges YAML: {failure.problem}. {hint}"))
    return {}


def _responses(responses: Any) -> Iterator[Response]:
    for name, wordings in responses.items():
        line = responses.lc.key(name)[0] + 1
        for wording in wordings:
            yield Response(name, str(wording.get("text", "")), line)


def _examples(items: Any, file: str) -> Iterator[Example]:
    for item in items:
        # The block of examples begins one line below its key.
        first = item.lc.key("examples")[0] + 2
        for offset, row in enumerate(str(item["examples"]).splitlines()):
            if row.startswith("- "):
                yield Example(str(item["intent"]), row[2:].strip(), file, first + offset)


def _rules(items: Any, file: str) -> Iterator[Rule]:
    for item in items:
        intent = next((step["intent"] for step in item["steps"] if "intent" in step), "")
        actions = [step["action"] for step in item["steps"] if "action" in step]
        for action in actions:
            yield Rule(intent, action, file, item.lc.line + 1)
