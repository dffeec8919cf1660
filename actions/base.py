"""What all actions share: they never leave a resident without a sentence."""

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.catalogue import CatalogueError
from actions.conversation import Conversation

log = logging.getLogger(__name__)
Event = dict[str, Any]


class Answer:
    """Collects what is to be said in one turn.

    Args:
        dispatcher: the SDK's collector of messages.
    """

    def __init__(self, dispatcher: CollectingDispatcher):
        self._dispatcher = dispatcher

    def say(
        self,
        response: str,
        status: str,
        *,
        values: dict[str, Any] | None = None,
        services: list[dict[str, Any]] | None = None,
        buttons: list[dict[str, Any]] | None = None,
        **more: Any,
    ) -> None:
        """Add one message.

        Args:
            response: name of the response; its sentence stands in domain.yml.
            status: one of the chat's states.
            values: what the sentence is filled with.
            services: where the resident is sent, best first.
            buttons: `{"title": response name, "values"?, "payload"}`.
            more: for the chat: `crisis`, `erase`, `fallback` (the contact that is always right),
                `refused` (a place that doesn't fit).
        """
        self._dispatcher.utter_message(
            response=response,
            buttons=buttons,
            status=status,
            values=values or {},
            services=[_reference(service) for service in services or []],
            **more,
        )


class LotseAction(Action, ABC):
    """Base of the actions: catches what fails and says so.

    Subclasses set `action_name` and write `answer`.
    """

    action_name = ""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Answer; a failure becomes a sentence with the contact that is always right."""
        answer = Answer(dispatcher)
        try:
            return await self.answer(answer, Conversation(tracker))
        except CatalogueError as error:
            log.error("catalogue failed in %s: %s", self.action_name, error)
            answer.say("utter_katalog_gestoert", "error", fallback=True)
        except Exception as error:
            # Its text could hold the resident's words; only the kind and place are logged.
            log.error(
                "%s failed: %s", self.action_name, type(error).__name__, exc_info=_bare(error)
            )
            answer.say("utter_fehler", "error", fallback=True)
        return []

    @abstractmethod
    async def answer(self, answer: Answer, conversation: Conversation) -> list[Event]:
        """Say what is to be said and return Rasa's events."""


def remember(**slots: Any) -> list[Event]:
    """Return the events that set slots."""
    return [SlotSet(name, value) for name, value in slots.items()]


def button(title: str, payload: str, **values: Any) -> dict[str, Any]:
    """Return a button: its title is a response name, filled with the values."""
    return {"title": title, "values": values, "payload": payload}


def _reference(service: dict[str, Any]) -> dict[str, Any]:
    keys = ("id", "name", "assured_date", "reasons")
    return {key: service.get(key) for key in keys}


def _bare(error: Exception) -> tuple[type[Exception], Exception, Any]:
    kind = type(error)
    return kind, kind(), error.__traceback__
