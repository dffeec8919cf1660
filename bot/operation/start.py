"""`make run`: checks, trains, starts everything, and says where it is."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import aiohttp

from bot.catalogue.changes import unapplied
from bot.errors import LotseError
from bot.operation.model import rasa_environment, up_to_date_model
from bot.operation.supervisor import Supervisor, free_ports, is_port_free, services
from bot.settings import Settings

READY_WITHIN_S = 60


def start(settings: Settings) -> int:
    """Run the whole program until it is told to stop; return the exit code.

    Raises:
        LotseError: the port is taken, or training failed.
    """
    if not is_port_free(settings.host, settings.port):
        raise LotseError(
            f"Port {settings.port} ist belegt. Beenden Sie das andere Programm "
            f"oder wählen Sie einen anderen: PORT={settings.port + 1} make run"
        )
    _mention_changes(unapplied(settings.database_url))
    model = up_to_date_model(settings)
    rasa, actions, catalogue = free_ports(3)
    environment = environment_for(settings, rasa, actions, catalogue)
    processes = services(settings, str(model), rasa, actions)
    supervisor = Supervisor(processes, environment, _print, new_logs(settings))
    return asyncio.run(_supervise(supervisor, settings))


async def _supervise(supervisor: Supervisor, settings: Settings) -> int:
    supervisor.stop_on_signals()
    return await supervisor.run(lambda: announce(settings, _print))


def _mention_changes(names: list[str]) -> None:
    """Say which catalogue files differ from the database, which stays the truth until told."""
    if names:
        _print(
            f"Geänderte Katalogdateien, noch nicht übernommen: {', '.join(names)}. "
            "Ansehen und übernehmen: make catalogue"
        )


def new_logs(settings: Settings) -> Path:
    """Return the folder of the processes' logs, emptied: each start begins anew."""
    folder = settings.data_dir / "logs"
    folder.mkdir(exist_ok=True)
    for file in folder.glob("*.log"):
        file.unlink()
    return folder


def environment_for(settings: Settings, rasa: int, actions: int, catalogue: int) -> dict[str, str]:
    """Return the environment of the three processes, for the given internal ports."""
    loopback = "http://127.0.0.1"
    return rasa_environment(
        settings,
        HOST=settings.host,
        PORT=str(settings.port),
        RATE_LIMIT="1" if settings.rate_limit else "0",
        RASA_URL=f"{loopback}:{rasa}",
        ACTIONS_URL=f"{loopback}:{actions}/webhook",
        CATALOGUE_URL=f"{loopback}:{catalogue}",
    )


async def announce(settings: Settings, say: Callable[[str], None]) -> None:
    """Wait for the first real answer, then say the address."""
    address = f"http://{settings.host}:{settings.port}"
    async with aiohttp.ClientSession() as session:
        for _ in range(READY_WITHIN_S * 4):
            async with session.get(f"{address}/health/ready") as response:
                if response.status == 200:
                    say(f"\nDer Familien-Lotse ist bereit: {address}\nBeenden mit Strg+C.")
                    return
            await asyncio.sleep(0.25)
    say("Noch keine Antwort auf eine Testnachricht. Ich versuche es weiter.")


def _print(line: str) -> None:
    print(line, flush=True)
