"""The words of a text as a full-text index holds them."""

import re

from bot.language.compounds import split
from bot.language.folding import fold
from bot.language.lemmas import lemma

_WORD = re.compile(r"[^\W_]+")
# Words a family compound is made of; the first part of a compound is often not the base form.
PARTS = frozenset(
    (
        "aemter amt anmeldung arbeit baby beitrag beratung besuch betreuung buergergeld "
        "buero dienst eltern elterngeld erziehung familie familien ferien frau frauen "
        "freizeit geburt geld gewalt grundschul grundschule haus hebamme hebammen hilfe "
        "hotline integration jugend jugendliche kind kinder kindergarten kindergeld kita "
        "kosten krippe kurs missbrauch mutter nachbar nachbarschaft neugeborene notruf "
        "patenschaft pflege plaetze platz portal schul schule schutz schwangerschaft "
        "service sorge sozial sozialarbeit stelle streit tages tagesmutter telefon treff "
        "trennung unfall vater verhalten verhuetung zentrale zentrum zuschlag zuschuss"
    ).split(" ")
)


def terms(text: str) -> list[str]:
    """Return folded base forms of all words, compounds followed by their parts.

    Args:
        text: any text; the same function serves what is indexed and what is searched.
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        base = _base(word)
        found.append(base)
        found += [_base(part) for part in split(word, PARTS) or split(base, PARTS)]
    return found


def _base(word: str) -> str:
    """Return the base form; plurals that the table lacks lose their n: Hebammen, Familien."""
    base = lemma(word)
    return base[:-1] if base.endswith("n") and base[:-1] in PARTS else base
