"""A real Matrix homeserver for the tests: Synapse, in an environment of its own.

It cannot live in the project's: it needs pydantic 2. Its files stay below the project's own
environment; the first start installs them, which takes half a minute.
"""

import asyncio
import base64
import fcntl
import hmac
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
from hashlib import sha1
from pathlib import Path
from typing import Any

import aiohttp
import yaml

ENVIRONMENT = Path(__file__).resolve().parent.parent / ".venv" / "synapse"
REQUIREMENTS = Path(__file__).with_name("synapse_requirements.txt")
SERVER, PASSWORD = "lotse.test", "ein-passwort"
STARTS_WITHIN_S, STOPS_WITHIN_S = 60, 20
# Out of the way of tests that are about something else.
_PLENTY = {"per_second": 10_000, "burst_count": 10_000}
_LIMITS = (
    "message",
    "registration",
    "admin_redaction",
    "presence",
    "media_create",
    "room_creation",
)


def installed() -> Path:
    """Return the Python that has Synapse; install it where it is missing or of other versions."""
    wanted, mark = REQUIREMENTS.read_text("utf-8"), ENVIRONMENT / "installed.txt"
    python = ENVIRONMENT / "bin" / "python"
    ENVIRONMENT.parent.mkdir(exist_ok=True)
    with ENVIRONMENT.with_suffix(".lock").open("w") as lock:
        # Two test runs at once would spoil it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists() or mark.read_text("utf-8") != wanted:
            shutil.rmtree(ENVIRONMENT, ignore_errors=True)
            _uv("venv", "--python", sys.executable, str(ENVIRONMENT))
            packages = ("--only-binary", ":all:", "--compile-bytecode", "-r", str(REQUIREMENTS))
            _uv("pip", "install", "--python", str(python), *packages)
            mark.write_text(wanted, "utf-8")
    return python


def _uv(*arguments: str) -> None:
    # The project's own environment must not be taken for the one that is meant.
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    subprocess.run([sys.executable, "-m", "uv", "--quiet", *arguments], env=environment, check=True)


class Synapse:
    """A homeserver on loopback that talks to no other.

    Args:
        folder: an empty one, for all that it keeps.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._admin = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> "Synapse":
        file = self._folder / "homeserver.yaml"
        file.write_text(yaml.safe_dump(self._settings()), "utf-8")
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await asyncio.to_thread(self.stop)

    async def start(self) -> None:
        """Start, and wait until it answers."""
        python = await asyncio.to_thread(installed)
        settings = str(self._folder / "homeserver.yaml")
        command = [str(python), "-m", "synapse.app.homeserver", "-c", settings]
        with (self._folder / "out.txt").open("ab") as out:
            self._process = subprocess.Popen(command, cwd=self._folder, stdout=out, stderr=out)
        async with aiohttp.ClientSession() as session:
            for _ in range(STARTS_WITHIN_S * 20):
                try:
                    async with session.get(f"{self.url}/health") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                if self._process.poll() is not None:
                    break
                await asyncio.sleep(0.05)
        self.stop()
        raise RuntimeError((self._folder / "out.txt").read_text("utf-8")[-3000:])

    def stop(self) -> None:
        """End it as an administrator would."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOPS_WITHIN_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    async def register(self, name: str, is_admin: bool = False) -> dict[str, Any]:
        """Make an account; return its `user_id` and `access_token`."""
        nonce = (await self._admin_call("GET", "v1/register"))["nonce"]
        kind = "admin" if is_admin else "notadmin"
        signed = "\0".join((nonce, name, PASSWORD, kind)).encode()
        mac = hmac.new(self._secret.encode(), signed, sha1).hexdigest()
        account = {"nonce": nonce, "username": name, "password": PASSWORD, "mac": mac}
        return await self._admin_call("POST", "v1/register", {**account, "admin": is_admin})

    async def limit(self, user: str, per_second: int, burst: int) -> None:
        """Let an account send only so many messages."""
        if not self._admin:
            self._admin = (await self.register("verwaltung", is_admin=True))["access_token"]
        limits = {"messages_per_second": per_second, "burst_count": burst}
        await self._admin_call("POST", f"v1/users/{user}/override_ratelimit", limits)

    async def _admin_call(
        self, method: str, path: str, content: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._admin}"} if self._admin else {}
        address = f"{self.url}/_synapse/admin/{path}"
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.request(method, address, json=content) as response,
        ):
            said = await response.json()
            assert response.status == 200, said
            return said

    def _settings(self) -> dict[str, Any]:
        self._secret = secrets.token_hex()
        log = self._folder / "log.yaml"
        log.write_text(json.dumps({"version": 1, "root": {"level": "WARNING"}}), "utf-8")
        key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        listener = {
            "port": self._port,
            "type": "http",
            "bind_addresses": ["127.0.0.1"],
            "resources": [{"names": ["client"]}],
        }
        file = {"database": str(self._folder / "homeserver.db")}
        return {
            "server_name": SERVER,
            "public_baseurl": self.url,
            "listeners": [listener],
            "database": {"name": "sqlite3", "args": file},
            "media_store_path": str(self._folder / "media"),
            "log_config": str(log),
            "signing_key": f"ed25519 a_test {key}",
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": secrets.token_hex(),
            "form_secret": secrets.token_hex(),
            "report_stats": False,
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "presence": {"enabled": False},
            # The least there is: a login is no matter of these tests.
            "bcrypt_rounds": 4,
            **{f"rc_{name}": _PLENTY for name in _LIMITS},
            "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), _PLENTY),
            "rc_joins": dict.fromkeys(("local", "remote"), _PLENTY),
            "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), _PLENTY),
        }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
