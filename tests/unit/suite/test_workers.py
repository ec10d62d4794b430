"""A worker of the suite that dies costs the test it died in, and nothing else."""

import os
import subprocess
import sys

import psutil

from deploy.local import places

CONFTEST = """
from tests.conftest import pytest_handlecrashitem, pytest_xdist_make_scheduler
"""
FIRST = """
import os, subprocess, time
from pathlib import Path

def note(what):
    with open(Path(__file__).with_name("notes"), "a") as notes:
        notes.write(what + "\\n")

def test_that_kills_its_worker():
    note(f"server {subprocess.Popen(['sleep', '600']).pid}")
    note("died")
    time.sleep(2)  # the other worker has had all the rest
    os._exit(1)

def test_after():
    note("after")
"""
OTHER = "def test_elsewhere():\n    pass\n"
FILES = {"../conftest.py": CONFTEST, "test_first.py": FIRST} | {f"test_other_{n}.py": OTHER for n in range(4)}


def test_the_test_that_a_worker_died_in_fails_once_and_the_others_run(tmp_path):
    folder = tmp_path / "tests" / "mortal"
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_text(content)
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        "/dev/null",
        f"--rootdir={tmp_path}",
        "-n2",
        "-p",
        "xdist",
        "-p",
        "no:cacheprovider",
    ]
    run = subprocess.run([*line, "tests"], cwd=tmp_path, capture_output=True, text=True, timeout=120, env=alone())

    notes = (folder / "notes").read_text().splitlines()
    server = next(int(line.split()[1]) for line in notes if line.startswith("server"))
    assert [line for line in notes if not line.startswith("server")] == ["died", "after"]
    assert "crashed while running 'tests/mortal/test_first.py::test_that_kills_its_worker'" in run.stdout
    assert "1 failed, 5 passed" in run.stdout
    assert run.returncode == 1
    assert not psutil.pid_exists(server) or psutil.Process(server).status() == psutil.STATUS_ZOMBIE, (
        "what a dead worker started must not run beside the next one's"
    )


def alone() -> dict[str, str]:
    """This environment without the marks of the worker that this test itself may run on."""
    marks = ("PYTEST_XDIST_TESTRUNUID", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS")
    kept = {name: value for name, value in os.environ.items() if name not in marks}
    return kept | {"PYTHONPATH": str(places.ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
