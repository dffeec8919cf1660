"""Splits German text into words with spaCy, and adds their base forms."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.language.lemmas import lemma


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GermanTokenizer(Tokenizer):
    """Tokens as spaCy's German rules cut them; lemmas are folded.

    No model is needed for that, so that nothing is downloaded.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults."""
        return {
            # Neither intents nor texts are split into tokens of their own.
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Return what must be installed."""
        return ["spacy"]

    def __init__(self, config: dict[str, Any]) -> None:
        """Make spaCy's tokenizer for German."""
        super().__init__(config)
        self._nlp = spacy.blank("de")

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the tokens of a message's text."""
        words = self._nlp.make_doc(message.get(attribute))
        found = [
            Token(word.text, word.idx, lemma=lemma(word.text))
            for word in words
            if not word.is_space
        ]
        # Rasa expects one token at least.
        return found or [Token("?", 0, lemma="?")]
