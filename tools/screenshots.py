"""Takes the pictures of the chat for the README and docs/bilder, of a running Familien-Lotse.

Usage: python tools/screenshots.py [address], the address of `make run` unless given.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.browser import find_browser  # noqa: E402  (found through the line above)

FOLDER = ROOT / "docs" / "bilder"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
DESKTOP, PHONE = {"width": 900, "height": 900}, {"width": 360, "height": 740}
NEWBORN = "Ich habe vor drei Wochen ein Baby bekommen. Wer kommt zu uns?"
Scene = Callable[[Page], Awaitable[None]]


async def ask(page: Page, text: str) -> None:
    """Ask something and wait for the answer."""
    answers = page.locator(".message.assistant")
    count = await answers.count()
    await page.locator("textarea#text").fill(text)
    await page.locator("textarea#text").press("Enter")
    await answers.nth(count).wait_for(timeout=30_000)


async def newborn(page: Page) -> None:
    """A mother asks who comes after the birth."""
    await ask(page, NEWBORN)


async def crisis(page: Page) -> None:
    """A child has swallowed something."""
    await ask(page, "Mein Kind hat gerade Spülmittel getrunken")


async def arabic(page: Page) -> None:
    """Somebody asks in Arabic."""
    await page.get_by_role("combobox").select_option("ar")
    await ask(page, "أبحث عن مكان في الروضة")


async def easy(page: Page) -> None:
    """Somebody reads Leichte Sprache."""
    await page.get_by_role("combobox").select_option("leicht")
    await ask(page, "Ich suche einen Kita-Platz")


async def menu(page: Page) -> None:
    """What else can be done."""
    await ask(page, "Hallo")
    await page.locator("button.menu").click()
    await page.locator(".items").wait_for()


async def start(page: Page) -> None:
    """Nothing has been said yet."""


SCENES: dict[str, tuple[Scene, dict[str, int], str]] = {
    "chat": (newborn, DESKTOP, "light"),
    "start-telefon": (start, PHONE, "light"),
    "antwort-telefon-dunkel": (newborn, PHONE, "dark"),
    "krise-telefon": (crisis, PHONE, "light"),
    "arabisch-telefon": (arabic, PHONE, "light"),
    "leichte-sprache": (easy, DESKTOP, "light"),
    "menue": (menu, PHONE, "light"),
}


async def take(browser: Browser, address: str, name: str) -> None:
    """Take one picture."""
    scene, size, look = SCENES[name]
    tab = await browser.new_context(
        viewport=size, color_scheme=look, locale="de-DE", reduced_motion="reduce"
    )
    page = await tab.new_page()
    await page.goto(f"{address}/chat")
    await page.locator("textarea#text").wait_for()
    await scene(page)
    # What comes with an answer may come a moment later.
    await page.wait_for_timeout(1000)
    await page.screenshot(path=FOLDER / f"{name}.png")
    await tab.close()


async def main(address: str) -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for name in SCENES:
            await take(browser, address.rstrip("/"), name)
            print(f"docs/bilder/{name}.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"))
