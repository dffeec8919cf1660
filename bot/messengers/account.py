"""A resident's account on one platform, as far as the assistant has to know it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.turn import Turn
from bot.privacy.keyed_hash import keyed_hash

# Ten minutes are promised, and what is over is looked for several times a minute.
HELD_FOR = timedelta(minutes=9, seconds=30)


@dataclass(frozen=True)
class Account:
    """What is known of one resident on one platform.

    Args:
        id: a keyed hash of platform and address.
        address: where answers go.
        is_informed: True once the notice was shown; an earlier "ok" agrees to nothing.
        has_agreed: True once the resident said OK to the notice.
        conversation: the token of the conversation, None before the notice.
        lang, style: as chosen by command; None lets the words decide.
        spoken: the language of the last answer, for texts that answer no words.
        held, held_until: what came before the OK, and until when it is kept.
        is_new: True as long as nothing of it is kept.
        is_greeted: True once the assistant has answered words.
    """

    id: str
    address: str
    has_agreed: bool = False
    conversation: str | None = None
    lang: str | None = None
    style: str | None = None
    spoken: str = "de"
    held: str | None = None
    held_until: datetime | None = None
    is_new: bool = True
    is_informed: bool = False
    is_greeted: bool = False

    def turn(self, text: str) -> Turn:
        """Return the turn of a resident's words."""
        return Turn(
            text, None, self.conversation, self.lang, self.style, is_first=not self.is_greeted
        )

    def press(self, payload: str) -> Turn:
        """Return the turn of a pressed button."""
        return Turn(None, payload, self.conversation, self.lang, self.style)


def account_id(secret_key: bytes, channel: str, address: str) -> str:
    """Return the id of an account: nobody without the key finds the address again."""
    return keyed_hash(secret_key, "account", channel, address)
