"""Passwords and mails travel encrypted, and only to whom they are meant for."""

import datetime as dt
import ipaddress
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.callbacks.mail import MailServer
from bot.operation.supervisor import free_ports
from tests.mail_server import mail_server


def a_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "lotse@example.org", "buero@example.org"
    return mail


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Return a server's context that clients trust during the test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.timezone.utc)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, key_file = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key_file)
    return context


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_password_travels_encrypted(certificate: ssl.SSLContext, scheme: str) -> None:
    seen: list[Any] = []

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        seen.append((data, server.transport.get_extra_info("sslcontext") is not None))
        return AuthResult(success=True)

    options: dict[str, Any] = {"authenticator": check, "auth_required": True}
    if scheme == "smtps":
        # aiosmtpd knows encryption by STARTTLS only; with the other kind it must not insist.
        options |= {"ssl_context": certificate, "auth_require_tls": False}
    else:
        options |= {"tls_context": certificate}
    with mail_server(free_ports(1)[0], **options) as inbox:
        url = f"{scheme}://lotse%40example.org:ge%3Aheim@{inbox.address}"
        MailServer.from_url(url).send(a_mail())

    assert seen == [(LoginPassword(b"lotse@example.org", b"ge:heim"), True)]
    assert len(inbox.mails) == 1


def test_a_foreign_certificate_is_not_trusted(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with (
        mail_server(free_ports(1)[0], tls_context=certificate) as inbox,
        pytest.raises(ssl.SSLError),
    ):
        MailServer.from_url(f"smtp://{inbox.address}").send(a_mail())

    assert inbox.mails == []


def test_no_password_goes_unencrypted_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.callbacks.mail._LOOPBACK", ())
    with (
        mail_server(free_ports(1)[0]) as inbox,
        pytest.raises(smtplib.SMTPNotSupportedError),
    ):
        MailServer.from_url(f"smtp://lotse:geheim@{inbox.address}").send(a_mail())

    assert inbox.mails == []
