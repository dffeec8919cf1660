"""Signed tokens: which conversation a message belongs to, and which buttons it was offered."""

import hmac
import secrets

from bot.privacy.keyed_hash import keyed_hash

_ID_BYTES = 16
_MAC_LENGTH = 22


class Tokens:
    """Makes and reads tokens.

    Args:
        secret_key: the installation's key; another key makes all tokens foreign.
    """

    def __init__(self, secret_key: bytes):
        self._key = secret_key

    def new_conversation(self) -> str:
        """Return the id of a new conversation."""
        return secrets.token_urlsafe(_ID_BYTES)

    def conversation_token(self, conversation_id: str) -> str:
        """Return the token a resident keeps for a conversation."""
        return f"{conversation_id}.{self._mac('conversation', conversation_id)}"

    def conversation_id(self, token: str | None) -> str | None:
        """Return the conversation of a token; None for an unknown, forged or foreign one."""
        conversation_id, _, mac = (token or "").rpartition(".")
        if conversation_id and self._is_mac(mac, "conversation", conversation_id):
            return conversation_id
        return None

    def sealed_payload(self, conversation_id: str, payload: str) -> str:
        """Return a button's payload as it is handed out in one conversation."""
        return f"{payload}.{self._mac('payload', conversation_id, payload)}"

    def payload(self, conversation_id: str, sealed: str) -> str | None:
        """Return the payload inside; None where it was not offered in this conversation."""
        payload, _, mac = sealed.rpartition(".")
        return payload if self._is_mac(mac, "payload", conversation_id, payload) else None

    def _is_mac(self, mac: str, *parts: str) -> bool:
        return hmac.compare_digest(mac.encode(), self._mac(*parts).encode())

    def _mac(self, *parts: str) -> str:
        return keyed_hash(self._key, *parts)[:_MAC_LENGTH]
