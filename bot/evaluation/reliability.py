"""Many updates with failures and a kill of the web process in the middle: what gets lost?"""

import asyncio
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Any

from bot.evaluation.web_process import WebProcess
from bot.texts.library import the_library

if TYPE_CHECKING:
    from tests.small_bot_api import Fault, SmallBotApi

# What a resident writes, and the answers to it; all of them are different.
QUESTION = "Ich habe eine Frage, Nummer "
QUESTIONS = ("utter_bote_standort", "utter_bote_nur_text", "utter_bote_zu_lang")
SAID = ("/start", "ok", *(f"{QUESTION}{number}" for number in range(len(QUESTIONS))))
ANSWERS = (
    ("utter_bote_zustimmung",),
    ("utter_bote_bereit",),
    ("utter_programm", QUESTIONS[0]),
    *((name,) for name in QUESTIONS[1:]),
)
FAILURES = ("busy", "broken", "gateway", "cut", "hanging")
# Longer than the web process waits here for an answer.
HANGS_S = 1.5
# A send is on its way until the web process has noted that it was taken.
NOTED_WITHIN_S = 1.0
ALL_WITHIN_S = 120


@dataclass(frozen=True)
class Plan:
    """What is tried.

    Args:
        residents: how many write, each as many updates as `SAID` has.
        failures: share of the bot's calls that fail.
        seconds: in which all of it comes in.
    """

    residents: int = 200
    failures: float = 0.05
    seconds: float = 30
    seed: int = 5


@dataclass(frozen=True)
class Found:
    """What came of it.

    Args:
        updates, residents: how many there were.
        calls, failed: the bot's calls, and how many of them failed on purpose.
        lost: answers that never came.
        doubled: answers that came twice.
        in_flight: those of them that were on their way when the process was killed.
        disordered: residents whose answers came in another order.
        median_s, p95_s: from webhook to taken call, also of those that waited for the restart.
        down_s: from the kill until the web process took updates again.
    """

    updates: int
    residents: int
    calls: int
    failed: int
    lost: int
    doubled: int
    in_flight: int
    disordered: int
    median_s: float
    p95_s: float
    down_s: float

    def as_record(self) -> dict[str, Any]:
        """Return what can be written as JSON."""
        return asdict(self)


async def measure_reliability(plan: Plan) -> Found:
    """Let residents write to a web process of its own, kill and restart it, and count."""
    # The tests' own neighbours: what is measured is what is tested.
    from tests.small_bot_api import SmallBotApi
    from tests.small_rasa import SmallRasa

    async with SmallBotApi() as api, SmallRasa(messages=_rasas_answer) as rasa:
        failing = _Failing(plan)
        api.fault = failing.fault
        async with WebProcess({**api.environment(), "RASA_URL": rasa.url}) as web:
            run = _Run(plan, api, web)
            down_s = await run.to_the_end()
        return run.found(failing.failed, down_s)


def _rasas_answer(said: dict[str, Any]) -> list[dict[str, str]]:
    name = QUESTIONS[int(said["message"].removeprefix(QUESTION))]
    return [{"utter_action": name, "text": name}]


class _Failing:
    """Decides which calls fail."""

    def __init__(self, plan: Plan):
        self.failed = 0
        self._random, self._share = Random(plan.seed), plan.failures  # noqa: S311 (no secret)

    def fault(self, method: str, values: dict[str, Any]) -> "Fault | None":
        from tests.small_bot_api import Fault

        if self._random.random() >= self._share:
            return None
        self.failed += 1
        kind = self._random.choice(FAILURES)
        return Fault(kind, HANGS_S if kind == "hanging" else 0.2)


class _Run:
    """One run: who wrote what when, and when the process was killed."""

    def __init__(self, plan: Plan, api: "SmallBotApi", web: WebProcess):
        self._plan, self._api, self._web = plan, api, web
        self._chats = range(1000, 1000 + plan.residents)
        self._written: dict[tuple[int, int], float] = {}
        self._half = asyncio.Event()

    async def to_the_end(self) -> float:
        """Write everything, kill in the middle, wait for all answers; return the seconds down."""
        chance = Random(self._plan.seed)  # noqa: S311 (no secret)
        starts = [chance.uniform(0, self._plan.seconds / 2) for _ in self._chats]
        residents = asyncio.gather(*map(self._write, self._chats, starts))
        await self._half.wait()
        down_s = await self._web.kill_and_restart()
        await residents
        await self._api.until(self._is_all_there, ALL_WITHIN_S)
        return down_s

    async def _write(self, chat: int, start: float) -> None:
        pause = self._plan.seconds / 2 / len(SAID)
        await asyncio.sleep(start)
        for number, text in enumerate(SAID):
            update = self._api.message(text, chat)
            self._written[chat, number] = await self._api.deliver_surely(self._webhook, update)
            if len(self._written) >= len(self._chats) * len(SAID) / 2:
                self._half.set()
            await asyncio.sleep(pause)

    def _webhook(self) -> str:
        return f"{self._web.url}/webhooks/telegram"

    def _is_all_there(self) -> bool:
        return all(_expected()[-1] in self._api.sent(chat) for chat in self._chats)

    def found(self, failed: int, down_s: float) -> Found:
        """Count."""
        expected = _expected()
        sent = [self._api.sent(chat) for chat in self._chats]
        first = [self._firsts(chat) for chat in self._chats]
        extra = [at for chat in self._chats for at in self._before_doubles(chat)]
        in_flight = was_in_flight(extra, self._web.killed_at)
        waits = sorted(map(partial(self._wait, expected), self._written))
        return Found(
            updates=len(self._written),
            residents=len(self._chats),
            calls=sum(self._api.tries.values()),
            failed=failed,
            lost=sum(text not in times for times in first for text in expected),
            doubled=len(extra),
            in_flight=in_flight,
            disordered=sum([text for text, _ in groupby(texts)] != expected for texts in sent),
            median_s=round(statistics.median(waits), 3),
            p95_s=round(waits[int(len(waits) * 0.95)], 3),
            down_s=round(down_s, 1),
        )

    def _firsts(self, chat: int) -> dict[str, float]:
        """Return when each text first came to a chat."""
        return {call.values["text"]: call.at for call in reversed(self._api.messages(chat))}

    def _before_doubles(self, chat: int) -> list[float]:
        """Return for each doubled text when it came first."""
        first, texts = self._firsts(chat), self._api.sent(chat)
        return [first[text] for text in set(texts) for _ in range(texts.count(text) - 1)]

    def _wait(self, expected: Sequence[str], written: tuple[int, int]) -> float:
        chat, number = written
        answer = _text(ANSWERS[number][0])
        return self._firsts(chat).get(answer, float("inf")) - self._written[written]


def was_in_flight(taken: Iterable[float], killed_at: float) -> int:
    """Return how many sends were on their way when the process was killed.

    Args:
        taken: when the platform took them first. What left the process just before its end may
            be taken a moment after it; what the next process sends comes later than that, because
            it needs longer to start.
        killed_at: when the process was killed.
    """
    return sum(abs(at - killed_at) <= NOTED_WITHIN_S for at in taken)


def _expected() -> list[str]:
    return [_text(name) for names in ANSWERS for name in names]


def _text(name: str) -> str:
    return the_library().texts("de").render(name, {"web": WebProcess.PAGE})
