"""Arriving on Telegram with a code from the web chat."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.channels.keys import COURIERS
from bot.messengers.messenger import START, Incoming
from bot.moving.store import VALID_FOR, Move
from bot.settings import Settings
from tests.small_bot_api import SmallBotApi
from tests.small_rasa import SmallRasa
from tests.telegram_talk import Talk, talking

PAYLOAD = '/kita_platz{"stadtteil": "hasport"}'


def replies(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer a button otherwise than words."""
    name = "utter_lob" if said["message"].startswith("/") else "utter_gruss"
    return [{"utter_action": name, "text": name}]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = str(tmp_path_factory.mktemp("catalogue"))
    return open_catalogue(Settings.from_environment({"DATA_DIR": folder, "SECRET_KEY": "test"}))


@pytest.fixture
async def rasa() -> AsyncIterator[SmallRasa]:
    async with SmallRasa(replies) as rasa:
        yield rasa


@pytest.fixture
async def talk(settings: Settings, catalogue: Catalogue, rasa: SmallRasa) -> AsyncIterator[Talk]:
    async with SmallBotApi() as api, talking(settings, catalogue, api, rasa.url) as talk:
        yield talk


def code(talk: Talk, settings: Settings, move: Move | None = None) -> str:
    move = move or Move("kita_platz", "hasport")
    return talk.store.moves.add("web", move, settings.clock())[0]


async def test_before_the_ok_the_code_waits_and_then_it_goes_on_with_the_topic(
    talk: Talk, rasa: SmallRasa, settings: Settings
) -> None:
    notice = await talk.ask(f"/start {code(talk, settings)}")
    assert "Sind Sie einverstanden?" in notice and rasa.heard == []
    said = await talk.press("OK")

    assert said == "Danke, das freut uns! Ich gebe mir weiter Mühe."
    assert [item["message"] for item in rasa.heard] == [PAYLOAD]


async def test_whoever_agreed_before_goes_on_in_the_same_conversation(
    talk: Talk, rasa: SmallRasa, settings: Settings
) -> None:
    await talk.agree()
    before = rasa.heard[-1]["sender"]
    await talk.ask(f"start {code(talk, settings).lower()}")

    assert (rasa.heard[-1]["message"], rasa.heard[-1]["sender"]) == (PAYLOAD, before)


async def test_a_platforms_own_beginning_carries_a_code_too(
    talk: Talk, rasa: SmallRasa, settings: Settings
) -> None:
    await talk.agree()
    before = len(talk.api.sent())
    begin = Incoming("link", "7", START, code(talk, settings))
    await talk.server.app[COURIERS]["telegram"].receive(begin)
    await talk.api.answers(before + 1)

    assert rasa.heard[-1]["message"] == PAYLOAD


async def test_a_code_without_a_topic_is_an_ordinary_start(
    talk: Talk, rasa: SmallRasa, settings: Settings
) -> None:
    await talk.agree()
    await talk.ask(f"/start {code(talk, settings, Move(None, None))}")

    assert rasa.heard[-1]["message"] == "hallo"


@pytest.mark.parametrize("why", ["over", "used", "wrong"])
async def test_a_code_that_is_worth_nothing_is_an_ordinary_start(
    talk: Talk, rasa: SmallRasa, settings: Settings, why: str
) -> None:
    await talk.agree()
    own = code(talk, settings)
    if why == "over":
        own, _ = talk.store.moves.add("web", Move("kita_platz"), settings.clock() - VALID_FOR)
    elif why == "used":
        talk.store.moves.take(own, "somebody else", settings.clock())
    else:
        own = "BCD2345678"
    await talk.ask(f"/start {own}")

    assert rasa.heard[-1]["message"] == "hallo"


async def test_words_that_came_first_are_answered_before_a_code(
    talk: Talk, rasa: SmallRasa, settings: Settings
) -> None:
    await talk.ask("ich suche eine hebamme")
    await talk.ask(f"/start {code(talk, settings)}")
    await talk.press("OK")

    assert [item["message"] for item in rasa.heard] == ["ich suche eine hebamme"]


async def test_what_waits_is_not_readable_in_the_database(talk: Talk, settings: Settings) -> None:
    own = code(talk, settings)
    await talk.ask(f"/start {own}")
    file = settings.data_dir / "lotse.db"
    kept = b"".join(path.read_bytes() for path in file.parent.glob("lotse.db*"))

    assert talk.account().held == f"start {own}" and own.encode() not in kept
