"""Switches on the messengers whose settings are there. A new one needs a line or two here."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator
from typing import Any

import aiohttp
from aiohttp import web

from bot.catalogue.views import CATALOGUE
from bot.channels import messenger, telegram, whatsapp
from bot.channels.keys import ASSISTANT, COURIERS, MESSENGER_STORE
from bot.channels.matrix import Matrix
from bot.channels.matrix_api import MatrixApi
from bot.channels.matrix_sync import MatrixSync
from bot.messengers.courier import Courier
from bot.messengers.dialogue import Dialogue
from bot.messengers.forgetting import keep_forgetting
from bot.messengers.messenger import Messenger
from bot.messengers.pace import Pace
from bot.messengers.store import MessengerStore
from bot.privacy.cipher import Cipher
from bot.reminders.clock import keep_reminding
from bot.reminders.desk import ReminderDesk
from bot.settings import Settings
from bot.texts.library import the_library


def add_messengers(app: web.Application, settings: Settings) -> None:
    """Add the webhooks of all messengers that are on, and what answers behind them.

    Args:
        app: has made its assistant and the messengers' store when this starts; without a
            catalogue nobody is reminded of anything.
        settings: the installation's settings.
    """
    on = settings.messengers
    if on.telegram:
        telegram.add_webhook(app, on.telegram)
    if on.whatsapp:
        whatsapp.add_webhook(app, on.whatsapp)
    if on.messenger:
        messenger.add_webhook(app, on.messenger)
    app[COURIERS] = {}
    app.cleanup_ctx.append(lambda app: _couriers(app, settings))


async def _couriers(app: web.Application, settings: Settings) -> AsyncIterator[None]:
    """Serve each messenger by itself, so that one that is down slows no other."""
    store = app[MESSENGER_STORE]
    # No limit of connections: those that hang at one platform would be missing at another.
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        couriers = [
            Courier(
                platform,
                store,
                _dialogue(app, settings, platform),
                settings.clock,
                Pace(settings.rate_limit),
            )
            for platform in _switched_on(settings, session, store)
        ]
        app[COURIERS].update({courier.messenger.name: courier for courier in couriers})
        # Also with all of them off: what one kept has to go in time.
        tasks = [asyncio.create_task(keep_forgetting(store, settings))]
        tasks += [asyncio.create_task(courier.run()) for courier in couriers]
        tasks += [asyncio.create_task(own.run()) for own in _listeners(couriers, store)]
        if CATALOGUE in app:
            tasks.append(asyncio.create_task(_remind(app, settings)))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _dialogue(app: web.Application, settings: Settings, platform: Messenger) -> Dialogue:
    store, library, reminders = app[MESSENGER_STORE], the_library(), None
    if CATALOGUE in app:
        reminders = ReminderDesk(
            store.reminders,
            app[CATALOGUE].service,
            library,
            settings.public_url,
            clock=settings.clock,
            channel=platform.name,
            writes_first=platform.limits.writes_first,
        )
    return Dialogue(app[ASSISTANT], library, settings.public_url, reminders, store.moves)


def _remind(app: web.Application, settings: Settings) -> Coroutine[Any, Any, None]:
    couriers, place_of = app[COURIERS], app[CATALOGUE].service
    return keep_reminding(
        app[MESSENGER_STORE].reminders, place_of, the_library(), couriers, settings.clock
    )


def _switched_on(
    settings: Settings, session: aiohttp.ClientSession, store: MessengerStore
) -> Iterator[Messenger]:
    on = settings.messengers
    if on.telegram:
        yield telegram.Telegram(on.telegram, session)
    if on.whatsapp:
        yield whatsapp.WhatsApp(on.whatsapp, session)
    if on.messenger:
        yield messenger.FacebookMessenger(on.messenger, session)
    if on.matrix:
        cipher = Cipher(settings.secret_key, Matrix.name)
        yield Matrix(MatrixApi(on.matrix, session, store, cipher))


def _listeners(couriers: Iterable[Courier], store: MessengerStore) -> Iterator[MatrixSync]:
    """Return what listens to platforms that tell nothing by themselves."""
    for courier in couriers:
        if isinstance(courier.messenger, Matrix):
            yield MatrixSync(courier.messenger.api, courier, store)
