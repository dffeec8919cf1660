"""A real mail server that keeps what it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler


class Inbox(MessageHandler):
    """Keeps e-mails; refuses as many as told before.

    Args:
        refusals: how many are sent away first.
    """

    def __init__(self, refusals: int = 0) -> None:
        super().__init__()
        self.mails: list[Message] = []
        self.address = ""
        self._refusals = refusals

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self._refusals:
            self._refusals -= 1
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)

    def text(self, number: int = 0) -> str:
        return self.mails[number].get_payload(decode=True).decode()  # type: ignore[union-attr]


@contextmanager
def mail_server(port: int, refusals: int = 0, **options: Any) -> Iterator[Inbox]:
    """Serve on a port of this machine; options are those of aiosmtpd."""
    inbox = Inbox(refusals)
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    inbox.address = f"127.0.0.1:{port}"
    try:
        yield inbox
    finally:
        controller.stop()
