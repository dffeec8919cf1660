"""Checks the files of the seed: their form by `schema.json`, their sense by `schema_rules`."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator, FormatChecker, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from bot.catalogue.schema_rules import RULES, Entry
from bot.content.problem import Problem, error

SCHEMA = Path(__file__).resolve().parent / "schema.json"
SEED = "bot/catalogue/seed"
_KINDS = {
    "string": "ein Text in Anführungszeichen",
    "array": "eine Liste: je Zeile „- …“",
    "object": "ein Abschnitt mit eigenen Feldern",
    "number": "eine Zahl ohne Anführungszeichen",
    "integer": "eine ganze Zahl ohne Anführungszeichen",
    "boolean": "true oder false",
}


def check_catalogue(root: Path) -> list[Problem]:
    """Return all problems of the seed below the project's folder."""
    problems: list[Problem] = []
    city = _read(root, f"{SEED}/city.yml", problems)
    files = sorted((root / SEED / "services").glob("*.yml"))
    read = [_read(root, f"{SEED}/services/{file.name}", problems) for file in files]
    services = [entry for entry in read if entry]
    for entry, form in [(city, "city"), *((service, "service") for service in services)]:
        if entry:
            problems += _form(entry, form)
    # A file of the wrong form would only confuse the rules, which look at what things mean.
    misshapen = {problem.file for problem in problems}
    sound = [service for service in services if service.file not in misshapen]
    if city and city.file not in misshapen:
        known = {
            service.data.get("id", "") for service in services if isinstance(service.data, dict)
        }
        problems += [found for rule in RULES for found in rule(sound, city, known)]
    return sorted(problems, key=lambda problem: (problem.file, problem.line))


def _read(root: Path, name: str, problems: list[Problem]) -> Entry | None:
    try:
        text = (root / name).read_text("utf-8")
        # The first reader knows lines, the second reads what the program will read.
        return Entry(name, _plain(text), YAML().load(text))
    except FileNotFoundError:
        problems.append(error(name, 1, "Diese Datei fehlt."))
    except UnicodeDecodeError:
        problems.append(error(name, 1, "Speichern Sie diese Datei als UTF-8."))
    except (MarkedYAMLError, yaml.MarkedYAMLError) as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else 1
        hint = "Prüfen Sie Einrückung, Anführungszeichen und Doppelpunkte."
        problems.append(error(name, line, f"Kein gültiges YAML: {failure.problem}. {hint}"))
    except ValueError:
        # YAML turns what looks like a date into one, and fails without saying where.
        problems.append(error(name, _line_of_no_date(text), f"Dieses Datum gibt es nicht. {_DATE}"))
    return None


def _line_of_no_date(text: str) -> int:
    for number, row in enumerate(text.splitlines(), start=1):
        for found in re.findall(r"\b\d{4}-\d\d?-\d\d?\b", row):
            try:
                date(*map(int, found.split("-")))
            except ValueError:
                return number
    return 1


def _plain(text: str) -> Any:
    """Return what the program reads; dates are ISO texts."""
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return json.loads(json.dumps(data, default=str, skipkeys=True))


@cache
def _validator(form: str) -> Draft7Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    schema["$ref"] = f"#/definitions/{form}"
    return Draft7Validator(schema, format_checker=FormatChecker(("date",)))


def _form(entry: Entry, form: str) -> Iterator[Problem]:
    for failure in _validator(form).iter_errors(entry.data):
        yield from _in_german(entry, failure)


def _in_german(entry: Entry, failure: ValidationError) -> Iterable[Problem]:
    path = tuple(failure.absolute_path)
    where = _field(path)
    if failure.validator == "additionalProperties":
        known = ", ".join(failure.schema["properties"])
        return [
            entry.error(f"Das Feld „{key}“ gibt es nicht. Möglich: {known}.", *path, key)
            for key in failure.instance
            if key not in failure.schema["properties"]
        ]
    if failure.validator == "required":
        missing = [key for key in failure.validator_value if key not in failure.instance]
        return [entry.error(f"{where}es fehlt „{'“, „'.join(missing)}“. Ergänzen Sie es.", *path)]
    if failure.validator == "type":
        kind = _KINDS.get(str(failure.validator_value), str(failure.validator_value))
        return [entry.error(f"{where}hier gehört {kind} hin.", *path)]
    return [entry.error(f"{where}„{failure.instance}“ geht nicht. {_hint(failure, path)}", *path)]


def _hint(failure: ValidationError, path: tuple[str | int, ...]) -> str:
    if failure.validator == "enum":
        return f"Möglich: {', '.join(failure.validator_value)}."
    names = [part for part in path if isinstance(part, str)]
    last = names[-1] if names else ""
    if failure.validator in ("minimum", "maximum") and last not in _FORMS:
        return "Schreiben Sie ein Alter in Jahren von 0 bis 120."
    return _FORMS.get(last, "Schreiben Sie einen Text.")


def _field(path: tuple[str | int, ...]) -> str:
    names = [str(part + 1) if isinstance(part, int) else part for part in path]
    return f"Feld „{' › '.join(names)}“: " if names else "In dieser Datei: "


_DATE = "Schreiben Sie ein Datum wie 2026-11-24."
_ID = "Nur kleine Buchstaben, Ziffern und Bindestriche."
_FORMS = {
    "id": _ID,
    "main": "Nur kleine Buchstaben, Ziffern und Unterstriche.",
    "also": "Nur kleine Buchstaben, Ziffern und Unterstriche.",
    "districts": _ID,
    "quarters": _ID,
    "fallback_contact": _ID,
    "everything_else": _ID,
    "valid_from": _DATE,
    "valid_to": _DATE,
    "assured_date": _DATE,
    "date": "Schreiben Sie Tag, Monat oder Jahr: '2026-11-24', '2026-11' oder '2026'.",
    "source_date": "Schreiben Sie Tag, Monat oder Jahr: '2026-11-24', '2026-11' oder '2026'.",
    "on": _DATE,
    "yearly": "Schreiben Sie Monat und Tag in Anführungszeichen: '12-31'.",
    "remind_days_before": "Schreiben Sie eine Zahl von Tagen von 1 bis 120.",
    "postal_code": "Schreiben Sie fünf Ziffern in Anführungszeichen.",
    "number": "Schreiben Sie nur die Nummer; Erklärungen gehören nach „description“.",
    "email": "Schreiben Sie eine Adresse wie name@delmenhorst.de.",
    "url": "Beginnen Sie mit https:// oder www.",
    "languages": "Schreiben Sie Kürzel wie de, en, tr.",
}
