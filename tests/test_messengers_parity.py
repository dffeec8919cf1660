"""Every channel says the same: the web chat, Telegram, WhatsApp, Messenger and Matrix.

The whole assistant runs, with servers that behave as the platforms and a real homeserver. How an
answer is shown may differ: buttons or marks, one message or several.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.evaluation.parity import Case, Compared, cases, compare, plain
from bot.operation.model import up_to_date_model
from bot.settings import Settings

ASKED = cases()
Run = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture(scope="module")
def found() -> dict[Case, Compared]:
    model = up_to_date_model(Settings.from_environment(os.environ))
    return {each.case: each for each in asyncio.run(compare(model, ASKED))}


def named(case: Case) -> str:
    return f"{' / '.join(case.turns)} {case.style or ''}".strip()


def test_the_table_is_long_enough() -> None:
    assert len(set(ASKED)) == len(ASKED) >= 110


@pytest.mark.parametrize("case", ASKED, ids=named)
def test_every_messenger_says_what_the_web_chat_says(
    found: dict[Case, Compared], case: Case
) -> None:
    compared = found[case]

    assert sorted(compared.said) == ["matrix", "messenger", "telegram", "whatsapp"]
    assert {name: plain(text) for name, text in compared.said.items()} == dict.fromkeys(
        compared.said, compared.web
    )


@pytest.mark.parametrize("case", ASKED, ids=named)
def test_every_place_is_named_and_the_first_one_is_linked(
    found: dict[Case, Compared], case: Case
) -> None:
    compared = found[case]

    assert compared.unnamed() == []
    assert compared.linked() == dict.fromkeys(compared.said, compared.pages)


def test_all_states_of_the_chat_occur(found: dict[Case, Compared]) -> None:
    statuses = {status for compared in found.values() for status in compared.statuses}

    assert statuses >= {
        "answered",
        "clarification",
        "no_match",
        "out_of_scope",
        "crisis",
        "smalltalk",
        "callback",
    }
