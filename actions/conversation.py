"""What an action may know of the conversation: what was said now, and what is remembered."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

TOPICS = frozenset(
    [
        "beratung",
        "buergergeld",
        "eltern_psychisch_krank",
        "elterngeld",
        "erziehung",
        "familiengerechte_kommune",
        "familienhebamme",
        "familienzentrum",
        "ferienbetreuung",
        "finanzielle_hilfe",
        "gewalt_missbrauch",
        "grundschule_verhalten",
        "hebamme",
        "integration",
        "integrationskonzept",
        "jugend_strasse",
        "jugendamt",
        "kindergeld",
        "kinderschutz",
        "kita_kosten",
        "kita_platz",
        "kita_verhalten",
        "nachbarschaftsbuero",
        "netzwerklandkarte",
        "neugeborenes",
        "pflege",
        "schule",
        "schwangerschaft",
        "sorgentelefon",
        "stadt_arbeitgeber",
        "treffpunkt_freizeit",
        "trennung",
        "unfallverhuetung",
    ]
)

# Below the first probability of the best intent, a topic with the second one is named as well.
CLEAR, RIVAL = 0.9, 0.05
# From this probability on a topic is half understood: a third of such guesses are right.
HALF = 0.15


@dataclass(frozen=True)
class Conversation:
    """One turn, seen through Rasa's tracker.

    Args:
        tracker: the SDK's tracker of this conversation.
    """

    tracker: Tracker

    @property
    def intent(self) -> str:
        """Name of the intent that was understood."""
        return self.tracker.latest_message["intent"].get("name") or "nlu_fallback"

    @property
    def text(self) -> str | None:
        """The resident's words; None where a button was pressed."""
        text = self.tracker.latest_message.get("text") or ""
        return None if text.startswith("/") else text

    @property
    def topic(self) -> str | None:
        """The topic asked about now, else the one of before."""
        return self.intent if self.intent in TOPICS else self.remembered("thema")

    @property
    def named_topic(self) -> str | None:
        """A topic that is named by its word, such as "Hebamme": the one said last."""
        said = [topic for topic in self.said("thema") if topic in TOPICS]
        return said[-1] if said else None

    @property
    def age(self) -> float | None:
        """The child's age in years: the one said last."""
        said = self.said("alter")
        return float(said[-1]) if said else self.remembered("alter")

    @property
    def likely_age(self) -> float | None:
        """A typical age, where only a stage of childhood is named: to choose by, not to repeat."""
        stage = self.said("lebensphase")
        return float(stage[-1]) if stage else None

    @property
    def district(self) -> str | None:
        """Id of the district or quarter: the one said last."""
        said = self.said("stadtteil")
        return said[-1] if said else self.remembered("stadtteil")

    @property
    def places(self) -> list[str]:
        """Ids of the places named now, in order, each once."""
        return list(dict.fromkeys(self.said("angebot")))

    def said(self, entity: str) -> list[Any]:
        """Return the values of an entity in this message, in order."""
        found = self.tracker.latest_message.get("entities") or []
        return [item["value"] for item in found if item["entity"] == entity]

    def remembered(self, slot: str) -> Any:
        """Return a slot's value."""
        return self.tracker.get_slot(slot)

    def likely_topics(self, most: int, at_least: float = 0.0) -> list[str]:
        """Return the topics that were understood best, best first.

        Args:
            most: how many at the most.
            at_least: less probable topics are left out.
        """
        ranking = self.tracker.latest_message.get("intent_ranking") or []
        topics = [item for item in ranking if item["name"] in TOPICS]
        return [item["name"] for item in topics if item["confidence"] >= at_least][:most]

    @property
    def is_worrying(self) -> bool:
        """A crisis is possible, though not likely enough to leave the question unanswered."""
        return bool(self.tracker.latest_message.get("worry"))

    def rival_topic(self) -> str | None:
        """Return the topic that this message may be about just as well; None where it is clear."""
        ranking = self.tracker.latest_message.get("intent_ranking") or []
        if not ranking or ranking[0]["confidence"] >= CLEAR:
            return None
        rivals = [name for name in self.likely_topics(2, at_least=RIVAL) if name != self.intent]
        return rivals[0] if rivals else None

    def half_understood(self, most: int) -> list[str]:
        """Return topics that this message may be about though nobody would bet on it, best first.

        Args:
            most: how many at the most.
        """
        ranking = self.tracker.latest_message.get("intent_ranking") or []
        # What is rather something else, such as no family matter, is no topic by half.
        if not ranking or ranking[0]["name"] not in TOPICS:
            return []
        return self.likely_topics(most, at_least=HALF)

    def further_topics(self) -> list[str]:
        """Return topics that single sentences of this message are about beside its own."""
        matters = self.tracker.latest_message.get("matters") or []
        return [name for name in matters if name in TOPICS and name != self.intent]

    def failures_before(self) -> int:
        """Count how many of the resident's last messages in a row were not understood."""
        failures = 0
        for event in reversed(self._user_events()[:-1]):
            if event["parse_data"]["intent"].get("name") != "nlu_fallback":
                break
            failures += 1
        return failures

    def last_answer(self) -> list[dict[str, Any]]:
        """Return the assistant's messages before the resident's present one, as stored."""
        answer: list[dict[str, Any]] = []
        users_passed = 0
        for event in reversed(self.tracker.events):
            if event["event"] == "user":
                users_passed += 1
            elif event["event"] == "bot" and users_passed == 1:
                answer.insert(0, event)
            if users_passed > 1:
                break
        return answer

    def _user_events(self) -> list[dict[str, Any]]:
        return [event for event in self.tracker.events if event["event"] == "user"]
