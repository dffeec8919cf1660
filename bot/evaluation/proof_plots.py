"""Draws what was measured; each picture stands beside its table, so colour is never needed."""

from pathlib import Path
from typing import Any

BLUE, ORANGE, GREY = "#1f5fa8", "#c75b12", "#8a8a8a"
DPI = 120


def draw_reliability(found: dict[str, Any], file: Path) -> None:
    """Draw accuracy over probability, of all sentences and of German ones."""
    figure, axes = _new("Wahrscheinlichkeit, die genannt wurde", "Anteil, der richtig war")
    axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", label="vollkommen")
    for name, colour, marker in (("alle", BLUE, "o"), ("de", ORANGE, "s")):
        if name in found:
            classes = found[name]["bins"]
            label = f"{name} (ECE {found[name]['ece']:.3f})".replace(".", ",")
            sure = [item["confidence"] for item in classes]
            right = [item["accuracy"] for item in classes]
            axes.plot(sure, right, color=colour, marker=marker, label=label)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.legend(frameon=False, loc="upper left")
    _save(figure, file)


def draw_curve(points: list[dict[str, Any]], file: Path) -> None:
    """Draw accuracy over the examples that an intent has on average."""
    figure, axes = _new("Beispiele je Absicht (im Mittel)", "Anteil richtig")
    examples = [point["mean_per_intent"] for point in points]
    accuracy = [point["accuracy"] for point in points]
    axes.plot(examples, accuracy, color=BLUE, marker="o")
    for x, y in zip(examples, accuracy, strict=True):
        text = f"{y:.3f}".replace(".", ",")
        axes.annotate(text, (x, y), textcoords="offset points", xytext=(4, -14))
    axes.set(xlim=(0, max(examples) * 1.12), ylim=(min(accuracy) - 0.05, 1))
    _save(figure, file)


def draw_comparison(rows: dict[str, dict[str, float]], file: Path) -> None:
    """Draw each contender's accuracy, German beside the mean of the other languages."""
    figure, axes = _new("Anteil richtig", "")
    measured = {name: values for name, values in rows.items() if values}
    names = list(measured)[::-1]
    for shift, key, colour, label in (
        (0.2, "de", BLUE, "Deutsch"),
        (-0.2, "others", ORANGE, "Mittel der anderen Sprachen"),
    ):
        values = [measured[name].get(key, 0.0) for name in names]
        places = [place + shift for place in range(len(names))]
        bars = axes.barh(places, values, height=0.38, color=colour, label=label)
        axes.bar_label(bars, [f"{v:.3f}".replace(".", ",") for v in values], padding=3)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlim(0, 1.12)
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, 1.12), ncol=2)
    _save(figure, file)


def _new(x_label: str, y_label: str) -> tuple[Any, Any]:
    # Imported here: only this command draws.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.set(xlabel=x_label, ylabel=y_label)
    return figure, axes


def _save(figure: Any, file: Path) -> None:
    # Without the date and the version of the program, the same numbers give the same file.
    figure.savefig(file, dpi=DPI, metadata={"Software": None})
