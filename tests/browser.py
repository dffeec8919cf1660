"""The chat in a real Chromium, beside a small real server: what the widget's tests share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright

from bot.settings import Settings
from tests.widget_neighbour import Neighbour, create_neighbour
from tools.browser import find_browser

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


@dataclass
class Chat:
    """A page with the chat, and what a resident does with it."""

    page: Page
    url: str
    neighbour: Neighbour
    requests: list[str] = field(default_factory=list)

    @property
    def box(self) -> Locator:
        return self.page.locator("textarea#text")

    @property
    def answers(self) -> Locator:
        return self.page.locator(".message.assistant")

    async def say(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")

    async def ask(self, text: str) -> None:
        """Say something and wait for one more answer."""
        count = await self.answers.count()
        await self.say(text)
        await self.answers.nth(count).wait_for()

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def three_shifts(self) -> None:
        for _ in range(3):
            await self.page.keyboard.press("Shift")

    async def stored(self) -> dict[str, int]:
        """Count what the browser keeps."""
        return await self.page.evaluate(
            """async () => ({
                cookies: document.cookie.length,
                local: localStorage.length,
                session: sessionStorage.length,
                databases: (await indexedDB.databases()).length,
            })"""
        )

    async def violations(self) -> list[str]:
        """Return what axe finds wrong."""
        options = {"runOnly": {"type": "tag", "values": RULES}}
        results = await Axe().run(self.page, options=options)
        found = results.response["violations"]
        return [f"{v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in found]


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """Serve an application on a free port; give its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser."""
    path = find_browser()
    if path is None:
        pytest.fail("Chromium fehlt. Bitte: python tools/browser.py")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def chat_page(settings: Settings, path: str = "/chat", **context: Any) -> AsyncIterator[Chat]:
    """Open a page with the chat, in a browser of its own.

    Args:
        settings: of the server beside.
        path: the page.
        context: what the browser is like: viewport, color_scheme, locale …
    """
    app, neighbour = create_neighbour(settings)
    async with served(app) as url, chromium() as browser:
        tab = await browser.new_context(**{"locale": "de-DE", **context})
        yield await open_chat(tab, url, path, neighbour)


async def open_chat(tab: BrowserContext, url: str, path: str, neighbour: Neighbour) -> Chat:
    """Open an address and write down every request and every error of the page."""
    page = await tab.new_page()
    chat = Chat(page, url, neighbour)
    page.on("request", lambda request: chat.requests.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(f"Fehler im Skript: {error}"))
    await page.goto(url + path)
    await page.locator("familien-lotse button").first.wait_for()
    return chat
