"""Tells the office by e-mail that somebody waits: a number and dates, nothing a resident wrote.

An e-mail stays in mailboxes and backups after the day of deletion that the resident was told.
"""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from bot.callbacks.store import Callback
from bot.settings import TIMEZONE

PORTS = {"smtp": 25, "smtps": 465}
_TIMEOUT_S = 20
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BODY = """\
Guten Tag,

jemand bittet um einen Rückruf.

Nummer:      {id}
Eingegangen: {received}
Thema:       {topic}
Löschung:    {delete_on}

Kontakt und Zeitwunsch stehen aus Gründen des Datenschutzes nicht in dieser E-Mail.
Anzeigen:         python -m bot callbacks
Nach dem Anruf:   python -m bot callbacks done {id}

Ihr Familien-Lotse
"""


@dataclass(frozen=True)
class MailServer:
    """Where e-mails are handed in.

    Args:
        host, port: the server.
        is_encrypted: TLS from the first byte; else STARTTLS where the server offers it.
        user, password: None where the server asks for none.
    """

    host: str
    port: int
    is_encrypted: bool
    user: str | None
    password: str | None

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """Read `smtp://user:password@host:port` or `smtps://…`, checked by the settings."""
        parts = urlsplit(url)
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        port = parts.port or PORTS[parts.scheme]
        return cls(parts.hostname or "", port, parts.scheme == "smtps", user, password)

    def send(self, message: EmailMessage) -> None:
        """Hand in a message; blocks.

        Raises:
            OSError: the server is not there, or refuses (smtplib's errors are of this kind).
        """
        with self._connect() as server:
            if self.user:
                server.login(self.user, self.password or "")
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.is_encrypted:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT_S, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT_S)
        try:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif self.user and self.host not in _LOOPBACK:
                raise smtplib.SMTPNotSupportedError("No password without TLS.")
        except BaseException:
            server.close()
            raise
        return server


def announcement(
    callback: Callback, topics: Mapping[str, str], sender: str, to: str
) -> EmailMessage:
    """Return the e-mail about a callback.

    Args:
        callback: the one that waits.
        topics: names by id; own words of a resident are none of them and stay out.
        sender, to: the addresses.
    """
    message = EmailMessage()
    message["Subject"] = f"Rückrufwunsch Nr. {callback.id}"
    message["From"], message["To"] = sender, to
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    topic = callback.request.topic if callback.request else ""
    message.set_content(
        _BODY.format(
            id=callback.id,
            received=f"{callback.received_at.astimezone(TIMEZONE):%d.%m.%Y, %H:%M Uhr}",
            topic=topics.get(topic, "steht beim Rückruf"),
            delete_on=f"{callback.delete_on:%d.%m.%Y}",
        )
    )
    return message
