"""`make run` before anything is started."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.errors import LotseError
from bot.operation.start import announce, environment_for, new_logs, start
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def taken() -> Iterator[int]:
    """Give a port on which somebody listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_told_before_anything_is_started(settings: Settings, taken: int) -> None:
    with pytest.raises(LotseError) as error:
        start(replace(settings, port=taken))

    assert f"Port {taken} ist belegt" in error.value.message
    assert f"PORT={taken + 1} make run" in error.value.message
    assert list(settings.data_dir.iterdir()) == []


def test_the_operator_reads_one_line_and_no_stack_trace(taken: int, tmp_path: Path) -> None:
    environment = {**os.environ, "PORT": str(taken), "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and f"Port {taken}" in done.stderr


def test_a_wrong_variable_is_one_line_too(tmp_path: Path) -> None:
    environment = {**os.environ, "PORT": "achtzig", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "run"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "PORT" in done.stderr and "Traceback" not in done.stderr


def test_each_start_begins_with_empty_logs(settings: Settings) -> None:
    folder = new_logs(settings)
    (folder / "rasa.log").write_text("von gestern", "utf-8")
    (folder / "notiz.txt").write_text("bleibt", "utf-8")

    assert new_logs(settings) == folder
    assert [file.name for file in folder.iterdir()] == ["notiz.txt"]


def test_inner_services_are_on_loopback_and_rasa_reports_to_nobody(settings: Settings) -> None:
    environment = environment_for(replace(settings, host="0.0.0.0"), 1, 2, 3)

    assert environment["RASA_URL"] == "http://127.0.0.1:1"
    assert environment["ACTIONS_URL"] == "http://127.0.0.1:2/webhook"
    assert environment["CATALOGUE_URL"] == "http://127.0.0.1:3"
    assert environment["SANIC_HOST"] == "127.0.0.1"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["HOST"] == "0.0.0.0"


async def test_the_address_is_said_after_the_first_real_answer(
    settings: Settings, unused_tcp_port: int
) -> None:
    asked: list[str] = []

    async def ready(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=200 if len(asked) > 1 else 503)

    app = web.Application()
    app.router.add_get("/health/ready", ready)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    said: list[str] = []
    await announce(replace(settings, port=unused_tcp_port), said.append)
    await runner.cleanup()

    assert len(asked) == 2
    assert len(said) == 1 and f"http://127.0.0.1:{unused_tcp_port}" in said[0]
