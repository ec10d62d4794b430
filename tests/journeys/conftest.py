"""The whole system as `make run` starts it, on free ports and with servers of its own.

The invariants say that these services alone wrote what is on Kafka, so the servers are not shared with
other tests.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.local import places, ports, settings

START_SECONDS = 180


class System:
    """A running system: its folder, and what `make -s endpoints` prints."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.endpoints = json.loads((directory / "run" / "endpoints").read_text())

    def pid(self, process: str) -> int:
        return json.loads((self.directory / "run" / f"{process}.json").read_text())["pid"]

    def kill(self, process: str) -> None:
        os.kill(self.pid(process), signal.SIGKILL)

    def demo(self, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "demo", "--directory", str(self.directory), *arguments]
        return subprocess.Popen(command, cwd=places.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture(scope="package")
def system(tmp_path_factory):
    directory = tmp_path_factory.mktemp("system")
    moved = {settings.setting(name): str(ports.free()) for name in settings.PORTS}
    command = [sys.executable, "-m", "deploy.local", "run", "--directory", str(directory)]
    with open(directory / "output", "w") as log:
        started = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | moved, cwd=places.ROOT)
    try:
        end = time.monotonic() + START_SECONDS
        while not (directory / "run" / "endpoints").exists():
            assert started.poll() is None and time.monotonic() < end, (directory / "output").read_text()
            time.sleep(0.2)
        yield System(directory)
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(90)


@pytest.fixture(scope="package")
def played(system):
    """A system in which one small round has been driven to its end; its output."""
    demo = system.demo("--applicants", "60")
    output, _ = demo.communicate(timeout=300)
    assert demo.returncode == 0, output
    return output
