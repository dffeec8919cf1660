"""A whole assistant on free ports, for as long as it is needed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.operation.start import announce, environment_for, new_logs
from bot.operation.supervisor import Supervisor, free_ports, services
from bot.settings import Settings


@asynccontextmanager
async def running_assistant(
    settings: Settings, model: Path, variables: Mapping[str, str] | None = None
) -> AsyncIterator[str]:
    """Start the three processes and give the public address; stop them at the end.

    Args:
        settings: its data_dir should be one of its own; the port is chosen here.
        model: the archive to serve.
        variables: what the processes find in their environment besides.
    """
    public, rasa, actions, catalogue = free_ports(4)
    own = replace(settings, host="127.0.0.1", port=public)
    environment = {**environment_for(own, rasa, actions, catalogue), **(variables or {})}
    processes = services(own, str(model), rasa, actions)
    supervisor = Supervisor(processes, environment, lambda line: None, new_logs(own))
    ready = asyncio.Event()

    async def when_ready() -> None:
        await announce(own, lambda line: None)
        ready.set()

    running = asyncio.create_task(supervisor.run(when_ready))
    waiting = asyncio.create_task(ready.wait())
    try:
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.is_set():
            raise RuntimeError("Der Familien-Lotse ist nicht gestartet.")
        yield f"http://127.0.0.1:{public}"
    finally:
        waiting.cancel()
        supervisor.stop()
        await running
