"""Rasa's own checks of the project: its data, and the test stories."""

import os
import subprocess
import sys
from pathlib import Path

from bot.operation.model import rasa_environment, up_to_date_model
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    settings = Settings.from_environment(os.environ)
    environment = {**rasa_environment(settings), "ACTIONS_URL": "http://127.0.0.1:9/webhook"}
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_rasa_finds_nothing_wrong_with_domain_and_data() -> None:
    done = rasa("data", "validate", "--domain", "domain.yml", "--data", "data")

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_the_dialogue_follows_the_test_stories(tmp_path: Path) -> None:
    model = up_to_date_model(Settings.from_environment(os.environ))

    done = rasa(
        *("test", "core", "--model", str(model), "--stories", "tests/stories"),
        *("--out", str(tmp_path), "--no-plot", "--fail-on-prediction-errors"),
    )

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
