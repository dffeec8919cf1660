"""Makes of one message as many as a platform needs to take it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count
from string import ascii_lowercase

from bot.messengers.messenger import Choice, Limits, Outgoing
from bot.messengers.sentences import cut


def fit_all(answer: Sequence[Outgoing], limits: Limits) -> list[Outgoing]:
    """Return an answer in messages within the limits.

    Args:
        answer: messages of any length, with any number of quick replies.
        limits: what the platform takes.
    """
    # A file goes by itself: a platform that fails at it would be told the words again.
    single = [piece for message in answer for piece in _without_file(message)]
    if not limits.keeps_choices:
        single = _choices_last(single)
    if not limits.choices:
        single = _marked(single)
    return [piece for message in single for piece in fit(message, limits)]


def fit(outgoing: Outgoing, limits: Limits) -> list[Outgoing]:
    """Return messages within the limits that say the same.

    Args:
        outgoing: one message of any length, with any number of quick replies.
        limits: what the platform takes.
    """
    if not limits.choices:
        pieces = cut(_with_marks(outgoing.text, outgoing.choices), limits.text)
        # The quick replies stay with the last piece: they say what the marks mean.
        return [*map(Outgoing, pieces[:-1]), replace(outgoing, text=pieces[-1])]
    pieces = cut(outgoing.text, limits.text)
    if outgoing.choices:
        pieces[-1:] = cut(pieces[-1], limits.with_choices)
    *before, last = pieces
    groups = list(_groups(outgoing.choices, limits.choices)) or [()]
    return [
        *map(Outgoing, before),
        replace(outgoing, text=last, choices=groups[0]),
        # A platform wants a text above each group; dots say that it goes on.
        *(Outgoing("…", group, menu=outgoing.menu) for group in groups[1:]),
    ]


def mark_in(text: str) -> str | None:
    """Return the mark that a resident typed; None for words."""
    mark = text.strip(" .)").casefold()
    # Digits of every script; longer ones are no places in a list.
    return (str(int(mark)) if mark.isdecimal() else mark) if 0 < len(mark) < 3 else None


def _without_file(message: Outgoing) -> list[Outgoing]:
    """Return a message with a file as two."""
    if not (message.file and message.text):
        return [message]
    return [replace(message, file=None), Outgoing("", file=message.file)]


def _choices_last(messages: list[Outgoing]) -> list[Outgoing]:
    """Return messages of which the last one has all quick replies."""
    choices = tuple(choice for message in messages for choice in message.choices)
    bare = [replace(message, choices=()) for message in messages]
    return [*bare[:-1], *(replace(last, choices=choices) for last in bare[-1:])]


def _groups(choices: tuple[Choice, ...], most: int) -> Iterator[tuple[Choice, ...]]:
    for start in range(0, len(choices), most):
        yield choices[start : start + most]


def _marked(answer: Sequence[Outgoing]) -> list[Outgoing]:
    """Return an answer with what stands in for its quick replies, no two alike in all of it."""
    titles = [choice.title for message in answer for choice in message.choices]
    # Whoever is offered "4 years" and types 4 means the years: then letters stand in.
    has_numbers = any(char.isdecimal() for title in titles for char in title)
    letters = ascii_lowercase if has_numbers else ""
    marks = chain(letters, map(str, count(len(letters) + 1)))
    return [
        replace(
            message,
            choices=tuple(replace(choice, mark=next(marks)) for choice in message.choices),
        )
        for message in answer
    ]


def _with_marks(text: str, choices: tuple[Choice, ...]) -> str:
    """Return a text in which numbers or letters stand in for quick replies."""
    lines = [f"{choice.mark}) {choice.title}" for choice in choices]
    return "\n\n".join([text, "\n".join(lines)]) if lines else text
