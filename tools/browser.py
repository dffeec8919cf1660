"""Makes sure that there is a Chromium for the tests in a real browser, from the system's packages.

Prints where it is. Without one and without the right to install it, ends with one clear line.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM") or "", *NAMES))
    return next((path for path in found if path), None)


def install_browser() -> None:
    """Install Chromium with the system's package manager."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update"], install):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def main() -> None:
    """Print the browser's path; install it where it is missing and that is allowed."""
    may_install = os.geteuid() == 0 and shutil.which("apt-get")
    if find_browser() is None and may_install:
        print("Installiere Chromium für die Prüfungen im Browser …", file=sys.stderr)
        install_browser()
    path = find_browser()
    if path is None:
        sys.exit("Chromium fehlt. Bitte als root installieren: apt-get install chromium")
    print(path)


if __name__ == "__main__":
    main()
