"""The public application as far as messengers need it: it starts in no time."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import aiohttp
from aiohttp import web

from bot.catalogue.app import add_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.channels.keys import ASSISTANT, MESSENGER_STORE
from bot.channels.messengers import add_messengers
from bot.database import create_engine
from bot.errors_http import error_middleware
from bot.messenger_settings import MessengerSettings
from bot.messengers.store import MessengerStore
from bot.settings import Settings
from tests.small_assistant import make_assistant


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


async def _assistant(app: web.Application, settings: Settings) -> AsyncIterator[None]:
    engine = create_engine(settings.database_url)
    app[MESSENGER_STORE] = MessengerStore(engine, settings.secret_key)
    async with aiohttp.ClientSession() as session:
        app[ASSISTANT] = make_assistant(
            engine,
            session,
            settings.rasa_url,
            secret_key=settings.secret_key,
            keepers=[app[MESSENGER_STORE]],
        )
        yield
    engine.dispose()
