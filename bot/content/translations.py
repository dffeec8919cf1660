"""Checks the texts of each language against domain.yml: the same texts, the same gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError

from bot.content.content import Content
from bot.content.problem import Problem, error

FOLDER = "bot/texts"
CITY = "bot/catalogue/seed/city.yml"


@dataclass(frozen=True)
class Translation:
    """A language's file.

    Args:
        file: path from the project's folder.
        data: what stands in it, with the lines it stands in.
    """

    file: str
    data: Any

    def part(self, name: str) -> Mapping[str, Any]:
        """Return the `topics` or `responses`; empty where there are none."""
        found = self.data.get(name)
        return found if isinstance(found, dict) else {}

    def line(self, *path: str) -> int:
        """Return the line of a key, or of the nearest one above it that exists."""
        here: Any = self.data
        line = 1
        for key in path:
            if not isinstance(here, CommentedMap) or key not in here:
                break
            line = here.lc.key(key)[0] + 1
            here = here[key]
        return line


def check(content: Content, root: Path) -> list[Problem]:
    """Return what is wrong with the files of `bot/texts`, file by file."""
    german: dict[str, str] = {}
    for response in content.responses:
        # Only the first wording is said, so only it is translated.
        german.setdefault(response.name, response.text)
    topics = _topics(root)
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.yml")):
        translation = read(root, f"{FOLDER}/{path.name}", problems)
        if translation:
            problems += _head(translation)
            problems += _same_keys(translation, "topics", topics)
            problems += _same_keys(translation, "responses", german)
            problems += _texts(translation, german)
    return problems


def read(root: Path, name: str, broken: list[Problem]) -> Translation | None:
    """Read a language's file.

    Args:
        root: the project's folder.
        name: path of the file from there.
        broken: takes the problem of a file that cannot be read.
    """
    try:
        data = YAML().load((root / name).read_text("utf-8"))
    except MarkedYAMLError as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else 1
        hint = "Prüfen Sie Einrückung, Anführungszeichen und doppelte Schlüssel."
        broken.append(error(name, line, f"Kein gültiges YAML: {failure.problem}. {hint}"))
        return None
    if not isinstance(data, dict):
        hint = "Nötig sind „reviewed“, „name“, „topics“ und „responses“."
        broken.append(error(name, 1, f"Diese Datei hat keine Abschnitte. {hint}"))
        return None
    return Translation(name, data)


def _topics(root: Path) -> list[str]:
    """Return the ids of all topics; a broken city.yml is told by the catalogue's check."""
    try:
        city = yaml.load((root / CITY).read_text("utf-8"), Loader=yaml.CSafeLoader)
        return [str(topic["id"]) for topic in city["topics"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        return []


def _head(translation: Translation) -> Iterable[Problem]:
    if not isinstance(translation.data.get("reviewed"), bool):
        hint = "Ergänzen Sie „reviewed: false“, nach der Prüfung durch einen Menschen „true“."
        line = translation.line("reviewed")
        yield error(translation.file, line, f"Es steht nicht da, ob die Texte geprüft sind. {hint}")
    if not str(translation.data.get("name") or "").strip():
        hint = "Ergänzen Sie „name“: so, wie die Sprache sich selbst nennt."
        yield error(translation.file, translation.line("name"), f"Der Name fehlt. {hint}")


def _same_keys(translation: Translation, part: str, wanted: Iterable[str]) -> Iterable[Problem]:
    own = translation.part(part)
    source = "domain.yml" if part == "responses" else CITY
    if not wanted:
        return
    for key in wanted:
        if key not in own:
            message = f"Unter „{part}“ fehlt „{key}“. Übersetzen Sie es aus {source}."
            yield error(translation.file, translation.line(part), message)
    for key in own:
        if key not in wanted:
            message = f"„{key}“ gibt es in {source} nicht. Streichen oder umbenennen Sie es."
            yield error(translation.file, translation.line(part, key), message)


def _texts(translation: Translation, german: Mapping[str, str]) -> Iterable[Problem]:
    for part in ("topics", "responses"):
        for key, text in translation.part(part).items():
            line = translation.line(part, key)
            for message in _faults(str(text or ""), german.get(key)):
                yield error(translation.file, line, f"„{key}“ {message}")


def _faults(text: str, german: str | None) -> Iterable[str]:
    if not text.strip():
        yield "ist leer. Schreiben Sie den Text."
        return
    if "${" in text:
        yield "enthält „${“. Nehmen Sie das Zeichen $ heraus."
    own = placeholders(text)
    if own is None:
        yield "hat Klammern, die nicht passen. Zu jeder öffnenden gehört eine schließende."
        return
    # A topic has no German text here, and no values to be filled with.
    expected = placeholders(german or "") or set()
    if missing := expected - own:
        yield f"lässt {_braced(missing)} weg. Setzen Sie es ein, wo es hingehört."
    if surplus := own - expected:
        yield f"nennt {_braced(surplus)}, das der deutsche Text nicht hat. Nehmen Sie es heraus."


def placeholders(text: str) -> set[str] | None:
    """Return the names in braces; None where braces do not pair."""
    try:
        return {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        return None


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
