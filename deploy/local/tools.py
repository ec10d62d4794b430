"""What the tests need of the machine beside Python: installed where that may be done, else named in one sentence."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .trouble import Trouble

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Tool(NamedTuple):
    package: str
    """Debian's name for it."""
    found: Callable[[], bool]


def chromium() -> str | None:
    """The browser's path: ASN_CHROMIUM, or the first that the machine has."""
    return os.environ.get("ASN_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


def _library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


TOOLS = (
    Tool("chromium", lambda: chromium() is not None),
    Tool("libatomic1", lambda: _library("libatomic.so.1")),  # for the Node.js inside Playwright
    Tool(
        "curl", lambda: shutil.which("curl") is not None
    ),  # README.md and docs/verify-by-hand.md are run as they stand
    Tool("openssl", lambda: shutil.which("openssl") is not None),
)


def ensure(tools: Sequence[Tool] = TOOLS) -> None:
    """Raises Trouble with everything that is missing and what brings it."""
    if _missing(tools) and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(_missing(tools))
    packages = " ".join(_missing(tools))
    if packages:
        raise Trouble(f"The tests need more than there is: run 'sudo apt-get install -y {packages}' and repeat.")


def _missing(tools: Sequence[Tool]) -> list[str]:
    return [tool.package for tool in tools if not tool.found()]


def _install(packages: list[str]) -> None:
    quiet = {"capture_output": True, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *packages], **quiet)
