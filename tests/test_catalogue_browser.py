"""The public pages in a real browser: accessible, narrow, by keyboard, and without other hosts."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from bot.catalogue.app import add_catalogue, open_catalogue
from bot.catalogue.pages import add_pages
from bot.channels.page import add_page
from bot.channels.security import security_headers
from bot.errors_http import error_middleware
from bot.settings import Settings
from tests.browser import RULES, chromium, served

PAGES = (
    "/angebote",
    "/angebote?q=Streit+mit+dem+Kind",
    "/angebote?age=drei",
    "/angebote?topic=wetter",
    "/angebote?type=veranstaltung",
    "/angebote/familienzentrum-villa",
    "/angebote/frauenhaus",
    "/angebote/gibtsnicht",
    "/netzwerk",
    "/netzwerk?topic=kita_platz",
    "/barrierefreiheit",
    "/datenschutz",
)


@pytest.fixture
async def browser(settings: Settings) -> AsyncIterator[tuple[Browser, str]]:
    app = web.Application(middlewares=[security_headers(settings), error_middleware])
    add_page(app)
    add_catalogue(app, open_catalogue(settings))
    add_pages(app, settings)
    async with served(app) as url, chromium() as browser:
        yield browser, url


async def violations(page: Page) -> list[str]:
    results = await Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]]


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
)
async def test_pages_are_accessible_and_fit_every_width(
    browser: tuple[Browser, str], width: int, scheme: Any
) -> None:
    chromium, url = browser
    # The checker is a script that the policy of these pages forbids.
    tab = await chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = await tab.new_page()
    for path in PAGES:
        await page.goto(url + path)

        assert (path, await violations(page)) == (path, [])
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path


async def test_nothing_comes_from_elsewhere_and_nothing_is_refused(
    browser: tuple[Browser, str],
) -> None:
    chromium, url = browser
    page = await chromium.new_page()
    requests: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda m: refused.append(m.text) if "Content Security" in m.text else None)
    for path in PAGES:
        await page.goto(url + path)

    assert requests and all(address.startswith(url) for address in requests)
    assert refused == []
    assert await page.context.cookies() == []


async def test_the_keyboard_leads_from_the_skip_link_to_a_result(
    browser: tuple[Browser, str],
) -> None:
    chromium, url = browser
    page = await chromium.new_page()
    await page.goto(f"{url}/angebote")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"

    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Familienzentrum Villa")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/angebote?q=Familienzentrum+Villa**")

    await page.get_by_role("link", name="Familienzentrum Villa").first.press("Enter")
    await page.wait_for_url("**/angebote/familienzentrum-villa")


async def test_paper_holds_the_facts_and_not_the_form(browser: tuple[Browser, str]) -> None:
    chromium, url = browser
    page = await chromium.new_page()
    await page.emulate_media(media="print")
    await page.goto(f"{url}/angebote?q=Hebamme")

    assert not await page.locator("form").is_visible()
    assert not await page.locator("nav").first.is_visible()
    assert await page.get_by_text("Stand der Angaben").first.is_visible()
