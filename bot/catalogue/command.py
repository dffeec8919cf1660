"""`make catalogue`: shows what staff changed in the seed, and takes it over if they agree."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.catalogue.changes import Change, apply, pending_changes
from bot.catalogue.schema import SEED, check_catalogue
from bot.catalogue.seed import read_services
from bot.catalogue.store import CatalogueStore
from bot.database import create_engine
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
YES = ("j", "ja", "y", "yes")
LABELS = {
    "name": "Name",
    "alternate_names": "Alltagsnamen",
    "type": "Art",
    "organization": "Träger",
    "description": "Beschreibung",
    "topics": "Themen",
    "minimum_age": "Alter ab",
    "maximum_age": "Alter bis",
    "eligibility_description": "Zielgruppe",
    "fees_description": "Kosten",
    "application_process": "Anmeldung",
    "districts": "Stadtteile",
    "quarters": "Quartiere",
    "addresses": "Adresse",
    "phones": "Telefon",
    "email": "E-Mail",
    "url": "Internet",
    "opening_hours": "Öffnungszeiten",
    "accessibility": "Barrierefreiheit",
    "languages": "Sprachen",
    "status": "Status",
    "alert": "Achtung",
    "check_first": "Vorher prüfen",
    "last_choice": "Zuletzt nennen",
    "valid_from": "Gültig ab",
    "valid_to": "Gültig bis",
    "assured_date": "Stand",
    "dates": "Termine",
    "typical_questions": "Typische Fragen",
    "metadata": "Quellen",
}


def run(settings: Settings, arguments: list[str], root: Path = ROOT) -> int:
    """Show the changes and apply them after a yes; return 1 where the files have errors.

    Args:
        settings: name the database.
        arguments: "ja" agrees beforehand.
        root: the project's folder.
    """
    errors = [problem for problem in check_catalogue(root) if problem.level == "FEHLER"]
    if errors:
        print(*errors, "Nichts übernommen. Bitte zuerst diese Fehler beheben.", sep="\n")
        return 1
    store = CatalogueStore(create_engine(settings.database_url))
    seed = read_services(root / SEED)
    if store.fill(seed):
        print(f"Der Katalog war leer. {len(seed)} Angebote wurden eingetragen.")
        return 0
    changes = pending_changes(store, seed)
    if not changes:
        print("Der Katalog ist auf dem Stand der Dateien.")
        return 0
    print(*(line for change in changes for line in described(change)), sep="\n")
    if not _agreed(arguments):
        print("Nichts übernommen.")
        return 0
    apply(store, changes)
    print(f"{len(changes)} Angebote übernommen. Der alte Stand bleibt in der Datenbank.")
    return 0


def described(change: Change) -> Iterator[str]:
    """Give the lines that tell a change: what goes with a minus, what comes with a plus."""
    kind = "neu" if not change.before else "entfällt" if not change.after else "geändert"
    yield f"{change.name} ({change.service_id}): {kind}"
    if kind == "entfällt":
        return
    for key, before, after in change.fields():
        old, new = list(_rows(before)), list(_rows(after))
        gone = [f"    − {row}" for row in old if row not in new]
        come = [f"    + {row}" for row in new if row not in old]
        yield f"  {LABELS.get(key, key)}:"
        yield from gone + come or ["    nur die Reihenfolge"]


def _rows(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (_short(item) for item in value)
    elif isinstance(value, dict):
        yield from (f"{key}: {_short(item)}" for key, item in value.items())
    elif value is not None:
        yield _short(value)


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dict):
        return ", ".join(_short(item) for item in value.values())
    return ", ".join(map(_short, value)) if isinstance(value, list) else str(value)


def _agreed(arguments: list[str]) -> bool:
    if "ja" in arguments:
        return True
    if not sys.stdin.isatty():
        print("Zum Übernehmen: make catalogue im Terminal, oder python -m bot catalogue ja")
        return False
    try:
        return input("Übernehmen? [j/N] ").strip().casefold() in YES
    except EOFError:
        return False
