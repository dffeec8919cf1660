"""The measures, computed from what the chat answered to held-out sentences."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.heldout import STYLES, Sentence

OUT_OF_SCOPE_INTENTS = ("ausserhalb", "buergerbuero", "urteil_diagnose")
# Not sent anywhere: asked back, or declined.
NOT_ACCEPTED = ("clarification", "out_of_scope", "callback", "smalltalk", "error")


@dataclass(frozen=True)
class Outcome:
    """A held-out sentence and what the chat did with it.

    Args:
        sentence: the sentence and what is right.
        status: the chat's state.
        services: ids, in order.
        crisis: the class that was found, or None.
        intent: what the classifier alone made of it.
    """

    sentence: Sentence
    status: str
    services: tuple[str, ...]
    crisis: str | None
    intent: str | None = None

    @property
    def is_first_right(self) -> bool:
        """The first service is one of the right ones."""
        return bool(self.services) and self.services[0] in self.sentence.first

    @property
    def is_among_three(self) -> bool:
        """One of the right services is among those named."""
        return bool(set(self.services) & set(self.sentence.first))

    @property
    def is_wrong_place(self) -> bool:
        """Sent somewhere with confidence, and not where it is right."""
        return self.status == "answered" and bool(self.services) and not self.is_among_three


def share(outcomes: Iterable[Outcome], is_right: Callable[[Outcome], bool]) -> float | None:
    """Return the share of outcomes for which something holds; None without outcomes."""
    verdicts = [is_right(outcome) for outcome in outcomes]
    return sum(verdicts) / len(verdicts) if verdicts else None


def routed(outcomes: list[Outcome]) -> list[Outcome]:
    """Return the outcomes for which a place is right: family matters without a crisis."""
    return [
        outcome
        for outcome in outcomes
        if outcome.sentence.first and "answered" in outcome.sentence.statuses
    ]


def out_of_scope(outcomes: list[Outcome]) -> list[Outcome]:
    """Return the outcomes of sentences that are no family matter."""
    return [item for item in outcomes if item.sentence.intent in OUT_OF_SCOPE_INTENTS]


def crises(outcomes: list[Outcome]) -> list[Outcome]:
    """Return the outcomes of crisis sentences."""
    return [item for item in outcomes if item.sentence.crises]


def harmless(outcomes: list[Outcome]) -> list[Outcome]:
    """Return the outcomes of all sentences that are no crisis."""
    return [item for item in outcomes if not item.sentence.crises]


def macro_f1(outcomes: list[Outcome]) -> float:
    """Return the mean F1 over the intents of the sentences that have one."""
    pairs = [(item.sentence.intent, item.intent) for item in outcomes if item.sentence.intent]
    scores = [_f1(pairs, intent) for intent in sorted({right for right, _ in pairs if right})]
    return sum(scores) / len(scores) if scores else 0.0


def _f1(pairs: Sequence[tuple[str | None, str | None]], intent: str) -> float:
    both = sum(right == found == intent for right, found in pairs)
    either = sum((right == intent) + (found == intent) for right, found in pairs)
    return 2 * both / either if either else 0.0


def summary(outcomes: list[Outcome]) -> dict[str, float | int | None]:
    """Return all measures of one group of outcomes."""
    places, strange = routed(outcomes), out_of_scope(outcomes)
    return {
        "sentences": len(outcomes),
        "first": share(places, lambda item: item.is_first_right),
        "among_three": share(places, lambda item: item.is_among_three),
        "wrong_place": share(places, lambda item: item.is_wrong_place),
        "acceptance": share(places, lambda item: item.status not in NOT_ACCEPTED),
        "intent_macro_f1": macro_f1(outcomes),
        "out_of_scope_recall": share(strange, lambda item: item.status == "out_of_scope"),
        "crisis_recall": share(crises(outcomes), lambda item: item.crisis is not None),
        "crisis_class": share(crises(outcomes), lambda item: item.crisis in item.sentence.crises),
        "false_alarms": share(harmless(outcomes), lambda item: item.crisis is not None),
        "status": share(
            [item for item in outcomes if item.sentence.statuses],
            lambda item: item.status in item.sentence.statuses,
        ),
    }


def by_style(outcomes: list[Outcome]) -> dict[str, dict[str, float | int | None]]:
    """Return the measures of each style, of German sentences."""
    german = [item for item in outcomes if item.sentence.lang == "de"]
    return {
        style: summary([item for item in german if item.sentence.style == style])
        for style in STYLES
    }


def by_language(outcomes: list[Outcome]) -> dict[str, dict[str, float | int | None]]:
    """Return the measures of each language."""
    languages = sorted({item.sentence.lang for item in outcomes})
    return {
        lang: summary([item for item in outcomes if item.sentence.lang == lang])
        for lang in languages
    }
