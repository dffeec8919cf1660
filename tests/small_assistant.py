"""The assistant in front of any Rasa, with a database of its own."""

from collections.abc import Callable, Sequence

import aiohttp
from sqlalchemy.engine import Engine

from bot.chat.assistant import Assistant, Keeper
from bot.chat.crisis import CrisisReplies
from bot.chat.locks import LocksInMemory
from bot.chat.rasa_client import RasaClient
from bot.chat.replies import Replies
from bot.chat.store import ConversationStore
from bot.chat.tokens import Tokens
from bot.language.detection import detector
from bot.texts.library import the_library


def make_assistant(
    engine: Engine,
    session: aiohttp.ClientSession,
    rasa: str,
    *,
    secret_key: bytes = b"test",
    keepers: Sequence[Keeper] = (),
    refused: Callable[[str], None] = lambda place: None,
) -> Assistant:
    """Return an assistant.

    Args:
        engine: where it keeps conversations.
        session: its connections.
        rasa: the address of Rasa, or of what stands in for it.
        secret_key: signs tokens.
        keepers, refused: as for `Assistant`.
    """
    library, tokens = the_library(), Tokens(secret_key)
    return Assistant(
        tokens,
        CrisisReplies(library, tokens),
        RasaClient(rasa, session),
        Replies(library, tokens),
        ConversationStore(engine),
        LocksInMemory(),
        detector(),
        keepers,
        refused,
    )
