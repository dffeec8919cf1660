"""The assistant as every channel sees it: a turn in, a reply out."""

import asyncio
import contextlib
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.chat.crisis import CrisisReplies
from bot.chat.locks import Locks
from bot.chat.rasa_client import RasaClient
from bot.chat.replies import Replies
from bot.chat.store import ConversationStore
from bot.chat.tokens import Tokens
from bot.chat.transcript import transcript
from bot.chat.turn import RasaMessage, Reply, Turn
from bot.errors import BadRequest, Unavailable
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
    """

    def __init__(
        self,
        tokens: Tokens,
        crises: CrisisReplies,
        rasa: RasaClient,
        replies: Replies,
        store: ConversationStore,
        locks: Locks,
    ):
        self._tokens = tokens
        self._crises = crises
        self._rasa = rasa
        self._replies = replies
        self._store = store
        self._locks = locks

    def crisis_reply(self, turn: Turn) -> Reply | None:
        """Return the reply to a crisis in the words, None where there is none.

        Needs nothing but this process, so that it is given in every state of the others.
        """
        if turn.text is None:
            return None
        conversation_id = self._tokens.conversation_id(turn.conversation)
        return self._crises.reply_to(turn.text, conversation_id or self._tokens.new_conversation())

    async def reply(self, turn: Turn) -> Reply:
        """Answer a turn.

        Raises:
            BadRequest: the payload was not offered in this conversation.
            Unavailable: Rasa doesn't answer; a crisis is answered all the same.
        """
        crisis = self.crisis_reply(turn)
        if crisis is not None:
            return crisis
        known = self._tokens.conversation_id(turn.conversation)
        conversation_id = known or self._tokens.new_conversation()
        words = self._words(turn, conversation_id)
        metadata = {"lang": turn.lang, "style": turn.style, "share": turn.share}
        async with self._locks.of(conversation_id):
            messages = await self._rasa.send(conversation_id, words, metadata)
            if any(message.get("erase") for message in messages):
                await asyncio.to_thread(self._store.erase, conversation_id)
        found_later = self._crisis_found_by_rasa(messages)
        if found_later:
            return self._crises.reply_for(found_later, turn.text or "", conversation_id)
        return self._replies.from_rasa(conversation_id, messages, is_new=known is None)

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
                await asyncio.to_thread(self._store.erase, conversation_id)

    async def transcript(self, token: str) -> list[dict[str, str]]:
        """Return what is kept of a conversation; nothing for an unknown token."""
        conversation_id = self._tokens.conversation_id(token)
        if conversation_id is None:
            return []
        events = await asyncio.to_thread(self._store.words, conversation_id)
        return transcript(events, self._replies.texts)

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
