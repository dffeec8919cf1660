"""What is kept of conversations: Rasa's events, and feedback on answers."""

import json
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()

# Rasa's own table; the tracker store makes it.
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255)),
    sa.Column("type_name", sa.String(255)),
    sa.Column("timestamp", sa.Float),
    sa.Column("data", sa.Text),
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation_id", sa.String(255), nullable=False, index=True),
    sa.Column("message", sa.Integer, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
)


class ConversationStore:
    """Reads and erases conversations.

    Args:
        engine: the project's database.
    """

    def __init__(self, engine: sa.engine.Engine):
        self._engine = engine
        metadata.create_all(engine)

    def erase(self, conversation_id: str) -> None:
        """Delete every row of a conversation; an unknown one is fine."""
        with self._engine.begin() as connection:
            for table, column in _OWNED:
                connection.execute(sa.delete(table).where(column == conversation_id))

    def erase_before(self, moment: datetime) -> int:
        """Delete all conversations' rows from before a moment; return how many events went."""
        with self._engine.begin() as connection:
            old = events.c.timestamp < moment.timestamp()
            gone = connection.execute(sa.delete(events).where(old)).rowcount
            connection.execute(sa.delete(feedback).where(feedback.c.given_at < moment))
        return gone

    def words(self, conversation_id: str) -> list[dict[str, Any]]:
        """Return the stored user and bot events of a conversation, oldest first."""
        query = (
            sa.select([events.c.data])
            .where(events.c.sender_id == conversation_id)
            .where(events.c.type_name.in_(["user", "bot"]))
            .order_by(events.c.id)
        )
        with self._engine.connect() as connection:
            return [json.loads(row.data) for row in connection.execute(query)]

    def add_feedback(
        self, conversation_id: str, message: int, helpful: bool, reason: str | None
    ) -> None:
        """Keep what a resident thinks of one message."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(feedback).values(
                    conversation_id=conversation_id,
                    message=message,
                    helpful=helpful,
                    reason=reason,
                    given_at=datetime.now(timezone.utc),
                )
            )


_OWNED = ((events, events.c.sender_id), (feedback, feedback.c.conversation_id))
