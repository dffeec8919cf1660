"""Consent: the notice, the OK, and what waits for it."""

from dataclasses import replace
from datetime import datetime

from bot.chat.assistant import Assistant
from bot.messengers.account import HELD_FOR, Account
from bot.messengers.answer import Answer
from bot.messengers.commands import AGREE, says_no, says_ok
from bot.messengers.messenger import LOCATION, OTHER, TEXT, Choice, Incoming, Outgoing
from bot.messengers.voice import Voice

# What nobody has to agree to: nothing of it is processed.
_UNREAD = {LOCATION: "utter_bote_standort", OTHER: "utter_bote_nur_text"}


class Consent:
    """Asks for the OK, and takes it.

    Args:
        voice: says the sentences.
        assistant: gives the conversation, and tells the language of words.
    """

    def __init__(self, voice: Voice, assistant: Assistant):
        self._voice = voice
        self._assistant = assistant

    def inform(self, account: Account, *before: Outgoing) -> Answer:
        """Show the notice and ask for the OK."""
        agree = Choice(self._voice.text(account, "utter_bote_knopf_ok"), f"bote:{AGREE}")
        language = Choice(self._voice.text(account, "utter_bote_knopf_sprache"), "bote:sprache")
        notice = self._voice.say(account, "utter_bote_zustimmung", (agree, language))
        # Known from here on: tried again, the first words are said in the same conversation.
        conversation = account.conversation or self._assistant.new_conversation()
        informed = replace(account, is_informed=True, conversation=conversation)
        return Answer(informed, [*before, notice])

    def ask(self, account: Account, incoming: Incoming, now: datetime) -> Answer:
        """Hold the first words, and ask for the OK."""
        if incoming.kind in _UNREAD:
            return self.inform(account, self._voice.say(account, _UNREAD[incoming.kind]))
        # An "ok" to a notice that was not shown is none.
        if incoming.kind != TEXT or says_ok(incoming.text):
            return self.inform(account)
        if account.is_informed and says_no(incoming.text):
            refused = replace(account, held=None, held_until=None)
            return Answer(refused, [self._voice.say(refused, "utter_bote_nein")])
        holding = hold(account, incoming.text, now)
        if holding is not account:
            spoken = self._assistant.language_of(incoming.text) or account.spoken
            holding = replace(holding, spoken=spoken)
        return self.inform(holding)

    def agree(self, account: Account, now: datetime) -> tuple[Account, str | None, Outgoing]:
        """Take the OK; return the account, what was held for it, and thanks where nothing was."""
        held = account.held if account.held_until and now < account.held_until else None
        is_late = account.held_until is not None and held is None
        agreed = replace(account, has_agreed=True, held=None, held_until=None)
        thanks = "utter_bote_zu_spaet" if is_late else "utter_bote_bereit"
        return agreed, held, self._voice.say(agreed, thanks)


def hold(account: Account, text: str, now: datetime) -> Account:
    """Return the account with words that wait for the OK; the first ones stay while they may."""
    is_over = account.held_until is not None and account.held_until <= now
    if account.held and not is_over:
        return account
    return replace(account, held=text, held_until=now + HELD_FOR)
