"""The assistant in front of a small Rasa: what it answers, keeps and forgets."""

import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.callbacks.store import CallbackStore
from bot.chat.assistant import Assistant
from bot.chat.locks import LocksInRedis
from bot.chat.preferences import Preferences
from bot.chat.rasa_client import defused
from bot.chat.store import ConversationStore, events, feedback, preferences
from bot.chat.tokens import Tokens
from bot.chat.turn import Reply, Turn
from bot.errors import BadRequest, Unavailable
from bot.privacy.cipher import Cipher
from bot.texts.library import the_library
from tests.small_assistant import make_assistant
from tests.small_rasa import SmallRasa

NOBODY = "http://127.0.0.1:9"
CRISIS = "ich will nicht mehr leben"
tokens = Tokens(b"schluessel")
Make = Callable[[str], Assistant]
refused: list[str] = []


@pytest.fixture
async def make(engine: Engine) -> AsyncIterator[Make]:
    """Give what makes an assistant that asks the Rasa at an address."""
    # Its tables are there before the first assistant is.
    ConversationStore(engine)
    async with aiohttp.ClientSession() as session:
        yield lambda url: make_assistant(
            engine,
            session,
            url,
            secret_key=b"schluessel",
            keepers=[CallbackStore(engine, Cipher(b"schluessel"))],
            refused=refused.append,
        )


def store_words(engine: Engine, conversation: str, text: str) -> None:
    data = json.dumps({"event": "user", "text": text, "timestamp": 0.0})
    row = {"sender_id": conversation, "type_name": "user", "timestamp": time.time(), "data": data}
    with engine.begin() as connection:
        connection.execute(sa.insert(events).values(**row))


def words(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


async def test_a_crisis_is_answered_even_while_rasa_is_gone(make: Make) -> None:
    reply = await make(NOBODY).reply(Turn(text=CRISIS))

    assert (reply.status, reply.crisis) == ("crisis", "suizid")
    assert "112" in words(reply)


async def test_a_crisis_does_not_reach_rasa(make: Make) -> None:
    async with SmallRasa() as rasa:
        await make(rasa.url).reply(Turn(text=CRISIS))

    assert rasa.heard == []


async def test_a_crisis_that_rasa_finds_is_answered_as_one(make: Make) -> None:
    found = {"utter_action": "utter_krise", "status": "crisis", "crisis": "gewalt"}
    async with SmallRasa([found]) as rasa:
        reply = await make(rasa.url).reply(Turn(text="es ist wieder passiert"))

    assert (reply.status, reply.crisis) == ("crisis", "gewalt")
    assert reply.messages[-1].services[0].id == "polizei-110"


async def test_other_words_wait_for_rasa(make: Make) -> None:
    with pytest.raises(Unavailable):
        await make(NOBODY).reply(Turn(text="Wie melde ich mein Kind an?"))


async def test_a_lost_database_names_the_emergency_numbers(make: Make, engine: Engine) -> None:
    async with SmallRasa() as rasa:
        assistant = make(rasa.url)
        preferences.drop(engine)
        with pytest.raises(Unavailable, match=r"112 .* 110"):
            await assistant.reply(Turn(text="Wie melde ich mein Kind an?"))


async def test_lost_locks_name_the_emergency_numbers(make: Make) -> None:
    assistant = make(NOBODY)
    assistant._locks = LocksInRedis("redis://127.0.0.1:1")

    with pytest.raises(Unavailable, match=r"112 .* 110"):
        await assistant.reply(Turn(text="Wie melde ich mein Kind an?"))


async def test_a_place_that_does_not_fit_is_counted(make: Make) -> None:
    said = {"utter_action": "utter_nichts_weiter", "status": "no_match", "refused": "kita-portal"}
    refused.clear()
    async with SmallRasa([said, {**said, "refused": None}]) as rasa:
        await make(rasa.url).reply(Turn(text="passt nicht"))

    assert refused == ["kita-portal"]


async def test_a_count_that_fails_spoils_no_answer(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(place: str) -> None:
        raise OperationalError("UPDATE", {}, Exception("locked"))

    said = {"utter_action": "utter_nichts_weiter", "refused": "kita-portal"}
    async with SmallRasa([said]) as rasa:
        assistant = make(rasa.url)
        monkeypatch.setattr(assistant, "_refused", fail)

        assert (await assistant.reply(Turn(text="passt nicht"))).messages


async def test_a_conversation_that_was_given_out_before_says_what_this_is_once(make: Make) -> None:
    async with SmallRasa() as rasa:
        assistant = make(rasa.url)
        token = assistant.new_conversation()
        first = await assistant.answer(Turn("hallo", conversation=token, is_first=True))
        second = await assistant.answer(Turn("hallo", conversation=token))

    assert first.conversation == second.conversation == token
    program = the_library().german.render("utter_programm", {})
    assert [program in words(reply) for reply in (first, second)] == [True, False]


async def test_a_conversation_goes_on_with_its_token(make: Make) -> None:
    async with SmallRasa() as rasa:
        assistant = make(rasa.url)
        first = await assistant.reply(Turn(text="Hallo"))
        await assistant.reply(Turn(text="Moin", conversation=first.conversation))

    assert len({heard["sender"] for heard in rasa.heard}) == 1
    assert rasa.heard[0]["sender"] == tokens.conversation_id(first.conversation)


async def test_a_button_of_nobody_is_refused(make: Make) -> None:
    async with SmallRasa() as rasa:
        with pytest.raises(BadRequest) as error:
            await make(rasa.url).reply(Turn(payload="/restart.0000"))

    assert error.value.code == "unknown_payload"
    assert rasa.heard == []


async def test_an_offered_button_reaches_rasa_as_it_is(make: Make) -> None:
    button = {"title": "utter_knopf_ja", "payload": "/ja"}
    async with SmallRasa([{"utter_action": "utter_gruss", "buttons": [button]}]) as rasa:
        assistant = make(rasa.url)
        first = await assistant.reply(Turn(text="Hallo"))
        sealed = first.messages[-1].buttons[0].payload
        await assistant.reply(Turn(payload=sealed, conversation=first.conversation))

    assert rasa.heard[1]["message"] == "/ja"


@pytest.mark.parametrize(
    ("text", "read"), [("/restart", "restart"), (" //ja", "ja"), ("/", "?"), ("1/2", "1/2")]
)
def test_typed_commands_are_words(text: str, read: str) -> None:
    assert defused(text) == read


async def test_language_and_style_are_kept_for_the_next_turn(make: Make) -> None:
    async with SmallRasa() as rasa:
        assistant = make(rasa.url)
        first = await assistant.reply(Turn(text="Hello", lang="en"))
        second = await assistant.reply(Turn(text="42", conversation=first.conversation))

    assert (first.lang, second.lang) == ("en", "en")
    assert rasa.heard[1]["metadata"]["lang"] == "en"


async def test_a_language_chosen_in_the_answer_counts_at_once(make: Make, engine: Engine) -> None:
    said = {"utter_action": "utter_sprache_gewaehlt", "lang": "tr"}
    async with SmallRasa([said]) as rasa:
        reply = await make(rasa.url).reply(Turn(text="Bitte auf Türkisch"))

    kept = ConversationStore(engine).preferences(str(tokens.conversation_id(reply.conversation)))
    assert reply.lang == "tr"
    assert kept == Preferences("tr")


async def test_erasing_leaves_nothing_of_the_conversation(make: Make, engine: Engine) -> None:
    store_words(engine, "abc", "Hallo")
    store_words(engine, "xyz", "Moin")
    await make(NOBODY).erase(tokens.conversation_token("abc"))

    assert ConversationStore(engine).words("abc") == []
    assert len(ConversationStore(engine).words("xyz")) == 1


async def test_erasing_with_an_unknown_token_erases_nothing(make: Make, engine: Engine) -> None:
    store_words(engine, "abc", "Hallo")
    await make(NOBODY).erase("abc.0000")

    assert len(ConversationStore(engine).words("abc")) == 1


async def test_a_wish_to_be_erased_is_done_after_the_answer(make: Make, engine: Engine) -> None:
    store_words(engine, "abc", "Hallo")
    said: dict[str, Any] = {"utter_action": "utter_geloescht", "erase": True}
    async with SmallRasa([said]) as rasa:
        token = tokens.conversation_token("abc")
        await make(rasa.url).reply(Turn(text="ja", conversation=token, lang="en"))

    assert ConversationStore(engine).words("abc") == []
    assert ConversationStore(engine).preferences("abc") is None


async def test_feedback_is_kept_masked(make: Make, engine: Engine) -> None:
    reason = "Ruft mich an: 0172 1234567"
    await make(NOBODY).feedback(tokens.conversation_token("abc"), 2, False, reason)

    with engine.connect() as connection:
        (row,) = connection.execute(sa.select([feedback]))
    assert (row.message, row.helpful, row.reason) == (2, False, "Ruft mich an: [Telefon]")


async def test_feedback_of_nobody_is_not_kept(make: Make, engine: Engine) -> None:
    await make(NOBODY).feedback("abc.0000", 0, True, None)

    with engine.connect() as connection:
        assert list(connection.execute(sa.select([feedback]))) == []


async def test_it_is_ready_when_an_answer_is_given_and_stored(make: Make, engine: Engine) -> None:
    async with SmallRasa() as rasa:
        rasa.on_message = lambda said: store_words(engine, said["sender"], said["message"])

        assert await make(rasa.url).is_ready()
    with engine.connect() as connection:
        assert list(connection.execute(sa.select([events]))) == []


@pytest.mark.parametrize("rasa", [SmallRasa([]), SmallRasa(status=500), SmallRasa()])
async def test_it_is_not_ready_without_an_answer_that_is_stored(
    make: Make, rasa: SmallRasa
) -> None:
    async with rasa:
        assert not await make(rasa.url).is_ready()


async def test_it_is_not_ready_without_rasa(make: Make) -> None:
    assert not await make(NOBODY).is_ready()
