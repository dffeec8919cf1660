"""What is kept of reminders: which day, and encrypted, who wants to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.messengers.account import Account
from bot.messengers.messenger import Outgoing
from bot.messengers.store_sends import SendStore
from bot.messengers.store_tables import reminders
from bot.privacy.cipher import Cipher


@dataclass(frozen=True)
class Reminder:
    """A reminder that waits for its day.

    Args:
        account: its id and address, and how it is spoken to; empty address where another key
            encrypted it.
        service: the id of the place.
        name: what the day is.
        due_on: the day itself.
        remind_on: when to say so.
    """

    id: int
    channel: str
    account: Account
    service: str
    name: str
    due_on: date
    remind_on: date


class ReminderStore:
    """Keeps reminders until they are sent, or no longer wanted.

    Args:
        engine: the project's database.
        cipher: encrypts what points to a resident.
        sends: what is to be sent.
    """

    def __init__(self, engine: Engine, cipher: Cipher, sends: SendStore):
        self._engine = engine
        self._cipher = cipher
        self._sends = sends

    def add(
        self,
        channel: str,
        account: Account,
        service: str,
        name: str,
        due_on: date,
        remind_on: date,
    ) -> None:
        """Keep a reminder; the same one asked for again is one."""
        own = _of(account.id, reminders.c.service == service, reminders.c.name == name)
        spoken = {"lang": account.lang, "style": account.style, "spoken": account.spoken}
        row = {
            "channel": channel,
            "account_id": account.id,
            "sealed": self._cipher.encrypt({"address": account.address, **spoken}),
            "service": service,
            "name": name,
            "due_on": due_on,
            "remind_on": remind_on,
        }
        with self._engine.begin() as connection:
            # It keeps its number, so that an earlier list's button still takes it back.
            if not connection.execute(sa.update(reminders).where(own).values(row)).rowcount:
                connection.execute(sa.insert(reminders).values(row))

    def of(self, account_id: str) -> list[Reminder]:
        """Return an account's reminders, the next one first."""
        return self._read(_of(account_id))

    def forget(self, account_id: str, number: int) -> bool:
        """Delete one of an account's reminders; tell whether it was there."""
        with self._engine.begin() as connection:
            own = _of(account_id, reminders.c.id == number)
            return bool(connection.execute(sa.delete(reminders).where(own)).rowcount)

    def due(self, today: date) -> list[Reminder]:
        """Return what is to be said by today, the days of which have not passed."""
        return self._read((reminders.c.remind_on <= today) & (reminders.c.due_on >= today))

    def hand_over(self, reminder: Reminder, messages: Iterable[Outgoing], now: datetime) -> None:
        """Forget a reminder and keep its messages to be sent, both or neither."""
        with self._engine.begin() as connection:
            gone = connection.execute(sa.delete(reminders).where(reminders.c.id == reminder.id))
            # Deleted by the resident meanwhile: then nobody wants to hear of it.
            if gone.rowcount:
                self._sends.keep(connection, reminder.channel, reminder.account, messages, now)

    def erase_past(self, today: date) -> None:
        """Delete reminders of days that have passed."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(reminders).where(reminders.c.due_on < today))

    def _read(self, condition: sa.sql.ColumnElement) -> list[Reminder]:
        query = sa.select([reminders]).where(condition)
        query = query.order_by(reminders.c.due_on, reminders.c.id)
        with self._engine.connect() as connection:
            return [self._reminder(row) for row in connection.execute(query)]

    def _reminder(self, row: Any) -> Reminder:
        record = self._cipher.decrypt(row.sealed) or {"address": ""}
        return Reminder(
            row.id,
            row.channel,
            Account(row.account_id, **record),
            row.service,
            row.name,
            row.due_on,
            row.remind_on,
        )


def _of(account_id: str, *more: sa.sql.ColumnElement) -> sa.sql.ColumnElement:
    return sa.and_(reminders.c.account_id == account_id, *more)
