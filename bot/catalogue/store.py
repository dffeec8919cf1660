"""The catalogue in the database: services as documents, their history, and the word index."""

import json
from collections.abc import Iterable
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.catalogue.index import words_of
from bot.catalogue.seed import Service

metadata = sa.MetaData()

services = sa.Table(
    "services",
    metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
)

history = sa.Table(
    "service_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("service_id", sa.String(100), nullable=False, index=True),
    sa.Column("document", sa.Text),
    sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
)


class CatalogueStore:
    """Reads and writes services.

    Args:
        engine: SQLite or PostgreSQL; neither's full text knows German, so both index words that
            were folded and split in Python.
    """

    def __init__(self, engine: Engine):
        self._engine = engine
        metadata.create_all(engine)
        with engine.begin() as connection:
            for statement in _INDEX_TABLE[engine.dialect.name]:
                connection.execute(sa.text(statement))

    def services(self) -> list[Service]:
        """Return all services, by id."""
        query = sa.select([services.c.document]).order_by(services.c.id)
        with self._engine.connect() as connection:
            return [json.loads(row.document) for row in connection.execute(query)]

    def version(self) -> str:
        """Return what changes whenever a service does."""
        query = sa.select([sa.func.count(), sa.func.max(services.c.changed_at)])
        with self._engine.connect() as connection:
            count, changed_at = connection.execute(query).one()
        return f"{count} {changed_at}"

    def fill(self, seed: Iterable[Service]) -> bool:
        """Write the seed into an empty database; return False where it holds services."""
        with self._engine.begin() as connection:
            if connection.execute(sa.select([sa.func.count()]).select_from(services)).scalar():
                return False
            for service in seed:
                self._write(connection, service)
        return True

    def put(self, service: Service) -> None:
        """Write a service; its old state goes to the history."""
        with self._engine.begin() as connection:
            self._retire(connection, service["id"])
            self._write(connection, service)

    def delete(self, service_id: str) -> None:
        """Take a service out; its old state goes to the history."""
        with self._engine.begin() as connection:
            self._retire(connection, service_id)

    def history(self, service_id: str) -> list[Service]:
        """Return the former states of a service, newest first."""
        query = (
            sa.select([history.c.document])
            .where(history.c.service_id == service_id)
            .order_by(history.c.id.desc())
        )
        with self._engine.connect() as connection:
            return [json.loads(row.document) for row in connection.execute(query)]

    def matching(self, words: list[str]) -> dict[str, float]:
        """Return how well services match words: a score above 0 by id, the best 1.

        Args:
            words: as `bot.language.terms` gives them; any of them may match.
        """
        if not words:
            return {}
        statement = sa.text(_MATCH[self._engine.dialect.name])
        with self._engine.connect() as connection:
            rows = connection.execute(statement, {"query": self._query(words)}).all()
        best = max((row.score for row in rows), default=0.0)
        return {row.id: row.score / best for row in rows if best > 0}

    def _query(self, words: list[str]) -> str:
        # Quoted, so that no word of a resident's is read as an operator.
        quote = '"' if self._engine.dialect.name == "sqlite" else "'"
        join = " OR " if self._engine.dialect.name == "sqlite" else " | "
        return join.join(f"{quote}{word}{quote}" for word in dict.fromkeys(words))

    def _write(self, connection: Connection, service: Service) -> None:
        now = datetime.now(timezone.utc)
        document = json.dumps(service, ensure_ascii=False)
        connection.execute(
            sa.insert(services).values(id=service["id"], document=document, changed_at=now)
        )
        indexed = {"id": service["id"], "words": " ".join(words_of(service))}
        connection.execute(sa.text(_INSERT[self._engine.dialect.name]), indexed)

    def _retire(self, connection: Connection, service_id: str) -> None:
        own = services.c.id == service_id
        row = connection.execute(sa.select([services.c.document]).where(own)).first()
        if row is None:
            return
        connection.execute(
            sa.insert(history).values(
                service_id=service_id,
                document=row.document,
                replaced_at=datetime.now(timezone.utc),
            )
        )
        connection.execute(sa.delete(services).where(own))
        connection.execute(sa.text("DELETE FROM service_words WHERE id = :id"), {"id": service_id})


_INDEX_TABLE = {
    "sqlite": ["CREATE VIRTUAL TABLE IF NOT EXISTS service_words USING fts5(id UNINDEXED, words)"],
    "postgresql": [
        "CREATE TABLE IF NOT EXISTS service_words (id varchar(100) PRIMARY KEY, words tsvector)",
        "CREATE INDEX IF NOT EXISTS service_words_index ON service_words USING gin (words)",
    ],
}
_INSERT = {
    "sqlite": "INSERT INTO service_words (id, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO service_words VALUES (:id, to_tsvector('simple', :words))",
}
_MATCH = {
    "sqlite": "SELECT id, -bm25(service_words) AS score FROM service_words "
    "WHERE service_words MATCH :query",
    "postgresql": "SELECT id, ts_rank(words, to_tsquery('simple', :query)) AS score "
    "FROM service_words WHERE words @@ to_tsquery('simple', :query)",
}
