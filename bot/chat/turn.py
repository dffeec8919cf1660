"""What goes into a turn and what comes out: the same for every channel."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Turn:
    """One message of a resident.

    Args:
        text: the words; None where a button was pressed.
        payload: the button's sealed payload; None where words were written.
        conversation: the token of an earlier reply, or None at the start.
        lang, style: as chosen by the resident, or None.
        share: True where staff may read the conversation, masked.
        is_first: True where the conversation's token was given out before its first words.
    """

    text: str | None = None
    payload: str | None = None
    conversation: str | None = None
    lang: str | None = None
    style: str | None = None
    share: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class Button:
    """A quick reply: its title and the payload that pressing it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class Referral:
    """A place the resident is sent to, with the reason in a sentence."""

    id: str
    name: str
    reason: str
    assured_date: str | None


@dataclass(frozen=True)
class Message:
    """One message of the assistant."""

    text: str
    lang: str = "de"
    buttons: list[Button] = field(default_factory=list)
    services: list[Referral] = field(default_factory=list)


@dataclass(frozen=True)
class Reply:
    """The answer to a turn.

    Args:
        conversation: the token to send with the next message.
        status: one of the chat's states.
        messages: what is said, in order.
        crisis: the class of a crisis, or None.
    """

    conversation: str
    status: str
    messages: list[Message]
    lang: str = "de"
    crisis: str | None = None


# A message as Rasa's channel hands it on: utter_action, values, status, services, buttons …
RasaMessage = dict[str, Any]
