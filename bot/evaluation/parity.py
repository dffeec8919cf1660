"""The same sentences on the web and in every messenger: do residents get the same answers?"""

import asyncio
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from bot.evaluation.material import ROOT
from bot.evaluation.parity_ends import PAGES, End, opened
from bot.messengers.answer import SENT_THERE
from bot.settings import Settings
from bot.texts.library import the_library

FILE = ROOT / "tests" / "parity_sentences.yml"
NOW = "2026-11-24T10:00"
AT_ONCE = 16
BEGUN_WITHIN_S, ANSWERED_WITHIN_S = 120, 30
# What stands in for quick replies, what carries the rest of them, and the page of a place: that is
# how an answer is shown, not what it says.
_SHOWN = re.compile(rf"(\d{{1,2}}|[a-z])\) .*|…|(.*: )?{re.escape(PAGES)}\S+")
_PAGE = re.compile(rf"^{re.escape(PAGES)}\S+$", re.MULTILINE)
# What is said before the first answer of all, by style.
_BEGUN = {
    None: the_library().german.render("utter_bote_bereit", {}),
    "leicht": the_library().texts("de", "leicht").render("utter_bote_leicht", {}),
}
# What is said last, in every language.
_ENDED = frozenset(
    the_library().texts(lang, style).render("utter_bote_gestoppt", {})
    for lang in the_library().languages
    for style in _BEGUN
)
Replies = list[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """What a resident writes, one thing after the other.

    Args:
        turns: the words.
        style: "leicht" for Leichte Sprache.
    """

    turns: tuple[str, ...]
    style: str | None = None


@dataclass(frozen=True)
class Compared:
    """What came of a case.

    Args:
        web: what the web chat said to it, in plain words.
        statuses: the web chat's, one a turn.
        places: the names of those it sent the resident to, in order.
        pages: of the first place of each answer.
        said: what each messenger said, by its name.
    """

    case: Case
    web: str
    statuses: tuple[str, ...]
    places: tuple[str, ...]
    pages: tuple[str, ...]
    said: Mapping[str, str]

    def differing(self) -> list[str]:
        """Return the messengers that said something else.

        Words are the whole of an answer there, so the same words are the same places in the same
        order, the same state and the same facts.
        """
        return [name for name, text in self.said.items() if plain(text) != self.web]

    def linked(self) -> dict[str, tuple[str, ...]]:
        """Return the pages that each messenger shows by themselves, in order."""
        return {name: tuple(_PAGE.findall(text)) for name, text in self.said.items()}

    def unnamed(self) -> list[str]:
        """Return the places that some messenger does not name."""
        texts = self.said.values()
        return [place for place in self.places if any(place not in text for text in texts)]


def cases(file: Path = FILE) -> list[Case]:
    """Return the table of sentences."""
    rows = yaml.safe_load(file.read_text("utf-8"))
    return [Case(tuple(row.get("turns") or [row["text"]]), row.get("style")) for row in rows]


def plain(text: str) -> str:
    """Return what a text says, however it is shown."""
    lines = [line for line in text.splitlines() if not _SHOWN.fullmatch(line.strip())]
    return " ".join(" ".join(lines).split())


async def compare(model: Path, asked: Sequence[Case]) -> list[Compared]:
    """Ask the whole assistant everything, on the web and in every messenger.

    Args:
        model: the archive to serve.
        asked: what residents write; each time it is somebody new.
    """
    with tempfile.TemporaryDirectory(prefix="lotse-") as folder:
        environment = {"DATA_DIR": folder, "RATE_LIMIT": "0", "SECRET_KEY": "test", "NOW": NOW}
        settings = Settings.from_environment(environment)
        async with opened(settings, model, environment) as (url, ends):
            async with aiohttp.ClientSession() as session:
                web = [await _chat(session, url, case) for case in asked]
            # One after the other: all at once would only wait for each other.
            said = {name: await _in(end, asked, web) for name, end in ends.items()}
    return [
        _compared(case, web[number], {name: texts[number] for name, texts in said.items()})
        for number, case in enumerate(asked)
    ]


def _compared(case: Case, replies: Replies, said: Mapping[str, str]) -> Compared:
    names, pages = [], []
    for reply in replies:
        services = [item for message in reply["messages"] for item in message["services"]]
        names += [item["name"] for item in services]
        if services and reply["status"] in SENT_THERE:
            pages.append(f"{PAGES}{services[0]['id']}")
    statuses = tuple(reply["status"] for reply in replies)
    return Compared(case, _words(replies), statuses, tuple(names), tuple(pages), said)


async def _chat(session: aiohttp.ClientSession, url: str, case: Case) -> Replies:
    chosen = {"style": case.style, "lang": "de"} if case.style else {}
    replies: Replies = []
    for text in case.turns:
        known = {"conversation": replies[-1]["conversation"]} if replies else {}
        body = {"text": text, **chosen, **known}
        async with session.post(f"{url}/api/chat", json=body) as response:
            response.raise_for_status()
            replies.append(await response.json())
    return replies


def _words(replies: Replies) -> str:
    return plain("\n".join(message["text"] for reply in replies for message in reply["messages"]))


async def _in(end: End, asked: Sequence[Case], web: Sequence[Replies]) -> list[str]:
    """Return what a messenger says to each case."""
    people = [await end.person(number) for number in range(AT_ONCE)]
    said: list[str] = []
    for start in range(0, len(asked), AT_ONCE):
        rows = [*zip(people, asked[start:], web[start:], strict=False)]
        said += await _Round(end, rows).all_answers()
    return said


class _Round:
    """Some cases at once, each by somebody who then goes on as somebody new."""

    def __init__(self, end: End, rows: Sequence[tuple[str, Case, Replies]]):
        self._end, self._rows = end, rows

    async def all_answers(self) -> list[str]:
        """Agree, ask, and stop; return what was said between."""
        for person, case, _ in self._rows:
            for text in ("/start", "ok", *(["/leicht"] if case.style else [])):
                await self._end.write(person, text)
        await self._end.until(self._have_begun, BEGUN_WITHIN_S)
        for turn in range(max(len(case.turns) for _, case, _ in self._rows)):
            for person, case, _ in self._rows:
                if len(case.turns) > turn:
                    await self._end.write(person, case.turns[turn])
            # Whatever is missing by then, or different, is found by who compares.
            with suppress(AssertionError, asyncio.TimeoutError):
                await self._end.until(partial(self._have_said, turn), ANSWERED_WITHIN_S)
        for person, _, _ in self._rows:
            await self._end.write(person, "/stopp")
        await self._end.until(self._have_ended, BEGUN_WITHIN_S)
        return ["\n".join(self._answers(person)[:-1]) for person, _, _ in self._rows]

    def _have_begun(self) -> bool:
        return all(
            self._end.texts(person)[-1:] == [_BEGUN[case.style]] for person, case, _ in self._rows
        )

    def _have_said(self, turn: int) -> bool:
        return all(
            plain("\n".join(self._answers(person))) == _words(replies[: turn + 1])
            for person, _, replies in self._rows
        )

    def _have_ended(self) -> bool:
        return all(self._end.texts(person)[-1] in _ENDED for person, _, _ in self._rows)

    def _answers(self, person: str) -> list[str]:
        """Return what was said after the last OK, and after Leichte Sprache was switched on."""
        texts = self._end.texts(person)
        begun = [number for number, text in enumerate(texts) if text in _BEGUN.values()]
        return texts[begun[-1] + 1 :]
