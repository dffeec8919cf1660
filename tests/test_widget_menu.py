"""What else a resident can do: consent, erase, callback, take along, listen."""

from pathlib import Path

from playwright.async_api import expect

from bot.settings import Settings
from tests.browser import chat_page

# One voice on the device, one that would send the words to another host.
VOICES = """
window.spoken = [];
const voices = [{ lang: "de-DE", localService: false }, { lang: "de-DE", localService: true }];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak: (said) => window.spoken.push([said.text, said.voice.localService]),
    cancel: () => {},
} });
"""


async def test_erasing_asks_first_and_says_what_is_gone(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Hallo")
        await chat.press("Menü")
        await chat.press("Gespräch löschen")
        assert chat.neighbour.erased == []
        await chat.press("Ja, löschen")

        await expect(chat.page.get_by_role("status")).to_contain_text("Gelöscht: 2 Nachrichten")
        assert chat.neighbour.erased == ["token-1"] and await chat.answers.count() == 0


async def test_staff_may_read_only_after_the_switch(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Eins")
        await chat.press("Menü")
        switch = chat.page.get_by_role("switch")
        await expect(switch).to_have_attribute("aria-checked", "false")
        await switch.click()
        await chat.press("Zurück zum Gespräch")
        await chat.ask("Zwei")

        assert [body.get("share") for body in chat.neighbour.bodies] == [None, True]


async def test_a_callback_names_the_wrong_field_and_says_when_it_is_erased(
    settings: Settings,
) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Ich will einen Menschen sprechen")
        await chat.press("Rückruf erbitten")
        form = chat.page.locator("form.callback")
        send = form.get_by_role("button", name="Rückruf erbitten")
        await send.click()
        await expect(form.get_by_role("alert")).to_have_text("Bitte füllen Sie aus: Worum geht es?")
        await form.locator("#cb-topic").fill("Kita")
        await form.locator("#cb-contact").fill("Unsinn")
        await send.click()
        await expect(form.get_by_role("alert")).to_contain_text("einverstanden")
        await form.locator("#cb-consent").check()
        await send.click()
        await expect(form.get_by_role("alert")).to_have_text("Das ist kein Kontakt.")
        await form.locator("#cb-contact").fill("ich@example.org")
        await send.click()

        await expect(chat.page.get_by_role("status")).to_contain_text("24. Dezember 2026")
        wanted = {"topic": "Kita", "contact": "ich@example.org", "consent": True}
        assert chat.neighbour.callbacks == [{**wanted, "conversation": "token-1"}]


async def test_no_callback_is_offered_where_nobody_receives_it(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        chat.neighbour.is_offering_callbacks = False
        await chat.ask("Ich will einen Menschen sprechen")
        await chat.press("Menü")

        await expect(chat.page.get_by_role("button", name="Rückruf erbitten")).to_have_count(0)


async def test_the_conversation_can_be_taken_along_as_text(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Wo ist der Ort?")
        await chat.press("Menü")
        async with chat.page.expect_download() as coming:
            await chat.press("Als Text herunterladen")
        download = await coming.value
        text = Path(await download.path()).read_text("utf-8")

        assert download.suggested_filename == "familien-lotse.txt"
        assert "Sie: Wo ist der Ort?" in text
        assert "- Familienzentrum Villa: Passt zu Ihrem Anliegen." in text


async def test_on_paper_stands_the_conversation_alone(settings: Settings) -> None:
    async with chat_page(settings, "/fremd") as chat:
        await chat.page.evaluate(
            """() => { window.print = () => {
                window.sheets = document.adoptedStyleSheets.map((s) => s.cssRules[0].cssText);
            } }"""
        )
        await chat.press("Fragen? Familien-Lotse öffnen")
        await chat.ask("Hallo")
        await chat.press("Menü")
        await chat.press("Drucken")

        assert "visibility: hidden" in (await chat.page.evaluate("window.sheets"))[0]
        assert await chat.page.evaluate("document.adoptedStyleSheets.length") == 0
        await chat.page.emulate_media(media="print")
        await expect(chat.page.get_by_role("button", name="Seite schnell")).to_be_hidden()
        await expect(chat.answers).to_be_visible()


async def test_answers_are_read_by_a_voice_of_the_device_only(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.page.add_init_script(VOICES)
        await chat.page.reload()
        await chat.ask("Hallo")
        await chat.press("Vorlesen")

        assert await chat.page.evaluate("window.spoken") == [["Antwort auf: Hallo", True]]
        await chat.press("Vorlesen anhalten")
        await expect(chat.page.get_by_role("button", name="Vorlesen", exact=True)).to_be_visible()


async def test_without_a_voice_it_says_so(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.page.add_init_script(VOICES.replace("localService: true", "localService: false"))
        await chat.page.reload()
        await chat.ask("Hallo")
        await chat.press("Vorlesen")

        await expect(chat.page.get_by_role("status")).to_contain_text("keine Stimme")
