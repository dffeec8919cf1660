"""What Rasa does not check: small rules, each a function from content to problems."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from string import Formatter

from bot.content.content import Content, Example, Rule
from bot.content.problem import Problem, error, warning
from bot.language.folding import fold

LEAST_EXAMPLES = 20
LEAST_OUT_OF_SCOPE = {"ausserhalb": 150, "buergerbuero": 150}
DOMAIN = "domain.yml"
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\b0\d{2,5}[ /-]?\d{4,}|\bDE\d{20}\b")
# Rasa's own reading of entity marks; our entities are found by the catalogue's words.
_MARKED = re.compile(r"\[[^\]]+\]\s*[({]")

Check = Callable[[Content], Iterable[Problem]]


def enough_examples(content: Content) -> Iterable[Problem]:
    """Every intent has examples, and enough of them."""
    counts = Counter(example.intent for example in content.examples)
    for intent in content.intents:
        least = LEAST_OUT_OF_SCOPE.get(intent, LEAST_EXAMPLES)
        if counts[intent] < least:
            hint = f"Ergänzen Sie Beispiele: {least} sollen es mindestens sein."
            yield error(DOMAIN, 1, f"Absicht „{intent}“ hat {counts[intent]} Beispiele. {hint}")


def known_intents(content: Content) -> Iterable[Problem]:
    """Examples and rules only name intents of the domain."""
    known = {*content.intents, "nlu_fallback"}
    named: list[Example | Rule] = [*content.examples, *content.rules]
    for item in named:
        if item.intent not in known:
            hint = "Schreibweise prüfen oder in domain.yml unter „intents“ ergänzen."
            yield error(item.file, item.line, f"Absicht „{item.intent}“ gibt es nicht. {hint}")


def every_intent_is_answered(content: Content) -> Iterable[Problem]:
    """No intent leads to silence."""
    answered = {rule.intent for rule in content.rules}
    for intent in content.intents:
        if intent not in answered:
            hint = "Ergänzen Sie in data/rules.yml, was darauf folgt."
            yield error("data/rules.yml", 1, f"Auf „{intent}“ folgt nichts. {hint}")


def rules_lead_somewhere(content: Content) -> Iterable[Problem]:
    """Rules only name actions and texts that exist."""
    known = {*content.actions, *(response.name for response in content.responses)}
    for rule in content.rules:
        if rule.action not in known:
            hint = "Schreibweise prüfen."
            yield error(rule.file, rule.line, f"„{rule.action}“ gibt es nicht. {hint}")


def no_sentence_twice(content: Content) -> Iterable[Problem]:
    """No sentence stands in two intents, or twice in one, however it is written."""
    first: dict[str, Example] = {}
    for example in content.examples:
        key = re.sub(r"\W+", " ", fold(example.text)).strip() or example.text
        before = first.setdefault(key, example)
        if before is not example:
            where = f"{before.file}:{before.line} („{before.intent}“)"
            report = error if before.intent != example.intent else warning
            yield report(
                example.file,
                example.line,
                f"„{example.text}“ steht schon in {where}. Streichen Sie eines von beiden.",
            )


def no_personal_data(content: Content) -> Iterable[Problem]:
    """Examples hold no mail addresses, phone or account numbers."""
    for example in content.examples:
        if _PERSONAL.search(example.text):
            hint = "Ersetzen Sie die Angabe durch Worte."
            yield error(
                example.file, example.line, f"Das sieht nach persönlichen Daten aus. {hint}"
            )


def no_marked_entities(content: Content) -> Iterable[Problem]:
    """Examples hold no entity marks: places, districts and ages are found by themselves."""
    for example in content.examples:
        if _MARKED.search(example.text):
            hint = "Schreiben Sie den Satz ohne eckige Klammern."
            yield error(example.file, example.line, f"Markierungen sind nicht nötig. {hint}")


def intents_are_sorted(content: Content) -> Iterable[Problem]:
    """The domain lists intents in alphabetical order, so that one finds them."""
    for before, after in zip(content.intents, content.intents[1:], strict=False):
        if before > after:
            yield warning(DOMAIN, 1, f"„{after}“ gehört vor „{before}“: bitte nach Alphabet.")


def texts_are_whole(content: Content) -> Iterable[Problem]:
    """Texts are not empty, their braces pair, and no variable of the machine is named."""
    for response in content.responses:
        if not response.text.strip():
            yield error(
                DOMAIN, response.line, f"„{response.name}“ ist leer. Schreiben Sie den Text."
            )
        if "${" in response.text:
            hint = "Nehmen Sie das Zeichen $ heraus."
            yield error(DOMAIN, response.line, f"„{response.name}“ enthält „${{“. {hint}")
        try:
            list(Formatter().parse(response.text))
        except ValueError:
            hint = "Zu jeder öffnenden gehört eine schließende."
            yield error(DOMAIN, response.line, f"„{response.name}“: Klammern passen nicht. {hint}")


CHECKS: tuple[Check, ...] = (
    enough_examples,
    known_intents,
    every_intent_is_answered,
    rules_lead_somewhere,
    no_sentence_twice,
    no_personal_data,
    no_marked_entities,
    intents_are_sorted,
    texts_are_whole,
)


def check(content: Content) -> list[Problem]:
    """Return all problems of the content, broken files first."""
    return [*content.broken, *(problem for rule in CHECKS for problem in rule(content))]
