"""`kill -9` of Kafka, of MongoDB, of every process, while people answer a survey.

The clients keep their own list of what was acknowledged. Afterwards that list is compared with Kafka and
with the audit log: everything is there, once, in order; and it is all at work again within ten seconds.
"""

import os
import shutil
import signal
import tempfile
import threading
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from asn_verify.main import main as asn_verify
from asnkit.bus import SEND_SECONDS, Message, Producer, Reader
from asnkit.commits import Context
from asnkit.db import connect
from asnkit.events import Event, new_id
from asnkit.service import Runtime
from asnkit.settings import Settings
from feedback.survey.domain import Open
from feedback.survey.questions import ELEMENTS
from feedback.wiring import SERVICE

from deploy.local import ports, services, settings
from deploy.local import servers as local_servers
from deploy.local.process import Process

pytestmark = [pytest.mark.servers, pytest.mark.slow]

CLIENTS = 4
PAUSE_SECONDS = 0.03
RETURN_SECONDS = 10


class System:
    """Real servers and the processes of two services, each of which a test may kill."""

    def __init__(self, directory: Path):
        self.servers = local_servers.start(directory)
        services.write_files(directory)
        services.prepare(self.servers)
        wanted = ("feedback-web", "feedback-worker", "audit-worker")
        self.processes: dict[str, Process] = {p.name: p for p in services.processes(self.servers) if p.name in wanted}
        for process in self.processes.values():
            process.start()
        told = services.environment("feedback", self.servers)
        self.runtime = Runtime(SERVICE, Settings.from_environment("feedback", told))
        self.audit = connect(self.servers.mongo_admin_url).get_database("audit")
        self.url = settings.address("feedback")
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    def _watch(self) -> None:
        """Start again what died, as `make run` does."""
        while not self._over.wait(0.3):
            for process in self.processes.values():
                if not process.alive():
                    process.start()

    def open_survey(self) -> str:
        stream = new_id("survey")
        command = Open("BKPSDM", "Pendaftaran", "Beban", 30)
        context = Context("aduan:tes", uuid.uuid4().hex, "beban")
        self.runtime.store.run(context, lambda tx: tx.decide(stream, command))
        return stream.partition("-")[2]

    def stop(self) -> None:
        self._over.set()
        self._watcher.join()
        self.runtime.close()
        self.audit.client.close()
        for process in self.processes.values():
            process.stop()
        self.servers.stop()


@pytest.fixture(scope="module")
def system():
    directory = Path(tempfile.mkdtemp(prefix="asn-faults-"))
    before = dict(os.environ)
    for name in settings.PORTS:
        os.environ[settings.setting(name)] = str(ports.free())
    made = System(directory)
    recovered(made, Load(made))  # everything is up and has done its first work
    yield made
    made.stop()
    os.environ.clear()
    os.environ.update(before)
    shutil.rmtree(directory, ignore_errors=True)


class Load:
    """People who answer, and answer again with the same key until they are told that it was recorded."""

    def __init__(self, system: System):
        self.path = f"{system.url}/v1/surveys/{system.open_survey()}/responses"
        self.acknowledged: list[str] = []
        self.extra = 0
        self.strange: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._answer) for _ in range(CLIENTS)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _answer(self) -> None:
        session = requests.Session()
        while not self._stop.is_set():
            self.acknowledged += self.send(session)
            time.sleep(PAUSE_SECONDS)

    def send(self, session) -> list[str]:
        key, body = uuid.uuid4().hex, {"answers": dict.fromkeys(ELEMENTS, 4)}
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                answer = session.post(self.path, json=body, headers={"Idempotency-Key": key}, timeout=20)
            except requests.RequestException:
                time.sleep(0.05)
                continue
            if answer.status_code == 201:
                return answer.json()["events"]
            if answer.status_code != 503 or "Retry-After" not in answer.headers:
                self.strange.append(f"{answer.status_code} {answer.text[:200]}")
                return []
            time.sleep(0.05)
        self.strange.append("no answer for a minute")
        return []


def recovered(system: System, load: Load) -> float:
    """Seconds until a new answer is acknowledged, on Kafka, and in the audit log."""
    began = time.monotonic()
    load.extra += 1
    [event] = load.send(requests.Session())
    while not entry(system, event):
        assert time.monotonic() - began < 60, f"never recovered: {where_it_stopped(system, event)}"
        time.sleep(0.05)
    return time.monotonic() - began


def where_it_stopped(system: System, event: str) -> str:
    """How far the event came, and what everybody said last."""
    commit = system.runtime.db.commits.find_one({"events.id": event}, {"published": 1})
    halts = [halt["reason"] for halt in system.audit.halts.find()]
    waiting = {name: system.audit[name].count_documents({}) for name in ("parked", "set_aside", "entries")}
    words = {name: process.last_words(8) for name, process in system.processes.items()}
    words["kafka"] = system.servers.broker.last_words(8)
    return f"{commit}, {halts}, {waiting}\n" + "\n".join(f"{name}: {said}" for name, said in words.items())


def entry(system: System, event: str):
    try:
        return system.audit.entries.find_one({"id": event})
    except Exception:  # the test's own client may be the last to hear that MongoDB is back
        return None


def reconcile(system: System, load: Load) -> None:
    """The clients' list against the history, Kafka and the audit log."""
    expected = set(load.acknowledged)
    assert load.strange == []
    assert len(expected) == len(load.acknowledged) > 20
    deadline = time.monotonic() + 30
    while system.audit.entries.count_documents({"id": {"$in": list(expected)}}) < len(expected):
        assert time.monotonic() < deadline, "acknowledged, and not in the audit log"
        time.sleep(0.2)
    entries = Counter(e["id"] for e in system.audit.entries.find({"name": "feedback.survey.answered"}, {"id": 1}))
    assert max(entries.values()) == 1
    survey = load.path.split("/")[-2]
    answered = system.runtime.db.state.count_documents({"aggregate": "response", "data.survey": survey})
    assert expected <= entries.keys()
    assert answered == len(expected) + load.extra
    reader, versions = Reader(system.runtime.settings, system.runtime.topics), {}
    for record in reader:
        event = Event.parse(record.raw)
        last = versions.get(event.subject, 0)
        assert event.streamversion <= last + 1, f"{event.id} came before its predecessor"
        versions[event.subject] = max(last, event.streamversion)
    reader.close()
    assert expected <= {f"{stream}@1" for stream in versions}


def prove(system: System) -> None:
    """Every entry comes under a signed root, and the log's files are right, whatever died."""
    folder = system.servers.directory / "log"
    entries = system.audit.entries.count_documents({})
    deadline = time.monotonic() + 60
    while int((folder / "checkpoint").read_text().split("\n")[1]) < entries:
        assert time.monotonic() < deadline, "a minute without proof"
        time.sleep(0.2)
    assert asn_verify(["check", str(folder), "--key", services.log_key(system.servers.directory)]) == 0


def under_load(system: System, harm, mend) -> None:
    """Load, harm, one second of it, mend, load; then the clients' list must reconcile."""
    load = Load(system)
    with load:
        time.sleep(1.5)
        harm()
        time.sleep(1)
        mend()
        seconds = recovered(system, load)
        time.sleep(0.5)
    reconcile(system, load)
    prove(system)
    print(f"{len(load.acknowledged)} acknowledged, at work again after {seconds:.1f} s")
    assert seconds < RETURN_SECONDS


def test_kafka_dies_and_nothing_acknowledged_is_lost_or_doubled(system):
    servers = system.servers
    under_load(system, servers.kill_kafka, servers.start_kafka)


def test_with_kafka_down_writes_go_on_and_are_published_later(system):
    system.servers.kill_kafka()
    load = Load(system)
    with load:
        time.sleep(2)
    written = len(load.acknowledged)
    system.servers.start_kafka()
    assert written > 20
    reconcile(system, load)


@contextmanager
def holding_still(process: Process):
    """The process neither answers nor closes a connection, as a machine does that is out of memory."""
    os.kill(process.child.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.child.pid, signal.SIGCONT)


def test_kafka_hangs_and_nothing_acknowledged_is_lost_or_doubled(system):
    load = Load(system)
    with load, holding_still(system.servers.broker):
        time.sleep(2 * SEND_SECONDS)
    recovered(system, load)
    reconcile(system, load)


def test_a_producer_that_cannot_deliver_is_ended(system):
    reader = Reader(system.runtime.settings, system.runtime.topics)
    known = next(iter(reader))  # sent again it changes nothing: every receiver drops a repeat
    reader.close()
    before = set(threading.enumerate())
    producer = Producer(system.runtime.settings)
    message = Message(known.topic, known.key, known.raw, known.headers)
    assert producer.send([message]) == [True]
    with holding_still(system.servers.broker):
        producer._send(message)
        producer.close()
        assert set(threading.enumerate()) <= before


def test_mongodb_dies_and_nothing_acknowledged_is_lost_or_doubled(system):
    servers = system.servers
    under_load(system, servers.kill_mongo, servers.start_mongo)


@pytest.mark.parametrize("name", ["feedback-worker", "audit-worker", "feedback-web"])
def test_a_process_dies_and_nothing_acknowledged_is_lost_or_doubled(system, name):
    process = system.processes[name]
    under_load(system, process.kill, lambda: None)
