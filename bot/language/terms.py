"""The words of a text as a full-text index holds them."""

import re

from bot.language.compounds import split
from bot.language.folding import fold
from bot.language.lemmas import lemma

_WORD = re.compile(r"[^\W_]+")
# Words a family compound is made of; the first part of a compound is often not the base form.
PARTS = frozenset(
    (
        "amt anmeldung arbeit baby beitrag beratung besuch betreuung buero buergergeld dienst "
        "eltern elterngeld erziehung familie familien ferien frau frauen freizeit geburt geld "
        "gewalt grundschule grundschul haus hebamme hebammen hilfe hotline integration jugend "
        "jugendliche kind kinder kindergarten kindergeld kita kosten krippe kurs missbrauch "
        "mutter nachbar nachbarschaft neugeborene notruf patenschaft pflege platz portal schul "
        "schule schutz schwangerschaft service sorge sozial sozialarbeit stelle streit tages "
        "tagesmutter telefon treff trennung unfall vater verhalten verhuetung zentrum zuschlag "
        "zuschuss"
    ).split(" ")
)


def terms(text: str) -> list[str]:
    """Return folded base forms of all words, compounds followed by their parts.

    Args:
        text: any text; the same function serves what is indexed and what is searched.
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        base = lemma(word)
        found.append(base)
        found += [lemma(part) for part in split(word, PARTS) or split(base, PARTS)]
    return found
