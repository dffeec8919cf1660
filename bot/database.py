"""The one database: a SQLite file or PostgreSQL, by its URL."""

from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine

BUSY_MS = 5000


def create_engine(url: str) -> Engine:
    """Return an engine for a database URL.

    Args:
        url: `sqlite:///…` or `postgresql://…`.
    """
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = sa.create_engine(
        url,
        poolclass=sa.pool.QueuePool,
        connect_args={"check_same_thread": False},
        # Errors are logged by Rasa; their parameters are residents' words.
        hide_parameters=True,
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def in_utc(moment: datetime) -> datetime:
    """Return a time as it is stored: SQLite compares times without looking at their zone."""
    return moment.astimezone(timezone.utc)


def as_utc(moment: datetime) -> datetime:
    """Return a stored time with its zone: SQLite forgets it, PostgreSQL gives its own."""
    return in_utc(moment) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _prepare_sqlite(connection, record) -> None:  # type: ignore[no-untyped-def]
    """Let several processes read and write the same file."""
    for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_MS}", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
