"""What is kept of moves: a hash of the code, topic and district, for a quarter of an hour."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import in_utc
from bot.moving.codes import code_in, new_code
from bot.privacy.keyed_hash import keyed_hash

VALID_FOR = timedelta(minutes=15)
metadata = sa.MetaData()

moves = sa.Table(
    "moves",
    metadata,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("conversation_id", sa.String(255), nullable=False, unique=True),
    sa.Column("topic", sa.String(100)),
    sa.Column("district", sa.String(100)),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    # Who has used it: asked once more after a crash, the same account gets the same answer.
    sa.Column("account_id", sa.String(64)),
)


@dataclass(frozen=True)
class Move:
    """What goes along: ids of the catalogue, or nothing."""

    topic: str | None = None
    district: str | None = None

    @property
    def payload(self) -> str | None:
        """What a button with the same meaning carries; None where nothing goes along."""
        values = json.dumps({"stadtteil": self.district}) if self.district else ""
        intent = self.topic or ("angabe" if self.district else None)
        return f"/{intent}{values}" if intent else None


class MoveStore:
    """Keeps moves until they are over.

    Args:
        engine: the project's database.
        secret_key: hides the codes.
    """

    def __init__(self, engine: Engine, secret_key: bytes):
        self._engine = engine
        self._key = secret_key
        metadata.create_all(engine)

    def add(self, conversation_id: str, move: Move, now: datetime) -> tuple[str, datetime]:
        """Keep a move instead of the conversation's last one; return its code and its end."""
        code, expires = new_code(), now + VALID_FOR
        row = {
            "hash": self._hash(code),
            "conversation_id": conversation_id,
            "topic": move.topic,
            "district": move.district,
            "expires_at": in_utc(expires),
        }
        with self._engine.begin() as connection:
            connection.execute(sa.delete(moves).where(moves.c.conversation_id == conversation_id))
            connection.execute(sa.insert(moves).values(row))
        return code, expires

    def take(self, text: str, account_id: str, now: datetime) -> Move | None:
        """Use a code; None where it is none, over, or used by somebody else."""
        code = code_in(text)
        if code is None:
            return None
        own = (moves.c.hash == self._hash(code)) & (moves.c.expires_at > in_utc(now))
        free = moves.c.account_id.is_(None) | (moves.c.account_id == account_id)
        with self._engine.begin() as connection:
            mine = sa.update(moves).where(own & free).values(account_id=account_id)
            if not connection.execute(mine).rowcount:
                return None
            row = connection.execute(sa.select([moves]).where(own)).one()
        return Move(row.topic, row.district)

    def erase(self, conversation_id: str) -> None:
        """Delete the move of a conversation; an unknown one is fine."""
        self._delete(moves.c.conversation_id == conversation_id)

    def erase_over(self, now: datetime) -> None:
        """Delete what is over."""
        self._delete(moves.c.expires_at <= in_utc(now))

    def _delete(self, condition: sa.sql.ColumnElement) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(moves).where(condition))

    def _hash(self, code: str) -> str:
        return keyed_hash(self._key, "move", code)
