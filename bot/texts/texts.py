"""Makes sentences from names and values, in one language."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from bot.texts.city import City, the_city
from bot.texts.compose import composer_for, contact
from bot.texts.numbers import spoken_age


class Texts:
    """All sentences of one language.

    Args:
        sentences: text by response name, with `{placeholders}`.
        city: the names of the city.
        lang: ISO 639-1 code.
        topics: names of the topics in this language; the city's own where one is missing.
    """

    def __init__(
        self,
        sentences: Mapping[str, str],
        city: City,
        lang: str = "de",
        topics: Mapping[str, str] | None = None,
    ):
        self.sentences = sentences
        self.city = city
        self.lang = lang
        self._topics = {**city.topics, **(topics or {})}
        offices = {
            "ersatzkontakt": city.fallback_contact,
            "zustaendig": city.everything_else,
        }
        self._always = {"stadt": city.name, "hier": city.name}
        for name, place in offices.items():
            self._always[name] = f"{place['name']}\n{contact(self, place)}"

    @classmethod
    def from_responses(cls, responses: Mapping[str, list[Mapping[str, Any]]]) -> "Texts":
        """Take the first wording of each response of a Rasa domain."""
        texts = {name: wordings[0].get("text", "") for name, wordings in responses.items()}
        return cls(texts, the_city())

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return the sentence a resident reads.

        Args:
            name: a response of domain.yml.
            values: as the action gave them: `place`, `places`, `known` or plain values.

        Raises:
            KeyError: there is no such response.
        """
        composer = composer_for(values, name)
        composed = composer(self, values) if composer else {}
        return self.sentence(name, {**values, **composed}).strip()

    def sentence(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a response's text, filled; a placeholder without value stays empty."""
        spoken = _Spoken(self._always, self._named(values))
        return Formatter().vformat(self.sentences[name], (), spoken)

    def _named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Replace ids by names, and numbers by words."""
        named = dict(values)
        named["thema"] = self._topics.get(values.get("thema", ""), values.get("thema"))
        named["stadtteil"] = self.city.areas.get(
            values.get("stadtteil") or "", values.get("stadtteil")
        )
        if isinstance(values.get("alter"), int | float):
            named["alter"] = spoken_age(float(values["alter"]), self.lang)
        return named


class _Spoken(dict):
    """Values for a sentence; what is missing is left out rather than shown as a brace."""

    def __init__(self, *layers: Mapping[str, Any]):
        super().__init__()
        for layer in layers:
            self.update({key: value for key, value in layer.items() if value is not None})

    def __missing__(self, key: str) -> str:
        return ""
