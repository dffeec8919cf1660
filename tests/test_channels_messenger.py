"""Facebook Messenger from the webhook to the Graph API, with a small Graph API and a small Rasa."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient

from bot.channels.messenger import FacebookMessenger, read_webhook
from bot.database import create_engine
from bot.messenger_settings import MessengerSettings
from bot.messengers.courier import AT_ONCE
from bot.messengers.fitting import fit_all
from bot.messengers.messenger import Choice, File, Incoming, Outgoing
from bot.messengers.store_tables import updates
from bot.settings import Settings
from bot.texts.library import the_library
from tests.messenger_app import messenger_app, with_messengers
from tests.small_graph import (
    PAGE,
    Failure,
    SmallGraph,
    deliver,
    fb_event,
    fb_text,
    messenger,
    wa_text,
    whatsapp,
)
from tests.small_rasa import SmallRasa

german = the_library().german


class Wire:
    """A resident's phone at one end, Rasa at the other.

    Args:
        client: delivers webhooks.
        graph: takes what is sent.
        rasa: understands.
    """

    def __init__(self, client: TestClient, graph: SmallGraph, rasa: SmallRasa):
        self.client, self.graph, self.rasa = client, graph, rasa

    async def say(self, *events: dict[str, Any], then: int = 0) -> list[str]:
        """Deliver events; wait for so many texts in all, and return them."""
        assert await deliver(self.client, "messenger", messenger(*events)) == 200
        sent = await self.graph.until_sent(then)
        return [message["message"]["text"] for message in sent]

    async def agree(self, sender: str = "psid-1") -> None:
        """Say OK, and forget what was said about it."""
        before = len(self.graph.sent)
        await self.say(fb_text("/start", sender), fb_text("ok", sender), then=before + 2)
        del self.graph.sent[before:]


def replies(message: dict[str, Any]) -> dict[str, str]:
    """Return the payloads of a message's quick replies by their titles."""
    items = message["message"].get("quick_replies", [])
    return {item["title"]: item["payload"] for item in items}


def pressed(title: str, message: dict[str, Any], sender: str = "psid-1") -> dict[str, Any]:
    """Return the event that pressing a quick reply sends."""
    return fb_text(title, sender, quick_reply={"payload": replies(message)[title]})


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
        yield Wire(await aiohttp_client(messenger_app(own)), graph, rasa)


@pytest.fixture
async def api(graph: SmallGraph) -> AsyncIterator[FacebookMessenger]:
    """Give Messenger by itself."""
    on = MessengerSettings.from_environment(graph.environment())
    assert on.messenger
    async with aiohttp.ClientSession() as session:
        yield FacebookMessenger(on.messenger, session)


async def test_the_first_words_are_answered_by_the_notice_with_quick_replies(wire: Wire) -> None:
    said = await wire.say(fb_text("Ich suche eine Hebamme"), then=1)

    assert starts(said[0], "utter_bote_zustimmung")
    assert list(replies(wire.graph.sent[0])) == ["OK", "Sprache / Language"]
    assert wire.graph.sent[0]["recipient"] == {"id": "psid-1"}
    assert wire.rasa.heard == []


async def test_an_ok_by_quick_reply_answers_what_was_held(wire: Wire) -> None:
    await wire.say(fb_text("Ich suche eine Hebamme"), then=1)
    await wire.say(pressed("OK", wire.graph.sent[0]), then=3)

    assert [heard["message"] for heard in wire.rasa.heard] == ["Ich suche eine Hebamme"]


async def test_an_ok_in_words_answers_what_was_held(wire: Wire) -> None:
    await wire.say(fb_text("Ich suche eine Hebamme"), then=1)
    await wire.say(fb_text("ok"), then=3)

    assert [heard["message"] for heard in wire.rasa.heard] == ["Ich suche eine Hebamme"]


async def test_a_crisis_is_answered_before_any_consent(wire: Wire) -> None:
    said = await wire.say(fb_text("ich will nicht mehr leben"), then=1)

    assert "112" in said[0]
    assert wire.rasa.heard == []


async def test_a_message_that_is_delivered_again_is_answered_once(wire: Wire) -> None:
    await wire.agree()
    event = fb_text("Hallo")
    await wire.say(event, then=2)
    await wire.say(event, event)
    await wire.say(fb_text("Noch etwas"), then=3)

    assert [heard["message"] for heard in wire.rasa.heard] == ["Hallo", "Noch etwas"]


async def test_messages_of_one_webhook_are_answered_in_their_order(wire: Wire) -> None:
    await wire.agree()
    await wire.say(fb_text("eins"), fb_text("zwei"), fb_text("drei"), then=4)

    assert [heard["message"] for heard in wire.rasa.heard] == ["eins", "zwei", "drei"]


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file", "fallback", "template"])
async def test_what_is_no_text_is_kindly_declined_and_not_downloaded(wire: Wire, kind: str) -> None:
    await wire.agree()
    attachment = {"type": kind, "payload": {"url": "http://127.0.0.1:9/picture"}}
    event = fb_event(message={"mid": f"m_{kind}", "attachments": [attachment]})
    said = await wire.say(event, then=1)

    assert starts(said[0], "utter_bote_nur_text")


async def test_a_location_is_declined_and_the_district_asked_for(wire: Wire) -> None:
    await wire.agree()
    place = {"type": "location", "payload": {"coordinates": {"lat": 53.05, "long": 8.63}}}
    said = await wire.say(fb_event(message={"mid": "m_place", "attachments": [place]}), then=1)

    assert starts(said[0], "utter_bote_standort")


@pytest.mark.parametrize(
    "body",
    [
        messenger(fb_text("Hallo", is_echo=True, app_id=1)),
        messenger(fb_event(delivery={"mids": ["m_1"], "watermark": 1})),
        messenger(fb_event(read={"watermark": 1})),
        messenger(fb_event(reaction={"mid": "m_1", "action": "react", "emoji": "👍"})),
        messenger(fb_event(message={"mid": "m_1", "is_deleted": True})),
        messenger(fb_event(hologram={})),
        messenger({"message": {"mid": "m_1", "text": "Hallo"}}),
        messenger(fb_event(message={"text": "Hallo"})),
        messenger(fb_text("Hallo"), platform="instagram"),
        {"object": "page", "entry": [{"standby": [fb_text("Hallo")]}, {"messaging": [1]}, None]},
        {"object": "page", "entry": "x"},
        {},
    ],
)
async def test_what_is_nobodys_message_is_taken_and_left(
    wire: Wire, settings: Settings, body: Any
) -> None:
    assert await deliver(wire.client, "messenger", body) == 200
    with create_engine(settings.database_url).connect() as connection:
        assert list(connection.execute(sa.select([updates.c.update_id]))) == []


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"postback": {"mid": "m_1", "payload": "code"}}, ("m_1", "button", "code")),
        ({"postback": {"payload": "code"}}, ("77.psid-1", "button", "code")),
        ({"postback": {"payload": "GET_STARTED"}}, ("77.psid-1", "start", "")),
        (
            {"postback": {"payload": "GET_STARTED", "referral": {"ref": "Ab1"}}},
            ("77.psid-1", "start", "Ab1"),
        ),
        ({"referral": {"ref": "Ab1", "source": "SHORTLINK"}}, ("77.psid-1", "start", "Ab1")),
        ({"postback": {"payload": "/hilfe"}}, ("77.psid-1", "text", "/hilfe")),
        ({"message": {"mid": "m_1", "text": "Hallo"}}, ("m_1", "text", "Hallo")),
        ({"message": {"mid": "m_1", "is_unsupported": True}}, ("m_1", "other", "")),
    ],
)
def test_what_a_resident_does_is_found(event: dict[str, Any], expected: tuple[str, ...]) -> None:
    [incoming] = read_webhook(messenger({**fb_event(), "timestamp": 77, **event}), None)

    id, kind, text = expected
    assert incoming == Incoming(id, "psid-1", kind, text)


@pytest.mark.parametrize(("page_id", "found"), [(PAGE, 1), (None, 1), ("104650000000000", 0)])
def test_another_page_of_the_same_app_is_somebody_elses(page_id: str | None, found: int) -> None:
    assert len(list(read_webhook(messenger(fb_text("Hallo")), page_id))) == found


async def test_whoever_begins_by_the_pages_button_reads_the_notice(wire: Wire) -> None:
    said = await wire.say(fb_event(postback={"title": "Los", "payload": "GET_STARTED"}), then=1)

    assert starts(said[0], "utter_bote_zustimmung")


async def test_all_languages_are_offered_at_once(wire: Wire) -> None:
    await wire.agree()
    await wire.say(fb_text("/sprache"), then=1)
    languages = replies(wire.graph.sent[0])
    said = await wire.say(pressed("English", wire.graph.sent[0]), then=2)

    assert len(languages) == len(the_library().languages)
    assert said[1] == the_library().texts("en").render("utter_sprache_gewaehlt", {})


async def test_quick_replies_stand_under_the_last_message_of_an_answer(
    wire: Wire,
) -> None:
    button = {"title": "utter_knopf_ja", "payload": "/ja"}
    wire.rasa.messages = (
        {"utter_action": "utter_gruss", "buttons": [button]},
        {"utter_action": "utter_dank"},
    )
    await wire.agree()
    await wire.say(fb_text("Hallo"), then=3)

    assert [list(replies(message)) for message in wire.graph.sent] == [[], [], ["Ja"]]


async def test_a_quick_reply_of_an_answer_reaches_rasa(wire: Wire) -> None:
    button = {"title": "utter_knopf_ja", "payload": "/ja"}
    wire.rasa.messages = ({"utter_action": "utter_gruss", "buttons": [button]},)
    await wire.agree()
    await wire.say(fb_text("Hallo"), then=2)
    await wire.say(pressed("Ja", wire.graph.sent[1]), then=3)

    assert [heard["message"] for heard in wire.rasa.heard] == ["Hallo", "/ja"]


async def test_three_dots_move_while_an_answer_is_made(wire: Wire) -> None:
    await wire.say(fb_text("Hallo"), then=1)
    await wire.graph.until(lambda: len(wire.graph.typing) > 0)

    assert wire.graph.typing == [{"recipient": {"id": "psid-1"}, "sender_action": "typing_on"}]


async def test_titles_are_cut_where_the_platform_cuts_them(
    api: FacebookMessenger, graph: SmallGraph
) -> None:
    long = "Wie melde ich mein Kind denn an?"
    await api.send("psid-1", Outgoing("Und?", (Choice(long, "a"), Choice("Nein", "b"))), "1")

    assert replies(graph.sent[0]) == {"Wie melde ich mein…": "a", "Nein": "b"}


async def test_a_long_answer_is_cut_at_ends_of_sentences(
    api: FacebookMessenger, graph: SmallGraph
) -> None:
    long = " ".join(f"Das ist der Satz mit der Nummer {number}." for number in range(150))
    for piece in fit_all([Outgoing(long)], api.limits):
        await api.send("psid-1", piece, "1")
    texts = [message["message"]["text"] for message in graph.sent]

    assert len(texts) > 2 and all(text.endswith(".") for text in texts)
    assert " ".join(texts) == long


async def test_a_calendar_entry_is_sent_as_a_file_with_the_quick_replies_under_it(
    api: FacebookMessenger, graph: SmallGraph
) -> None:
    file = File("kita.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    for piece in fit_all([Outgoing("Der Termin:", (Choice("Gut", "a"),), file)], api.limits):
        await api.send("psid-1", piece, "1")
    text, attached = graph.sent

    assert text["message"] == {"text": "Der Termin:"}
    assert (attached["message"]["attachment"]["type"], replies(attached)) == ("file", {"Gut": "a"})
    assert graph.files["kita.ics"]["content"] == file.content.encode()


async def test_a_storm_of_errors_loses_and_doubles_nothing(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messengers.delivery.FIRST_DELAY_S", 0.005)
    storm = [Failure(500), Failure(400, 613), Failure(429), Failure(400, 2), Failure(400, 1200)]
    wire.graph.failures += storm
    people = [f"psid-{number}" for number in range(8)]
    await wire.say(*(fb_text("Hallo", person) for person in people), then=8)

    assert sorted(message["recipient"]["id"] for message in wire.graph.sent) == people
    assert wire.graph.tries == len(people) + len(storm)


async def test_a_person_who_cannot_be_reached_holds_nobody_up(wire: Wire) -> None:
    wire.graph.blocked.add("psid-1")
    await wire.say(fb_text("Hallo", "psid-1"), fb_text("Hallo", "psid-2"), then=1)
    await wire.graph.until(lambda: wire.graph.tries == 2)
    wire.graph.blocked.clear()
    await wire.say(fb_text("/hilfe", "psid-1"), then=2)

    assert [message["recipient"]["id"] for message in wire.graph.sent] == ["psid-2", "psid-1"]
    assert wire.graph.tries == 3


async def test_a_platform_that_is_down_slows_no_other(wire: Wire) -> None:
    wire.graph.failures += [Failure(waits_s=0.6, only="whatsapp") for _ in range(60)]
    people = [wa_text("Hallo", str(491700 + number)) for number in range(30)]
    await deliver(wire.client, "whatsapp", whatsapp(*people))
    await wire.graph.until(lambda: wire.graph.tries == AT_ONCE)
    said = await wire.say(fb_text("Hallo"), then=1)

    assert starts(said[0], "utter_bote_zustimmung")
