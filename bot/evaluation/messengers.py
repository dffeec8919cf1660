"""`make prove`: how reliably, and whether alike, messengers answer: `docs/proof/messenger.md`."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.material import ROOT
from bot.evaluation.parity import Compared, cases, compare
from bot.evaluation.proof_page import markdown, number
from bot.evaluation.reliability import Plan, measure_reliability
from bot.operation.model import up_to_date_model
from bot.settings import Settings

FOLDER = ROOT / "docs" / "proof"
NAME = "messenger"
PAGE = """# Messenger: Zuverlässigkeit und Gleichheit

Geschrieben von `make prove`; die Zahlen stehen auch in `messenger.json`. Gemessen am {measured}.

{residents} Personen schreiben dem Lotsen zusammen {updates} Nachrichten, in {seconds:.0f} Sekunden
und den Rest nach dem Neustart. Ein kleiner Server verhält sich wie Telegrams Bot API. Von den
Aufrufen des Lotsen lässt er {share:.0f} von hundert scheitern: „zu viel“ (429), Fehler (500, 502),
abgebrochene Verbindung, keine Antwort. Nach der Hälfte der Nachrichten wird der Webprozess mit
`kill -9` beendet und neu gestartet. Rasa ist ein Platzhalter, der sofort antwortet: Gemessen wird
der Weg, nicht das Verstehen.

{table}

Eine Sendung, die Telegram angenommen hat und deren Bestätigung den Lotsen nicht erreicht, schickt
er noch einmal: Die Bot API kennt keine Nummern für Sendungen. Beim Absturz trifft das höchstens
eine Sendung je Person. Die Fehler der Messung treten vor dem Annehmen auf.

## Gleichheit

{asked} Gespräche aus `tests/parity_sentences.yml`, jedes im Web-Chat und in allen Messengern, mit
dem ganzen Lotsen: dieselben Worte bei **{same} von {asked}**. Dieselben Worte heißt: dieselben
Stellen in derselben Reihenfolge, derselbe Status und dieselben Angaben. Verschieden sein dürfen nur
Knöpfe, Nummern, die Teilung in Nachrichten und der Link auf die Seite einer Stelle.
{differing}"""


def run(settings: Settings, folder: Path = FOLDER, plan: Plan | None = None) -> int:
    """Measure, and write page and numbers.

    Args:
        settings: tells the date.
        folder: where the proof is written.
        plan: what is tried; a thousand updates unless given.
    """
    plan = plan or Plan()
    print("Messenger: Zuverlässigkeit …", flush=True)
    found = asyncio.run(measure_reliability(plan)).as_record()
    print("Messenger: Gleichheit …", flush=True)
    alike = parity_record(asyncio.run(compare(up_to_date_model(settings), cases())))
    record = {"measured": settings.clock().date().isoformat(), **found, **alike}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.json").write_text(json.dumps(record, indent=1), "utf-8")
    (folder / f"{NAME}.md").write_text(page(record, plan), "utf-8")
    print(f"Geschrieben: {folder / f'{NAME}.md'}")
    return 0


def parity_record(compared: Sequence[Compared]) -> dict[str, Any]:
    """Return how many cases got the same answer everywhere, and which did not."""
    wrong = [each for each in compared if each.differing()]
    lines = [f"{' / '.join(each.case.turns)}: {', '.join(each.differing())}" for each in wrong]
    return {"asked": len(compared), "same": len(compared) - len(wrong), "differing": lines}


def page(record: dict[str, Any], plan: Plan) -> str:
    """Return the page of what was measured."""
    rows = [
        [title, number(record[key]), goal]
        for title, key, goal in (
            ("verlorene Antworten", "lost", "0"),
            ("doppelte Antworten", "doubled", "nur beim Absturz unterwegs gewesene"),
            ("davon beim Absturz unterwegs", "in_flight", "alle"),
            ("Personen mit falscher Reihenfolge", "disordered", "0"),
            ("Sekunden vom Webhook zur Antwort, Median", "median_s", "unter 1"),
            ("Sekunden vom Webhook zur Antwort, 95 %", "p95_s", "–"),
            ("Sekunden ohne Webprozess", "down_s", "–"),
            ("Aufrufe", "calls", "–"),
            ("davon absichtlich gescheitert", "failed", "–"),
        )
    ]
    differing = "".join(f"\n- {line}" for line in record["differing"])
    return PAGE.format(
        **{**record, "differing": differing},
        seconds=plan.seconds,
        share=plan.failures * 100,
        table=markdown(["", "gemessen", "Ziel"], rows),
    )
