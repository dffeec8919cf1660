"""Reminds residents on the day: hands over what is due, and whatever was missed before it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date, datetime

import structlog

from bot.catalogue.dates import upcoming
from bot.errors import NotFound
from bot.messengers.courier import Courier
from bot.messengers.fitting import fit_all
from bot.messengers.messenger import Limits, Outgoing
from bot.reminders.dates import FROM_H
from bot.reminders.desk import PlaceOf
from bot.reminders.store import Reminder, ReminderStore
from bot.reminders.wording import responsible, values_of
from bot.texts.library import Library

LOOKS_EVERY_S = 60.0
log = structlog.get_logger()


def hand_over_due(
    store: ReminderStore,
    place_of: PlaceOf,
    library: Library,
    limits: Mapping[str, Limits],
    now: datetime,
) -> set[str]:
    """Put what is due among the messages to be sent; return the platforms that have some.

    Args:
        store: the reminders.
        place_of: the catalogue.
        library: the sentences of all languages.
        limits: of the platforms that are on; those of others wait for as long as they make sense.
        now: the present, in the city's time.
    """
    today = now.date()
    store.erase_past(today)
    if now.hour < FROM_H:
        return set()
    due = [reminder for reminder in store.due(today) if reminder.channel in limits]
    for reminder in due:
        message = _message(reminder, place_of, library, today)
        store.hand_over(reminder, fit_all([message], limits[reminder.channel]), now)
    return {reminder.channel for reminder in due}


async def keep_reminding(
    store: ReminderStore,
    place_of: PlaceOf,
    library: Library,
    couriers: Mapping[str, Courier],
    clock: Callable[[], datetime],
) -> None:
    """Look at start and then every minute, until cancelled."""
    limits = {name: courier.messenger.limits for name, courier in couriers.items()}
    while True:
        try:
            told = await asyncio.to_thread(hand_over_due, store, place_of, library, limits, clock())
            for name in told:
                couriers[name].wake()
        except Exception as error:
            # Whatever it is: the others' reminders must not fail with it.
            log.error("reminders.failed", kind=type(error).__name__)
        await asyncio.sleep(LOOKS_EVERY_S)


def _message(reminder: Reminder, place_of: PlaceOf, library: Library, today: date) -> Outgoing:
    """Say what the catalogue knows now: the day may have been moved since."""
    account = reminder.account
    texts = library.texts(account.lang or account.spoken, account.style)
    try:
        place = place_of(reminder.service)
    except NotFound:
        dates = []
    else:
        dates = [item for item in upcoming(place, today) if item.name == reminder.name]
    if not dates:
        gone = texts.render("utter_erinnerung_ohne_datum", {})
        return Outgoing(f"{reminder.name}: {gone}")
    values = {**values_of(texts, dates[0]), "stelle": responsible(texts, place)}
    # A template has one language for all; so has a day in figures.
    template = (dates[0].name, f"{dates[0].on:%d.%m.%Y}")
    return Outgoing(texts.render("utter_erinnerung_heute", values), template=template)
