"""The assistant as every channel sees it: a turn in, a reply out."""

import asyncio
import contextlib
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.callbacks.store import CallbackStore
from bot.chat.crisis import CrisisReplies
from bot.chat.locks import Locks
from bot.chat.preferences import STYLES, Preferences, decide, language_of
from bot.chat.rasa_client import RasaClient
from bot.chat.replies import Replies
from bot.chat.store import ConversationStore
from bot.chat.tokens import Tokens
from bot.chat.transcript import transcript
from bot.chat.turn import RasaMessage, Reply, Turn
from bot.errors import BadRequest, Unavailable
from bot.language.detection import LanguageDetector
from bot.privacy.masking import mask


class Assistant:
    """Answers turns and forgets conversations.

    Args:
        tokens: signs conversations and buttons.
        crises: recognises and answers crises, whatever else is down.
        rasa: understands everything else.
        replies: makes the sentences.
        store: what is kept.
        locks: one turn at a time in each conversation.
        detector: tells in which language a message is written.
        callbacks: those a conversation asked for go when it is erased.
    """

    def __init__(
        self,
        tokens: Tokens,
        crises: CrisisReplies,
        rasa: RasaClient,
        replies: Replies,
        store: ConversationStore,
        locks: Locks,
        detector: LanguageDetector,
        callbacks: CallbackStore,
    ):
        self._tokens = tokens
        self._crises = crises
        self._rasa = rasa
        self._replies = replies
        self._store = store
        self._locks = locks
        self._detector = detector
        self._callbacks = callbacks

    def crisis_reply(self, turn: Turn) -> Reply | None:
        """Return the reply to a crisis in the words, None where there is none.

        Needs nothing but this process, so that it is given in every state of the others.
        """
        if turn.text is None:
            return None
        conversation_id = self._tokens.conversation_id(turn.conversation)
        return self._crises.reply_to(
            turn.text,
            conversation_id or self._tokens.new_conversation(),
            language_of(turn, self._detector),
            turn.style,
        )

    async def reply(self, turn: Turn) -> Reply:
        """Answer a turn.

        Raises:
            BadRequest: the payload was not offered in this conversation.
            Unavailable: Rasa doesn't answer; a crisis is answered all the same.
        """
        return self.crisis_reply(turn) or await self.answer(turn)

    async def answer(self, turn: Turn) -> Reply:
        """Answer a turn in whose words `crisis_reply` has found no crisis.

        Raises:
            BadRequest, Unavailable: as for `reply`.
        """
        known = self._tokens.conversation_id(turn.conversation)
        conversation_id = known or self._tokens.new_conversation()
        words = self._words(turn, conversation_id)
        async with self._locks.of(conversation_id):
            await asyncio.to_thread(self._store.keep_share, conversation_id, turn.share)
            kept = await asyncio.to_thread(self._store.preferences, conversation_id)
            wanted = decide(turn, kept, self._detector)
            metadata = {"lang": wanted.lang, "style": wanted.style, "share": turn.share}
            messages = await self._rasa.send(conversation_id, words, metadata)
            wanted = _chosen(messages, wanted)
            await self._keep(conversation_id, messages, wanted, kept)
        found_later = self._crisis_found_by_rasa(messages)
        if found_later:
            return self._crises.reply_for(
                found_later, turn.text or "", conversation_id, wanted.lang, wanted.style
            )
        return self._replies.from_rasa(
            conversation_id,
            messages,
            wanted,
            is_new=known is None,
            is_new_language=wanted.lang != (kept or Preferences()).lang,
        )

    async def _keep(
        self,
        conversation_id: str,
        messages: list[RasaMessage],
        wanted: Preferences,
        kept: Preferences | None,
    ) -> None:
        """Keep how the conversation is answered, or erase it all where that was wished."""
        if any(message.get("erase") for message in messages):
            await self._erase(conversation_id)
            return
        # A style that came with the message holds for that message only.
        asked = any(message.get("style") for message in messages)
        before = kept or Preferences()
        lasting = wanted if asked else replace(wanted, style=before.style)
        if lasting != before:
            await asyncio.to_thread(self._store.keep_preferences, conversation_id, lasting)

    async def is_ready(self) -> bool:
        """Tell whether a real message gets a real answer that is also stored."""
        conversation_id = self._tokens.new_conversation()
        try:
            await self._rasa.send(conversation_id, "hallo", {})
            return bool(await asyncio.to_thread(self._store.words, conversation_id))
        except (Unavailable, SQLAlchemyError):
            return False
        finally:
            with contextlib.suppress(SQLAlchemyError):
                await asyncio.to_thread(self._store.erase, conversation_id)

    async def erase(self, token: str) -> None:
        """Erase a conversation everywhere; an unknown token is fine."""
        conversation_id = self._tokens.conversation_id(token)
        if conversation_id is not None:
            async with self._locks.of(conversation_id):
                await self._erase(conversation_id)

    async def _erase(self, conversation_id: str) -> None:
        await asyncio.to_thread(self._callbacks.erase, conversation_id)
        await asyncio.to_thread(self._store.erase, conversation_id)

    def conversation_id(self, token: str | None) -> str | None:
        """Return the conversation of a token; None for an unknown one."""
        return self._tokens.conversation_id(token)

    async def transcript(self, token: str) -> list[dict[str, str]]:
        """Return what is kept of a conversation; nothing for an unknown token."""
        conversation_id = self._tokens.conversation_id(token)
        if conversation_id is None:
            return []
        # Behind a turn in progress, so that a reader after a cut connection sees its answer.
        async with self._locks.of(conversation_id):
            events = await asyncio.to_thread(self._store.words, conversation_id)
            kept = await asyncio.to_thread(self._store.preferences, conversation_id)
        chosen = kept or Preferences()
        return transcript(events, self._replies.library.texts(chosen.lang, chosen.style))

    async def feedback(self, token: str, message: int, helpful: bool, reason: str | None) -> None:
        """Keep what the resident thinks of an answer, masked; nothing for an unknown token."""
        conversation_id = self._tokens.conversation_id(token)
        if conversation_id is not None:
            kept = mask(reason, ()) if reason else None
            await asyncio.to_thread(
                self._store.add_feedback, conversation_id, message, helpful, kept
            )

    def _words(self, turn: Turn, conversation_id: str) -> str:
        """Return what Rasa is to read: a payload that was offered, or words that are no command."""
        if turn.payload is None:
            return defused(turn.text or "")
        payload = self._tokens.payload(conversation_id, turn.payload)
        if payload is None:
            raise BadRequest(
                "Diesen Knopf gibt es in diesem Gespräch nicht. Bitte schreiben Sie Ihre Frage.",
                code="unknown_payload",
            )
        return payload

    @staticmethod
    def _crisis_found_by_rasa(messages: list[RasaMessage]) -> str | None:
        found: list[Any] = [message["crisis"] for message in messages if message.get("crisis")]
        return found[0] if found else None


def defused(text: str) -> str:
    """Return words that Rasa will not take for a command: without slashes in front.

    Rasa would execute a typed "/restart" or "/intent{…}".
    """
    return text.lstrip("/ \t\n") or "?"


def _chosen(messages: list[RasaMessage], wanted: Preferences) -> Preferences:
    """Return the preferences after a message that chose a language or a style."""
    for message in messages:
        if message.get("lang"):
            wanted = Preferences(message["lang"], wanted.style)
        if message.get("style"):
            style = message["style"]
            wanted = replace(wanted, style=style if style in STYLES else None)
    return wanted
