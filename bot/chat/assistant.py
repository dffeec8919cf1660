"""The assistant as every channel sees it: a turn in, a reply out."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot.chat.crisis import CrisisReplies
from bot.chat.locks import Locks
from bot.chat.preferences import Preferences, chosen, decide, language_of
from bot.chat.rasa_client import RasaClient, defused, not_reachable
from bot.chat.replies import Replies
from bot.chat.store import ConversationStore
from bot.chat.tokens import Tokens
from bot.chat.transcript import transcript
from bot.chat.turn import RasaMessage, Reply, Turn
from bot.errors import BadRequest, Unavailable
from bot.language.detection import LanguageDetector
from bot.languages import LANGUAGES
from bot.privacy.masking import mask

log = structlog.get_logger()


class Keeper(Protocol):
    """Whoever else keeps something of conversations: callbacks, messengers."""

    def erase(self, conversation_id: str) -> None:
        """Erase all that is kept of a conversation; an unknown one is fine."""


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
        keepers: what they keep of a conversation goes when it is erased.
        refused: is told of each place of which a resident says that it doesn't fit.
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
        keepers: Sequence[Keeper],
        refused: Callable[[str], None] = lambda place: None,
    ):
        self._tokens = tokens
        self._crises = crises
        self._rasa = rasa
        self._replies = replies
        self._store = store
        self._locks = locks
        self._detector = detector
        self._keepers = keepers
        self._refused = refused

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

    def language_of(self, text: str) -> str | None:
        """Return the language words are certainly in, if there are texts for it."""
        lang = language_of(Turn(text), self._detector)
        return lang if lang in LANGUAGES else None

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
        try:
            return await self._answer(turn)
        except (SQLAlchemyError, RedisError) as error:
            # Not the error's text: it may hold a resident's words.
            log.error("chat.storage.failed", kind=type(error).__name__)
            raise not_reachable() from error

    async def _answer(self, turn: Turn) -> Reply:
        known = self._tokens.conversation_id(turn.conversation)
        conversation_id = known or self._tokens.new_conversation()
        words = self._words(turn, conversation_id)
        async with self._locks.of(conversation_id):
            await asyncio.to_thread(self._store.keep_share, conversation_id, turn.share)
            kept = await asyncio.to_thread(self._store.preferences, conversation_id)
            wanted = decide(turn, kept, self._detector)
            metadata = {"lang": wanted.lang, "style": wanted.style, "share": turn.share}
            messages = await self._rasa.send(conversation_id, words, metadata)
            wanted = chosen(messages, wanted)
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
            is_new=known is None or turn.is_first,
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
        await self._count_refused(messages)
        if any(message.get("erase") for message in messages):
            await self._erase(conversation_id)
            return
        # A style that came with the message holds for that message only.
        asked = any(message.get("style") for message in messages)
        before = kept or Preferences()
        lasting = wanted if asked else replace(wanted, style=before.style)
        if lasting != before:
            await asyncio.to_thread(self._store.keep_preferences, conversation_id, lasting)

    async def _count_refused(self, messages: list[RasaMessage]) -> None:
        """Count what doesn't fit; an answer that is there never fails at that."""
        for place in filter(None, (message.get("refused") for message in messages)):
            try:
                await asyncio.to_thread(self._refused, str(place))
            except SQLAlchemyError as error:
                log.error("statistics.failed", kind=type(error).__name__)

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
        for keeper in self._keepers:
            await asyncio.to_thread(keeper.erase, conversation_id)
        await asyncio.to_thread(self._store.erase, conversation_id)

    def new_conversation(self) -> str:
        """Return the token of a conversation that begins later."""
        return self._tokens.conversation_token(self._tokens.new_conversation())

    def offered(self, turn: Turn) -> Turn:
        """Return the turn as if its payload had been offered, where there is none, in a new one."""
        known = self._tokens.conversation_id(turn.conversation)
        own = known or self._tokens.new_conversation()
        sealed = self._tokens.sealed_payload(own, turn.payload or "")
        return replace(turn, payload=sealed, conversation=self._tokens.conversation_token(own))

    async def slots(self, conversation_id: str) -> dict[str, Any]:
        """Return what a conversation is about, by the names of the domain's slots."""
        return await asyncio.to_thread(self._store.slots, conversation_id)

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
        spoken = kept or Preferences()
        return transcript(events, self._replies.library.texts(spoken.lang, spoken.style))

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
