"""Lets Rasa speak the same German as the chat, so that `rasa shell` reads like the product."""

from typing import Any

import structlog
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.texts.texts import Texts

CHAT = "chat"
log = structlog.get_logger()


class GermanResponses(TemplatedNaturalLanguageGenerator):
    """Fills responses with the values of an action.

    Derives from Rasa's own generator because only that one is handed the responses of a model
    that was loaded later. For the chat the name is enough: the web process makes the sentence, in
    the resident's language.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None):
        super().__init__(domain.responses if domain else {})

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Return the message for a response name; never None, which Rasa would pass in silence."""
        if utter_action not in self.responses:
            log.error("response.unknown", name=utter_action)
            utter_action = "utter_fehler"
        if tracker.get_latest_input_channel() == CHAT:
            return {"text": utter_action}
        texts = Texts.from_responses(self.responses)
        return {"text": texts.render(utter_action, kwargs.get("values") or {})}
