"""One message held against the rules: what stands where, and whether it counts."""

from collections.abc import Iterable

from bot.safety.latin import Latin
from bot.safety.lexicon import Lexicon
from bot.safety.names import Names
from bot.safety.pattern import Part, Pattern, Place, find
from bot.safety.rules import Block, Language, Negation
from bot.safety.words import read

# Words of one thought stand this near: within a sentence, and over its end.
_NEAR = 10
_NEAR_OVER_SENTENCES = 4
_NEGATES_FROM = 2


class Reading:
    """A message in which patterns can be found.

    Args:
        text: the message.
        lexicon: what each word may stand for.
        latin: what each word may stand for where a foreign script is typed in Latin letters.
        names: names of places; their words stand for nothing.
    """

    def __init__(self, text: str, lexicon: Lexicon, latin: Latin, names: Names):
        self._words = read(text)
        named = names.places(self._words)
        self._keys = [
            lexicon.keys(word.text) if position not in named else frozenset()
            for position, word in enumerate(self._words)
        ]
        for position, keys in enumerate(latin.keys([word.text for word in self._words])):
            self._keys[position] |= keys
        self.hits: dict[str, list[Place]] = {}
        for position, keys in enumerate(self._keys):
            for key in keys:
                self.hits.setdefault(key, []).append((position,))

    def add_phrases(self, language: Language) -> None:
        """Find the groups' entries of several words, in the order of the file."""
        for group, part in language.phrases:
            found = find(part, self.hits)
            if found:
                self.hits[group] = sorted({*self.hits.get(group, []), *found})

    def known_words(self, language: str) -> int:
        """Return how many words a language's patterns know: a hint to what it is written in."""
        mark = f"{language} "
        return sum(any(key.startswith(mark) for key in keys) for keys in self._keys)

    def matches(self, pattern: Pattern, negation: Negation | None = None) -> Iterable[Place]:
        """Return where a pattern stands, without what is negated."""
        if not all(self._may_have(part) for part in pattern.parts):
            return
        found = [find(part, self.hits) for part in pattern.parts]
        for first in found[0]:
            places = self._together(first, found[1:])
            if places and self._counts(pattern, places, negation):
                yield _joined(places)

    def is_blocked(self, place: Place, crisis: str, blocks: Iterable[Block]) -> bool:
        """Tell whether a context takes a match its meaning."""
        return any(crisis in block.classes and self._blocks(block, place) for block in blocks)

    def _may_have(self, part: Part) -> bool:
        return any(
            all(any(key in self.hits for key in item.keys) for item in phrase) for phrase in part
        )

    def _together(self, first: Place, others: list[list[Place]]) -> list[Place]:
        """Return a place of each part, all near the first; none where that cannot be."""
        places = [first]
        for choices in others:
            taken = {position for place in places for position in place}
            free = [choice for choice in choices if taken.isdisjoint(choice)]
            if not free:
                return []
            places.append(min(free, key=lambda choice: _distance(choice, first)))
        return places if self._is_near(_joined(places)) else []

    def _counts(self, pattern: Pattern, places: list[Place], negation: Negation | None) -> bool:
        """Tell whether nothing in the sentence or before a word takes it back."""
        place = _joined(places)
        if self._has_near(pattern.never, place):
            return False
        if negation is None:
            return True
        return not any(
            self._is_negated(own, place, negation)
            for part, own in zip(pattern.parts, places, strict=True)
            if not _is_beside_the_point(part, negation)
        )

    def _is_near(self, place: Place) -> bool:
        is_one_sentence = len(self._sentences(place)) == 1
        return place[-1] - place[0] <= (_NEAR if is_one_sentence else _NEAR_OVER_SENTENCES)

    def _has_near(self, parts: Iterable[Part], place: Place) -> bool:
        sentences = self._sentences(place)
        return any(
            sentences & self._sentences(found)
            for part in parts
            if self._may_have(part)
            for found in find(part, self.hits)
        )

    def _blocks(self, block: Block, place: Place) -> bool:
        sentences = self._sentences(place)
        found = [
            context
            for pattern in block.patterns
            for context in self.matches(pattern)
            if block.is_everywhere
            or (sentences & self._sentences(context) and _distance(context, place) <= block.reach)
        ]
        return bool(found) and not any(
            sentences & self._sentences(lifting)
            for pattern in block.unless
            for lifting in self.matches(pattern)
        )

    def _sentences(self, place: Place) -> set[int]:
        return {self._words[position].sentence for position in place}

    def _is_negated(self, own: Place, place: Place, negation: Negation) -> bool:
        """Tell whether a "not" stands inside, just before, or as the last word of the clause.

        Args:
            own: the positions of the part that may be negated.
            place: those of the whole match; its words negate nothing.
            negation: what negates.
        """
        first, last = own[0], own[-1]
        inside = range(first, last)
        before = []
        for position in range(first - 1, max(-1, first - 1 - _NEGATES_FROM), -1):
            if self._is_border(position, first, negation):
                break
            before.append(position)
        after = last + 1
        while after in place or self._is_beside(after, negation):
            after += 1
        behind = [after] if self._ends_clause(after, last) else []
        return any(
            self._negates(position, negation)
            for position in (*inside, *before, *behind)
            if position not in place
        )

    def _is_beside(self, position: int, negation: Negation) -> bool:
        keys = self._keys[position] if position < len(self._keys) else frozenset()
        return bool(keys & negation.beside_the_point) and not keys & negation.words

    def _is_border(self, position: int, other: int, negation: Negation) -> bool:
        is_apart = self._words[position].clause != self._words[other].clause
        return is_apart or bool(self._keys[position] & negation.borders)

    def _ends_clause(self, position: int, other: int) -> bool:
        words = self._words
        if position >= len(words) or words[position].clause != words[other].clause:
            return False
        return position + 1 == len(words) or words[position + 1].clause != words[position].clause

    def _negates(self, position: int, negation: Negation) -> bool:
        if not self._keys[position] & negation.words:
            return False
        is_turned = position and self._keys[position - 1] & negation.not_after
        is_only = position + 1 < len(self._keys) and (
            self._keys[position + 1] & negation.not_before
        )
        return not is_turned and not is_only


def _is_beside_the_point(part: Part, negation: Negation) -> bool:
    """Tell whether a part only names people and the like, which nobody negates."""
    items = [item for phrase in part for item in phrase]
    return all(negation.beside_the_point.issuperset(item.keys) for item in items)


def _joined(places: list[Place]) -> Place:
    return tuple(sorted(position for place in places for position in place))


def _distance(one: Place, other: Place) -> int:
    return max(one[0] - other[-1], other[0] - one[-1], 0)
