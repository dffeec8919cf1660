"""What follows from one thing a resident sent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.chat.turn import Message, Reply
from bot.messengers.account import Account
from bot.messengers.messenger import Choice, Outgoing

# The chat's states in which the first place is where the resident should go; in others it is one
# to choose from, or a helpline, of which the number says all.
SENT_THERE = ("answered", "no_match", "out_of_scope", "callback")


@dataclass(frozen=True)
class Answer:
    """What follows from one thing a resident sent.

    Args:
        account: as it is from now on; None erases it.
        messages: what is said.
    """

    account: Account | None
    messages: list[Outgoing]


def after(account: Account, reply: Reply) -> Account:
    """Return the account after a reply."""
    return replace(account, conversation=reply.conversation, spoken=reply.lang, is_greeted=True)


def messages_of(reply: Reply, further: Choice | None = None, pages: str = "") -> list[Outgoing]:
    """Return a reply as messages.

    Args:
        reply: of the assistant.
        further: one more quick reply, under the message that names places.
        pages: where the places' pages are; empty for no links.
    """
    said = []
    is_first = True
    for message in reply.messages:
        text, choices = message.text, _choices(message)
        if pages:
            is_linked = is_first and reply.status in SENT_THERE
            text = "\n".join([text, *_cards(message, pages, is_linked)])
        if message.services and is_first:
            choices = (*choices, further) if further else choices
            is_first = False
        said.append(Outgoing(text, choices))
    return said


def _cards(message: Message, pages: str, is_linked: bool) -> Iterator[str]:
    """Return what the words do not say of the places: names, and where all facts are.

    Without words of their own, they are the same in all languages.
    """
    for number, place in enumerate(message.services):
        page = f"{pages}/{place.id}"
        if place.name not in message.text:
            yield f"{place.name}: {page}"
        elif is_linked and not number:
            yield page


def _choices(message: Message) -> tuple[Choice, ...]:
    return tuple(Choice(button.title, button.payload) for button in message.buttons)
