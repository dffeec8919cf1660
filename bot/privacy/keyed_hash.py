"""A hash that only the installation's key can make again."""

import hmac
from hashlib import sha256


def keyed_hash(secret_key: bytes, *parts: str) -> str:
    """Return 64 hexadecimal digits that tell nobody without the key what they are of.

    Args:
        secret_key: the installation's key.
        parts: first what it is for, so that no two purposes make the same hash.
    """
    # Half a surrogate pair is no character, but others may send one.
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(secret_key, text, sha256).hexdigest()
