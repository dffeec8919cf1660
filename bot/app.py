"""Composes the web process: chat, page, health, and the catalogue inside."""

import asyncio
import signal
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import structlog
from aiohttp import web

from bot.callbacks.setup import make_desk
from bot.callbacks.store import CallbackStore
from bot.callbacks.web import DESK
from bot.callbacks.web import routes as callback_routes
from bot.catalogue.app import add_catalogue, create_catalogue_app, open_catalogue
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.hsds import add_hsds
from bot.catalogue.pages import add_pages
from bot.catalogue.seed import read_city
from bot.channels.keys import ASSISTANT, LIMITS, MESSENGER_STORE, SETTINGS
from bot.channels.limits import Limits
from bot.channels.messengers import add_messengers
from bot.channels.page import add_page
from bot.channels.security import security_headers
from bot.channels.web import routes as chat_routes
from bot.chat.assistant import Assistant
from bot.chat.crisis import CrisisReplies
from bot.chat.locks import make_locks
from bot.chat.rasa_client import RasaClient
from bot.chat.replies import Replies
from bot.chat.store import ConversationStore
from bot.chat.tokens import Tokens
from bot.database import create_engine
from bot.errors_http import error_middleware
from bot.language.detection import detector
from bot.messengers.store import MessengerStore
from bot.moving.web import routes as moving_routes
from bot.operation.health import add_health
from bot.operation.logs import configure_logs
from bot.privacy.cipher import Cipher
from bot.privacy.retention import keep_forgetting
from bot.reminders.web import routes as calendar_routes
from bot.settings import Settings
from bot.statistics.command import REFUSED
from bot.statistics.store import StatisticsStore
from bot.texts.city import the_city
from bot.texts.library import the_library

log = structlog.get_logger()


def create_app(settings: Settings, catalogue: Catalogue | None = None) -> web.Application:
    """Return the public application: all of the program that residents reach.

    Args:
        settings: the installation's settings.
        catalogue: one that this process has opened already.
    """
    app = web.Application(client_max_size=64 * 1024, middlewares=[security_headers(settings)])
    add_health(app)
    app.middlewares.append(error_middleware)
    app[SETTINGS] = settings
    app[LIMITS] = Limits(settings.rate_limit)
    app.add_routes(chat_routes)
    app.add_routes(callback_routes)
    app.add_routes(moving_routes)
    add_page(app)
    add_catalogue(app, catalogue or open_catalogue(settings))
    add_pages(app, settings)
    app.add_routes(calendar_routes)
    add_hsds(app)
    app.cleanup_ctx.append(lambda app: _assistant(app, settings))
    add_messengers(app, settings)
    return app


async def _assistant(app: web.Application, settings: Settings) -> AsyncIterator[None]:
    """Make the assistant and what it needs; close its connections at the end."""
    tokens = Tokens(settings.secret_key)
    library = the_library()
    engine = create_engine(settings.database_url)
    store = ConversationStore(engine)
    callbacks = CallbackStore(engine, Cipher(settings.secret_key))
    statistics = StatisticsStore(engine)
    app[MESSENGER_STORE] = MessengerStore(engine, settings.secret_key)
    app[DESK], outbox = make_desk(settings, callbacks, the_city(), read_city())
    async with aiohttp.ClientSession() as session:
        app[ASSISTANT] = Assistant(
            tokens,
            CrisisReplies(library, tokens),
            RasaClient(settings.rasa_url, session),
            Replies(library, tokens),
            store,
            make_locks(settings.redis_url),
            detector(),
            [callbacks, app[MESSENGER_STORE]],
            lambda place: statistics.count(REFUSED, place, settings.clock().date()),
        )
        tasks = [
            asyncio.create_task(keep_forgetting(store, callbacks, settings)),
            asyncio.create_task(outbox.run()),
        ]
        yield
        for task in tasks:
            task.cancel()


def serve(settings: Settings) -> int:
    """Serve the public port and the internal catalogue until a signal comes."""
    configure_logs(settings.log_level)
    if settings.messengers.names() and settings.public_url.startswith("http://127.0.0.1"):
        # Residents who do not want to write to a platform are sent there.
        log.warning("messenger.public_url.unset")
    asyncio.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    catalogue = open_catalogue(settings)
    internal = urlsplit(settings.catalogue_url)
    runners = [
        await _listen(create_catalogue_app(settings, catalogue), internal.hostname, internal.port),
        await _listen(create_app(settings, catalogue), settings.host, settings.port),
    ]
    await stopping.wait()
    for runner in runners:
        await runner.cleanup()


async def _listen(app: web.Application, host: str | None, port: int | None) -> web.AppRunner:
    # No access log: addresses and query strings are nobody's business.
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner
