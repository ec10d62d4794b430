"""One process that this project started: how to start it, recognise it later, and stop it.

A record in `run/<name>.json` (pid, start time, mark) lets a later run find what an
earlier one left behind. The mark is a random value in the environment of that one start,
which survives an exec. A process is ours only if all three agree, so nothing that
somebody else started is ever signalled, even where a pid was reused.
"""

import json
import os
import signal
import subprocess
import time
import uuid
from pathlib import Path

import psutil

MARK = "ASN_STARTED_AS"
START_TOLERANCE = 2.0  # seconds by which the computed start time may move with the clock


class Process:
    """`command` with `environment` added, its output in `<directory>/logs/<name>.log`."""

    def __init__(
        self,
        name: str,
        command: list[str],
        directory: Path,
        environment: dict[str, str] | None = None,
        cwd: Path | None = None,
        grace: float = 20,
    ):
        self.name = name
        self.command = command
        self.directory = directory
        self.environment = environment or {}
        self.cwd = cwd
        self.grace = grace
        self.restarts = 0
        self.child: subprocess.Popen | None = None

    @property
    def log(self) -> Path:
        return self.directory / "logs" / f"{self.name}.log"

    @property
    def record(self) -> Path:
        return self.directory / "run" / f"{self.name}.json"

    def start(self, rotate: bool = True) -> None:
        """Ends what an earlier run left of this name, then starts it in a session of its own.

        In its own session, Ctrl-C in the terminal reaches the supervisor alone, which
        then stops its children in order.
        """
        end_recorded(self.record, self.grace)
        self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.record.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if rotate and self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))
        mark = f"{self.name} {uuid.uuid4()}"
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as log:
            self.child = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.cwd,
                env=os.environ | self.environment | {MARK: mark},
                start_new_session=True,
                umask=0o077,  # what it writes is for the user that it runs as
            )
        note(self.record, self.child.pid, mark, self.restarts)

    def alive(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def kill(self) -> None:
        """`kill -9`, as a power cut would."""
        if self.alive():
            self.child.kill()
            self.child.wait()

    def stop(self) -> None:
        """SIGTERM, then SIGKILL to it and its own children after the grace."""
        if self.child is None:
            return
        if self.alive():
            end(psutil.Process(self.child.pid), self.grace)
        self.child.wait()
        self.record.unlink(missing_ok=True)

    def last_words(self, lines: int = 5) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def note(record: Path, pid: int, mark: str, restarts: int = 0) -> None:
    """Writes down by what a later run recognises process `pid`."""
    try:
        content = {"pid": pid, "started": psutil.Process(pid).create_time(), "mark": mark, "restarts": restarts}
    except psutil.NoSuchProcess:
        return
    part = record.with_suffix(".part")
    part.write_text(json.dumps(content))
    part.replace(record)


def restarts(record: Path) -> int:
    """How often the recorded process was started again; 0 when it was stopped just now."""
    try:
        return json.loads(record.read_text())["restarts"]
    except FileNotFoundError:
        return 0


def find(record: Path) -> psutil.Process | None:
    """The running process that a record describes, if it still is that very process."""
    try:
        content = json.loads(record.read_text())
        process = psutil.Process(content["pid"])
        ours = (
            abs(process.create_time() - content["started"]) < START_TOLERANCE
            and process.environ().get(MARK) == content["mark"]
        )
    except (OSError, ValueError, KeyError, psutil.Error):
        return None
    return process if ours else None


def end_recorded(record: Path, grace: float = 20) -> bool:
    """Ends the recorded process if it still runs; True if it did. The record stays, for a restart replaces it."""
    process = find(record)
    if process is not None:
        end(process, grace)
    return process is not None


def clean(record: Path, grace: float = 20) -> bool:
    """Ends the recorded process if it still runs and forgets it; True if it did."""
    ended = end_recorded(record, grace)
    record.unlink(missing_ok=True)
    return ended


def end(process: psutil.Process, grace: float) -> None:
    """Asks a process to stop; what is left of it and its children after `grace` seconds is killed."""
    try:
        family = [*process.children(recursive=True), process]
        process.send_signal(signal.SIGTERM)
    except psutil.NoSuchProcess:
        return
    deadline = time.monotonic() + grace
    _gone, left = psutil.wait_procs([process], timeout=grace)
    _gone, left = psutil.wait_procs(family, timeout=max(0.5, deadline - time.monotonic()) if left else 2)
    for one in left:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            pass
    psutil.wait_procs(left, timeout=5)
