"""Starts the three processes in the right order, keeps them alive, and ends them."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.settings import Settings

READY_WITHIN_S = 120
ENDS_WITHIN_S = 10
LONGEST_PAUSE_S = 30


@dataclass(frozen=True)
class Service:
    """One process of the program.

    Args:
        name: as shown to the operator.
        command: the arguments behind `python`.
        health: address that answers 200 when the process serves.
    """

    name: str
    command: tuple[str, ...]
    health: str


@dataclass
class Supervisor:
    """Runs services until it is told to stop.

    Args:
        services: in the order in which they start.
        environment: what the processes get as environment.
        say: takes one line for the operator.
        logs: folder for what the processes print; None lets them print here.
    """

    services: list[Service]
    environment: dict[str, str]
    say: Callable[[str], None] = print
    logs: Path | None = None
    _processes: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, when_ready: Callable[[], Awaitable[None]]) -> int:
        """Start all, wait until each serves, and hold them until told to stop.

        Returns:
            The exit code: 0 when told to stop, 1 where a service did not start.
        """
        watchers = []
        try:
            for service in self.services:
                watchers.append(asyncio.create_task(self._keep_alive(service)))
            started = await asyncio.gather(*(self._until_serving(item) for item in self.services))
            if not all(started):
                return 0 if self._stopping.is_set() else 1
            await when_ready()
            await self._stopping.wait()
            return 0
        finally:
            self._stopping.set()
            await self._end_all()
            await asyncio.gather(*watchers, return_exceptions=True)

    def stop(self) -> None:
        """End all processes."""
        self._stopping.set()

    def stop_on_signals(self) -> None:
        """End all processes when the program is told to end, by Ctrl-C or by the system."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)

    async def _keep_alive(self, service: Service) -> None:
        """Start a process, and start it again when it dies, with growing pauses."""
        pause = 1
        while not self._stopping.is_set():
            process = await self._start(service)
            self._processes[service.name] = process
            started = asyncio.get_running_loop().time()
            code = await process.wait()
            if self._stopping.is_set():
                return
            if asyncio.get_running_loop().time() - started > LONGEST_PAUSE_S:
                pause = 1
            where = f" Protokoll: {self._log_file(service)}" if self.logs else ""
            self.say(f"{service.name} ist beendet (Code {code}), Neustart in {pause} s.{where}")
            await self._pause(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _start(self, service: Service) -> asyncio.subprocess.Process:
        """Start a process; what it prints goes to its log, where there is a folder for logs."""
        with contextlib.ExitStack() as files:
            output = files.enter_context(open(self._log_file(service), "ab")) if self.logs else None
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *service.command,
                env=self.environment,
                start_new_session=True,
                stdout=output,
                stderr=output,
            )

    def _log_file(self, service: Service) -> Path:
        return Path(self.logs or ".") / f"{service.name.lower()}.log"

    async def _until_serving(self, service: Service) -> bool:
        """Wait until a service answers; False after the time is up or when told to stop."""
        deadline = asyncio.get_running_loop().time() + READY_WITHIN_S
        async with aiohttp.ClientSession() as session:
            while not self._stopping.is_set():
                if await _answers(session, service.health):
                    self.say(f"{service.name} läuft.")
                    return True
                if asyncio.get_running_loop().time() > deadline:
                    self.say(f"{service.name} antwortet nach {READY_WITHIN_S} s noch nicht.")
                    return False
                await self._pause(0.2)
        return False

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _end_all(self) -> None:
        running = [item for item in self._processes.values() if item.returncode is None]
        for process in running:
            _signal(process, signal.SIGTERM)
        waiting = [asyncio.create_task(process.wait()) for process in running]
        if waiting:
            await asyncio.wait(waiting, timeout=ENDS_WITHIN_S)
        for process in running:
            if process.returncode is None:
                _signal(process, signal.SIGKILL)


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Signal a process and its children: each leads a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


async def _answers(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(address, timeout=aiohttp.ClientTimeout(total=2)) as response:
            return response.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False


def is_port_free(host: str, port: int) -> bool:
    """Tell whether nobody listens on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Return ports on loopback that nobody uses now."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def services(settings: Settings, model: str, rasa: int, actions: int) -> list[Service]:
    """Return the three processes, for the given internal ports."""
    rasa_command = ("-m", "rasa", "run", "-m", model, "-i", "127.0.0.1", "-p", str(rasa))
    loopback = "http://127.0.0.1"
    return [
        Service("Web", ("-m", "bot", "web"), f"http://{settings.host}:{settings.port}/health/live"),
        Service(
            "Aktionen",
            ("-m", "rasa_sdk", "--actions", "actions", "--port", str(actions), "--quiet"),
            f"{loopback}:{actions}/health",
        ),
        Service("Rasa", rasa_command, f"{loopback}:{rasa}/"),
    ]
