"""The table of `make evaluate`, and the list of what went wrong."""

from typing import Any

from bot.evaluation.measures import Outcome

COLUMNS = {
    "sentences": "Sätze",
    "first": "1. Platz",
    "among_three": "unter 3",
    "wrong_place": "falscher Ort",
    "acceptance": "angenommen",
    "intent_macro_f1": "Absicht F1",
    "out_of_scope_recall": "fremd erkannt",
    "crisis_recall": "Krise erkannt",
    "crisis_class": "Krisenklasse",
    "false_alarms": "Fehlalarm",
    "status": "Status",
}


def table(groups: dict[str, dict[str, Any]]) -> str:
    """Return the measures of all groups as a Markdown table."""
    head = ["", *COLUMNS.values()]
    rows = [[name, *(_cell(values[key]) for key in COLUMNS)] for name, values in groups.items()]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def mistakes(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """Return what is not as it should be, for those who improve it."""
    return [_row(outcome) for outcome in outcomes if _is_mistake(outcome)]


def _is_mistake(outcome: Outcome) -> bool:
    sentence = outcome.sentence
    if sentence.crises or outcome.crisis:
        return outcome.crisis not in sentence.crises
    if sentence.first and not outcome.is_first_right:
        return True
    return bool(sentence.statuses) and outcome.status not in sentence.statuses


def _row(outcome: Outcome) -> dict[str, Any]:
    sentence = outcome.sentence
    return {
        "text": sentence.text,
        "style": sentence.style,
        "right": {
            "intent": sentence.intent,
            "status": sentence.statuses,
            "first": sentence.first,
            "crisis": sentence.crises,
        },
        "found": {
            "intent": outcome.intent,
            "status": outcome.status,
            "services": outcome.services,
            "crisis": outcome.crisis,
        },
    }


def _cell(value: float | int | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}".replace(".", ",")
