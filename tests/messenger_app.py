"""The public application as far as messengers need it: it starts in no time."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from functools import cache

import aiohttp
from aiohttp import web

from bot.catalogue.app import add_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.channels.keys import ASSISTANT, MESSENGER_STORE
from bot.channels.messengers import add_messengers
from bot.chat.assistant import Assistant
from bot.chat.crisis import CrisisReplies
from bot.chat.locks import LocksInMemory
from bot.chat.rasa_client import RasaClient
from bot.chat.replies import Replies
from bot.chat.store import ConversationStore
from bot.chat.tokens import Tokens
from bot.database import create_engine
from bot.errors_http import error_middleware
from bot.language.detection import detector
from bot.messenger_settings import MessengerSettings
from bot.messengers.store import MessengerStore
from bot.settings import Settings
from bot.texts.library import the_library


def messenger_app(settings: Settings, catalogue: Catalogue | None = None) -> web.Application:
    """Return an application with an assistant and all messengers that are on.

    Args:
        settings: what is on.
        catalogue: with one there are reminders.
    """
    app = web.Application(middlewares=[error_middleware])
    if catalogue:
        add_catalogue(app, catalogue)
    app.cleanup_ctx.append(lambda app: _assistant(app, settings))
    add_messengers(app, settings)
    return app


def with_messengers(settings: Settings, environment: Mapping[str, str], rasa: str) -> Settings:
    """Return settings with the messengers of an environment, and where Rasa is."""
    on = MessengerSettings.from_environment(environment)
    return replace(settings, messengers=on, rasa_url=rasa)


@cache
def _crises(secret_key: bytes) -> CrisisReplies:
    # Reading all patterns takes longer than most tests.
    return CrisisReplies(the_library(), Tokens(secret_key))


async def _assistant(app: web.Application, settings: Settings) -> AsyncIterator[None]:
    engine, tokens = create_engine(settings.database_url), Tokens(settings.secret_key)
    app[MESSENGER_STORE] = MessengerStore(engine, settings.secret_key)
    async with aiohttp.ClientSession() as session:
        app[ASSISTANT] = Assistant(
            tokens,
            _crises(settings.secret_key),
            RasaClient(settings.rasa_url, session),
            Replies(the_library(), tokens),
            ConversationStore(engine),
            LocksInMemory(),
            detector(),
            [app[MESSENGER_STORE]],
        )
        yield
    engine.dispose()
