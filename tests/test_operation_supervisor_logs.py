"""What processes print, and processes that don't start or don't want to end."""

import asyncio
import os
from pathlib import Path

import pytest

import bot.operation.supervisor
from bot.operation.supervisor import Service, Supervisor, free_ports, services
from bot.settings import Settings

NOWHERE = "http://127.0.0.1:9/"
TALKS = "import sys,time; print('hinaus'); print('daneben', file=sys.stderr); time.sleep(0.05)"
# Serves until it is killed: the polite signal is ignored.
STUBBORN = """
import http.server, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
address = ("127.0.0.1", int(sys.argv[1]))
http.server.HTTPServer(address, http.server.SimpleHTTPRequestHandler).serve_forever()
"""


async def run_until_it_restarts(logs: Path | None) -> list[str]:
    lines: list[str] = []
    talking = Service("Probe", ("-c", TALKS), NOWHERE)
    supervisor = Supervisor([talking], dict(os.environ), lines.append, logs)
    running = asyncio.create_task(supervisor.run(asyncio.Event().wait))  # type: ignore[arg-type]
    while not lines:
        await asyncio.sleep(0.02)
    supervisor.stop()
    await running
    return lines


async def test_what_a_process_prints_is_in_its_log(tmp_path: Path) -> None:
    await run_until_it_restarts(tmp_path)

    printed = (tmp_path / "probe.log").read_text("utf-8")
    assert "hinaus" in printed and "daneben" in printed


async def test_the_operator_reads_where_the_log_is(tmp_path: Path) -> None:
    lines = await run_until_it_restarts(tmp_path)

    assert lines[0].endswith(f"Protokoll: {tmp_path / 'probe.log'}")


async def test_a_restart_goes_on_in_the_same_log(tmp_path: Path) -> None:
    await run_until_it_restarts(tmp_path)
    await run_until_it_restarts(tmp_path)

    assert (tmp_path / "probe.log").read_text("utf-8").count("hinaus") == 2


async def test_a_process_that_never_serves_ends_all_with_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.operation.supervisor, "READY_WITHIN_S", 0.3)
    lines: list[str] = []
    silent = Service("Stumm", ("-c", "import time; time.sleep(60)"), NOWHERE)
    supervisor = Supervisor([silent], dict(os.environ), lines.append)

    async def never() -> None:
        raise AssertionError("it is not ready")

    assert await supervisor.run(never) == 1
    assert lines == ["Stumm antwortet nach 0.3 s noch nicht."]
    assert supervisor._processes["Stumm"].returncode is not None


async def test_a_process_that_ignores_the_signal_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.operation.supervisor, "ENDS_WITHIN_S", 0.3)
    port = free_ports(1)[0]
    stubborn = Service("Stur", ("-c", STUBBORN, str(port)), f"http://127.0.0.1:{port}/")
    supervisor = Supervisor([stubborn], dict(os.environ), lambda line: None)

    async def when_ready() -> None:
        supervisor.stop()

    running = asyncio.create_task(supervisor.run(when_ready))
    done, _ = await asyncio.wait([running], timeout=20)
    process = supervisor._processes["Stur"]
    if not done:
        # Otherwise it would outlive the test, and the supervisor would wait for it for ever.
        process.kill()
        await running

    assert done and running.result() == 0
    assert process.returncode == -9


def test_only_the_web_process_is_reachable_from_outside(settings: Settings) -> None:
    web, actions, rasa = services(settings, "model.tar.gz", 1, 2)

    assert web.health.startswith(f"http://{settings.host}:{settings.port}/")
    assert actions.health.startswith("http://127.0.0.1:2/")
    assert rasa.command[-4:] == ("-i", "127.0.0.1", "-p", "1")


def test_free_ports_are_different_ones() -> None:
    assert len(set(free_ports(20))) == 20
