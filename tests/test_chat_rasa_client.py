"""The way to Rasa, and what is said while Rasa doesn't answer."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

import bot.chat.rasa_client
from bot.chat.rasa_client import RasaClient
from bot.errors import NotReached, Unavailable
from tests.small_rasa import GREETING, SmallRasa

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def refused(session: aiohttp.ClientSession, url: str) -> Unavailable:
    with pytest.raises(Unavailable) as error:
        await RasaClient(url, session).send("abc", "Hallo", {})
    return error.value


async def test_words_go_out_and_messages_come_back(session: aiohttp.ClientSession) -> None:
    async with SmallRasa() as rasa:
        messages = await RasaClient(rasa.url, session).send("abc", "Hallo", {"lang": "de"})

    assert messages == [GREETING]
    assert rasa.heard == [{"sender": "abc", "message": "Hallo", "metadata": {"lang": "de"}}]


@pytest.mark.parametrize(
    "rasa",
    [
        SmallRasa(status=500),
        SmallRasa(status=404),
        SmallRasa(messages=[]),
        SmallRasa(body="null"),
    ],
    ids=["500", "404", "leer", "null"],
)
async def test_a_broken_rasa_is_unavailable_with_both_emergency_numbers(
    session: aiohttp.ClientSession, rasa: SmallRasa
) -> None:
    async with rasa:
        error = await refused(session, rasa.url)

    assert error.status == 503
    assert "112" in error.message and "110" in error.message


async def test_a_slow_rasa_is_unavailable_with_both_emergency_numbers(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.chat.rasa_client, "TIMEOUT_S", 0.1)

    async with SmallRasa(waits_s=0.5) as rasa:
        error = await refused(session, rasa.url)

    # It may have heard the words.
    assert not isinstance(error, NotReached)
    assert "112" in error.message and "110" in error.message


async def test_a_missing_rasa_is_unavailable_with_both_emergency_numbers(
    session: aiohttp.ClientSession,
) -> None:
    error = await refused(session, NOBODY)

    assert isinstance(error, NotReached)
    assert "112" in error.message and "110" in error.message


async def test_half_an_answer_is_unavailable(session: aiohttp.ClientSession) -> None:
    async with SmallRasa(body='[{"utter_action"') as rasa:
        await refused(session, rasa.url)
