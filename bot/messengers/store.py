"""What is kept of messengers: what waits for an answer, accounts, what waits to be sent."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.database import as_utc, in_utc
from bot.messengers.account import Account
from bot.messengers.messenger import Incoming, Outgoing
from bot.messengers.store_accounts import AccountStore
from bot.messengers.store_sends import SendStore
from bot.messengers.store_tables import cursors, metadata, updates
from bot.moving.store import MoveStore
from bot.privacy.cipher import Cipher
from bot.privacy.keyed_hash import keyed_hash
from bot.reminders.store import ReminderStore

# Meta delivers again for up to seven days.
IDS_KEPT_FOR = timedelta(days=8)
# Long enough to think about it.
UNAGREED_KEPT_FOR = timedelta(days=1)
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Update:
    """Something that waits for an answer.

    Args:
        number: its place in the order.
        received_at: when it came in, UTC.
    """

    number: int
    account_id: str
    incoming: Incoming
    received_at: datetime


class MessengerStore:
    """Keeps messages between platform and assistant, encrypted.

    Args:
        engine: the project's database.
        secret_key: encrypts contents, and hides addresses.
    """

    def __init__(self, engine: sa.engine.Engine, secret_key: bytes):
        self._engine = engine
        self._key = secret_key
        self._cipher = Cipher(secret_key, "messengers")
        self.accounts = AccountStore(engine, secret_key, self._cipher)
        self.sends = SendStore(engine, self._cipher)
        metadata.create_all(engine)
        self.reminders = ReminderStore(engine, self._cipher, self.sends)
        self.moves = MoveStore(engine, secret_key)

    def receive(
        self, channel: str, incoming: Incoming, now: datetime, answers: Sequence[Outgoing] = ()
    ) -> bool:
        """Keep what came in; tell whether it is new.

        Args:
            channel: the platform.
            incoming: what came in.
            now: the present.
            answers: what is to be sent at once; then nothing is kept of the words.
        """
        own = Account(self.accounts.id_of(channel, incoming.address), incoming.address)
        row = {
            "channel": channel,
            "update_id": self._hash(channel, incoming.id),
            "account_id": own.id,
            "sealed": None if answers else self._cipher.encrypt(asdict(incoming)),
            "received_at": in_utc(now),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(updates).values(row))
                if answers:
                    self.sends.keep(connection, channel, own, answers, now, is_urgent=True)
        except sa.exc.IntegrityError:
            return False
        return True

    def waiting(
        self, channel: str, at: float, besides: Collection[str], most: int
    ) -> tuple[list[str], float | None]:
        """Return accounts with something to answer or to send, longest waiting first.

        Args:
            channel: the platform.
            at: the present, seconds since 1970.
            besides: accounts that are being served.
            most: how many are wanted.

        Returns:
            Their ids, and when the next delayed message is due, in seconds since 1970.
        """
        unanswered = (
            sa.select([updates.c.account_id])
            .where(updates.c.channel == channel, updates.c.sealed.isnot(None))
            .group_by(updates.c.account_id)
            .order_by(sa.func.min(updates.c.number))
            .limit(most + len(besides))
        )
        with self._engine.connect() as connection:
            ids = [row.account_id for row in connection.execute(unanswered)]
        unsent, due = self.sends.waiting(channel, at, besides)
        new = [id for id in dict.fromkeys([*ids, *unsent]) if id not in besides]
        return new[:most], due

    def next_update(self, own: str) -> Update | None:
        """Return what an account sent first of all that is unanswered."""
        query = (
            sa.select([updates])
            .where(updates.c.account_id == own, updates.c.sealed.isnot(None))
            .order_by(updates.c.number)
            .limit(1)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        record = self._cipher.decrypt(row.sealed)
        # Another key encrypted it: nobody can read it any more, nor where it came from.
        incoming = Incoming(**record) if record else Incoming(row.update_id, "", UNREADABLE)
        return Update(row.number, own, incoming, as_utc(row.received_at))

    def finish(
        self,
        channel: str,
        update: Update,
        account: Account | None,
        answers: Iterable[Outgoing],
        now: datetime,
    ) -> None:
        """Keep the answers and forget the words, both or neither.

        Args:
            channel: the platform.
            update: what was answered.
            account: as it is from now on; None erases all that is kept of it.
            answers: what is to be sent, within the platform's limits.
            now: the present.
        """
        own = Account(update.account_id, update.incoming.address)
        with self._engine.begin() as connection:
            done = sa.update(updates).where(updates.c.number == update.number)
            connection.execute(done.values(sealed=None))
            if account is None:
                self.accounts.erase(connection, own.id)
            else:
                self.accounts.keep(connection, channel, account, now)
            self.sends.keep(connection, channel, own, answers, now)

    def drop(
        self, channel: str, update: Update, now: datetime, answers: Sequence[Outgoing] = ()
    ) -> None:
        """Forget something that cannot be answered, and say so perhaps; the account stays."""
        own = Account(update.account_id, update.incoming.address)
        with self._engine.begin() as connection:
            done = sa.update(updates).where(updates.c.number == update.number)
            connection.execute(done.values(sealed=None))
            if answers:
                self.sends.keep(connection, channel, own, answers, now)

    def erase(self, conversation_id: str) -> None:
        """Erase all that is kept of a conversation's account; an unknown one is fine."""
        self.accounts.erase_conversation(conversation_id)
        self.moves.erase(conversation_id)

    def cursor(self, channel: str) -> str | None:
        """Return where a channel left off."""
        query = sa.select([cursors.c.value]).where(cursors.c.channel == channel)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def keep_cursor(self, channel: str, value: str) -> None:
        """Remember where a channel left off."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(cursors).where(cursors.c.channel == channel))
            connection.execute(sa.insert(cursors).values(channel=channel, value=value))

    def erase_before(self, moment: datetime, now: datetime) -> None:
        """Erase accounts unused since a moment, all that is older, and ids nobody delivers again.

        Something may wait in vain: a messenger that was switched off answers nobody any more.
        """
        self.accounts.erase_unused_since(moment, now - UNAGREED_KEPT_FOR)
        self.sends.erase_before(moment)
        self.moves.erase_over(now)
        answered = updates.c.sealed.is_(None)
        old = (updates.c.received_at < in_utc(moment)) | (
            answered & (updates.c.received_at < in_utc(now - IDS_KEPT_FOR))
        )
        with self._engine.begin() as connection:
            connection.execute(sa.delete(updates).where(old))

    def _hash(self, channel: str, update_id: str) -> str:
        """Return what an id is known by: WhatsApp's own holds the resident's number."""
        return keyed_hash(self._key, "update", channel, update_id)
