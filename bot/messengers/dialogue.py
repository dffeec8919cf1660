"""Says what is answered to one thing a resident sent: commands, consent, words, and the rest."""

import asyncio
from dataclasses import replace
from datetime import datetime

import structlog

from bot.chat.assistant import Assistant
from bot.chat.turn import Reply, Turn
from bot.errors import LotseError, Unavailable
from bot.messengers.account import Account
from bot.messengers.answer import Answer, after, messages_of
from bot.messengers.commands import AGREE, REMINDERS, Command, command_in, command_of, says_ok
from bot.messengers.consent import Consent, hold
from bot.messengers.messenger import (
    BUTTON,
    ENCRYPTED,
    LOCATION,
    START,
    TEXT,
    Choice,
    Incoming,
    Outgoing,
)
from bot.messengers.voice import Voice
from bot.messengers.wishes import Wishes
from bot.moving.codes import code_in, sentence
from bot.moving.store import MoveStore
from bot.reminders.desk import ReminderDesk
from bot.texts.library import Library

MOST_CHARACTERS = 1000
# A crisis is looked for in longer words too; Telegram's longest message has 4096 characters.
MOST_SEARCHED = 8000
# A greeting that the assistant answers with what it can do.
HELLO = "hallo"
log = structlog.get_logger()


class Dialogue:
    """Answers on behalf of the assistant; the same on every platform.

    Args:
        assistant: understands and answers words.
        library: the sentences of all languages.
        public_url: where the web chat is.
        reminders, moves: what residents can be reminded of, and where they come from; None where
            there is neither.
    """

    def __init__(
        self,
        assistant: Assistant,
        library: Library,
        public_url: str,
        reminders: ReminderDesk | None = None,
        moves: MoveStore | None = None,
    ):
        self._assistant = assistant
        self._reminders = reminders
        self._moves = moves
        self._pages = f"{public_url}/angebote"
        self._voice = Voice(library, public_url)
        self._consent = Consent(self._voice, assistant)
        self._wishes = Wishes(self._voice, self._consent, assistant)

    def help_in_crisis(self, incoming: Incoming, account: Account | None = None) -> list[Outgoing]:
        """Return what helps in a crisis; nothing where the words tell of none.

        Needs no consent, nobody else, and nothing that waits; so nothing is changed by it.

        Args:
            incoming: what a resident sent.
            account: what is known of the resident, for the language; None to find out only.
        """
        if incoming.kind not in (TEXT, START):
            return []
        text = incoming.text[:MOST_SEARCHED]
        reply = self._assistant.crisis_reply(account.turn(text) if account else Turn(text))
        return messages_of(reply, pages=self._pages) if reply else []

    async def answer(self, account: Account, incoming: Incoming, now: datetime) -> Answer:
        """Answer one thing a resident sent, in which there is no crisis.

        Args:
            account: what is known of the resident.
            incoming: a pressed button carries its payload in `text`; empty for an unknown one.
            now: the present, with time zone.

        Raises:
            Unavailable: Rasa doesn't answer.
        """
        answer = await self._reply(account, incoming, now)
        # What opens a list of quick replies is in the language of the answer.
        menu = self._voice.menu(answer.account or account)
        return replace(answer, messages=[replace(said, menu=menu) for said in answer.messages])

    def sorry(self, account: Account) -> list[Outgoing]:
        """Return what is said where everything else failed; it names both emergency numbers."""
        return [self._voice.say(account, "utter_bote_fehler")]

    def slow_down(self, account: Account) -> list[Outgoing]:
        """Return what is said to somebody who writes too fast."""
        return [self._voice.say(account, "utter_bote_zu_schnell")]

    def ends(self, incoming: Incoming) -> bool:
        """Tell whether somebody wants to be left alone: that is done however fast it comes."""
        command = self._command(incoming)
        return command is not None and command.name in ("loeschen", "stopp")

    async def _reply(self, account: Account, incoming: Incoming, now: datetime) -> Answer:
        if incoming.kind == ENCRYPTED:
            return Answer(account, [self._voice.say(account, "utter_bote_verschluesselt")])
        command = self._command(incoming)
        if command:
            return await self._obey(account, command, now)
        if account.has_agreed:
            return await self._answer(account, incoming)
        if account.is_informed and incoming.kind == TEXT and says_ok(incoming.text):
            return await self._agree(account, now)
        return self._consent.ask(account, incoming, now)

    @staticmethod
    def _command(incoming: Incoming) -> Command | None:
        if incoming.kind == START:
            return Command("start", incoming.text)
        return command_in(incoming.text) if incoming.kind == TEXT else command_of(incoming.text)

    async def _obey(self, account: Account, command: Command, now: datetime) -> Answer:
        """Do what a command says."""
        if command.name == "start":
            return await self._start(account, command.argument, now)
        if command.name == AGREE:
            return await self._agree(account, now)
        if command.name == "sprache":
            return self._wishes.language(account, command.argument)
        if command.name == "leicht":
            return self._wishes.easy(account)
        if command.name == "loeschen":
            return await self._wishes.erase(account, command.argument)
        if command.name == "stopp":
            return await self._wishes.stop(account)
        if command.name in REMINDERS and self._reminders:
            return Answer(account, await self._reminders.obey(account, command))
        return Answer(account, [self._voice.say(account, "utter_bote_hilfe")])

    async def _start(self, account: Account, argument: str, now: datetime) -> Answer:
        """Begin, or go on with what a code from the web chat takes along."""
        code = code_in(argument)
        if not account.has_agreed:
            return self._consent.inform(hold(account, sentence(code), now) if code else account)
        move = None
        if code and self._moves:
            move = await asyncio.to_thread(self._moves.take, code, account.id, now)
        if move and move.payload:
            return await self._turn(account, self._assistant.offered(account.press(move.payload)))
        return await self._turn(account, account.turn(HELLO))

    async def _agree(self, account: Account, now: datetime) -> Answer:
        """Take the OK, and answer what was held for it."""
        agreed, held, thanks = self._consent.agree(account, now)
        if held is None:
            return Answer(agreed, [thanks])
        command = command_in(held)
        if command:
            return await self._obey(agreed, command, now)
        return await self._answer(agreed, Incoming("", account.address, TEXT, held))

    async def _answer(self, account: Account, incoming: Incoming) -> Answer:
        if incoming.kind == LOCATION:
            return Answer(account, [self._voice.say(account, "utter_bote_standort")])
        if incoming.kind == BUTTON:
            if not incoming.text:
                return self._old_button(account)
            return await self._turn(account, account.press(incoming.text))
        if incoming.kind != TEXT or not incoming.text.strip():
            return Answer(account, [self._voice.say(account, "utter_bote_nur_text")])
        if len(incoming.text.strip()) > MOST_CHARACTERS:
            return Answer(account, [self._voice.say(account, "utter_bote_zu_lang")])
        return await self._turn(account, account.turn(incoming.text.strip()))

    async def _turn(self, account: Account, turn: Turn) -> Answer:
        try:
            reply = await self._assistant.answer(turn)
        except Unavailable:
            raise
        except LotseError:
            # Of a conversation that has been erased since.
            return self._old_button(account)
        account = after(account, reply)
        further = await self._reminder_button(account, reply)
        return Answer(account, messages_of(reply, further, self._pages))

    def _old_button(self, account: Account) -> Answer:
        return Answer(account, [self._voice.say(account, "utter_bote_knopf_alt")])

    async def _reminder_button(self, account: Account, reply: Reply) -> Choice | None:
        """Return what offers a reminder; an answer that is there never fails at that."""
        if not self._reminders or reply.crisis:
            return None
        places = [place.id for message in reply.messages for place in message.services]
        try:
            return await self._reminders.button(account, places)
        except Exception as error:
            log.error("reminders.failed", kind=type(error).__name__)
            return None
