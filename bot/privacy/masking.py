"""Replaces what points to a person by placeholders: mails, numbers, streets, names."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from bot.language.folding import fold

# Ids and names of Rasa's events: masked, they would no longer find each other.
UNMASKED_KEYS = frozenset(
    "event name message_id model_id assistant_id sender_id timestamp utter_action intent".split()
)
LEAST_IBAN_DIGITS = 10
# Shorter public numbers are emergency numbers, which nothing masks.
LEAST_DIGITS = 5

_GAP = "[ \u00a0()/.–-]{0,3}"
_NO_MAIL = r"\s@<>()\[\],;:\"„“”"
_MAIL = re.compile(
    # Anchored at the start of a run, or long texts without a mail would take quadratic time.
    rf"(?<![^{_NO_MAIL}])[^{_NO_MAIL}]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<!\w)(?:de(?:[ -]?\d){15,22}"
    r"|[a-z]{2} ?\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,4})?)(?!\w)",
    re.IGNORECASE,
)
_DATE = r"\d{1,2}\. ?(?:[–-] ?\d{1,2}\. ?)?(?:0?[1-9]|1[0-2])\. ?(?:(?:19|20)\d\d|\d\d)(?!\d)"
_TIMES = r"\d{1,2}[.:]\d\d ?(?:[–-]|bis) ?\d{1,2}[.:]\d\d(?!\d)"
_PHONE = rf"(?<!\w)(?<!\d\.)(?!{_DATE}|{_TIMES})(?:\+ ?\d|\(?[0٠۰])(?:{_GAP}\d){{6,16}}(?!\d)"
_CALLED = re.compile(
    r"(?i:\b(?P<lead>(?:tel|telefon|telefonnummer|handy|handynummer|mobil|nummer|nr|whatsapp|phone|number"
    rf"|erreichbar unter)(?: ist| is|:)?[.: ]{{1,3}}))(?P<number>\d(?:{_GAP}\d){{4,16}})(?!\d)"
)
_NUMBER = r"\d{7,}(?!\d|\s?(?:€|[Ee]uro|EUR))"

_EMERGENCY = re.compile(r"(?:11[0257]|116\d{3})$")

_HOUSE = r"(?P<house>\d{1,3}(?: ?[a-z])?(?: ?[-/–] ?\d{1,3}[a-z]?)?)(?!\w|[.,]\d)"
_COUNTED = (
    r"(?! ?(?:[%€]|(?:uhr|km|kilometer|m|meter|min|minuten?|h|std|stunden?|tagen?|tage|wochen?"
    r"|monate?n?|jahre?n?|jährig\w*|euro|kindern?|mal|x|leute|personen|plätze|grad)\b"
    r"|\. ?(?:klasse|schuljahr|halbjahr|monat|lebens|woche|ssw|stock|etage|geburtstag)))"
)
_WAYS = "weg|allee|platz|gasse|ring|damm|ufer|chaussee|wall|stieg|steig|kamp|pfad|graben|twiete"
_STREET = re.compile(
    rf"(?i:(?<![\w-])(?:(?:[\w-]+ |[\w-]+)?(?:stra(?:ß|ss)e|str\.?)"
    rf"|[\w-]{{3,}}(?:{_WAYS}|hof|markt|winkel|promenade|heide|esch|busch|feld)"
    rf"|[\w-]+er (?:{_WAYS})"
    r"|(?:am|im|zum|zur|an der|an den|auf dem|auf der|in der|in den|hinter dem|hinter der"
    r"|unter den|vor dem|beim|bei der) [\w-]{3,}(?: [\w-]+)?)"
    # "Am Sonntag 3 Äpfel" counts things, "Am Wehrhahn 3 Delmenhorst" does not.
    rf" ?(?<!\d){_HOUSE}{_COUNTED})(?! [A-ZÄÖÜ](?<!D))"
)
# Words before a number that make no street.
_NO_STREET = frozenset(
    (
        "januar februar maerz april mai juni juli august september oktober november dezember "
        "formel haus stock zimmer uhr ende anfang abend morgen mittag nacht schnitt moment absatz "
        "artikel abschnitt kapitel raum etage ssw wohnung familie nummer punkt phase "
        "paragraph von mit bis um ab seit fuer vor nach ca circa etwa ungefaehr auf unter ueber "
        "die der das alle nur mindestens zwischen sind ist hat haben kommen und oder bahnhof "
        "schulhof bauernhof friedhof umweg heimweg schulweg fussweg arbeitsweg spielplatz "
        "arbeitsplatz kitaplatz krippenplatz hortplatz schulplatz betreuungsplatz therapieplatz"
    ).split()
)
_NO_STREET_ENDS = (
    "tag",
    "mittwoch",
    "woche",
    "wochenende",
    "monat",
    "jahr",
    "alter",
    "klasse",
    "schule",
    "kita",
    "krippe",
    "gruppe",
    "stufe",
    "stadtteil",
    "semester",
    "quartal",
    "trimester",
    "linie",
    "-platz",
)

_NO_NAME = (
    "nicht|zwar|aber|und|oder|bin|habe|hab|hat|ich|wir|wohne|komme|aus|suche|brauche|mit|von|in|im"
    "|am|die|der|das|ein|eine|einen|wie|was|so|auch|jetzt|nun|noch|sehr|mein|meine|and|or|i|am|from"
    "|have|need|live|ve|ben|bir|и|я|у|из|mam|jestem|et|je|suis|is|ist|sie|er|es|dass|geht|braucht"
)
_OWN_NAME = (
    r"ich hei(?:ß|ss)e|mein (?:voller |vor|nach)?name(?: ist|:)|ich bin (?:die |der )?(?:frau|herr)"
    r"|hier (?:schreibt|spricht)|wir sind (?:die )?familie|my name is|i am called|benim ad[ıi]m"
    r"|ad[ıi]m|ismim|меня зовут|мо[её] имя|мене звати|казвам се|nazywam si[ęe]|mam na imi[ęe]"
    r"|je m['’]appelle|mon nom est|m[ăa] numesc|numele meu este|navê min|اسمي"
)
_OTHERS_NAME = (
    r"(?:sohn|tochter|kind|baby|junge|mädchen|er|sie|mann|frau|partner|partnerin|freund|freundin"
    r"|nachbar|nachbarin|lehrer|lehrerin|bruder|schwester) hei(?:ß|ss)t|namens"
)
_NAMED = re.compile(
    rf"(?i:\b(?P<lead>(?:{_OWN_NAME}|{_OTHERS_NAME}):? +)"
    rf"(?P<words>(?!(?:{_NO_NAME})\b)[^\W\d_][\w'’-]*(?: +[^\W\d_][\w'’-]*){{0,3}}))"
)
# "meine Frau Angst hat" names nobody.
_TITLED = re.compile(
    r"(?<![Mm]eine )(?<![Ee]ine )(?<![Ss]eine )(?<!einer )"
    r"(?P<lead>\b(?:Frau|Herrn?|Fr\.|Hr\.) (?:Dr\. )?)(?P<words>[A-ZÄÖÜ][\w'’-]+)"
)
_SIGNED = re.compile(
    r"(?P<lead>\b(?:LG|VG|MfG|lg|mfg|(?i:(?:viele|liebe|beste|herzliche|schöne) grü(?:ß|ss)e"
    r"|mit freundlichen? grü(?:ß|ss)en?))[,.!]?\s+)(?P<words>[A-ZÄÖÜ][\w'’-]+"
    r"(?: [\w'’-]+){0,2})\s*$"
)
_PARTICLES = frozenset("von van de al el der bin".split())
_STOP = frozenset(_NO_NAME.split("|"))


def mask(text: str, keep: Collection[str]) -> str:
    """Return a text in which placeholders stand for what points to a person.

    Args:
        text: what somebody wrote.
        keep: numbers, mails and streets that are public, in any spelling.
    """
    kept = _Kept.of(frozenset(keep))
    # What one replacement leaves may make another whole: again, until nothing changes.
    while (masked := _masked_once(text, kept)) != text:
        text = masked
    return text


def mask_data(data: Any, keep: Collection[str]) -> Any:
    """Return data with all texts in it masked, except the ids and names of events."""
    if isinstance(data, str):
        return mask(data, keep)
    if isinstance(data, dict):
        return {
            key: value if key in UNMASKED_KEYS else mask_data(value, keep)
            for key, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [mask_data(item, keep) for item in data]
    return data


class _Kept:
    """Public contacts, in the form they are compared in."""

    def __init__(self, contacts: Collection[str]):
        self.mails = {fold(contact) for contact in contacts if "@" in contact}
        self.streets = {_street_key(contact) for contact in contacts if "@" not in contact} - {""}
        numbers = {_digits(contact) for contact in contacts}
        self.numbers = {number for number in numbers if len(number) >= LEAST_DIGITS}
        self.runs = {run for contact in contacts for run in re.findall(r"\d{7,}", contact)}
        public = "|".join(sorted(map(_spellings, self.numbers), key=len, reverse=True)) or "(?!)"
        # In one pattern: whoever begins first, takes the digits.
        self.digits = re.compile(
            rf"(?P<public>(?<!\d)(?:{public})(?!\d))|(?P<phone>{_PHONE})|(?P<number>{_NUMBER})"
        )

    @staticmethod
    @lru_cache(maxsize=8)
    def of(contacts: frozenset[str]) -> "_Kept":
        return _Kept(contacts)

    def mail(self, match: re.Match[str]) -> str:
        return match[0] if fold(match[0]) in self.mails else "[E-Mail]"

    def number(self, match: re.Match[str]) -> str:
        if match["public"] or match[0] in self.runs:
            return match[0]
        return "[Telefon]" if match["phone"] else "[Nummer]"

    def called_number(self, match: re.Match[str]) -> str:
        """Keep emergency numbers and public ones, also without their area code."""
        digits = _digits(match["number"])
        if _EMERGENCY.match(digits) or any(known.endswith(digits) for known in self.numbers):
            return match[0]
        if self.digits.fullmatch(match["number"]):
            return match[0]
        return f"{match['lead']}[Telefon]"

    def street(self, match: re.Match[str]) -> str:
        key = _street_key(match[0])
        public = any(key.endswith(known) for known in self.streets)
        return match[0] if public or _no_street(match) else "[Adresse]"


def _masked_once(text: str, kept: _Kept) -> str:
    text = _IBAN.sub(_account, _MAIL.sub(kept.mail, text))
    text = _CALLED.sub(kept.called_number, kept.digits.sub(kept.number, text))
    text = _NAMED.sub(_named, _STREET.sub(kept.street, text))
    return _SIGNED.sub(r"\g<lead>[Name]", _TITLED.sub(r"\g<lead>[Name]", text))


def _account(match: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in match[0])
    return "[IBAN]" if digits >= LEAST_IBAN_DIGITS else match[0]


def _no_street(match: re.Match[str]) -> bool:
    word = fold(match[0][: match.start("house") - match.start()]).split()[-1]
    return word in _NO_STREET or word.endswith(_NO_STREET_ENDS)


def _named(match: re.Match[str]) -> str:
    """Replace the words that belong to a name: capitals, or at most two written small."""
    words = match["words"].split()
    length = 1
    for index, word in enumerate(words[1:], start=1):
        if word.casefold() in _STOP and word not in _PARTICLES:
            break
        if not (word[0].isupper() or word in _PARTICLES) and (words[0][0].isupper() or index > 1):
            break
        length = index + 1
    return " ".join([match["lead"] + "[Name]", *words[length:]])


def _digits(number: str) -> str:
    """Return a number's digits, with 0 in place of Germany's code."""
    found = re.sub(r"[^\d+]", "", number)
    return re.sub(r"^(?:\+|00)490?", "0", found).replace("+", "")


def _spellings(digits: str) -> str:
    """Return a pattern for a number with any gaps, with 0 or with Germany's code."""
    rest = _GAP.join(digits.removeprefix("0"))
    code = rf"(?:(?:\+ ?|00)49{_GAP}0?{_GAP}|\(?0{_GAP})" if digits.startswith("0") else ""
    return rf"(?:{code}{rest})"


def _street_key(street: str) -> str:
    match = _STREET.search(street)
    short = re.sub(r"strasse|str\b\.?", "str", fold(match[0] if match else street))
    return re.sub(r"[\W_]", "", short)
