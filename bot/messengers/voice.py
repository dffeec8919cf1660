"""Says the assistant's own sentences, each resident's in the own language."""

from collections.abc import Iterable

from bot.messengers.account import Account
from bot.messengers.messenger import Choice, Outgoing
from bot.texts.library import Library
from bot.texts.texts import Texts


class Voice:
    """Says sentences by their names.

    Args:
        library: the sentences of all languages.
        public_url: where the web chat is.
    """

    def __init__(self, library: Library, public_url: str):
        self._library = library
        self._values = {"web": f"{public_url}/chat"}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it speaks, German first."""
        return self._library.languages

    def say(self, account: Account, name: str, choices: Iterable[Choice] = ()) -> Outgoing:
        """Return a sentence as a message."""
        return Outgoing(self.text(account, name), tuple(choices))

    def text(self, account: Account, name: str) -> str:
        """Return a sentence."""
        return self._texts(account).render(name, self._values)

    def menu(self, account: Account) -> str:
        """Return what opens a list of quick replies."""
        return self._texts(account).sentences.get("utter_bote_auswahl", "")

    def _texts(self, account: Account) -> Texts:
        return self._library.texts(account.lang or account.spoken, account.style)
