"""Commands that residents type or press: the same words on every platform."""

import re
from dataclasses import dataclass

from bot.language.folding import fold
from bot.moving.codes import START, code_in

AGREE = "ok"
# What a resident can say about reminders: the first two are buttons' names.
REMIND, FORGET, LIST = REMINDERS = ("erinnern", "vergessen", "erinnerungen")
# What a button of our own carries, so that no word of a resident is taken for one.
_OURS = "bote:"
_NAMES = {
    "start": "start",
    "hilfe": "hilfe",
    "help": "hilfe",
    "sprache": "sprache",
    "language": "sprache",
    "lang": "sprache",
    "leicht": "leicht",
    "erinnerungen": LIST,
    "reminders": LIST,
    "loeschen": "loeschen",
    "delete": "loeschen",
    "stopp": "stopp",
    "stop": "stopp",
}
# Without a slash only what cannot be anything else.
_BARE = ("stop", "stopp")
_OK = frozenset(
    """
    ok,okay,oke,okey,ja,jo,ja gern,ja gerne,ja bitte,gern,gerne,einverstanden,in ordnung
    yes,yep,yes please,i agree,agreed
    tamam,evet,kabul,kabul ediyorum
    نعم,تمام,موافق,موافقة,حسنا,أوافق
    да,ок,окей,хорошо,согласен,согласна,xorosho
    так,добре,згоден,згодна,гаразд
    tak,zgoda,zgadzam się,zgadzam sie,dobrze
    da,de acord,sunt de acord,bine
    съгласен,съгласна,съм съгласен,съм съгласна
    belê,bele,erê,ere,baş e,bas e,razî me
    """.replace("\n", ",")
    .replace("    ", "")
    .split(",")
) - {""}
_NO = frozenset(
    """
    nein,nein danke,nee,nö,nicht einverstanden
    no,nope,no thanks,no thank you
    hayır,hayir,istemiyorum
    لا,لا شكرا,غير موافق
    нет,нет спасибо,не согласен,не согласна
    ні,ні дякую,не згоден,не згодна
    nie,nie dziękuję
    nu,nu mulțumesc
    не,не благодаря,не съм съгласен,не съм съгласна
    na,nexêr,nexer
    """.replace("\n", ",")
    .replace("    ", "")
    .split(",")
) - {""}
# Thumbs of every colour.
_SIGNS = re.compile("[👍👌✅🏻-🏿\ufe0f]")


@dataclass(frozen=True)
class Command:
    """A command and what stands behind it."""

    name: str
    argument: str = ""


def command_in(text: str) -> Command | None:
    """Return the command that a text is; None for ordinary words, also those with a slash."""
    words = text.strip().split(maxsplit=1)
    if not words:
        return None
    if words[0].startswith("/"):
        # Telegram adds its bot's name in groups: /start@lotse.
        name = _NAMES.get(fold(words[0][1:].partition("@")[0]))
        argument = words[1].strip() if len(words) > 1 else ""
        return Command(name, argument) if name else None
    if len(words) > 1 and fold(words[0]) == START and code_in(words[1]):
        return Command("start", words[1])
    alone = fold(text.strip(" .!"))
    return Command(_NAMES[alone]) if alone in _BARE else None


def command_of(payload: str) -> Command | None:
    """Return the command of one of our own buttons."""
    if not payload.startswith(_OURS):
        return None
    name, _, argument = payload[len(_OURS) :].partition(" ")
    return Command(name, argument)


def says_ok(text: str) -> bool:
    """Tell whether a text agrees, in any of the languages."""
    said = _plain(_SIGNS.sub("", text))
    return said in _OK or (not said and bool(_SIGNS.search(text)))


def says_no(text: str) -> bool:
    """Tell whether a text declines, in any of the languages."""
    return _plain(text) in _NO


def _plain(text: str) -> str:
    return " ".join(re.sub("[.,!،]", " ", text).split()).casefold()
