"""Codes that can be typed, and carry nothing themselves."""

import re
import secrets

LENGTH = 10
# No vowels, so that no code is a word, and no digits that look like letters.
_LETTERS, _DIGITS = "BCDFGHJKLMNPQRSTVWXZ", "23456789"
_CODE = re.compile(rf"(?=.*[{_DIGITS}])[{_LETTERS}{_DIGITS}]{{{LENGTH}}}")
# What a resident writes where no link can carry the code.
START = "start"


def new_code() -> str:
    """Return a code that nobody guesses."""
    while True:
        code = "".join(secrets.choice(_LETTERS + _DIGITS) for _ in range(LENGTH))
        if _CODE.fullmatch(code):
            return code


def code_in(text: str) -> str | None:
    """Return the code that a text is, however it is written; None where it is something else."""
    code = text.strip().upper()
    return code if _CODE.fullmatch(code) else None


def sentence(code: str) -> str:
    """Return what to write in a messenger, the same in every language."""
    return f"{START} {code}"
