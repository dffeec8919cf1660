"""What is kept of callbacks: when, until when, and the rest encrypted."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.callbacks.request import CallbackRequest
from bot.database import as_utc, in_utc
from bot.privacy.cipher import Cipher

OPEN_FOR = timedelta(days=30)
DONE_FOR = timedelta(days=14)
metadata = sa.MetaData()

callbacks = sa.Table(
    "callbacks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation_id", sa.String(255), index=True),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("delete_on", sa.Date, nullable=False, index=True),
    sa.Column("done_on", sa.Date),
    sa.Column("is_announced", sa.Boolean, nullable=False),
    # Else SQLite gives a deleted number again, and "done 3" would mean somebody else.
    sqlite_autoincrement=True,
)


@dataclass(frozen=True)
class Callback:
    """A callback as staff see it.

    Args:
        id: its number.
        received_at: when it was asked for, UTC.
        delete_on: the day on which it will be gone.
        done_on: when staff called; None while it waits.
        request: what the resident gave; None where another key encrypted it.
    """

    id: int
    received_at: datetime
    delete_on: date
    done_on: date | None
    request: CallbackRequest | None


class CallbackStore:
    """Keeps callbacks until they are due.

    Args:
        engine: the project's database.
        cipher: encrypts what residents give.
    """

    def __init__(self, engine: sa.engine.Engine, cipher: Cipher):
        self._engine = engine
        self._cipher = cipher
        metadata.create_all(engine)

    def add(self, request: CallbackRequest, conversation_id: str | None, now: datetime) -> date:
        """Keep a callback; return the day on which it will be deleted at the latest."""
        delete_on = now.date() + OPEN_FOR
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(callbacks).values(
                    conversation_id=conversation_id,
                    sealed=self._cipher.encrypt(asdict(request)),
                    received_at=in_utc(now),
                    delete_on=delete_on,
                    is_announced=False,
                )
            )
        return delete_on

    def all(self) -> list[Callback]:
        """Return all callbacks, those that wait first, oldest first."""
        order = (callbacks.c.done_on.isnot(None), callbacks.c.id)
        return self._read(sa.select([callbacks]).order_by(*order))

    def unannounced(self) -> list[Callback]:
        """Return waiting callbacks of which the office does not know yet."""
        waiting = callbacks.c.done_on.is_(None) & callbacks.c.is_announced.is_(False)
        return self._read(sa.select([callbacks]).where(waiting).order_by(callbacks.c.id))

    def announced(self, callback_id: int) -> None:
        """Remember that the office knows of a callback."""
        with self._engine.begin() as connection:
            own = callbacks.c.id == callback_id
            connection.execute(sa.update(callbacks).where(own).values(is_announced=True))

    def finish(self, callback_id: int, today: date) -> date | None:
        """Mark a callback as done; return when it will be deleted, None where there is none.

        The date the resident was told is never put off, nor by marking twice.
        """
        own = callbacks.c.id == callback_id
        with self._engine.begin() as connection:
            row = connection.execute(sa.select([callbacks]).where(own)).first()
            if row is None:
                return None
            delete_on = min(row.delete_on, today + DONE_FOR)
            values = {"done_on": row.done_on or today, "delete_on": delete_on}
            connection.execute(sa.update(callbacks).where(own).values(**values))
        return delete_on

    def delete(self, callback_id: int) -> bool:
        """Delete a callback at once; tell whether there was one."""
        return bool(self._delete(callbacks.c.id == callback_id))

    def erase(self, conversation_id: str) -> None:
        """Delete the callbacks of a conversation; an unknown one is fine."""
        self._delete(callbacks.c.conversation_id == conversation_id)

    def erase_due(self, today: date) -> int:
        """Delete what is due; return how many went."""
        return self._delete(callbacks.c.delete_on <= today)

    def _delete(self, condition: Any) -> int:
        with self._engine.begin() as connection:
            return connection.execute(sa.delete(callbacks).where(condition)).rowcount

    def _read(self, query: Any) -> list[Callback]:
        with self._engine.connect() as connection:
            return [self._callback(row) for row in connection.execute(query)]

    def _callback(self, row: Any) -> Callback:
        record = self._cipher.decrypt(row.sealed)
        request = CallbackRequest(**record) if record else None
        return Callback(row.id, as_utc(row.received_at), row.delete_on, row.done_on, request)
