"""What the tests need of the machine beside Python: installed where that may be done, else named in one sentence."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .trouble import Trouble

SHELL = "chromium-headless-shell"
CHROMIUM = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Tool(NamedTuple):
    package: str
    """Debian's name for it."""
    found: Callable[[], bool]
    replaced: Callable[[], bool] = lambda: False
    """Whether something else that is there does the same, if slower."""


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
    # The same engine without a window, its menus and a second process for each tab: a third less work for a page.
    Tool(SHELL, lambda: SHELL in (chromium() or ""), lambda: chromium() is not None),
    Tool("libatomic1", lambda: _library("libatomic.so.1")),  # for the Node.js inside Playwright
    Tool(
        "curl", lambda: shutil.which("curl") is not None
    ),  # README.md and docs/verify-by-hand.md are run as they stand
    Tool("openssl", lambda: shutil.which("openssl") is not None),
    Tool("npm", lambda: shutil.which("npm") is not None),  # for the packages of examples/subscriber/package-lock.json
)


def ensure(tools: Sequence[Tool] = TOOLS) -> None:
    """Raises Trouble with everything that is missing and what brings it."""
    wanted = [tool.package for tool in tools if not tool.found()]
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(wanted)
    packages = " ".join(tool.package for tool in tools if not (tool.found() or tool.replaced()))
    if packages:
        raise Trouble(f"The tests need more than there is: run 'sudo apt-get install -y {packages}' and repeat.")


def _install(packages: list[str]) -> None:
    """Each by itself: one that this system does not know keeps no other away."""
    quiet = {"capture_output": True, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    for package in packages:
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", package], **quiet)
