"""From the widget into a calendar, and on in a messenger."""

from playwright.async_api import expect

from bot.settings import Settings
from tests.browser import Chat, chat_page

MENU, MOVE = "Menü", "Im Messenger weiterschreiben"


async def open_ways(chat: Chat) -> None:
    chat.neighbour.is_offering_messengers = True
    await chat.ask("Hallo")
    await chat.press(MENU)
    await chat.press(MOVE)
    await chat.page.get_by_role("heading", name=MOVE).wait_for()


async def test_each_messenger_has_a_link_and_a_picture_to_scan(settings: Settings) -> None:
    async with chat_page(settings, timezone_id="Europe/Berlin") as chat:
        await open_ways(chat)
        link = chat.page.get_by_role("link", name="Telegram öffnen (neues Fenster)")
        picture = chat.page.get_by_role("img", name="QR-Code für Telegram")

        await expect(link).to_have_attribute("href", "https://t.me/lotse_bot?start=BCD2345678")
        assert len(await picture.locator("path").get_attribute("d") or "") > 500
        box = await picture.bounding_box()
        assert box and box["width"] == box["height"] > 150
        await expect(chat.page.get_by_text("start BCD2345678")).to_be_visible()
        await expect(chat.page.get_by_text("10:15 Uhr")).to_be_visible()
        assert chat.neighbour.moved == ["token-1"]


async def test_the_sheet_is_accessible_and_leads_back(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await open_ways(chat)

        assert await chat.violations() == []
        await chat.press("Zurück zum Gespräch")
        await expect(chat.answers).to_be_visible()


async def test_where_no_messenger_is_on_nothing_is_offered(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Hallo")
        await chat.press(MENU)
        await chat.page.get_by_role("button", name="Neu beginnen").wait_for()

        await expect(chat.page.get_by_role("button", name=MOVE)).to_have_count(0)


async def test_before_the_first_answer_there_is_nothing_to_move(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        chat.neighbour.is_offering_messengers = True
        await chat.press(MENU)

        await expect(chat.page.get_by_role("button", name=MOVE)).to_be_disabled()


async def test_a_place_with_a_date_links_its_calendar_file(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Wo ist der Ort?")
        link = chat.page.get_by_role("link", name="Termin in den Kalender")

        await expect(link).to_have_count(1)
        assert (await link.get_attribute("href") or "").endswith("/angebote/villa/termin.ics")
        await expect(chat.page.locator(".facts").first).to_contain_text(
            "Tag der offenen Tür: 5. Dezember 2026"
        )
