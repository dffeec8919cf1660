"""Rasa's only channel, served by Rasa's own web server."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.run import configure_app
from sanic import Sanic
from structlog.testing import capture_logs

from bot.operation.supervisor import free_ports
from bot.rasa_hooks.channel import ChatInput

SAID = {
    "text": "utter_gruss",
    "utter_action": "utter_gruss",
    "status": "smalltalk",
    "values": {"alter": 3.5},
    "buttons": [{"title": "utter_knopf_ja", "payload": "/ja"}],
}


class Agent:
    """What stands behind the channel: keeps what it was handed, and says one thing."""

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []
        self.error: Exception | None = None

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        if self.error:
            raise self.error
        assert message.output_channel
        await message.output_channel.send_response(message.sender_id, dict(SAID))


@pytest.fixture
def agent() -> Agent:
    return Agent()


@pytest.fixture
async def url(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    monkeypatch.setattr(Sanic, "test_mode", True)
    app = configure_app([ChatInput()])
    app.ctx.agent = agent
    port = free_ports(1)[0]
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    await server.startup()
    yield f"http://127.0.0.1:{port}/webhooks/chat/"
    server.close()
    await server.wait_closed()


async def send(url: str, **body: Any) -> tuple[int, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}webhook", json=body) as response,
    ):
        return response.status, await response.json()


async def test_messages_arrive_whole(url: str) -> None:
    assert await send(url, sender="abc", message="Hallo") == (200, [SAID])


async def test_words_sender_and_metadata_are_handed_on(url: str, agent: Agent) -> None:
    await send(url, sender="abc", message="Hallo", metadata={"lang": "tr"})

    (heard,) = agent.heard
    assert (heard.text, heard.sender_id, heard.metadata) == ("Hallo", "abc", {"lang": "tr"})


@pytest.mark.parametrize(
    "body",
    [
        {"message": "Hallo"},
        {"sender": "", "message": "Hallo"},
        {"sender": 5, "message": "Hallo"},
        {"sender": "abc"},
        {"sender": "abc", "message": None},
        {},
    ],
)
async def test_without_sender_or_words_nothing_is_handed_on(
    url: str, agent: Agent, body: dict[str, Any]
) -> None:
    status, _ = await send(url, **body)

    assert (status, agent.heard) == (400, [])


async def test_nobody_chooses_the_channels_name(url: str, agent: Agent) -> None:
    await send(url, sender="abc", message="Hallo", input_channel="rest")

    assert agent.heard[0].input_channel == "chat"


async def test_a_failure_is_told_without_the_words(
    url: str, agent: Agent, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    agent.error = ValueError("geheime Worte")

    with capture_logs() as logs:
        status, reply = await send(url, sender="abc", message="geheime Worte")

    printed = capsys.readouterr()
    assert (status, reply) == (500, {"error": "failed"})
    assert logs == [{"event": "chat.message.failed", "kind": "ValueError", "log_level": "error"}]
    assert "geheim" not in caplog.text + printed.out + printed.err


async def test_it_says_that_it_is_there(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert await response.json() == {"status": "ok"}
