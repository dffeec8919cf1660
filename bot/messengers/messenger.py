"""What a platform has to offer, and what passes between it and the assistant."""

from dataclasses import asdict, dataclass
from typing import Any, Protocol

TEXT, BUTTON, LOCATION, OTHER, START = "text", "button", "location", "other", "start"
ENCRYPTED = "encrypted"


@dataclass(frozen=True)
class Incoming:
    """One thing a resident sent.

    Args:
        id: the platform's own id of it; the same id is answered once.
        address: where answers go: a chat, a phone number, a room.
        kind: TEXT, BUTTON, LOCATION, START (the platform's own "begin"), ENCRYPTED (for eyes that
            the assistant has not), or OTHER: a voice message, a picture, a sticker.
        text: the words, a button's code, or what a START carries.
        message: the platform's id of the message whose button was pressed.
        press: the platform's id of the pressing, where it wants it confirmed.
    """

    id: str
    address: str
    kind: str = TEXT
    text: str = ""
    message: str | None = None
    press: str | None = None


@dataclass(frozen=True)
class Choice:
    """A quick reply: its title and what pressing it means; a channel sees the code instead.

    Args:
        mark: what a resident types instead where a platform has no quick replies.
    """

    title: str
    payload: str
    mark: str = ""


@dataclass(frozen=True)
class File:
    """A file to send along: a calendar entry."""

    name: str
    kind: str
    content: str


@dataclass(frozen=True)
class Outgoing:
    """One message to a resident.

    Args:
        text: the words; empty for a file of its own.
        choices: quick replies under it.
        file: sent along.
        menu: what opens the quick replies where a platform folds them into a list.
        template: what fills an approved template, for a platform that later takes no other words.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    file: File | None = None
    menu: str = ""
    template: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return what can be encrypted."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Outgoing":
        """Return what `as_record` kept."""
        choices = tuple(Choice(**choice) for choice in record["choices"])
        file = File(**record["file"]) if record["file"] else None
        template = tuple(record.get("template", ()))
        return cls(record["text"], choices, file, record.get("menu", ""), template)


@dataclass(frozen=True)
class Limits:
    """What a platform takes.

    Args:
        text: most characters of one message.
        with_choices: most characters of a message with quick replies.
        choices: most quick replies of one message; 0 where it has none and numbers stand in.
        keeps_choices: False where quick replies vanish as soon as another message follows.
        writes_first: False where messages are taken only for a while after the resident's last one.
    """

    text: int
    with_choices: int
    choices: int
    keeps_choices: bool = True
    writes_first: bool = True


class Messenger(Protocol):
    """A platform's API. All of its calls may raise `Delayed` or `Refused`."""

    name: str
    limits: Limits

    async def send(self, address: str, outgoing: Outgoing, key: str) -> None:
        """Send one message.

        Args:
            address: to whom.
            outgoing: within the limits; each choice's payload is a code of at most 64 bytes.
            key: the same for each try of the same message.
        """

    async def show_typing(self, incoming: Incoming) -> None:
        """Show that an answer is being made, where the platform can."""

    async def retire(self, incoming: Incoming, title: str) -> None:
        """Take the quick replies off a message of which one was pressed."""


@dataclass
class Delayed(Exception):
    """The platform is busy, down or unreachable.

    Args:
        seconds: how long it asks to wait; None where it says nothing.
        reason: for the log: a status or a name, never words.
    """

    seconds: float | None = None
    reason: str = ""


@dataclass
class Refused(Exception):
    """The platform will never take this message: the resident has gone or blocked the chat.

    Args:
        reason: for the log: a status or a name, never words.
    """

    reason: str
