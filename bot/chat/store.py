"""What is kept of conversations: Rasa's events, language and style, consent, and feedback."""

import json
import time
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

from bot.chat.preferences import Preferences

metadata = sa.MetaData()

# Rasa's own table, column by column as its tracker store expects it: whoever comes first makes it.
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
)

preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("conversation_id", sa.String(255), primary_key=True),
    sa.Column("lang", sa.String(2), nullable=False),
    sa.Column("style", sa.String(20)),
    sa.Column("is_foreign", sa.Boolean, nullable=False),
    sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
)

# A row is the resident's consent that staff read what is written from then on; none is none.
consents = sa.Table(
    "consents",
    metadata,
    sa.Column("conversation_id", sa.String(255), primary_key=True),
    # As Rasa stamps its events, so that both compare.
    sa.Column("since", sa.Float, nullable=False),
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
            connection.execute(sa.delete(preferences).where(preferences.c.changed_at < moment))
            connection.execute(sa.delete(consents).where(consents.c.since < moment.timestamp()))
        return gone

    def words(self, conversation_id: str, since: float = 0) -> list[dict[str, Any]]:
        """Return the stored user and bot events of a conversation since a time, oldest first."""
        query = (
            sa.select([events.c.data])
            .where(events.c.sender_id == conversation_id)
            .where(events.c.type_name.in_(["user", "bot"]))
            .where(events.c.timestamp >= since)
            .order_by(events.c.id)
        )
        with self._engine.connect() as connection:
            return [json.loads(row.data) for row in connection.execute(query)]

    def slots(self, conversation_id: str) -> dict[str, Any]:
        """Return the slots of a conversation with their last values."""
        query = (
            sa.select([events.c.data])
            .where(events.c.sender_id == conversation_id, events.c.type_name == "slot")
            .order_by(events.c.id)
        )
        with self._engine.connect() as connection:
            found = [json.loads(row.data) for row in connection.execute(query)]
        return {event["name"]: event["value"] for event in found}

    def shared_words(self, conversation_id: str) -> list[dict[str, Any]]:
        """Return what staff may read of a conversation: nothing without consent or before it."""
        since = self._shared_since(conversation_id)
        return [] if since is None else self.words(conversation_id, since)

    def keep_share(self, conversation_id: str, share: bool) -> None:
        """Keep whether staff may read a conversation from now on; a withdrawal hides all of it."""
        if share == (self._shared_since(conversation_id) is not None):
            return
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(consents).values(conversation_id=conversation_id, since=time.time())
                if share
                else sa.delete(consents).where(consents.c.conversation_id == conversation_id)
            )

    def _shared_since(self, conversation_id: str) -> float | None:
        own = consents.c.conversation_id == conversation_id
        with self._engine.connect() as connection:
            return connection.execute(sa.select([consents.c.since]).where(own)).scalar()

    def preferences(self, conversation_id: str) -> Preferences | None:
        """Return language and style of a conversation; None for a new one."""
        own = preferences.c.conversation_id == conversation_id
        columns = [preferences.c.lang, preferences.c.style, preferences.c.is_foreign]
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(columns).where(own)).first()
        return Preferences(*row) if row else None

    def keep_preferences(self, conversation_id: str, chosen: Preferences) -> None:
        """Keep language and style for the next messages of a conversation."""
        own = preferences.c.conversation_id == conversation_id
        values = {**vars(chosen), "changed_at": datetime.now(timezone.utc)}
        with self._engine.begin() as connection:
            if not connection.execute(sa.update(preferences).where(own).values(**values)).rowcount:
                connection.execute(
                    sa.insert(preferences).values(conversation_id=conversation_id, **values)
                )

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


_OWNED = (
    (events, events.c.sender_id),
    (consents, consents.c.conversation_id),
    (feedback, feedback.c.conversation_id),
    (preferences, preferences.c.conversation_id),
)
