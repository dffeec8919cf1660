"""Builds the environment in .venv from uv.lock, with uv.

The lock file in the repository names no package host, so that it serves behind any mirror: it
says `index:` and `files:` where uv writes the two addresses of the index. They are put back here,
in a copy beside the environment, from what pip knows of its own index. `--lock` resolves anew and
takes the addresses out again.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from pip._internal.models.index import PyPI

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
WORKPLACE = ENVIRONMENT / "lock"
ADDRESSES = {"index:": PyPI.simple_url, "files:": f"https://{PyPI.file_storage_domain}"}


def with_addresses(lock: str) -> str:
    """Put the index's addresses into a lock file's text."""
    for name, address in ADDRESSES.items():
        lock = lock.replace(f'"{name}', f'"{address}')
    return lock


def without_addresses(lock: str) -> str:
    """Take the index's addresses out of a lock file's text."""
    for name, address in ADDRESSES.items():
        lock = lock.replace(f'"{address}', f'"{name}')
    return lock


def run_uv(*arguments: str) -> None:
    """Run uv on the copy in the environment; a failure ends the program with uv's message."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    command = [sys.executable, "-m", "uv", *arguments, "--project", str(WORKPLACE)]
    completed = subprocess.run([*command, "--no-python-downloads"], env=environment)
    if completed.returncode:
        sys.exit(f"Die Umgebung ließ sich nicht einrichten: uv {arguments[0]} ist gescheitert.")


def main() -> None:
    """Install what the lock file says, or make the lock file anew with `--lock`."""
    WORKPLACE.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", WORKPLACE)
    lock = ROOT / "uv.lock"
    if lock.exists():
        (WORKPLACE / "uv.lock").write_text(with_addresses(lock.read_text("utf-8")), "utf-8")
    if "--lock" in sys.argv:
        run_uv("lock")
        lock.write_text(without_addresses((WORKPLACE / "uv.lock").read_text("utf-8")), "utf-8")
    # uv itself is no part of the project: `--inexact` leaves it where it is.
    run_uv("sync", "--frozen", "--inexact", "--no-progress")


if __name__ == "__main__":
    main()
