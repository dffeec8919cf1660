"""Finds at which stage of childhood a child is where no age is said."""

import re

from bot.language.folding import fold

# A typical age in years of each stage: good enough to choose a place, never said to the resident.
STAGES = {
    0.5: "baby babys saeugling\\w* neugeborene\\w* schreibaby\\w* stillen stillkind\\w*",
    2.0: "kleinkind\\w* krabbelkind\\w* krippenkind\\w* trotzphase trotzalter windel\\w*",
    4.0: "kitakind\\w* kindergartenkind\\w* vorschulkind\\w* vorschueler\\w*",
    8.0: "grundschulkind\\w* grundschueler\\w* erstklaessler\\w*",
    14.0: "pubertaet\\w* pubertier\\w* teenager\\w* teenie\\w* teeny jugendliche[rn]? konfirm\\w*",
}
_STAGES = [
    (age, re.compile(rf"\b(?:{words.replace(' ', '|')})\b")) for age, words in STAGES.items()
]


def find_stage(text: str) -> float | None:
    """Return a typical age in years for the stage a text names; None where it names none or two."""
    folded = fold(text)
    ages = [age for age, expression in _STAGES if expression.search(folded)]
    return ages[0] if len(ages) == 1 else None
