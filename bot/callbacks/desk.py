"""The front desk of callbacks: whether one is offered, what is promised, and taking it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.callbacks.office import Office, spoken
from bot.callbacks.outbox import Outbox
from bot.callbacks.request import CallbackRequest
from bot.callbacks.store import DONE_FOR, OPEN_FOR, CallbackStore
from bot.errors import Unavailable

_CONSENT = (
    "Ich bin einverstanden: Meine Angaben werden verschlüsselt gespeichert und nur benutzt, um "
    "mich zurückzurufen. Sie werden {done} Tage nach dem Rückruf gelöscht, spätestens nach {open} "
    "Tagen. Lösche ich mein Gespräch, verschwinden sie sofort."
)
_DECLINED = (
    "Rückrufe werden zurzeit nicht angenommen. Bitte rufen Sie selbst an: {contact}. "
    "In Gefahr: 112 oder 110."
)
_NOW = "Das Büro ist gerade besetzt und meldet sich, so bald es geht."
_LATER = "Das Büro ist wieder besetzt am {moment}. Vorher kann sich niemand melden."


@dataclass(frozen=True)
class Desk:
    """Offers and takes callbacks.

    Args:
        is_open: whether somebody receives them.
        store: where they are kept.
        outbox: tells the office.
        office: knows its hours; None where they are unknown, and no time is promised.
        fallback: the place to call instead.
        clock: the present moment.
    """

    is_open: bool
    store: CallbackStore
    outbox: Outbox
    office: Office | None
    fallback: Mapping[str, Any]
    clock: Callable[[], datetime]

    def offer(self) -> dict[str, Any]:
        """Return what a form needs to know, or whom to call where there is none."""
        phones = [phone["number"] for phone in self.fallback.get("phones", [])]
        instead = {"id": self.fallback["id"], "name": self.fallback["name"], "phones": phones}
        if not self.is_open:
            return {"offered": False, "fallback": instead}
        consent = _CONSENT.format(done=DONE_FOR.days, open=OPEN_FOR.days)
        delete_on = (self.clock().date() + OPEN_FOR).isoformat()
        texts = {"consent": consent, "delete_on": delete_on, "answer": self._answer()}
        return {"offered": True, "fallback": instead, **texts}

    async def take(self, body: dict[str, Any], conversation_id: str | None) -> date:
        """Keep a callback and have it announced; return its day of deletion.

        Raises:
            Unavailable: nobody would receive it.
            BadRequest: a field makes no sense.
        """
        if not self.is_open:
            raise self._declined()
        request = CallbackRequest.from_body(body)
        kept = await asyncio.to_thread(self.store.add, request, conversation_id, self.clock())
        self.outbox.wake()
        return kept

    def _declined(self) -> Unavailable:
        numbers = [phone["number"] for phone in self.fallback.get("phones", [])]
        contact = ", ".join([self.fallback["name"], *numbers])
        return Unavailable(_DECLINED.format(contact=contact), code="no_callback")

    def _answer(self) -> dict[str, str] | None:
        """Return the earliest time of an answer; None where nobody can know it."""
        now = self.clock()
        moment = self.office.next_open(now) if self.office else None
        if moment is None:
            return None
        text = _NOW if moment == now else _LATER.format(moment=spoken(moment))
        return {"from": moment.isoformat(), "text": text}
