"""A family's whole way in the browser, on the whole running assistant."""

import aiohttp
from playwright.async_api import expect

from tests.browser import Chat, chromium, open_chat
from tests.widget_neighbour import Neighbour

NEWBORN = "hab vor 3 wochen entbunden, kommt da wer nach hause?"


async def transcript(url: str, token: str) -> list[dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{url}/api/chat/{token}") as response,
    ):
        return (await response.json())["messages"]


async def token_of(chat: Chat) -> str:
    return await chat.page.evaluate("JSON.parse(Object.values(sessionStorage)[0]).token")


async def test_a_family_finds_its_place_and_leaves_nothing_behind(assistant: str) -> None:
    async with chromium() as browser:
        tab = await browser.new_context(locale="de-DE", reduced_motion="reduce")
        chat = await open_chat(tab, assistant, "/chat", Neighbour())
        await chat.ask(NEWBORN)

        first = chat.answers.first
        await expect(first).to_contain_text("Computerprogramm")
        await expect(first.locator(".card").first).to_contain_text("Besuchsdienst")
        assert await chat.violations() == []
        choice = first.locator(".choices button").first
        await choice.click()
        await chat.answers.nth(1).wait_for()
        await chat.page.reload()
        await chat.answers.nth(1).wait_for()
        await chat.ask("Danke!")
        token = await token_of(chat)
        said = await transcript(assistant, token)
        assert [m["text"] for m in said if m["from"] == "resident"][-1] == "Danke!"

        await chat.press("Seite schnell verlassen")
        await chat.page.wait_for_url("**/weiter")
        assert await transcript(assistant, token) == []
        assert all(address.startswith(assistant) for address in chat.requests)


async def test_a_crisis_shows_numbers_to_call(assistant: str) -> None:
    async with chromium() as browser:
        tab = await browser.new_context(locale="de-DE", reduced_motion="reduce")
        chat = await open_chat(tab, assistant, "/chat", Neighbour())
        await chat.ask("mein kind hat gerade spülmittel getrunken was soll ich tun")

        answer = chat.answers.first
        await expect(answer).to_contain_text("Hilfe jetzt")
        number = answer.locator(".card a.phone").first
        await expect(number).to_have_attribute("href", "tel:055119240")
        assert await chat.violations() == []
