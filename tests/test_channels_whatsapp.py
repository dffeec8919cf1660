"""WhatsApp from the webhook to the Cloud API, with a small Graph API and a small Rasa."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient

from bot.channels.keys import COURIERS
from bot.channels.whatsapp import WhatsApp, read_webhook
from bot.database import create_engine
from bot.messenger_settings import MessengerSettings
from bot.messengers.fitting import fit_all
from bot.messengers.messenger import Choice, File, Outgoing
from bot.messengers.store_tables import sends, updates
from bot.settings import Settings
from bot.texts.library import the_library
from tests.messenger_app import messenger_app, with_messengers
from tests.small_graph import PHONE, Failure, SmallGraph, deliver, wa_message, wa_text, whatsapp
from tests.small_rasa import SmallRasa

german = the_library().german
NOBODY = "http://127.0.0.1:9"


@asynccontextmanager
async def with_template(graph: SmallGraph) -> AsyncIterator[WhatsApp]:
    """Return WhatsApp with a template for reminders."""
    environment = {**graph.environment(), "WHATSAPP_TEMPLATE": "erinnerung"}
    on = MessengerSettings.from_environment(environment)
    assert on.whatsapp
    async with aiohttp.ClientSession() as session:
        yield WhatsApp(on.whatsapp, session)


@dataclass
class Wire:
    """A resident's phone at one end, Rasa at the other.

    Args:
        client: delivers webhooks.
        graph: takes what is sent.
        rasa: understands.
        settings: of the application between.
    """

    client: TestClient
    graph: SmallGraph
    rasa: SmallRasa
    settings: Settings

    async def say(self, *messages: dict[str, Any], then: int = 0) -> list[str]:
        """Deliver messages; wait for so many texts in all, and return them."""
        assert await deliver(self.client, "whatsapp", whatsapp(*messages)) == 200
        return list(map(words, await self.graph.until_sent(then)))

    async def agree(self, sender: str = "491701") -> None:
        """Say OK, and forget what was said about it."""
        before = len(self.graph.sent)
        await self.say(wa_text("/start", sender), wa_text("ok", sender), then=before + 2)
        del self.graph.sent[before:]

    async def delayed_until(self) -> float:
        """Wait until one message is left, and has to wait; return until when."""
        for _ in range(500):
            times = self.rows(sends.c.not_before)
            if len(times) == 1 and times[0]:
                return times[0]
            await asyncio.sleep(0.01)
        raise AssertionError(times)

    def rows(self, column: sa.Column) -> list[Any]:
        """Return what a column of the database holds."""
        engine = create_engine(self.settings.database_url)
        with engine.connect() as connection:
            return list(connection.execute(sa.select([column])).scalars())


def words(message: dict[str, Any]) -> str:
    kind = message["type"]
    return (
        message["interactive"]["body"]["text"] if kind == "interactive" else message[kind]["body"]
    )


def buttons(message: dict[str, Any]) -> dict[str, str]:
    """Return the ids of a message's reply buttons by their titles."""
    replies = [button["reply"] for button in message["interactive"]["action"]["buttons"]]
    return {reply["title"]: reply["id"] for reply in replies}


def pressed(id: str, sender: str = "491701", kind: str = "button_reply") -> dict[str, Any]:
    """Return the message that pressing a button sends."""
    part = {"type": kind, kind: {"id": id, "title": "…"}}
    return wa_message("interactive", part, sender, context={"from": "49421", "id": "wamid.out1"})


def starts(text: str, name: str) -> bool:
    """Tell whether a text begins like a response, whatever is filled in later."""
    return text[:25] == german.sentences[name][:25]


@pytest.fixture
async def graph() -> AsyncIterator[SmallGraph]:
    async with SmallGraph() as graph:
        yield graph


@pytest.fixture
async def wire(settings: Settings, graph: SmallGraph, aiohttp_client: Any) -> AsyncIterator[Wire]:
    async with SmallRasa() as rasa:
        own = with_messengers(settings, graph.environment(), rasa.url)
        yield Wire(await aiohttp_client(messenger_app(own)), graph, rasa, own)


@pytest.fixture
async def api(graph: SmallGraph) -> AsyncIterator[WhatsApp]:
    """Give WhatsApp by itself."""
    on = MessengerSettings.from_environment(graph.environment())
    assert on.whatsapp
    async with aiohttp.ClientSession() as session:
        yield WhatsApp(on.whatsapp, session)


async def test_the_first_words_are_answered_by_the_notice_with_buttons(wire: Wire) -> None:
    said = await wire.say(wa_text("Ich suche eine Hebamme"), then=1)

    assert starts(said[0], "utter_bote_zustimmung")
    assert list(buttons(wire.graph.sent[0])) == ["OK", "Sprache / Language"]
    assert wire.graph.sent[0]["to"] == "491701"
    assert wire.rasa.heard == []


async def test_an_ok_by_button_answers_what_was_held(wire: Wire) -> None:
    await wire.say(wa_text("Ich suche eine Hebamme"), then=1)
    await wire.say(pressed(buttons(wire.graph.sent[0])["OK"]), then=3)

    assert [heard["message"] for heard in wire.rasa.heard] == ["Ich suche eine Hebamme"]


@pytest.mark.parametrize("ok", ["ok", "OK!", "Okay.", "👍", "так"])
async def test_an_ok_in_words_answers_what_was_held(wire: Wire, ok: str) -> None:
    await wire.say(wa_text("Ich suche eine Hebamme"), then=1)
    await wire.say(wa_text(ok), then=3)

    assert [heard["message"] for heard in wire.rasa.heard] == ["Ich suche eine Hebamme"]


async def test_a_crisis_is_answered_before_any_consent(wire: Wire) -> None:
    said = await wire.say(wa_text("ich will nicht mehr leben"), then=1)

    assert "112" in said[0]
    assert not any(starts(text, "utter_bote_zustimmung") for text in said)
    assert wire.rasa.heard == []


async def test_a_message_that_is_delivered_again_is_answered_once(wire: Wire) -> None:
    await wire.agree()
    message = wa_text("Hallo")
    await wire.say(message, then=2)
    await wire.say(message, message)
    await wire.say(wa_text("Noch etwas"), then=3)

    assert [heard["message"] for heard in wire.rasa.heard] == ["Hallo", "Noch etwas"]


async def test_messages_of_one_webhook_are_answered_in_their_order(wire: Wire) -> None:
    await wire.agree()
    await wire.say(wa_text("eins"), wa_text("zwei"), wa_text("drei"), then=4)

    assert [heard["message"] for heard in wire.rasa.heard] == ["eins", "zwei", "drei"]


async def test_several_residents_in_one_webhook_are_all_answered(wire: Wire) -> None:
    people = [str(491700 + number) for number in range(5)]
    await wire.say(*(wa_text("Hallo", person) for person in people), then=5)

    assert sorted(message["to"] for message in wire.graph.sent) == people


async def test_a_resident_without_a_number_is_answered_by_the_id(wire: Wire) -> None:
    message = wa_text("Hallo", "", from_user_id="DE.13491208655302741918")
    await wire.say(message, then=1)

    assert wire.graph.sent[0]["recipient"] == "DE.13491208655302741918"
    assert "to" not in wire.graph.sent[0]


@pytest.mark.parametrize(
    "message",
    [
        wa_message("image", {"id": "1", "mime_type": "image/jpeg", "caption": "Hebamme?"}),
        wa_message("audio", {"id": "1", "voice": True}),
        wa_message("video", {"id": "1"}),
        wa_message("document", {"id": "1", "filename": "a.pdf"}),
        wa_message("sticker", {"id": "1"}),
        wa_message("contacts", [{"name": {"formatted_name": "Oma"}}]),
        wa_message("unsupported", {}, errors=[{"code": 131051}]),
    ],
    ids=lambda message: message["type"],
)
async def test_what_is_no_text_is_kindly_declined_and_not_downloaded(
    wire: Wire, message: dict[str, Any]
) -> None:
    await wire.agree()
    said = await wire.say(message, then=1)

    assert starts(said[0], "utter_bote_nur_text")
    assert wire.rasa.heard == []


async def test_a_location_is_declined_and_the_district_asked_for(wire: Wire) -> None:
    await wire.agree()
    place = {"latitude": 53.05, "longitude": 8.63, "name": "Zuhause"}
    said = await wire.say(wa_message("location", place), then=1)

    assert starts(said[0], "utter_bote_standort")


@pytest.mark.parametrize(
    "body",
    [
        whatsapp(wa_message("reaction", {"message_id": "wamid.1", "emoji": "👍"})),
        whatsapp(wa_message("system", {"body": "User changed number", "type": "x"})),
        whatsapp(wa_message("hologram", {"body": "?"})),
        whatsapp(wa_text("Hallo", group_id="G1")),
        whatsapp(wa_text("Hallo"), phone="4999"),
        whatsapp(statuses=[{"id": "wamid.1", "status": "read", "recipient_id": "491701"}]),
        whatsapp({"id": "wamid.1", "type": "text", "text": {"body": "Hallo"}}),
        whatsapp({"from": "491701", "type": "text", "text": {"body": "Hallo"}}),
        {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": None}, 1]}, ""]},
        {"entry": {"changes": []}},
        {},
    ],
)
async def test_what_is_nobodys_message_is_taken_and_left(wire: Wire, body: Any) -> None:
    assert await deliver(wire.client, "whatsapp", body) == 200
    assert wire.rows(updates.c.update_id) == []


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (wa_message("text", {"body": "ja"}), "ja"),
        (wa_message("text", None), ""),
        (wa_message("text", {"body": None}), ""),
        (wa_message("button", {"payload": "code", "text": "Titel"}), "code"),
        (pressed("code"), "code"),
        (pressed("code", kind="list_reply"), "code"),
        (wa_message("interactive", {"type": "nfm_reply", "nfm_reply": {}}), ""),
    ],
)
def test_words_and_codes_are_found(message: dict[str, Any], text: str) -> None:
    [incoming] = read_webhook(whatsapp(message), PHONE)

    assert (incoming.text, incoming.id) == (text, message["id"])


async def test_many_quick_replies_are_a_list_that_opens(wire: Wire) -> None:
    await wire.agree()
    await wire.say(wa_text("/sprache"), then=1)
    action = wire.graph.sent[0]["interactive"]["action"]
    rows = action["sections"][0]["rows"]

    assert [row["title"] for row in rows][:2] == ["Deutsch", "العربية"]
    assert len(rows) == len(the_library().languages)
    assert action["button"]


async def test_a_chosen_row_does_what_it_says(wire: Wire) -> None:
    await wire.agree()
    await wire.say(wa_text("/sprache"), then=1)
    rows = wire.graph.sent[0]["interactive"]["action"]["sections"][0]["rows"]
    english = next(row["id"] for row in rows if row["title"] == "English")
    said = await wire.say(pressed(english, kind="list_reply"), then=2)

    assert said[1] == the_library().texts("en").render("utter_sprache_gewaehlt", {})


async def test_a_button_of_somebody_else_does_nothing(wire: Wire) -> None:
    await wire.say(wa_text("Hallo", "491701"), then=1)
    stolen = buttons(wire.graph.sent[0])["OK"]
    await wire.agree("491702")
    said = await wire.say(pressed(stolen, "491702"), then=2)

    assert starts(said[1], "utter_bote_knopf_alt")


async def test_a_message_is_marked_as_read_while_its_answer_is_made(wire: Wire) -> None:
    message = wa_text("Hallo")
    await wire.say(message, then=1)
    await wire.graph.until(lambda: len(wire.graph.typing) > 0)

    assert wire.graph.typing[0]["message_id"] == message["id"]
    assert wire.graph.typing[0]["typing_indicator"] == {"type": "text"}


async def test_titles_are_cut_where_the_platform_cuts_them(
    api: WhatsApp, graph: SmallGraph
) -> None:
    long = "Wie melde ich mein Kind denn an?"
    await api.send("491701", Outgoing("Und?", (Choice(long, "a"), Choice("Nein", "b"))), "1")

    assert buttons(graph.sent[0]) == {"Wie melde ich mein…": "a", "Nein": "b"}


async def test_titles_that_would_look_alike_are_told_apart(
    api: WhatsApp, graph: SmallGraph
) -> None:
    names = ("Familienzentrum an der Villa", "Familienzentrum an der Fröbelschule")
    await api.send("491701", Outgoing("Welches?", tuple(Choice(n, n[-5:]) for n in names)), "1")
    rows = graph.sent[0]["interactive"]["action"]["sections"][0]["rows"]

    assert [row["description"] for row in rows] == list(names)


async def test_a_list_is_opened_by_a_word_of_the_residents_language(
    api: WhatsApp, graph: SmallGraph
) -> None:
    choices = tuple(Choice(f"Thema {number}", str(number)) for number in range(10))
    await api.send("491701", Outgoing("Worum geht es?", choices, menu="Auswählen"), "1")

    assert graph.sent[0]["interactive"]["action"]["button"] == "Auswählen"


async def test_more_quick_replies_than_a_list_holds_make_two(
    api: WhatsApp, graph: SmallGraph
) -> None:
    choices = tuple(Choice(f"Thema {number}", f"code {number}") for number in range(12))
    for piece in fit_all([Outgoing("Worum geht es?", choices)], api.limits):
        await api.send("491701", piece, "1")

    assert [message["interactive"]["type"] for message in graph.sent] == ["list", "button"]


async def test_a_long_answer_is_cut_at_ends_of_sentences(api: WhatsApp, graph: SmallGraph) -> None:
    long = " ".join(f"Das ist der Satz mit der Nummer {number}." for number in range(300))
    for piece in fit_all([Outgoing(long, (Choice("Gut", "a"),))], api.limits):
        await api.send("491701", piece, "1")

    assert len(graph.sent) > 2
    assert all(words(message).endswith(".") for message in graph.sent)
    assert " ".join(map(words, graph.sent)) == long


async def test_links_are_not_previewed(api: WhatsApp, graph: SmallGraph) -> None:
    await api.send("491701", Outgoing("https://example.org"), "1")

    assert graph.sent[0]["text"]["preview_url"] is False


async def test_a_calendar_entry_is_sent_as_a_document(api: WhatsApp, graph: SmallGraph) -> None:
    file = File("kita.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    for piece in fit_all([Outgoing("Der Termin:", file=file)], api.limits):
        await api.send("491701", piece, "1")

    text, document = graph.sent
    assert (text["text"]["body"], document["type"]) == ("Der Termin:", "document")
    assert document["document"]["filename"] == "kita.ics"
    assert graph.files[document["document"]["id"]]["content"] == file.content.encode()


def test_a_file_goes_by_itself_so_that_the_words_are_not_sent_again_when_it_fails() -> None:
    pieces = fit_all([Outgoing("Da:", file=File("a.ics", "text/calendar", "x"))], WhatsApp.limits)

    assert [(piece.text, bool(piece.file)) for piece in pieces] == [("Da:", False), ("", True)]


# Reminders.


async def test_a_reminder_fills_the_approved_template(
    graph: SmallGraph,
) -> None:
    graph.too_late.add("491701")
    reminder = Outgoing("Sie wollten …", template=("Frist der\nAnmeldung", "31.12.2026"))
    async with with_template(graph) as approved:
        await approved.send("491701", reminder, "1")

    (sent,) = graph.sent
    (body,) = sent["template"]["components"]
    assert (sent["to"], sent["template"]["name"]) == ("491701", "erinnerung")
    assert sent["template"]["language"] == {"code": "de"}
    assert [part["text"] for part in body["parameters"]] == ["Frist der Anmeldung", "31.12.2026"]


async def test_other_messages_are_words_as_ever(graph: SmallGraph) -> None:
    async with with_template(graph) as approved:
        await approved.send("491701", Outgoing("Guten Tag!"), "1")

    assert graph.sent[0]["type"] == "text"


async def test_only_with_a_template_it_writes_first(api: WhatsApp, graph: SmallGraph) -> None:
    async with with_template(graph) as approved:
        assert approved.limits.writes_first and not api.limits.writes_first


async def test_a_wait_that_meta_asks_for_is_kept(wire: Wire) -> None:
    wire.graph.failures.append(Failure(400, 130429, {"Retry-After": "60"}))
    before = time.time()
    await wire.say(wa_text("Hallo"))
    await wire.graph.until(lambda: wire.graph.tries == 1)
    await wire.say(wa_text("Hallo", "491702"), then=1)

    assert wire.graph.sent[0]["to"] == "491702"
    assert 59 < await wire.delayed_until() - before < 65


async def test_a_storm_of_errors_loses_and_doubles_nothing(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messengers.delivery.FIRST_DELAY_S", 0.005)
    storm = [Failure(500), Failure(503, 131016), Failure(429, 4), Failure(400, 131056)]
    wire.graph.failures += storm
    people = [str(491700 + number) for number in range(8)]
    await wire.say(*(wa_text("Hallo", person) for person in people), then=8)

    assert sorted(message["to"] for message in wire.graph.sent) == people
    assert wire.graph.tries == len(people) + len(storm)


async def test_a_call_that_takes_too_long_is_tried_again(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messengers.delivery.FIRST_DELAY_S", 0.005)
    monkeypatch.setattr("bot.channels.http_api.TIMEOUT_S", 0.1)
    wire.graph.failures.append(Failure(waits_s=0.3))
    await wire.say(wa_text("Hallo"), then=1)

    assert (len(wire.graph.sent), wire.graph.tries) == (1, 2)


async def test_a_person_who_cannot_be_reached_holds_nobody_up(wire: Wire) -> None:
    wire.graph.blocked.add("491701")
    await wire.say(wa_text("Hallo", "491701"), wa_text("Hallo", "491702"), then=1)
    await wire.graph.until(lambda: wire.graph.tries == 2)
    wire.graph.blocked.clear()
    await wire.say(wa_text("/hilfe", "491701"), then=2)

    assert [message["to"] for message in wire.graph.sent] == ["491702", "491701"]
    assert wire.graph.tries == 3


async def test_what_was_received_before_a_crash_is_answered_once_after_it(
    settings: Settings,
    graph: SmallGraph,
    aiohttp_client: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.messengers.courier.STOPS_WITHIN_S", 0.01)
    async with SmallRasa() as rasa:
        own = with_messengers(settings, graph.environment(), NOBODY)
        first = await aiohttp_client(messenger_app(own))
        await deliver(first, "whatsapp", whatsapp(wa_text("/start"), wa_text("ok")))
        await graph.until_sent(2)
        message = whatsapp(wa_text("Hallo"))
        assert await deliver(first, "whatsapp", message) == 200
        await first.close()
        again = await aiohttp_client(messenger_app(replace(own, rasa_url=rasa.url)))
        await deliver(again, "whatsapp", message)
        await graph.until_sent(3)

    assert [heard["message"] for heard in rasa.heard] == ["Hallo"]


async def test_serving_stops_also_when_news_comes_at_that_moment(wire: Wire) -> None:
    courier = wire.client.app[COURIERS]["whatsapp"]
    running = asyncio.create_task(courier.run())
    await wire.say(wa_text("Hallo"), then=1)
    await asyncio.sleep(0.05)
    courier.wake()
    running.cancel()
    done, _ = await asyncio.wait({running}, timeout=2)

    assert done == {running}
