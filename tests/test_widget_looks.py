"""How the chat looks and where it lives: sizes, Arabic, speed, other websites."""

import pytest
from aiohttp import web
from playwright.async_api import expect

from bot.settings import Settings
from tests.browser import chat_page, chromium, open_chat, served
from tests.widget_neighbour import create_neighbour


async def test_arabic_turns_the_chat_around_but_no_number(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("مرحبا")

        root = chat.page.locator(".root")
        await expect(root).to_have_attribute("dir", "rtl")
        await expect(root).to_have_attribute("lang", "ar")
        await expect(chat.answers.locator(".phone bdi")).to_have_attribute("dir", "ltr")
        await expect(chat.page.get_by_role("button", name="إرسال", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
@pytest.mark.parametrize("path", ["/chat", "/fremd"])
async def test_nothing_is_cut_off_and_the_exit_stays_in_sight(
    settings: Settings, size: tuple[int, int], path: str
) -> None:
    view = {"width": size[0], "height": size[1]}
    async with chat_page(settings, path, viewport=view) as chat:
        if path == "/fremd":
            await chat.press("Fragen? Familien-Lotse öffnen")
        await chat.ask("Wo ist der Ort?")
        await chat.box.scroll_into_view_if_needed()
        wide = await chat.page.evaluate("document.documentElement.scrollWidth")
        panel = await chat.page.locator(".panel").evaluate("e => e.scrollWidth - e.clientWidth")

        assert wide <= size[0] and panel <= 0
        await expect(chat.page.get_by_role("button", name="Seite schnell")).to_be_in_viewport()


async def test_the_open_chat_is_painted_quickly(settings: Settings) -> None:
    async with chat_page(settings, "/fremd") as chat:
        took = await chat.page.evaluate(
            """() => new Promise((done) => {
                const start = performance.now();
                document.querySelector("familien-lotse").shadowRoot.querySelector("button").click();
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            })"""
        )

        assert took < 200


async def test_without_script_the_numbers_and_the_list_are_there(settings: Settings) -> None:
    app, _ = create_neighbour(settings)
    async with served(app) as url, chromium() as browser:
        tab = await browser.new_context(java_script_enabled=False)
        page = await tab.new_page()
        await page.goto(url)

        await expect(page.get_by_role("link", name="112")).to_be_visible()
        await expect(page.get_by_role("link", name="Angebote")).to_be_visible()
        await expect(page.get_by_text("Der Chat braucht JavaScript")).to_be_visible()


async def test_another_website_with_a_strict_policy_can_embed_it(settings: Settings) -> None:
    site = web.Application()
    pages: dict[str, str] = {}

    async def page(request: web.Request) -> web.Response:
        chat, framed = pages["chat"], request.path == "/rahmen"
        frame = f"<iframe title=Chat src={chat}/chat width=400 height=600></iframe>"
        element = f"<script src={chat}/widget.js></script><familien-lotse></familien-lotse>"
        body = f"<title>Fremd</title><body>{frame if framed else element}</body>"
        policy = f"default-src 'none'; script-src {chat}; connect-src {chat}; frame-src {chat}"
        headers = {"Content-Security-Policy": policy}
        return web.Response(text=body, content_type="text/html", headers=headers)

    site.router.add_get("/{name}", page)
    async with served(site) as other:
        own = Settings.from_environment(
            {"DATA_DIR": str(settings.data_dir), "ALLOWED_ORIGINS": other, "SECRET_KEY": "test"}
        )
        app, neighbour = create_neighbour(own)
        async with served(app) as url, chromium() as browser:
            pages["chat"] = url
            tab = await browser.new_context(locale="de-DE")
            chat = await open_chat(tab, other, "/element", neighbour)
            await chat.press("Fragen? Familien-Lotse öffnen")
            await chat.ask("Wo ist der Ort?")
            await expect(chat.page.locator(".card")).to_have_count(2)
            await chat.page.goto(other + "/rahmen")
            inside = chat.page.frame_locator("iframe")
            await inside.locator("textarea").fill("Hallo")
            await inside.locator("textarea").press("Enter")
            await inside.get_by_text("Antwort auf: Hallo").wait_for()
            await inside.get_by_role("button", name="Seite schnell verlassen").click()
            await chat.page.wait_for_url(f"{url}/weiter")
