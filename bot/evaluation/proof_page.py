"""Writes what was measured as one German Markdown page."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.evaluation import xsid
from bot.evaluation.report import table as chat_table

INTRODUCTION = """# Verstehen: alle Messungen

Geschrieben von `make prove`; die Zahlen stehen auch in `verstehen.json`. Gemessen am {measured},
Stand der Inhalte `{fingerprint}`, mit {learned} Trainingssätzen für {intents} Absichten und
{asked} Prüfsätzen, die getrennt von den Trainingssätzen geschrieben wurden. Außer in Abschnitt 1
geht es um die Absicht allein, ohne Krisenmuster, Gespräch und Katalog.

Vorsicht beim Vergleichen der Sprachen: Die Prüfsätze der anderen Sprachen haben weniger Absichten
als die deutschen und ähneln ihren Trainingssätzen im Wortlaut mehr; ihre Zahlen sind darum eher zu
gut.
"""


def page(found: dict[str, Any]) -> str:
    """Return the page for everything that `proof.run` found."""
    parts = [
        INTRODUCTION.format(**found["about"]),
        _part("1. Der ganze Chat", found["chat"], _chat),
        _part("2. Vergleich", found["comparison"], _comparison),
        _default_from(found.get("default_from")),
        _part("3. Sprachen, Stile, Anliegen", found["groups"], _groups),
        _part("4. Verwechslungen", found["confusion"], _confusion),
        _part("5. Zuverlässigkeit der Wahrscheinlichkeiten", found["reliability"], _reliability),
        _part("6. Lernkurve (deutsch)", found["learning_curve"], _curve),
        _part("7. xSID: dieselbe Anlage mit fremden Daten", found["xsid"], _xsid),
        _part("8. Tippfehler", found["typos"], _typos),
    ]
    return "\n".join(parts)


def _part(title: str, found: Any, write: Any) -> str:
    is_missing = isinstance(found, dict) and "missing" in found
    return f"## {title}\n\n{found['missing'] if is_missing else write(found)}\n"


def _chat(found: dict[str, Any]) -> str:
    return f"Aus der letzten Messung mit `make evaluate`.\n\n{chat_table(found)}"


def _comparison(found: dict[str, Any]) -> str:
    languages = [lang for lang in next(iter(found.values())) if lang not in ("de", "others")]
    head = ["", "de", "Mittel der anderen", *languages]
    rows = [
        [name, *(number(values.get(key)) for key in ("de", "others", *languages))]
        for name, values in found.items()
    ]
    return (
        "Anteil der Prüfsätze, deren wahrscheinlichste Absicht die richtige ist. Alle lernen "
        "dieselben Sätze. Rasas Bausteine stehen ohne `FallbackClassifier` da, damit jeder eine "
        "Absicht nennen muss; Rasas Vorgabe wird nur mit `python -m bot prove --default` neu "
        f"gemessen.\n\n{markdown(head, rows)}\n\n![Vergleich](vergleich.png)"
    )


def _default_from(origin: dict[str, str] | None) -> str:
    """Say what Rasa's default was measured on: it may be an earlier state than all the rest."""
    if not origin:
        return "Rasas Vorgabe wurde noch nie gemessen.\n"
    return f"Rasas Vorgabe: gemessen am {origin['measured']}, Stand `{origin['fingerprint']}`.\n"


def _groups(found: dict[str, Any]) -> str:
    titles = {"languages": "Sprache", "styles": "Stil (deutsch)", "intents": "Absicht"}
    text = (
        "*Wahrscheinlichste*: Die wahrscheinlichste Absicht ist richtig. *Richtig*, *nachgefragt*, "
        "*falsch*: was daraus wird, wenn Zweifel und Krisenalarm mitreden.\n"
    )
    for key, title in titles.items():
        head = [title, "Sätze", "wahrscheinlichste", "richtig", "nachgefragt", "falsch"]
        rows = [
            [name, *(number(values[k]) for k in ("sentences", "best", "right", "doubted", "wrong"))]
            for name, values in found[key].items()
        ]
        text += f"\n{markdown(head, rows)}\n"
    return text.rstrip()


def _confusion(found: list[dict[str, Any]]) -> str:
    rows = [[item["right"], item["found"], str(item["times"])] for item in found]
    return (
        "Die häufigsten Paare über alle Sprachen; `nlu_fallback` heißt: Es wird nachgefragt.\n\n"
        + markdown(["richtig", "gefunden", "wie oft"], rows)
    )


def _reliability(found: dict[str, Any]) -> str:
    text = (
        "Stimmen Wahrscheinlichkeiten, so sind von hundert Antworten mit 0,8 achtzig richtig. "
        "ECE ist der mittlere Abstand davon.\n\n"
    )
    errors = [[name, number(values["ece"])] for name, values in found.items()]
    text += markdown(["", "ECE"], errors)
    keys = ("low", "sentences", "confidence", "accuracy")
    rows = [[number(item[key]) for key in keys] for item in found["alle"]["bins"]]
    head = ["ab", "Sätze", "mittlere Wahrscheinlichkeit", "davon richtig"]
    return f"{text}\n\n{markdown(head, rows)}\n\n![Zuverlässigkeit](zuverlaessigkeit.png)"


def _curve(found: list[dict[str, Any]]) -> str:
    keys = ("mean_per_intent", "examples", "accuracy")
    rows = [
        [str(point["per_intent"] or "alle"), *(number(point[key]) for key in keys)]
        for point in found
    ]
    head = ["höchstens je Absicht", "im Mittel", "Beispiele", "richtig"]
    return (
        "Nur deutsche Beispiele, ohne Zurücklegen gezogen; jede Stufe enthält die vorige. "
        "Gemessen an den deutschen Prüfsätzen. In der letzten Stufe haben die Absichten ungleich "
        "viele Beispiele: Sie ist mit den anderen nur bedingt vergleichbar.\n\n"
        f"{markdown(head, rows)}\n\n"
        "![Lernkurve](lernkurve.png)"
    )


def _xsid(found: dict[str, Any]) -> str:
    languages = found["languages"]
    rows = [["diese Messung", *(number(languages[x]["accuracy"]) for x in xsid.LANGUAGES)]]
    for name, values in {"Ziel": xsid.GOALS, **xsid.EARLIER}.items():
        rows.append([name, *(number(values.get(lang)) for lang in xsid.LANGUAGES)])
    foreign = [
        [title, *(number(languages[lang][key]) for lang in xsid.LANGUAGES)]
        for title, key in (
            ("Prüfsätze", "sentences"),
            ("als fremd erkannt oder nachgefragt", "refused"),
            ("falscher Krisenalarm", "alarms"),
        )
    ]
    return (
        f"Gelernt: {found['learned']} deutsche Sätze, {found['intents']} Absichten; eine "
        "Einstellung für alle Sprachen, die der Anlage selbst, nichts auf xSID gestimmt. Die "
        "übrigen Zeilen wurden vor dem Bau mit 300 Sätzen und 500 Prüfsätzen gemessen; hier sind "
        "doppelte Sätze entfernt, die Zahlen sind also nah, aber nicht streng vergleichbar. "
        "(xSID 0.6, mainlp, CC BY-SA 4.0; kein Satz davon ist im Projekt.)\n\n"
        f"{markdown(['', *xsid.LANGUAGES], rows)}\n\n"
        "Für den Lotsen selbst ist jeder Satz von xSID fremd:\n\n"
        f"{markdown(['', *xsid.LANGUAGES], foreign)}"
    )


def _typos(found: dict[str, Any]) -> str:
    head = ["Prüfsätze mit einem Wort der Liste", "vorher richtig", "nachher richtig"]
    row = [number(found[key]) for key in ("changed", "before", "after")]
    return (
        f"In {number(found['sentences'])} deutschen Prüfsätzen wurde jedes Wort, zu dem die Liste "
        f"({number(found['misspellings'])} wirkliche Tippfehler, Wikipedia, CC BY-SA) einen Fehler "
        f"kennt, falsch geschrieben.\n\n{markdown(head, [row])}"
    )


def number(value: float | int | None) -> str:
    """Return a number as Germans write it; a dash for none."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}".replace(".", ",")


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
