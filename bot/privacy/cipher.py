"""Encrypts what points to a resident and has to be kept; without the key it is noise."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
# Keeps these keys apart from everything else that is made of SECRET_KEY; changing a purpose loses
# what was encrypted for it.
_PURPOSE = "familien-lotse"


class Cipher:
    """Encrypts and decrypts small records.

    Args:
        secret_key: the installation's key; another key reads nothing.
        purpose: what the records are; those of another purpose cannot be read.
    """

    def __init__(self, secret_key: bytes, purpose: str = "callbacks"):
        info = f"{_PURPOSE} {purpose}".encode()
        derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=info).derive(secret_key)
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def encrypt(self, record: dict[str, Any]) -> str:
        """Return the record as a text that only this key reads."""
        return self._fernet.encrypt(json.dumps(record).encode()).decode()

    def decrypt(self, sealed: str) -> dict[str, Any] | None:
        """Return the record inside; None where another key or somebody else wrote it."""
        try:
            return json.loads(self._fernet.decrypt(sealed.encode()))
        except (InvalidToken, ValueError):
            return None
