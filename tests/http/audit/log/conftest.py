"""The log of the audit service: events are sequenced, integrated and published one step at a time."""

import hashlib

import pytest
from asnkit.bus import Producer, Reader
from asnkit.events import new_id
from audit.log.integrate import Integration
from audit.log.loops import publication
from audit.log.volume import Volume
from tlog.checkpoints import open_checkpoint

from tests.http.running import Running
from tests.unit.audit.given import raw


class Logging(Running):
    """A running audit service whose log is driven."""

    @property
    def db(self):
        return self.runtime.db

    @property
    def volume(self):
        return Volume(self.runtime.settings.log_dir)

    def sequence(self, number, size=20):
        """New events in the log, each the first of a stream of its own; their SHA-256 (hex)."""
        streams = [new_id("survey") for _ in range(number)]
        data = {"text": "x" * size}
        made = [raw("feedback.survey.opened", data, "2026-08-01T02:00:00.000Z", stream=one) for one in streams]
        records = [self.signers.record(event) for event in made]
        for begin in range(0, number, 500):
            self.runtime.consumer("log").apply(records[begin : begin + 500])
        return [hashlib.sha256(event).hexdigest() for event in made]

    def integrate(self):
        step = Integration(self.db, self.volume)
        while step.turn():
            pass

    def publish(self):
        """One step of publishing; the checkpoint that is shown then."""
        step = publication(self.runtime)
        try:
            step.step()
        finally:
            step.close()
        return self.checkpoint()

    def write(self, number, **more):
        """Everything at once; the SHA-256 (hex) of the events."""
        ids = self.sequence(number, **more)
        self.integrate()
        self.publish()
        return ids

    def checkpoint(self):
        return open_checkpoint(self.note(), self.key())

    def note(self):
        return self.public.get("/log/checkpoint").content.decode()

    def key(self):
        return self.public.get("/log/vkey").text.strip()

    def messages(self):
        """What subscribers of asn.checkpoints have got of this log."""
        reader = Reader(self.runtime.settings, ["asn.checkpoints"])
        name = open_checkpoint(self.note(), self.key()).origin
        found = [record.raw.decode() for record in reader]
        reader.close()
        mine = {row["note"] for row in self.db.checkpoints.find()}
        return [note for note in found if note.startswith(name) and any(note.startswith(one) for one in mine)]


class SilentProducer(Producer):
    """Kafka that takes nothing."""

    def send(self, messages):
        return [False for _ in messages]


@pytest.fixture
def log(serve_once):
    return serve_once("audit", Logging)


@pytest.fixture(scope="module")
def shared(serve):
    """One log of 300 entries for tests that only read."""
    made = serve("audit", Logging)
    made.ids = made.write(3) + made.write(297)
    return made
