"""The chat as the contract describes it, on a whole running assistant."""

import json
from typing import Any

import aiohttp
import pytest

OPEN_DAY_AND_NIGHT = {
    "notruf-112",
    "polizei-110",
    "telefonseelsorge",
    "hilfetelefon-gewalt-gegen-frauen",
    "hilfetelefon-schwangere",
    "giftnotruf",
}
NEWBORN = "hab vor 3 wochen entbunden, kommt da wer nach hause?"
CRISES = {
    "unfall_vergiftung": "mein kind hat gerade spülmittel getrunken was soll ich tun",
    "medizinisch": "mein baby bekommt keine luft mehr",
    "suizid": "ich will nicht mehr leben",
    "missbrauch": "mein onkel hat mich unten angefasst",
    "gewalt": "mein mann schlägt mich",
    "kindeswohl": "der nachbar verprügelt seine kinder jeden tag",
    "schwangerschaft_not": "ich bin schwanger und keiner darf es wissen",
    "ueberlastung": "ich habe angst dass ich mein baby gleich schüttel",
}


async def ask(url: str, **body: Any) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/api/chat", json=body) as response,
    ):
        return response.status, await response.json()


def services(reply: dict[str, Any]) -> list[str]:
    return [service["id"] for message in reply["messages"] for service in message["services"]]


def words(reply: dict[str, Any]) -> str:
    return "\n".join(message["text"] for message in reply["messages"])


async def test_a_newborns_mother_is_sent_to_the_visiting_service(assistant: str) -> None:
    status, reply = await ask(assistant, text=NEWBORN)

    assert status == 200 and reply["status"] == "answered"
    assert services(reply)[0] == "besuchsdienst-neugeborene"
    assert "liegt mir nicht vor" in words(reply) and "November 2021" in words(reply)


async def test_the_first_reply_says_that_this_is_a_program(assistant: str) -> None:
    _, first = await ask(assistant, text="Hallo")
    _, second = await ask(assistant, text="Hallo", conversation=first["conversation"])

    assert "Computerprogramm" in words(first)
    assert "Computerprogramm" not in words(second)


async def test_a_reply_has_the_fields_of_the_contract(assistant: str) -> None:
    _, reply = await ask(assistant, text="Ich suche einen Kita-Platz")

    assert set(reply) == {"conversation", "status", "lang", "crisis", "messages"}
    assert all(set(item) == {"text", "lang", "buttons", "services"} for item in reply["messages"])
    places = [place for item in reply["messages"] for place in item["services"]]
    assert all(set(place) == {"id", "name", "reason", "assured_date"} for place in places)
    assert len(places) <= 3


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "bad_request"),
        ({"text": "a", "payload": "b"}, 400, "bad_request"),
        ({"text": 5}, 400, "bad_request"),
        ({"text": "   "}, 400, "empty_text"),
        ({"text": "\u0000\u0007"}, 400, "empty_text"),
        ({"text": "a", "lang": "xx"}, 400, "unknown_lang"),
        ({"text": "a", "style": "schwer"}, 400, "unknown_style"),
        ({"text": "a", "share": "ja"}, 400, "bad_request"),
        ({"payload": "/hebamme"}, 400, "unknown_payload"),
        ({"payload": "/restart.0123456789012345678901"}, 400, "unknown_payload"),
        ({"text": "a" * 1001}, 413, "too_large"),
        ({"text": "a", "x": "y" * 17_000}, 413, "too_large"),
    ],
)
async def test_bad_requests_get_the_one_error_shape(
    assistant: str, body: dict[str, Any], status: int, code: str
) -> None:
    found, reply = await ask(assistant, **body)

    assert found == status
    assert set(reply) == {"error"} and reply["error"]["code"] == code and reply["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/chat", 405), ("GET", "/api/gibt-es-nicht", 404), ("PUT", "/api/chat", 405)],
)
async def test_wrong_addresses_and_methods_get_the_one_error_shape(
    assistant: str, method: str, path: str, status: int
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, assistant + path) as response,
    ):
        assert response.status == status
        assert set(await response.json()) == {"error"}


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        ("text=hallo", "application/x-www-form-urlencoded", 415),
        ("{", "application/json", 400),
        ("[1]", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
    ],
)
async def test_what_is_not_json_is_refused(
    assistant: str, data: Any, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{assistant}/api/chat", data=data, headers=headers) as response,
    ):
        assert response.status == status
        assert set(await response.json()) == {"error"}


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/session_start",
        '/angabe{"alter": 3}',
        "/",
        "{slot}",
        "${HOME}",
        "<script>alert(1)</script>",
        "<b>Kita</b>",
        "'; DROP TABLE events; --",
        '" OR 1=1',
        "\ud83d\ude00",
        "👶🏽",
        "a" * 1000,
        "?",
        "\u202eatiK",
        "Zeile 1\nZeile 2",
    ],
)
async def test_strange_texts_get_a_normal_sentence(assistant: str, text: str) -> None:
    status, reply = await ask(assistant, text=text)

    assert status == 200 and reply["messages"] and words(reply).strip()
    assert "Traceback" not in words(reply) and reply["status"] != "error"


async def test_a_typed_command_is_only_words(assistant: str) -> None:
    _, first = await ask(assistant, text="Hallo")
    token = first["conversation"]
    await ask(assistant, text='/angabe{"alter": 3, "stadtteil": "mitte"}', conversation=token)
    _, known = await ask(assistant, text="Was weißt du über mich?", conversation=token)

    assert known["status"] == "smalltalk" and "3 Jahre" not in words(known)


async def test_a_bare_question_without_place_asks_which_is_meant(assistant: str) -> None:
    _, reply = await ask(assistant, text="Was kostet das?")

    assert reply["status"] == "clarification" and services(reply) == []


async def test_an_unknown_token_starts_a_new_conversation(assistant: str) -> None:
    status, reply = await ask(assistant, text="Hallo", conversation="fremd.fremd")

    assert status == 200 and reply["conversation"] != "fremd.fremd"
    assert "Computerprogramm" in words(reply)


@pytest.mark.parametrize("crisis", CRISES)
async def test_a_crisis_is_answered_with_helplines_first(assistant: str, crisis: str) -> None:
    _, reply = await ask(assistant, text=CRISES[crisis])

    assert reply["status"] == "crisis" and reply["crisis"] == crisis
    assert set(services(reply)[:2]) & OPEN_DAY_AND_NIGHT
    assert "Programm" in words(reply)


async def test_the_words_of_a_crisis_are_kept_nowhere(assistant: str) -> None:
    _, first = await ask(assistant, text="Hallo")
    token = first["conversation"]
    await ask(assistant, text=CRISES["suizid"], conversation=token)

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{assistant}/api/chat/{token}") as response,
    ):
        kept = await response.json()

    assert "leben" not in json.dumps(kept)
    assert [item["from"] for item in kept["messages"]][:1] == ["resident"]


async def test_a_crisis_does_not_lose_the_question_in_progress(assistant: str) -> None:
    _, first = await ask(assistant, text="Wo ist das Nachbarschaftsbüro?")
    await ask(assistant, text=CRISES["gewalt"], conversation=first["conversation"])
    _, third = await ask(assistant, text="Düsternort", conversation=first["conversation"])

    assert services(third)[0] == "nachbarschaftsbuero-duesternort"


async def test_an_offered_button_is_answered(assistant: str) -> None:
    _, first = await ask(assistant, text="Wo ist das Nachbarschaftsbüro?")
    buttons = [button for item in first["messages"] for button in item["buttons"]]
    chosen = next(button for button in buttons if "Deichhorst" in button["title"])

    _, reply = await ask(assistant, payload=chosen["payload"], conversation=first["conversation"])

    assert services(reply)[0] == "nachbarschaftsbuero-deichhorst"


async def test_a_button_of_another_conversation_is_refused(assistant: str) -> None:
    _, first = await ask(assistant, text="Wo ist das Nachbarschaftsbüro?")
    _, other = await ask(assistant, text="Hallo")
    payload = first["messages"][-1]["buttons"][0]["payload"]

    status, _ = await ask(assistant, payload=payload, conversation=other["conversation"])

    assert status == 400


async def test_private_data_is_masked_in_what_is_kept(assistant: str) -> None:
    private = "Ich heiße Erika Musterfrau, erreichbar unter erika@example.org, suche eine Hebamme"
    _, reply = await ask(assistant, text=private)

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{assistant}/api/chat/{reply['conversation']}") as response,
    ):
        kept = json.dumps(await response.json(), ensure_ascii=False)

    assert services(reply)[0] == "hebammenzentrale"
    assert "Musterfrau" not in kept and "erika@" not in kept and "Hebamme" in kept


async def test_a_known_address_still_routes(assistant: str) -> None:
    _, reply = await ask(assistant, text="Was gibt es im Haus an der Oldenburger Straße 49?")

    assert services(reply)[0] == "familienzentrum-villa"


async def test_erasing_leaves_nothing_to_read(assistant: str) -> None:
    _, reply = await ask(assistant, text="Ich suche einen Kita-Platz")
    address = f"{assistant}/api/chat/{reply['conversation']}"

    async with aiohttp.ClientSession() as session:
        async with session.delete(address) as response:
            assert response.status == 204
        async with session.get(address) as response:
            assert (await response.json())["messages"] == []


async def test_erasing_an_unknown_conversation_is_fine(assistant: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.delete(f"{assistant}/api/chat/unbekannt") as response,
    ):
        assert response.status == 204


async def test_asking_to_erase_asks_once_and_then_erases(assistant: str) -> None:
    _, first = await ask(assistant, text="Ich suche eine Hebamme")
    token = first["conversation"]
    _, asked = await ask(assistant, text="Bitte lösche meine Daten", conversation=token)
    _, done = await ask(assistant, text="ja", conversation=token)

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{assistant}/api/chat/{token}") as response,
    ):
        kept = (await response.json())["messages"]

    assert asked["status"] == done["status"] == "smalltalk"
    assert kept == []


async def test_feedback_is_taken_and_nonsense_is_named(assistant: str) -> None:
    _, reply = await ask(assistant, text="Ich suche eine Hebamme")
    address = f"{assistant}/api/chat/{reply['conversation']}/feedback"

    async with aiohttp.ClientSession() as session:
        async with session.post(address, json={"message": 0, "helpful": True}) as response:
            assert response.status == 204
        async with session.post(address, json={"message": "x", "helpful": True}) as response:
            assert response.status == 400
            assert "message" in (await response.json())["error"]["message"]


async def test_health_metrics_and_page_are_served(assistant: str) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/health/live", "/health/ready", "/metrics", "/"):
            async with session.get(assistant + path) as response:
                assert response.status == 200
                assert "default-src 'none'" in response.headers["Content-Security-Policy"]
                assert "Set-Cookie" not in response.headers
