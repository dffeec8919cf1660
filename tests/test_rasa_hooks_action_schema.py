"""The check of action results: still a check, but its schema is compiled once."""

from typing import Any

import pytest
import rasa
from jsonschema import Draft202012Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.rasa_hooks.action_schema import PATCHED_VERSION, check_action_results_once_compiled

GOOD = {"events": [{"event": "slot", "name": "thema", "value": "kita"}], "responses": []}
action = RemoteAction("action_probe", EndpointConfig("http://127.0.0.1:9"))


def unpatched(self: RemoteAction, result: dict[str, Any]) -> bool:
    return False


@pytest.fixture(autouse=True)
def _as_rasa_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", unpatched)


def test_the_schema_is_not_checked_at_every_result(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[Any] = []
    monkeypatch.setattr(Draft202012Validator, "check_schema", checked.append)
    check_action_results_once_compiled()

    for _ in range(3):
        assert action._validate_action_result(GOOD)
    assert checked == []


@pytest.mark.parametrize("bad", [{"events": 5}, {"events": [{"event": 5}]}, {"responses": "x"}])
def test_a_bad_result_is_still_refused(bad: dict[str, Any]) -> None:
    check_action_results_once_compiled()

    with pytest.raises(ValidationError):
        action._validate_action_result(bad)


def test_another_version_of_rasa_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", f"{PATCHED_VERSION}.1")
    check_action_results_once_compiled()

    assert RemoteAction._validate_action_result is unpatched


def test_the_installed_version_is_the_one_that_is_patched() -> None:
    assert rasa.__version__ == PATCHED_VERSION
