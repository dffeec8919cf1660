"""What a resident gives for a callback, checked field by field."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from bot.errors import BadRequest

MOST_CHARACTERS = {"topic": 200, "contact": 120, "time": 120, "name": 100}
LABELS = {"topic": "Anliegen", "contact": "Kontakt", "time": "beste Zeit", "name": "Name"}
FEWEST_DIGITS, MOST_DIGITS = 5, 15
_PHONE = re.compile(r"\+?[\d\s()/.\-–]+")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[\w-]+(\.[\w-]+)*\.\w{2,}")


@dataclass(frozen=True)
class CallbackRequest:
    """The wish to be called back.

    Args:
        topic: what it is about: the id of a topic, or own words.
        contact: one telephone number or e-mail address.
        time: when is best, in own words.
        name: how to address the resident.
    """

    topic: str
    contact: str
    time: str | None = None
    name: str | None = None

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> "CallbackRequest":
        """Check the fields of a request.

        Raises:
            BadRequest: a field makes no sense; the message and the code name it.
        """
        topic = _required(body, "topic", "Bitte sagen Sie kurz, worum es geht.")
        contact = _contact(_required(body, "contact", "Wie können wir Sie erreichen?"))
        time, name = _text(body, "time"), _text(body, "name")
        if body.get("consent") is not True:
            raise _wrong("consent", "Ohne Ihre Einwilligung (true) rufen wir nicht zurück.")
        return cls(topic, contact, time, name)


def _required(body: dict[str, Any], field: str, question: str) -> str:
    text = _text(body, field)
    if text is None:
        raise _wrong(field, question)
    return text


def _text(body: dict[str, Any], field: str) -> str | None:
    """Return a field in one line without control characters; None where it is empty."""
    value = body.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(field, f"{LABELS[field]} muss ein Text sein.")
    # What cannot be printed could fool a terminal, and half a surrogate pair cannot be stored.
    text = "".join(char for char in " ".join(value.split()) if char.isprintable()).strip()
    if len(text) > MOST_CHARACTERS[field]:
        raise _wrong(field, f"{LABELS[field]}: höchstens {MOST_CHARACTERS[field]} Zeichen.")
    return text or None


def _contact(text: str) -> str:
    """Return a telephone number or an e-mail address; digits of any script become ours."""
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    digits = sum(char.isdecimal() for char in text)
    is_phone = _PHONE.fullmatch(text) and FEWEST_DIGITS <= digits <= MOST_DIGITS
    if not is_phone and not _EMAIL.fullmatch(text):
        raise _wrong("contact", "Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an.")
    return text


def _wrong(field: str, message: str) -> BadRequest:
    return BadRequest(f"{field}: {message}", code=f"bad_{field}")
