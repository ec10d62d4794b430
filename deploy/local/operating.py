"""A word of a service's command line, told what its running worker was told: `make operate ARGS="feedback parked"`."""

import os
import sys
from pathlib import Path

from asnkit.settings import package_of

from . import process
from .places import SERVICES
from .trouble import Trouble


def operate(directory: Path, words: list[str]) -> None:
    """Becomes `python -m <words>`. Raises Trouble where the service does not run."""
    service = words[0] if words else ""
    if service not in SERVICES or len(words) < 2:
        raise Trouble(f'Say a service ({", ".join(SERVICES)}) and a word, for example ARGS="registration parked".')
    running = process.find(directory / "run" / f"{service}-worker.json")
    if running is None:
        raise Trouble(f"The worker of {service} does not run here: 'make run' starts it, 'make status' shows it.")
    told = {name: value for name, value in running.environ().items() if name != process.MARK}
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", package_of(service), *words[1:]], told)
