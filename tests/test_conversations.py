"""Whole conversations: corrections, follow-ups, changes of topic and the way back."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml

FILE = Path(__file__).resolve().parent / "heldout" / "gespraeche.yml"
CONVERSATIONS = yaml.safe_load(FILE.read_text("utf-8"))

# What the present model gets wrong; whoever mends one takes it off the list.
KNOWN_FAILURES = {
    "Hilferuf, dann das Anliegen": "an unsure mother of a newborn sounds like one at her end",
    "Diagnose gewünscht, dann Beratung": "„dazu als Mutter“ is read as a question of pregnancy",
}


def listed(conversation: dict[str, Any]) -> Any:
    reason = KNOWN_FAILURES.get(conversation["name"])
    marks = [pytest.mark.xfail(reason=reason, strict=False)] if reason else []
    return pytest.param(conversation, id=conversation["name"], marks=marks)


def several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("conversation", map(listed, CONVERSATIONS))
async def test_a_conversation_goes_as_a_resident_expects(
    assistant: str, conversation: dict[str, Any]
) -> None:
    token = None
    async with aiohttp.ClientSession() as session:
        for turn in conversation["turns"]:
            body = {"text": turn["text"], **({"conversation": token} if token else {})}
            async with session.post(f"{assistant}/api/chat", json=body) as response:
                reply = await response.json()
            token = reply["conversation"]
            found = [item["id"] for message in reply["messages"] for item in message["services"]]

            if "status" in turn:
                assert reply["status"] in several(turn["status"]), (turn["text"], reply)
            if "first" in turn:
                assert found and found[0] in several(turn["first"]), (turn["text"], reply)
            if "crisis" in turn:
                assert reply["crisis"] in several(turn["crisis"]), (turn["text"], reply)
