"""Encrypts what is kept of a callback; without the installation's key it is noise."""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
# Keeps this key apart from everything else that is made of SECRET_KEY; changing it loses the data.
_PURPOSE = b"familien-lotse callbacks"


class Cipher:
    """Encrypts and decrypts small records.

    Args:
        secret_key: the installation's key; another key reads nothing.
    """

    def __init__(self, secret_key: bytes):
        derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_PURPOSE).derive(secret_key)
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def encrypt(self, record: dict[str, str | None]) -> str:
        """Return the record as a text that only this key reads."""
        return self._fernet.encrypt(json.dumps(record).encode()).decode()

    def decrypt(self, sealed: str) -> dict[str, str | None] | None:
        """Return the record inside; None where another key or somebody else wrote it."""
        try:
            return json.loads(self._fernet.decrypt(sealed.encode()))
        except (InvalidToken, ValueError):
            return None
