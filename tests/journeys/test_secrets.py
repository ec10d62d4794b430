"""What anybody on the machine may read of a running system holds no secret."""

import json
import os
import stat

import psutil
import pytest

pytestmark = [pytest.mark.servers, pytest.mark.slow]


@pytest.fixture(scope="module")
def processes(system):
    """name → process, of everything that runs, with its children."""
    found = {}
    for record in (system.directory / "run").glob("*.json"):
        process = psutil.Process(json.loads(record.read_text())["pid"])
        for one in (process, *process.children(recursive=True)):
            found[f"{record.stem}/{one.pid}"] = one
    return found


def hidden(system):
    """Every generated word of the folder of secrets."""
    words = set()
    for file in (system.directory / "secrets").rglob("*"):
        if file.suffix == ".json":
            for value in json.loads(file.read_text()).values():
                words.add(value["password"] if isinstance(value, dict) else value)
        elif file.is_file():
            words |= {line for line in file.read_text().split() if len(line) > 20}
    return words


def test_no_environment_and_no_command_line_holds_one(system, processes):
    words = hidden(system)
    assert len(words) > 40 and len(processes) > 15
    for name, process in processes.items():
        told = "\n".join([*process.environ().values(), *process.cmdline()])
        assert not [word for word in words if word in told], name


def test_what_a_run_writes_is_closed_to_others(system, processes):
    closed = [system.directory / name for name in ("secrets", "log", "kafka", "mongodb", "auditor", "logs")]
    for folder in closed:
        for path, _, files in os.walk(folder):
            assert stat.S_IMODE(os.stat(path).st_mode) & 0o077 == 0, path
            for name in files:
                try:
                    mode = stat.S_IMODE(os.stat(os.path.join(path, name)).st_mode)
                except FileNotFoundError:
                    continue  # a server made a new one instead
                assert mode & 0o077 == 0, os.path.join(path, name)
