"""Counts by day: how often something happened, of which nothing else is kept."""

from datetime import date

import sqlalchemy as sa

metadata = sa.MetaData()
counts = sa.Table(
    "counts",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    # What is counted, and of what: "passt_nicht" and the id of the place.
    sa.Column("kind", sa.String(30), primary_key=True),
    sa.Column("name", sa.String(100), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)


class StatisticsStore:
    """Keeps counts.

    Args:
        engine: the project's database.
    """

    def __init__(self, engine: sa.engine.Engine):
        self._engine = engine
        metadata.create_all(engine)

    def count(self, kind: str, name: str, day: date) -> None:
        """Count one more."""
        own = (counts.c.day == day) & (counts.c.kind == kind) & (counts.c.name == name)
        more = sa.update(counts).where(own).values(number=counts.c.number + 1)
        with self._engine.begin() as connection:
            if connection.execute(more).rowcount:
                return
        try:
            with self._engine.begin() as connection:
                first = {"day": day, "kind": kind, "name": name, "number": 1}
                connection.execute(sa.insert(counts).values(first))
        except sa.exc.IntegrityError:
            # Somebody else was the first in between.
            with self._engine.begin() as connection:
                connection.execute(more)

    def totals(self, kind: str, since: date) -> list[tuple[str, int]]:
        """Return names and how often they were counted since a day, most often first."""
        total = sa.func.sum(counts.c.number)
        query = (
            sa.select([counts.c.name, total])
            .where((counts.c.kind == kind) & (counts.c.day >= since))
            .group_by(counts.c.name)
            .order_by(total.desc(), counts.c.name)
        )
        with self._engine.connect() as connection:
            return [(name, number) for name, number in connection.execute(query)]
