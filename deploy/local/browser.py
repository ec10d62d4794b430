"""The Chromium that the browser tests drive."""

import os
import shutil
import subprocess

from .trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
COMMAND = "apt-get install -y --no-install-recommends chromium"


def find() -> str | None:
    """The program's path: ASN_CHROMIUM, or the first that the machine has."""
    return os.environ.get("ASN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> str:
    """Installs it where that may be done. Raises Trouble."""
    path = find()
    if path:
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], capture_output=True)
        subprocess.run(COMMAND.split(), capture_output=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
        path = find()
    if not path:
        raise Trouble(f"The browser tests need Chromium: run 'sudo {COMMAND}', or set ASN_CHROMIUM to its path.")
    return path
