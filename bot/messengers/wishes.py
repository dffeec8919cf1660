"""What residents choose for themselves: the language, Leichte Sprache, and to be forgotten."""

from dataclasses import replace

from bot.chat.assistant import Assistant
from bot.messengers.account import Account
from bot.messengers.answer import Answer
from bot.messengers.consent import Consent
from bot.messengers.messenger import Choice
from bot.messengers.voice import Voice


class Wishes:
    """Does what is wished.

    Args:
        voice: says the sentences.
        consent: shows the notice in another language.
        assistant: erases conversations.
    """

    def __init__(self, voice: Voice, consent: Consent, assistant: Assistant):
        self._voice = voice
        self._consent = consent
        self._assistant = assistant

    def language(self, account: Account, lang: str) -> Answer:
        """Answer in a language from now on; ask for it where it is none."""
        if lang in self._voice.languages:
            account = replace(account, lang=lang, spoken=lang)
            chosen = self._voice.say(account, "utter_sprache_gewaehlt")
            is_asked = not account.has_agreed
            return self._consent.inform(account, chosen) if is_asked else Answer(account, [chosen])
        choices = tuple(
            Choice(self._voice.text(account, f"utter_knopf_sprache_{lang}"), f"bote:sprache {lang}")
            for lang in self._voice.languages
        )
        return Answer(account, [self._voice.say(account, "utter_bote_sprache", choices)])

    def easy(self, account: Account) -> Answer:
        """Switch Leichte Sprache on or off; it exists in German only."""
        if account.style:
            # The words decide again: German was part of the choice.
            account = replace(account, style=None, lang=None)
            return Answer(account, [self._voice.say(account, "utter_bote_nicht_mehr_leicht")])
        account = replace(account, style="leicht", lang="de")
        return Answer(account, [self._voice.say(account, "utter_bote_leicht")])

    async def erase(self, account: Account, argument: str) -> Answer:
        """Ask once, then erase everything."""
        if argument == "ja":
            return await self._erased(account, "utter_bote_geloescht")
        if argument == "nein":
            return Answer(account, [self._voice.say(account, "utter_bote_nicht_geloescht")])
        yes = Choice(self._voice.text(account, "utter_bote_knopf_loeschen"), "bote:loeschen ja")
        no = Choice(self._voice.text(account, "utter_bote_knopf_behalten"), "bote:loeschen nein")
        return Answer(account, [self._voice.say(account, "utter_bote_loeschen", (yes, no))])

    async def stop(self, account: Account) -> Answer:
        """Erase everything at once."""
        return await self._erased(account, "utter_bote_gestoppt")

    async def _erased(self, account: Account, name: str) -> Answer:
        await self._assistant.erase(account.conversation or "")
        return Answer(None, [self._voice.say(account, name)])
