"""The chat in a real browser: a resident's way, keyboard, quick exit, network, reload."""

import re

import pytest
from playwright.async_api import expect

from bot.settings import Settings
from tests.browser import Chat, chat_page
from tests.widget_neighbour import BEFORE

NOTHING = {"cookies": 0, "local": 0, "session": 0, "databases": 0}


async def test_nothing_is_stored_before_the_chat_is_opened(settings: Settings) -> None:
    async with chat_page(settings, "/fremd") as chat:
        assert await chat.stored() == NOTHING

        await chat.press("Fragen? Familien-Lotse öffnen")
        await chat.ask("Hallo")

        assert await chat.stored() == {**NOTHING, "session": 1}
        assert await chat.page.context.cookies() == []


async def test_no_other_host_is_asked_for_anything(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Wo ist der Ort?")
        await chat.ask("Notfall")
        await chat.press("Menü")

        assert chat.requests and all(address.startswith(chat.url) for address in chat.requests)


async def test_a_place_is_shown_with_all_that_is_known(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Wo ist der Ort?")
        villa, unknown = await chat.page.locator(".card").all()

        await expect(villa.get_by_role("heading")).to_have_text("Familienzentrum Villa")
        await expect(villa.get_by_role("link", name="04221 83149")).to_have_attribute(
            "href", "tel:0422183149"
        )
        await expect(villa.get_by_role("link", name=re.compile("Karte"))).to_have_attribute(
            "href", re.compile("openstreetmap.org/search.query=Oldenburger")
        )
        for words in (
            "jetzt geöffnet bis",
            "Stand der Angaben: 6. Oktober 2022",
            "Passt zu Ihrem Anliegen",
        ):
            await expect(villa).to_contain_text(words)
        await villa.get_by_text("Mehr über: Familienzentrum Villa").click()
        await expect(villa).to_contain_text("Deutsch, Türkisch")
        await expect(unknown).to_contain_text("Nicht bekannt")
        await expect(unknown).to_contain_text("Von wann die Angaben sind, ist nicht bekannt.")


async def test_the_whole_way_works_with_the_keyboard_alone(settings: Settings) -> None:
    async with chat_page(settings, "/fremd") as chat:
        keys = chat.page.keyboard
        await chat.page.get_by_role("button", name="Fragen? Familien-Lotse öffnen").focus()
        await keys.press("Enter")
        await expect(chat.box).to_be_focused()
        await keys.type("Wo ist der Ort?")
        await keys.press("Enter")
        await chat.answers.first.wait_for()
        await expect(chat.box).to_be_focused()

        await _tab_back_to(chat, "Wo ist das?")
        await keys.press("Enter")
        await chat.answers.nth(1).wait_for()
        assert await _focused(chat) == "Wo ist das?"
        await _tab_back_to(chat, "Hilfreich", forward=True)
        await keys.press("Space")
        assert await _focused(chat) == "Danke für Ihre Rückmeldung."
        await keys.press("Escape")

        assert await _focused(chat) == "Fragen? Familien-Lotse öffnen"
        assert chat.neighbour.bodies[-1]["payload"] == "wo.siegel"
        assert chat.neighbour.feedback == [{"message": 0, "helpful": True}]


async def test_a_no_asks_why_and_sends_the_reason(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Eins")
        await chat.ask("Zwei")
        await chat.answers.nth(1).get_by_role("button", name="Nicht hilfreich").click()
        await chat.press("Die Angaben stimmen nicht")
        await chat.page.get_by_text("Danke für Ihre Rückmeldung.").wait_for()

        reason = {"message": 1, "helpful": False, "reason": "Die Angaben stimmen nicht"}
        assert chat.neighbour.feedback == [reason]


@pytest.mark.parametrize("way", ["button", "shift"])
async def test_the_quick_exit_leaves_no_trace(settings: Settings, way: str) -> None:
    async with chat_page(settings, "/fremd") as chat:
        await chat.page.goto(chat.url + "/chat")
        await chat.ask("Notfall und ein Ort")
        await chat.ask("Hallo")
        if way == "button":
            await chat.press("Seite schnell verlassen")
        else:
            await chat.three_shifts()
        await chat.page.wait_for_url("**/weiter")

        assert await chat.stored() == NOTHING
        assert chat.neighbour.erased == ["token-1"]
        assert "Lotse" not in await chat.page.content()
        await chat.page.go_back()
        assert chat.page.url.endswith("/fremd")


async def test_capital_letters_and_escape_do_not_leave(settings: Settings) -> None:
    async with chat_page(settings, "/fremd") as chat:
        await chat.press("Fragen? Familien-Lotse öffnen")
        await chat.box.focus()
        for letter in "ABCD":
            await chat.page.keyboard.press(f"Shift+{letter}")
        await chat.page.keyboard.press("Escape")

        assert chat.page.url.endswith("/fremd")
        await expect(chat.page.locator("dialog")).to_be_hidden()


async def test_a_message_without_network_is_kept_and_sent_later(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Eins")
        await chat.page.context.set_offline(True)
        await chat.say("Zwei")
        await chat.page.get_by_text("Ihre Nachricht ist noch nicht angekommen").wait_for()
        await chat.say("Drei")
        await chat.page.context.set_offline(False)
        await chat.answers.nth(2).wait_for()

        assert [body["text"] for body in chat.neighbour.bodies] == ["Eins", "Zwei", "Drei"]
        await expect(chat.page.locator(".state")).to_have_count(0)


async def test_a_reload_keeps_the_conversation_and_sends_what_waited(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Wo ist der Ort?")
        chat.neighbour.cuts.extend([BEFORE] * 3)
        await chat.say("Zwei")
        await chat.page.get_by_text("Ihre Nachricht ist noch nicht angekommen").wait_for()
        chat.neighbour.cuts.clear()
        await chat.page.reload()
        await chat.answers.nth(1).wait_for()

        assert [body["text"] for body in chat.neighbour.bodies] == ["Wo ist der Ort?", "Zwei"]
        assert {body.get("conversation") for body in chat.neighbour.bodies} == {None, "token-1"}
        await expect(chat.page.locator(".message.resident")).to_have_count(2)
        await expect(chat.page.locator(".card")).to_have_count(2)


async def test_a_refused_message_says_why_and_can_be_sent_again(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        chat.neighbour.is_down = True
        await chat.say("Hallo")
        await chat.page.get_by_text("Gerade nicht erreichbar. Bei Gefahr 112.").wait_for()
        chat.neighbour.is_down = False
        await chat.press("Noch einmal senden")

        await chat.answers.first.wait_for()


async def test_a_lost_conversation_begins_anew_and_says_so(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.ask("Hallo")
        chat.neighbour.kept.clear()
        chat.neighbour.kept["other"] = []
        await chat.ask("Noch da?")

        await expect(chat.page.locator(".note")).to_contain_text("Ein neues hat begonnen")


async def test_hostile_words_stay_words(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        hostile = "<img src=x onerror=alert(1)> {n} ${7*7} </script>"
        await chat.ask(hostile)

        await expect(chat.page.locator(".resident .words")).to_have_text(hostile)
        await expect(chat.answers).to_contain_text(hostile)
        assert await chat.page.locator(".message img").count() == 0


async def test_the_chosen_language_and_easy_german_go_with_each_message(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.page.get_by_role("combobox").select_option("tr")
        await chat.page.get_by_role("button", name="Gönder", exact=True).wait_for()
        await chat.ask("Eins")
        await chat.page.get_by_role("combobox").select_option("leicht")
        await chat.page.get_by_text("Noch 1000 Zeichen").wait_for()
        await chat.ask("Zwei")

        said = [(body.get("lang"), body.get("style")) for body in chat.neighbour.bodies]
        assert said == [("tr", None), ("de", "leicht")]


async def test_too_many_characters_are_counted_and_not_sent(settings: Settings) -> None:
    async with chat_page(settings) as chat:
        await chat.say("😀" * 1001)

        await expect(chat.page.locator("#left")).to_have_text(
            "1 Zeichen zu viel. Bitte kürzen Sie."
        )
        assert chat.neighbour.bodies == []


async def _focused(chat: Chat) -> str:
    return await chat.page.evaluate(
        "document.querySelector('familien-lotse').shadowRoot.activeElement.textContent"
    )


async def _tab_back_to(chat: Chat, name: str, forward: bool = False) -> None:
    for _ in range(40):
        await chat.page.keyboard.press("Tab" if forward else "Shift+Tab")
        if await _focused(chat) == name:
            return
    pytest.fail(f"Mit der Tastatur nicht zu erreichen: {name}")
