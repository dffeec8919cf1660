"""What Rasa says for a response's name, in the chat and in `rasa shell`."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rasa.core.agent
import yaml
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from structlog.testing import capture_logs

from bot.rasa_hooks.responses import GermanResponses

ROOT = Path(__file__).resolve().parent.parent
RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["responses"]


def domain(**texts: str) -> Domain:
    own = {f"utter_{name}": [{"text": text}] for name, text in texts.items()}
    return Domain.from_dict({"responses": {**RESPONSES, **own}})


FIRST = domain(gruss="Moin aus {stadt}!", alter="Ihr Kind ist {alter}.", fehler="Das ging schief.")


def tracker(channel: str) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("abc", [UserUttered("hi", input_channel=channel)])


async def said(responses: GermanResponses, name: str, channel: str, **more: Any) -> str:
    message = await responses.generate(f"utter_{name}", tracker(channel), channel, **more)
    assert message is not None
    return message["text"]


async def test_for_the_chat_the_name_is_enough() -> None:
    responses = GermanResponses(domain=FIRST)

    assert await said(responses, "gruss", "chat") == "utter_gruss"


async def test_the_shell_reads_the_sentence_with_its_values() -> None:
    responses = GermanResponses(domain=FIRST)

    assert await said(responses, "gruss", "cmdline") == "Moin aus Delmenhorst!"
    found = await said(responses, "alter", "cmdline", values={"alter": 3.0})
    assert found == "Ihr Kind ist 3 Jahre."


@pytest.mark.parametrize(
    ("channel", "text"), [("chat", "utter_fehler"), ("cmdline", "Das ging schief.")]
)
async def test_an_unknown_name_is_told_and_not_passed_in_silence(channel: str, text: str) -> None:
    responses = GermanResponses(domain=FIRST)

    with capture_logs() as logs:
        assert await said(responses, "gibt_es_nicht", channel) == text
    assert logs[0] == {
        "event": "response.unknown",
        "name": "utter_gibt_es_nicht",
        "log_level": "error",
    }


async def test_a_model_loaded_later_brings_its_own_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    responses = GermanResponses(domain=FIRST)
    agent = Agent(domain=FIRST, generator=responses)
    # The processor would unpack a model's archive; only the domain in it matters here.
    loaded = SimpleNamespace(domain=domain(gruss="Guten Tag!", fehler="Fehler."))
    monkeypatch.setattr(rasa.core.agent, "MessageProcessor", lambda **_: loaded)

    agent.load_model("spaeter.tar.gz")
    assert await said(responses, "gruss", "cmdline") == "Guten Tag!"


async def test_without_a_model_there_are_no_texts_yet() -> None:
    assert GermanResponses().responses == {}
