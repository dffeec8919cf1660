"""A web process that can be killed and started again."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping

import aiohttp

from bot.evaluation.material import ROOT
from bot.operation.supervisor import free_ports

STARTS_WITHIN_S = 90
# As `python -m bot web`, but gives up sooner on a platform that hangs.
_PROGRAM = """
import sys
from bot.channels import http_api
http_api.TIMEOUT_S = 1.0
from bot.__main__ import main
sys.exit(main())
"""


class WebProcess:
    """`python -m bot web` with a data folder and ports of its own.

    Args:
        environment: variables besides those.

    Attributes:
        killed_at: when it was last killed, by `time.perf_counter`.
    """

    # Said in the notice; the same for every port.
    PAGE = "http://lotse.example/chat"

    def __init__(self, environment: Mapping[str, str]):
        self._given = environment
        self.killed_at = 0.0

    async def __aenter__(self) -> "WebProcess":
        self._folder = tempfile.TemporaryDirectory(prefix="lotse-web-")
        port, catalogue = free_ports(2)
        self.url = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "DATA_DIR": self._folder.name,
            "CATALOGUE_URL": f"http://127.0.0.1:{catalogue}",
            "DATABASE_URL": "",
            "PUBLIC_URL": self.PAGE.removesuffix("/chat"),
            "LOG_LEVEL": "ERROR",
            **self._given,
        }
        await self._start()
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()
        self._folder.cleanup()

    async def kill_and_restart(self) -> float:
        """End the process without any warning and start it again; return the seconds between."""
        self.killed_at = time.perf_counter()
        self._process.kill()
        await self._process.wait()
        await self._start()
        return time.perf_counter() - self.killed_at

    async def _start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _PROGRAM, "web", cwd=ROOT, env=self._environment
        )
        async with aiohttp.ClientSession() as session:
            for _ in range(STARTS_WITHIN_S * 20):
                try:
                    async with session.get(f"{self.url}/health/live") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                if self._process.returncode is not None:
                    break
                await asyncio.sleep(0.05)
        raise RuntimeError("Der Webprozess ist nicht gestartet.")
