"""`make bench`: tempo and memory of ours, Rasa's default and the floor, in one run."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import aiohttp

from bot.evaluation.contenders import Contender, make_contenders
from bot.evaluation.load import SENTENCE, measure_load
from bot.operation.model import ROOT, rasa_environment
from bot.operation.supervisor import Service, Supervisor, free_ports
from bot.settings import Settings

STARTS_WITHIN_S = 180


def run(settings: Settings) -> int:
    """Measure all three, print the ratios and write `bench.json` into the data folder."""
    with tempfile.TemporaryDirectory() as folder:
        own = replace(settings, data_dir=Path(folder), database_url=f"sqlite:///{folder}/lotse.db")
        results = asyncio.run(_measure_all(own, Path(folder)))
    (settings.data_dir / "bench.json").write_text(json.dumps(results, indent=2), "utf-8")
    print(json.dumps(results, indent=2))
    ours, default = results["ours"], results["default"]
    for name in ours:
        print(f"{name}: ours / default = {ours[name] / default[name]:.2f}")
    return 0


async def _measure_all(settings: Settings, folder: Path) -> dict[str, dict[str, float]]:
    """Start catalogue and actions once, and measure one contender after the other beside them."""
    public, actions, catalogue = free_ports(3)
    loopback = "http://127.0.0.1"
    environment = rasa_environment(
        settings,
        HOST="127.0.0.1",
        PORT=str(public),
        ACTIONS_URL=f"{loopback}:{actions}/webhook",
        CATALOGUE_URL=f"{loopback}:{catalogue}",
        PYTHONPATH=str(ROOT),
    )
    neighbours = [
        Service("Web", ("-m", "bot", "web"), f"{loopback}:{public}/health/live"),
        Service(
            "Aktionen",
            ("-m", "rasa_sdk", "--actions", "actions", "--port", str(actions)),
            f"{loopback}:{actions}/health",
        ),
    ]
    supervisor = Supervisor(neighbours, environment, lambda line: None)
    results: dict[str, dict[str, float]] = {}

    async def when_ready() -> None:
        for contender in make_contenders(folder):
            print(f"Messe {contender.name} …", flush=True)
            results[contender.name] = await _measure(contender, environment)
        supervisor.stop()

    await supervisor.run(when_ready)
    return results


async def _measure(contender: Contender, environment: dict[str, str]) -> dict[str, float]:
    train_s = await asyncio.to_thread(_train, contender, environment)
    port = free_ports(1)[0]
    command = ["-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)]
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=contender.folder, env=environment
    )
    try:
        address = f"http://127.0.0.1:{port}/webhooks/{contender.channel}/webhook"
        await _until_answering(address)
        start_s = time.perf_counter() - started
        load = await measure_load(address)
        rss_mb = _resident_mb(process.pid)
    finally:
        process.terminate()
        await process.wait()
    measured = {"start_s": start_s, "train_s": train_s, "rss_mb": rss_mb, **vars(load)}
    return {name: round(value, 2) for name, value in measured.items()}


def _train(contender: Contender, environment: dict[str, str]) -> float:
    """Train a contender; return the seconds."""
    command = [sys.executable, "-m", "rasa", "train", "--out", "models"]
    started = time.perf_counter()
    subprocess.run(command, cwd=contender.folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


async def _until_answering(address: str) -> None:
    """Wait for the first real answer.

    Raises:
        RuntimeError: none came in time.
    """
    body = {"sender": "start", "message": SENTENCE}
    async with aiohttp.ClientSession() as session:
        for _ in range(STARTS_WITHIN_S * 10):
            try:
                async with session.post(address, json=body) as response:
                    if response.status == 200 and await response.json():
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    raise RuntimeError(f"{address} antwortet nicht.")


def _resident_mb(pid: int) -> float:
    """Return a process's resident memory in megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
