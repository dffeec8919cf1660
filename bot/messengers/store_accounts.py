"""Reads and writes accounts; a part of the messengers' store."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import in_utc
from bot.messengers.account import Account, account_id
from bot.messengers.store_tables import accounts, offers, reminders, sends, updates
from bot.privacy.cipher import Cipher


class AccountStore:
    """Keeps accounts encrypted, found again by a keyed hash of the address.

    Args:
        engine: the project's database.
        secret_key: hides addresses.
        cipher: encrypts what is kept.
    """

    def __init__(self, engine: Engine, secret_key: bytes, cipher: Cipher):
        self._engine = engine
        self._key = secret_key
        self._cipher = cipher

    def id_of(self, channel: str, address: str) -> str:
        """Return the id of the account with an address."""
        return account_id(self._key, channel, address)

    def at(self, channel: str, address: str) -> Account:
        """Return what is known of an account; a new one knows nothing."""
        own = self.id_of(channel, address)
        return self.by_id(own) or Account(own, address)

    def by_id(self, own: str) -> Account | None:
        """Return a known account; None where there is none, or where it cannot be read."""
        query = sa.select([accounts.c.sealed]).where(accounts.c.id == own)
        with self._engine.connect() as connection:
            sealed = connection.execute(query).scalar()
        record = self._cipher.decrypt(sealed) if sealed else None
        try:
            return _account(record) if record else None
        except (KeyError, TypeError, ValueError):
            # Another version kept it: the resident begins anew.
            return None

    def keep(self, connection: Connection, channel: str, account: Account, now: datetime) -> None:
        """Keep an account as it is from now on; one that was erased meanwhile stays erased."""
        values = {
            "channel": channel,
            "sealed": self._sealed(account),
            "conversation_id": _conversation_id(account),
            "held_until": _held_until(account),
            "has_agreed": account.has_agreed,
            "changed_at": in_utc(now),
        }
        row = sa.update(accounts).where(accounts.c.id == account.id)
        if not connection.execute(row.values(values)).rowcount and account.is_new:
            connection.execute(sa.insert(accounts).values(id=account.id, **values))

    def erase(self, connection: Connection, own: str) -> None:
        """Erase all that is kept of an account.

        What came in since and waits for an answer gets one, and goes with it. Help in a crisis is
        still sent.
        """
        self._erase_but_offers(connection, own)
        connection.execute(sa.delete(offers).where(offers.c.account_id == own))
        answered = (updates.c.account_id == own) & updates.c.sealed.is_(None)
        connection.execute(sa.update(updates).where(answered).values(account_id=""))

    @staticmethod
    def _erase_but_offers(connection: Connection, own: str) -> None:
        for table, mine in (
            (accounts, accounts.c.id == own),
            (sends, (sends.c.account_id == own) & ~sends.c.is_urgent),
            (reminders, reminders.c.account_id == own),
        ):
            connection.execute(sa.delete(table).where(mine))

    def erase_conversation(self, conversation_id: str) -> None:
        """Erase all that is kept of a conversation's account; an unknown one is fine.

        Where the resident asks for it by a button and the process dies, the button is still known.
        """
        own = accounts.c.conversation_id == conversation_id
        with self._engine.begin() as connection:
            for row in connection.execute(sa.select([accounts.c.id]).where(own)).fetchall():
                asks = (updates.c.account_id == row.id) & updates.c.sealed.isnot(None)
                if connection.execute(sa.select([updates.c.number]).where(asks)).first():
                    self._erase_but_offers(connection, row.id)
                else:
                    self.erase(connection, row.id)

    def erase_unused_since(self, moment: datetime, unagreed: datetime) -> None:
        """Erase accounts that have not been used since a moment.

        Reminders stay until their day: whoever wants one in a year need not write until then.

        Args:
            moment: of those that have agreed.
            unagreed: of the others.
        """
        unused = (accounts.c.changed_at < in_utc(moment)) | (
            ~accounts.c.has_agreed & (accounts.c.changed_at < in_utc(unagreed))
        )
        with self._engine.begin() as connection:
            connection.execute(sa.delete(accounts).where(unused))

    def erase_held(self, now: datetime) -> None:
        """Erase what was held for an OK that did not come in time."""
        late = accounts.c.held_until <= in_utc(now)
        with self._engine.connect() as connection:
            ids = [row.id for row in connection.execute(sa.select([accounts.c.id]).where(late))]
        for id in ids:
            own, account = (accounts.c.id == id) & late, self.by_id(id)
            row: Any = sa.delete(accounts).where(own)
            if account:
                # The time stays inside: a late OK is told that the words are gone.
                sealed = self._sealed(replace(account, held=None))
                row = sa.update(accounts).where(own).values(held_until=None, sealed=sealed)
            with self._engine.begin() as connection:
                connection.execute(row)

    def _sealed(self, account: Account) -> str:
        until = account.held_until
        record = {**asdict(account), "held_until": until.isoformat() if until else None}
        return self._cipher.encrypt(record)


def _held_until(account: Account) -> datetime | None:
    """Return when something held has to go; None where nothing is held."""
    return in_utc(account.held_until) if account.held and account.held_until else None


def _account(record: dict[str, Any]) -> Account:
    until = datetime.fromisoformat(record["held_until"]) if record["held_until"] else None
    return Account(**{**record, "held_until": until, "is_new": False})


def _conversation_id(account: Account) -> str | None:
    """Return the id inside the signed token, by which a conversation is erased."""
    return account.conversation.rpartition(".")[0] if account.conversation else None
