"""Takes wishes to be reminded: offers the button, keeps, lists, and takes back."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.catalogue.dates import Dated, next_date
from bot.errors import NotFound
from bot.messengers.account import Account
from bot.messengers.commands import FORGET, REMIND, Command
from bot.messengers.messenger import Choice, Outgoing
from bot.reminders.dates import reminder_day
from bot.reminders.store import ReminderStore
from bot.reminders.wording import file_of, values_of
from bot.texts.library import Library
from bot.texts.numbers import spoken_date
from bot.texts.texts import Texts

Place = Mapping[str, Any]
# Returns a place of the catalogue; raises NotFound.
PlaceOf = Callable[[str], Place]


class ReminderDesk:
    """Serves one platform.

    Args:
        store: keeps reminders.
        place_of: the catalogue.
        library: the sentences of all languages.
        public_url: where the places' pages are.
        clock: the present, in the city's time.
        channel: the platform's name.
        writes_first: whether it takes a message weeks after the resident's last one.
    """

    def __init__(
        self,
        store: ReminderStore,
        place_of: PlaceOf,
        library: Library,
        public_url: str,
        *,
        clock: Callable[[], datetime],
        channel: str,
        writes_first: bool,
    ):
        self._store = store
        self._place_of = place_of
        self._library = library
        self._public_url = public_url
        self._clock = clock
        self._channel = channel
        self._writes_first = writes_first

    async def button(self, account: Account, services: Iterable[str]) -> Choice | None:
        """Return the button for the first of the places that has a date; None where none has."""
        for service in services:
            if (await self._dated(service))[1]:
                title = self._texts(account).render("utter_erinnerung_knopf", {})
                return Choice(title, f"bote:{REMIND} {service}")
        return None

    async def obey(self, account: Account, command: Command) -> list[Outgoing]:
        """Do what a command about reminders says."""
        if command.name == REMIND:
            return [await self._remind(account, command.argument)]
        if command.name == FORGET:
            number = int(command.argument) if command.argument.isdecimal() else 0
            if await asyncio.to_thread(self._store.forget, account.id, number):
                return [self._say(account, "utter_erinnerung_weg")]
        return [await self._list(account)]

    async def _remind(self, account: Account, service: str) -> Outgoing:
        now = self._clock()
        place, dated = await self._dated(service)
        if place is None or dated is None:
            return self._say(account, "utter_erinnerung_ohne_datum")
        texts = self._texts(account)
        file = file_of(texts, place, self._public_url, now)
        day = reminder_day(dated, now) if self._writes_first else None
        values = values_of(texts, dated, day)
        if day is None:
            return Outgoing(texts.render("utter_erinnerung_kalender", values), file=file)
        await asyncio.to_thread(
            self._store.add, self._channel, account, service, dated.name, dated.on, day
        )
        return Outgoing(texts.render("utter_erinnerung_gemerkt", values), file=file)

    async def _list(self, account: Account) -> Outgoing:
        found = await asyncio.to_thread(self._store.of, account.id)
        if not found:
            return self._say(account, "utter_erinnerung_keine")
        texts = self._texts(account)
        lines = [
            f"– {item.name}, {spoken_date(item.due_on.isoformat(), texts.lang)}" for item in found
        ]
        choices = tuple(
            Choice(
                texts.render("utter_erinnerung_abbestellen", {"anlass": item.name}),
                f"bote:{FORGET} {item.id}",
            )
            for item in found
        )
        return Outgoing(
            texts.render("utter_erinnerung_liste", {"liste": "\n".join(lines)}), choices
        )

    async def _dated(self, service: str) -> tuple[Place | None, Dated | None]:
        """Return a place and its next date, as far as there are any."""
        try:
            # A changed catalogue is read anew: not in the loop that answers others.
            place = await asyncio.to_thread(self._place_of, service)
        except NotFound:
            return None, None
        return place, next_date(place, self._clock().date())

    def _say(self, account: Account, name: str) -> Outgoing:
        return Outgoing(self._texts(account).render(name, {}))

    def _texts(self, account: Account) -> Texts:
        return self._library.texts(account.lang or account.spoken, account.style)
