"""Copies of a running system: its data as they are at one moment, started again on other ports.

The original is only read: MongoDB is asked to hold still for the second that its files take to copy, then goes on.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import requests
from asnkit.catalogue import discover
from asnkit.db import connect
from asnkit.settings import NEIGHBOURS, Settings
from audit.auditor.sources import Sources
from pymongo import MongoClient

from deploy.local import mongodb, ports, servers, services
from deploy.local.places import ROOT
from deploy.local.process import Process
from deploy.local.run import EXISTING
from deploy.local.servers import Servers
from deploy.local.settings import PORTS
from deploy.local.supervisor import SERVERS
from deploy.local.trouble import Trouble

PROMISING = ("registration", "selection", "training", "feedback")
"""The services whose answers people keep."""
PARTS = ("mongodb", "kafka", "secrets", "keys", "log", "auditor")
NOT_COPIED = shutil.ignore_patterns("mongod.lock", "WiredTiger.lock", ".lock", "server.properties", "diagnostic.data")
WEB = ("audit", "selection")
READY_SECONDS = 60
QUIET_SECONDS = 60


def has_servers(directory: Path) -> bool:
    """Whether a system runs in this folder, with its own MongoDB and Kafka: only their files can be copied."""
    files = ("endpoints", *(f"{server}.json" for server in SERVERS))
    return all((directory / "run" / file).exists() for file in files)


class Original:
    """A running system, as its folder tells."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.known = json.loads((directory / "run" / "endpoints").read_text())
        self.client = connect(self.known["mongodb"]["url"])

    def wait_until_quiet(self) -> None:
        """Nothing is on its way: what was decided is in the log, under a checkpoint, seen by the standing auditor."""
        end = time.monotonic() + QUIET_SECONDS
        while time.monotonic() < end:
            if self._quiet():
                return
            time.sleep(0.5)
        raise Trouble(f"The system did not come to rest in {QUIET_SECONDS} s: try again when fewer people use it.")

    @contextmanager
    def held_still(self):
        """Quiet, and nothing is written meanwhile: what is copied and what somebody remembers are of one moment."""
        while True:
            self.wait_until_quiet()
            self.client.admin.command("fsync", lock=True)
            try:
                if self._quiet():
                    yield
                    return
            finally:
                self.client.admin.command("fsyncUnlock")

    def copy(self, into: Path) -> None:
        """To be called while it is held still."""
        into.mkdir(parents=True)
        for part in PARTS:
            if (self.directory / part).exists():
                shutil.copytree(self.directory / part, into / part, ignore=NOT_COPIED, copy_function=copy_written)

    def _quiet(self) -> bool:
        events = sum(
            len(commit["events"])
            for name in NEIGHBOURS
            for commit in self.client[name].commits.find({}, {"events.id": 1})
        )
        pending = any(self.client[name].commits.find_one({"published": False}, {"_id": 1}) for name in NEIGHBOURS)
        size = self.client.audit.entries.count_documents({})
        signed = self.client.audit.checkpoints.find_one(sort=[("_id", -1)])
        remembered = (self.directory / "auditor" / "leaves").stat().st_size // 32
        announced = signed and signed["_id"] == size and signed["sent"]
        return not pending and size == events and announced and remembered == size


class Copy:
    """One copy with servers of its own: a MongoDB, and the audit and selection services as visitors see them.

    `broker` is a Kafka that all copies read, `port` the one that `move` wrote into the data.
    """

    def __init__(self, directory: Path, broker: Servers, port: int):
        self.directory = directory
        self.servers = Servers(directory, "", broker.kafka_bootstrap, broker.kafka_passwords, {})
        try:
            servers.start_mongodb(self.servers, port)
        except BaseException:
            self.servers.stop()
            raise
        self.client: MongoClient = connect(self.servers.mongo_admin_url)
        self.presented: list[str] = []
        self._ports = {name: ports.free() for name in WEB}
        self._health = {name: ports.free() for name in WEB}
        self._processes: list[Process] = []

    @property
    def log(self) -> Path:
        return self.directory / "log"

    @property
    def log_key(self) -> bytes:
        """What a thief of the secret would have."""
        return (self.directory / "secrets" / "audit" / "log.key").read_bytes()

    def url(self, service: str) -> str:
        return f"http://{ports.HOST}:{self._ports[service]}"

    def serve(self) -> None:
        services.write_files(self.directory)
        for name in WEB:
            told = services.environment(name, self.servers) | {
                "ASN_HTTP_BIND": f"{ports.HOST}:{self._ports[name]}",
                "ASN_WEB_HEALTH_BIND": f"{ports.HOST}:{self._health[name]}",
                "ASN_WEB_WORKERS": "1",
            }
            process = Process(f"{name}-web", [sys.executable, "-m", name, "web"], self.directory, told)
            process.start()
            self._processes.append(process)
        end = time.monotonic() + READY_SECONDS
        for name in WEB:
            while not _answers(f"http://{ports.HOST}:{self._health[name]}/readyz"):
                if time.monotonic() > end:
                    raise Trouble(f"{name} of a copy is not ready: {self._processes[0].last_words()}")
                time.sleep(0.1)

    def sources(self) -> Sources:
        """What the standing auditor reads here, with its own user that can only read."""
        user = self.servers.kafka_user("auditor")
        settings = Settings(
            service="audit",
            mongo_url=self.servers.mongo_url("auditor"),
            kafka_bootstrap=user["KAFKA_BOOTSTRAP"],
            kafka_username=user["KAFKA_USERNAME"],
            kafka_password=user["KAFKA_PASSWORD"],
            secrets=self.servers.secrets("auditor"),
            keys=self.directory / "keys",
            urls={"audit": self.url("audit")},
        )
        return Sources(connect(settings.mongo_url), settings, discover(NEIGHBOURS))

    def throw_away(self) -> None:
        """Nobody needs its data afterwards: an orderly end would take as long as a detector."""
        self.client.close()
        for process in self._processes:
            process.kill()
        self.servers.kill_mongo()


@contextmanager
def copies(base: Path):
    """A function that gives a started copy of `base`, used by one tamper and thrown away.

    All read one Kafka; whoever writes there gets a copy of it.
    """
    port = ports.free()
    move(base, port)
    broker = Servers(base, "", "", {}, {})
    folder, number = base.parent / "used", 0

    @contextmanager
    def one(kafka: bool = False):
        nonlocal number
        number += 1
        directory = folder / str(number)
        left_out = ("logs", "run") if kafka else ("kafka", "logs", "run")
        shutil.copytree(base, directory, ignore=shutil.ignore_patterns(*left_out), copy_function=copy_written)
        own = Servers(directory, "", "", {}, {})
        try:
            if kafka:
                servers.start_broker(own)
            made = Copy(directory, own if kafka else broker, port)
            try:
                yield made
            finally:
                made.throw_away()
        finally:
            if own.broker:
                own.kill_kafka()
            shutil.rmtree(directory, ignore_errors=True)

    try:
        servers.start_broker(broker)
        yield one
    finally:
        broker.stop()


def written(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """The parts of a file that were ever written, [begin, end) in bytes: what lies between them are holes."""
    end, size = 0, os.fstat(file.fileno()).st_size
    while end < size:
        try:
            begin = file.seek(end, os.SEEK_DATA)
        except OSError as nothing_follows:
            if nothing_follows.errno != errno.ENXIO:
                raise
            return
        end = file.seek(begin, os.SEEK_HOLE)
        yield begin, end


def copy_written(source: str, target: str) -> None:
    """Copies a file with its holes: seven eighths of a small round's files are room that is kept for more."""
    with open(source, "rb", buffering=0) as old, open(target, "wb", buffering=0) as new:
        for begin, end in written(old):
            new.seek(begin)
            while begin < end:
                begin += os.sendfile(new.fileno(), old.fileno(), begin, end - begin)
        new.truncate(os.fstat(old.fileno()).st_size)
    shutil.copymode(source, target)


def move(directory: Path, port: int) -> None:
    """Write the address that it will have into a copied MongoDB, while it runs alone and for nobody else.

    A copy that still had the original's address would find the original there, and take it for its own.
    """
    alone = mongodb.process(directory, port)
    alone.command = [word for word in alone.command if word not in ("--auth", "--replSet", "rs0")]
    at = alone.command.index("--keyFile")
    del alone.command[at : at + 2]
    alone.start()
    try:
        if not ports.wait(port, alone.alive):
            raise Trouble(f"The copied MongoDB does not start: {alone.last_words()}")
        with MongoClient(f"mongodb://{ports.HOST}:{port}/?directConnection=true") as client:
            config = client.local.system.replset.find_one()
            config["members"][0]["host"] = f"{ports.HOST}:{port}"
            client.local.system.replset.replace_one({"_id": config["_id"]}, config)
    finally:
        alone.stop()


@contextmanager
def own_system(directory: Path, applicants: int, module: str = "deploy.local"):
    """A system of our own with a round of the demonstration in it, where none is running; `module` starts it."""
    told = own_environment()
    with running(directory, told, module) as original:
        play(directory, applicants, told)
        yield original


def own_environment() -> dict[str, str]:
    """Free ports, and servers of its own."""
    moved = {f"ASN_PORT_{name.upper()}": str(ports.free()) for name in PORTS}
    told = {name: value for name, value in os.environ.items() if name not in EXISTING}
    return told | moved | {"ASN_AUDITOR_SECONDS": "5"}


@contextmanager
def running(directory: Path, told: dict[str, str], module: str = "deploy.local"):
    """The system of this folder, as long as it is needed."""
    run = subprocess.Popen(
        [sys.executable, "-m", module, "run", "--directory", str(directory)], cwd=ROOT, env=told,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(directory / "run" / "endpoints", run)
        yield Original(directory)
    finally:
        run.terminate()
        run.wait(90)


def play(directory: Path, applicants: int, told: dict[str, str]) -> None:
    """A round of the demonstration."""
    demo = [sys.executable, "-m", "demo", "--applicants", str(applicants), "--directory", str(directory)]
    done = subprocess.run(demo, cwd=ROOT, env=told, capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"The demonstration did not get through: {done.stdout[-300:]}")


def _wait_for(file: Path, process: subprocess.Popen, seconds: float = 150) -> None:
    end = time.monotonic() + seconds
    while not file.exists():
        if process.poll() is not None or time.monotonic() > end:
            raise Trouble("A system of our own could not be started.")
        time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.RequestException:
        return False
