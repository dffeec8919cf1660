"""axe finds nothing in any state of the chat, in any language, by day and by night."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from bot.settings import Settings
from tests.browser import Chat, chat_page

LANGUAGES = ["de", "leicht", "en", "tr", "ar", "ru", "uk", "pl", "ro", "bg", "ku"]


async def closed(chat: Chat) -> None:
    await chat.page.goto(chat.url + "/fremd")
    await chat.page.locator(".launcher").wait_for()


async def opened(chat: Chat) -> None:
    await closed(chat)
    await chat.page.locator(".launcher").click()


async def with_buttons(chat: Chat) -> None:
    await chat.ask("Hallo")


async def with_cards(chat: Chat) -> None:
    await chat.ask("Wo ist der Ort?")
    for summary in await chat.page.locator("summary").all():
        await summary.click()


async def in_crisis(chat: Chat) -> None:
    await chat.ask("Notfall")


async def refused(chat: Chat) -> None:
    chat.neighbour.is_down = True
    await chat.say("Hallo")
    await chat.page.locator(".state").wait_for()
    chat.neighbour.is_down = False


async def offline(chat: Chat) -> None:
    await chat.page.context.set_offline(True)
    await chat.say("Hallo")
    await chat.page.locator(".state").wait_for()
    await chat.page.context.set_offline(False)


async def with_a_question_why(chat: Chat) -> None:
    await chat.ask("Hallo")
    await chat.page.locator(".opinion button").nth(1).click()


async def with_menu(chat: Chat) -> None:
    await chat.page.locator("button.menu").click()
    await chat.page.locator(".items").wait_for()


async def before_erasing(chat: Chat) -> None:
    await with_menu(chat)
    await chat.page.locator(".items button").last.click()


async def with_callback_form(chat: Chat) -> None:
    await with_menu(chat)
    await chat.page.locator(".items > button").first.click()
    await chat.page.locator("form.callback button[type=submit]").click()


async def without_script(chat: Chat) -> None:
    await chat.page.route("**/widget.js", lambda route: route.abort())
    await chat.page.goto(chat.url + "/chat")
    await chat.page.get_by_text("Der Chat braucht JavaScript").wait_for()


async def after_leaving(chat: Chat) -> None:
    await chat.page.goto(chat.url + "/weiter")


STATES: list[Callable[[Chat], Awaitable[None]]] = [
    closed,
    opened,
    with_buttons,
    with_cards,
    in_crisis,
    refused,
    offline,
    with_a_question_why,
    with_menu,
    before_erasing,
    with_callback_form,
    without_script,
    after_leaving,
]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_axe_finds_nothing_in_any_state(
    settings: Settings, state: Callable[[Chat], Awaitable[None]], look: str
) -> None:
    async with chat_page(settings, color_scheme=look, reduced_motion="reduce") as chat:
        await state(chat)

        assert await chat.violations() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_axe_finds_nothing_in_any_language(settings: Settings, language: str) -> None:
    async with chat_page(settings, reduced_motion="reduce") as chat:
        await chat.page.get_by_role("combobox").select_option(language)
        html_lang = "de" if language == "leicht" else language
        await expect(chat.page.locator(".root")).to_have_attribute("lang", html_lang)
        await with_cards(chat)
        await in_crisis(chat)
        assert await chat.violations() == []
        await with_callback_form(chat)
        assert await chat.violations() == []


async def test_forced_colours_and_more_contrast_keep_every_border(settings: Settings) -> None:
    async with chat_page(settings, forced_colors="active", contrast="more") as chat:
        await in_crisis(chat)

        border = await chat.answers.evaluate("e => getComputedStyle(e).borderTopWidth")
        assert border == "4px"


async def test_targets_are_large_enough(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await with_cards(chat)
        for target in await chat.page.locator("button, select, summary").all():
            box = await target.bounding_box()

            assert box is None or (box["height"] >= 44 and box["width"] >= 44)


async def test_wider_spacing_of_text_cuts_nothing_off(settings: Settings) -> None:
    async with chat_page(settings, viewport={"width": 320, "height": 640}) as chat:
        await with_cards(chat)
        await chat.page.evaluate(
            """() => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(`* { line-height: 1.5 !important;
                    letter-spacing: .12em !important; word-spacing: .16em !important }
                    p { margin-block-end: 2em !important }`);
                const { shadowRoot } = document.querySelector("familien-lotse");
                shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
            }"""
        )
        cut = await chat.page.evaluate(
            """() => [...document.querySelector("familien-lotse").shadowRoot.querySelectorAll("*")]
                .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
                    && getComputedStyle(e).overflowX !== "visible")
                .map((e) => e.outerHTML.slice(0, 120))"""
        )

        assert cut == []


async def test_the_log_is_polite_and_the_languages_of_answers_are_marked(
    settings: Settings,
) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("مرحبا")

        log = chat.page.get_by_role("log")
        await expect(log).to_have_count(1)
        assert await log.get_attribute("aria-live") in (None, "polite")
        await expect(chat.answers.locator("[lang=ar]").first).to_have_attribute("dir", "auto")
