"""`make run`: checks, trains, starts everything, and says where it is."""

import asyncio

import aiohttp

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
    model = up_to_date_model(settings)
    rasa, actions, catalogue = free_ports(3)
    loopback = "http://127.0.0.1"
    environment = rasa_environment(
        settings,
        RASA_URL=f"{loopback}:{rasa}",
        ACTIONS_URL=f"{loopback}:{actions}/webhook",
        CATALOGUE_URL=f"{loopback}:{catalogue}",
    )
    address = f"http://{settings.host}:{settings.port}"
    supervisor = Supervisor(
        services(settings, str(model), rasa, actions), environment, lambda line: print(line, flush=True)
    )
    return asyncio.run(supervisor.run(lambda: _announce(address)))


async def _announce(address: str) -> None:
    """Wait for the first real answer, then print the address."""
    async with aiohttp.ClientSession() as session:
        for _ in range(READY_WITHIN_S * 2):
            async with session.get(f"{address}/health/ready") as response:
                if response.status == 200:
                    break
            await asyncio.sleep(0.5)
        else:
            print("Noch keine Antwort auf eine Testnachricht. Ich versuche es weiter.", flush=True)
            return
    print(f"\nDer Familien-Lotse ist bereit: {address}\nBeenden mit Strg+C.", flush=True)
