"""Reminders on Matrix, from the number under an answer to the message on the day."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest

from bot.catalogue.app import open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.settings import TIMEZONE, Settings
from tests.matrix_talk import Bot, Resident, account, new_bot, new_resident
from tests.small_rasa import SmallRasa
from tests.synapse import Synapse

KITA = {
    "utter_action": "utter_dank",
    "status": "answered",
    "services": [{"id": "kita-portal", "name": "Kita-Portal"}],
    "buttons": [{"title": "utter_knopf_warum", "payload": "/frage_warum"}],
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = str(tmp_path_factory.mktemp("catalogue"))
    environment = {"DATA_DIR": folder, "SECRET_KEY": "test", "NOW": "2026-11-24T10:00"}
    return open_catalogue(Settings.from_environment(environment))


@pytest.fixture
async def lotse(
    homeserver: Synapse, settings: Settings, catalogue: Catalogue
) -> AsyncIterator[Bot]:
    async with SmallRasa([KITA]) as rasa:
        bot = await new_bot(homeserver, settings, homeserver.url, rasa.url)
        bot.catalogue = catalogue
        yield bot


@pytest.fixture
async def erika(homeserver: Synapse, lotse: Bot) -> AsyncIterator[Resident]:
    async with new_resident(homeserver, lotse.user) as erika:
        yield erika


async def test_on_its_day_a_reminder_comes_once_also_after_a_restart(
    lotse: Bot, erika: Resident
) -> None:
    async with lotse.running():
        await erika.agree()
        shown = await erika.answers(4)
        assert shown[3].endswith("2) Daran erinnern")
        assert "am 10. Dezember 2026 hier im Chat" in await erika.ask("2")
        # The words, and the file.
        await erika.answers(6)
        assert erika.messages()[5]["content"]["msgtype"] == "m.file"
    lotse.settings = replace(lotse.settings, now=datetime(2026, 12, 10, 9, tzinfo=TIMEZONE))
    async with lotse.running() as store:
        reminded = (await erika.answers(7))[6]
        assert store.reminders.of(account(store, erika).id) == []
    async with lotse.running():
        assert await erika.ask("/erinnerungen") == "Sie haben keine Erinnerungen bestellt."

    assert reminded.startswith(
        "Sie wollten erinnert werden: Frist der Kita-Anmeldung, 31. Dezember"
    )
    assert len(erika.shown()) == 8
