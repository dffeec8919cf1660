"""Cut connections: no message is lost and none is doubled, whenever the line breaks."""

import os
import random

import pytest
from playwright.async_api import expect

from bot.settings import Settings
from tests.browser import chat_page
from tests.widget_neighbour import AFTER, BEFORE

# `make prove` asks for more.
RUNS = int(os.environ.get("CUT_RUNS", "4"))
MESSAGES = 4


@pytest.mark.parametrize("run", range(RUNS))
async def test_no_message_is_lost_or_doubled(settings: Settings, run: int) -> None:
    chance = random.Random(run)
    async with chat_page(settings) as chat:
        await chat.ask("Nachricht 0")
        words = [f"Nachricht {number}" for number in range(1, MESSAGES)]
        for number, text in enumerate(words, start=1):
            cuts = [chance.choice([BEFORE, AFTER, None]) for _ in range(2)]
            chat.neighbour.cuts.extend(cuts)
            await chat.say(text)
            if chance.random() < 0.3:
                await chat.page.reload()
            await chat.answers.nth(number).wait_for(timeout=60_000)
            chat.neighbour.cuts.clear()

        kept = [m["text"] for m in chat.neighbour.kept["token-1"] if m["from"] == "resident"]
        assert kept == ["Nachricht 0", *words]
        for text in kept:
            await expect(chat.page.get_by_text(f"Antwort auf: {text}", exact=True)).to_have_count(1)
            await expect(chat.page.locator(".words", has_text=text)).to_have_count(1)


async def test_a_button_that_arrived_before_the_line_broke_is_not_pressed_twice(
    settings: Settings,
) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Hallo")
        chat.neighbour.cuts.append(AFTER)
        await chat.press("Wo ist das?")
        await chat.answers.nth(1).wait_for(timeout=60_000)

        assert [body.get("payload") for body in chat.neighbour.bodies] == [None, "wo.siegel"]
        await expect(chat.answers.nth(1)).to_contain_text("Antwort auf: wo.siegel")


async def test_a_token_the_server_does_not_know_starts_a_new_conversation_and_says_so(
    settings: Settings,
) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Hallo")
        chat.neighbour.kept["token-2"] = chat.neighbour.kept.pop("token-1")
        await chat.ask("Noch etwas")

        said = "Das frühere Gespräch ist nicht mehr da. Ein neues hat begonnen."
        await expect(chat.page.get_by_text(said)).to_be_visible()
        assert [body.get("conversation") for body in chat.neighbour.bodies] == [None, "token-1"]
