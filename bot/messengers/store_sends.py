"""Reads and writes what is to be sent, and what its quick replies mean; a part of the store."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import as_utc, in_utc
from bot.messengers.account import Account
from bot.messengers.messenger import Choice, Outgoing
from bot.messengers.store_tables import offers, sends
from bot.privacy.cipher import Cipher

_CODE_BYTES = 9
_LONGEST_CODE = 64


@dataclass(frozen=True)
class Send:
    """A message that waits to be sent.

    Args:
        number: its place in the order.
        address: to whom.
        tries: how often it has failed.
        made_at: when it was answered, UTC.
    """

    number: int
    address: str
    outgoing: Outgoing
    tries: int
    made_at: datetime

    @property
    def key(self) -> str:
        """The same for each try, and for no other message, also of an emptied database."""
        return f"{int(self.made_at.timestamp())}-{self.number}"


class SendStore:
    """Keeps messages until the platform has taken them, each account's in order.

    Args:
        engine: the project's database.
        cipher: encrypts them.
    """

    def __init__(self, engine: Engine, cipher: Cipher):
        self._engine = engine
        self._cipher = cipher

    def add(self, channel: str, account: Account, outgoing: Outgoing, now: datetime) -> None:
        """Keep a message that answers nothing: a reminder."""
        with self._engine.begin() as connection:
            self.keep(connection, channel, account, [outgoing], now)

    def keep(
        self,
        connection: Connection,
        channel: str,
        account: Account,
        answer: Iterable[Outgoing],
        now: datetime,
        is_urgent: bool = False,
    ) -> None:
        """Keep an answer within a transaction, and what its quick replies mean.

        What could be typed instead of earlier ones is an ordinary word or number from now on.
        """
        earlier = sa.update(offers).where(offers.c.account_id == account.id)
        connection.execute(earlier.values(mark=""))
        for outgoing in answer:
            self._keep_one(connection, channel, account, outgoing, now, is_urgent)

    def _keep_one(
        self,
        connection: Connection,
        channel: str,
        account: Account,
        outgoing: Outgoing,
        now: datetime,
        is_urgent: bool,
    ) -> None:
        codes = [secrets.token_urlsafe(_CODE_BYTES) for _ in outgoing.choices]
        coded = [
            replace(choice, payload=code)
            for choice, code in zip(outgoing.choices, codes, strict=True)
        ]
        record = {
            "address": account.address,
            "outgoing": replace(outgoing, choices=tuple(coded)).as_record(),
        }
        row = {
            "channel": channel,
            "account_id": account.id,
            "sealed": self._cipher.encrypt(record),
            "tries": 0,
            "made_at": in_utc(now),
            "not_before": 0.0,
            "is_urgent": is_urgent,
        }
        connection.execute(sa.insert(sends).values(row))
        for choice, code in zip(outgoing.choices, codes, strict=True):
            connection.execute(
                sa.insert(offers).values(
                    code=code,
                    account_id=account.id,
                    mark=choice.mark,
                    sealed=self._cipher.encrypt(asdict(choice)),
                    made_at=in_utc(now),
                )
            )

    def first(self, own: str, at: float, is_urgent: bool = False) -> Send | None:
        """Return an account's first unsent message; None where there is none or it has to wait.

        Args:
            own: the account's id.
            at: the present, seconds since 1970.
            is_urgent: which of its two queues.
        """
        mine = (sends.c.account_id == own) & (sends.c.is_urgent == is_urgent)
        query = sa.select([sends]).where(mine).order_by(sends.c.number)
        with self._engine.connect() as connection:
            row = connection.execute(query.limit(1)).first()
        if row is None or row.not_before > at:
            return None
        # What another key encrypted, nobody can send: an empty message, which is dropped.
        record = self._cipher.decrypt(row.sealed)
        address = record["address"] if record else ""
        outgoing = Outgoing.from_record(record["outgoing"]) if record else Outgoing("")
        return Send(row.number, address, outgoing, row.tries, as_utc(row.made_at))

    def waiting(
        self, channel: str, at: float, besides: Collection[str], is_urgent: bool = False
    ) -> tuple[list[str], float | None]:
        """Return accounts with something to send, and when the next delayed message is due.

        Args:
            channel: the platform.
            at: the present, seconds since 1970, as the returned time.
            besides: accounts that are being served.
            is_urgent: which of their two queues.
        """
        # Messages go in order, so an account's first one decides.
        of = (sends.c.channel == channel) & (sends.c.is_urgent == is_urgent)
        first = sa.select([sa.func.min(sends.c.number)]).where(of).group_by(sends.c.account_id)
        query = sa.select([sends.c.account_id, sends.c.not_before])
        query = query.where(sends.c.number.in_(first)).order_by(sends.c.not_before)
        with self._engine.connect() as connection:
            rows = [row for row in connection.execute(query) if row.account_id not in besides]
        later = [row.not_before for row in rows if row.not_before > at]
        return [row.account_id for row in rows if row.not_before <= at], min(later, default=None)

    def done(self, number: int) -> None:
        """Forget a message that the platform has taken, or never will."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(sends).where(sends.c.number == number))

    def delay(self, number: int, until: float) -> None:
        """Remember when to try again, in seconds since 1970."""
        with self._engine.begin() as connection:
            row = sa.update(sends).where(sends.c.number == number)
            connection.execute(row.values(tries=sends.c.tries + 1, not_before=until))

    def offered(self, own: str, code: str) -> Choice | None:
        """Return what a quick reply means; None where it was not offered to this account."""
        # Anybody's app may send anything; PostgreSQL fails at some of it.
        if not (code.isascii() and code.isprintable() and len(code) <= _LONGEST_CODE):
            return None
        return self._offer(offers.c.account_id == own, offers.c.code == code)

    def offered_as(self, own: str, mark: str) -> Choice | None:
        """Return what a mark means in the account's last answer; None where it means nothing."""
        return self._offer(offers.c.account_id == own, offers.c.mark == mark)

    def erase_before(self, moment: datetime) -> None:
        """Erase what nobody will press any more, and what could not be sent."""
        with self._engine.begin() as connection:
            for table in (offers, sends):
                connection.execute(sa.delete(table).where(table.c.made_at < in_utc(moment)))

    def _offer(self, *conditions: sa.sql.ColumnElement) -> Choice | None:
        with self._engine.connect() as connection:
            sealed = connection.execute(sa.select([offers.c.sealed]).where(*conditions)).scalar()
        record = self._cipher.decrypt(sealed) if sealed else None
        return Choice(**record) if record else None
