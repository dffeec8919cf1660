"""Rasa's tracker store in the project's database: masked, without crisis texts, and quick."""

import json
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.database import create_engine
from bot.privacy.events import storable


class MaskingTrackerStore(SQLTrackerStore):
    """Keeps each event once, in order, as `bot.privacy.events.storable` leaves it.

    Beside Rasa's own store it counts what it loaded instead of asking the database again, writes
    all new events of a turn with one statement and skips the empty save at a conversation's start:
    half of a turn's time. That needs a lock per conversation, which Rasa and the chat both hold.

    Args:
        host: SQLAlchemy URL of the database (the key `url` in endpoints.yml).
        domain: the model's domain, set again by Rasa at every model load.
        event_broker: gets the same masked events, where one is configured.
    """

    def __init__(
        self,
        host: str,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        self.engine = create_engine(host)
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        TrackerStore.__init__(self, domain, event_broker, **kwargs)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        tracker = await super()._retrieve(sender_id, fetch_events_from_all_sessions)
        if tracker is not None:
            tracker.stored_events = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that came since the tracker was loaded."""
        stored = getattr(tracker, "stored_events", 0)
        events = list(tracker.events)[stored:]
        if not events:
            return
        data = [storable(event.as_dict()) for event in events]
        rows = [
            _row(tracker.sender_id, event, kept) for event, kept in zip(events, data, strict=True)
        ]
        with self.engine.begin() as connection:
            connection.execute(sa.insert(self.SQLEvent.__table__), rows)
        tracker.stored_events = stored + len(rows)
        self._publish(tracker.sender_id, data)

    def _publish(self, sender_id: str, data: list[dict[str, Any]]) -> None:
        if self.event_broker is not None:
            for event in data:
                self.event_broker.publish({"sender_id": sender_id, **event})


def _row(sender_id: str, event: Event, kept: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of Rasa's events table."""
    intent = kept.get("parse_data", {}).get("intent", {}).get("name")
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": event.timestamp,
        "intent_name": intent,
        "action_name": kept.get("name") if event.type_name == "action" else None,
        "data": json.dumps(kept, ensure_ascii=False),
    }
