"""The e-mail to the office, handed to a real mail server."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.engine import Engine

from bot.callbacks.mail import MailServer
from bot.callbacks.outbox import Envelope, Outbox
from bot.callbacks.request import CallbackRequest
from bot.callbacks.store import CallbackStore
from bot.operation.supervisor import free_ports
from bot.privacy.cipher import Cipher
from bot.settings import TIMEZONE
from tests.mail_server import mail_server

NOW = datetime(2026, 11, 24, 10, tzinfo=TIMEZONE)
WISH = CallbackRequest("mein Mann trinkt", "0172 1234567", "abends", "Erika Musterfrau")
WITH_TOPIC = CallbackRequest("kita_platz", "a@example.org")


@pytest.fixture
def store(engine: Engine) -> CallbackStore:
    return CallbackStore(engine, Cipher(b"test"))


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


def outbox(store: CallbackStore, port: int) -> Outbox:
    server = MailServer.from_url(f"smtp://127.0.0.1:{port}")
    topics = {"kita_platz": "Kita-Platz"}
    envelope = Envelope(server, "lotse@example.org", "buero@example.org", topics)
    return Outbox(store, envelope, pause=0.02)


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It never happened.")


async def run_until_announced(box: Outbox, store: CallbackStore) -> None:
    running = asyncio.create_task(box.run())
    try:
        await until(lambda: not store.unannounced())
    finally:
        running.cancel()


async def test_the_office_learns_of_each_callback_once(store: CallbackStore, port: int) -> None:
    box = outbox(store, port)
    running = asyncio.create_task(box.run())
    with mail_server(port) as inbox:
        for _ in range(2):
            store.add(WITH_TOPIC, None, NOW)
            box.wake()
            await until(lambda: not store.unannounced())
    running.cancel()

    assert [mail["To"] for mail in inbox.mails] == ["buero@example.org"] * 2
    assert "Kita-Platz" in inbox.text() and "24.12.2026" in inbox.text()


async def test_nothing_a_resident_wrote_is_in_the_mail(store: CallbackStore, port: int) -> None:
    store.add(WISH, "conversation", NOW)
    with mail_server(port) as inbox:
        await run_until_announced(outbox(store, port), store)
    whole = inbox.mails[0].as_string() + inbox.text()

    private = ("trinkt", "1234567", "abends", "Erika", "conversation")
    assert not [part for part in private if part in whole]


async def test_a_server_that_is_down_gets_it_when_it_is_back(
    store: CallbackStore, port: int
) -> None:
    store.add(WISH, None, NOW)
    running = asyncio.create_task(outbox(store, port).run())
    await asyncio.sleep(0.1)
    assert store.unannounced()
    with mail_server(port) as inbox:
        await until(lambda: not store.unannounced())
    running.cancel()

    assert len(inbox.mails) == 1


async def test_a_refusal_is_repeated_and_does_not_hold_up_the_next(
    store: CallbackStore, port: int
) -> None:
    for _ in range(2):
        store.add(WISH, None, NOW)
    with mail_server(port, refusals=1) as inbox:
        await run_until_announced(outbox(store, port), store)

    assert len(inbox.mails) == 2


async def test_a_restart_loses_none_and_done_ones_need_none(
    store: CallbackStore, port: int
) -> None:
    for _ in range(2):
        store.add(WISH, None, NOW)
    first, second = (kept.id for kept in store.all())
    store.finish(first, NOW.date())
    with mail_server(port) as inbox:
        await run_until_announced(outbox(store, port), store)

    assert len(inbox.mails) == 1 and f"done {second}" in inbox.text()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", MailServer("mail.example.org", 25, False, None, None)),
        ("smtps://u:p%40@mail.example.org", MailServer("mail.example.org", 465, True, "u", "p@")),
        ("smtp://u:p@[::1]:587", MailServer("::1", 587, False, "u", "p")),
    ],
)
def test_an_address_is_read(url: str, expected: MailServer) -> None:
    assert MailServer.from_url(url) == expected
