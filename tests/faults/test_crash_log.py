"""For every k: die before or after the k-th call to MongoDB, Kafka or the disk, restart, and find one right log.

Each round sequences 256 events, integrates them over the end of a tile and publishes. At the moment of death the
folder is checked as a stranger would check it, and again when the restarted process is through.
"""

from pathlib import Path

import pytest
from asn_verify.main import main as asn_verify
from asnkit.db import connect
from asnkit.errors import Unavailable
from asnkit.events import new_id
from asnkit.service import Runtime
from asnkit.testing import Died, Steps
from audit.log.integrate import Integration, integrated
from audit.log.loops import publication, published
from audit.log.publish import own_notes
from audit.log.volume import Volume, open_volume
from audit.wiring import SERVICE
from tlog.checkpoints import open_checkpoint
from tlog.tree import leaf_hash, root

from tests.http.audit.log.conftest import Logging
from tests.http.conftest import serve  # noqa: F401
from tests.unit.audit.given import raw

pytestmark = [pytest.mark.servers, pytest.mark.slow]

POINTS = 136
ROUND = 256
BEGUN = 250
"""Entries before the first round, so that each round fills one bundle and begins the next."""

DISK = [
    (Volume, "_write", lambda *_: "write"),
    (Volume, "_sync", lambda *_: "sync"),
    (Volume, "_rename", lambda *_: "rename"),
    (Volume, "drop_partials", lambda *_: "drop"),
]


class LogProcess:
    """What sequences, integrates and publishes; it can die and be started again."""

    def __init__(self, settings, signers):
        self._settings, self.signers = settings, signers
        self.start()

    def start(self):
        self.runtime = Runtime(SERVICE, self._settings)
        self.volume = open_volume(self._settings)
        self.integration = Integration(self.runtime.db, self.volume)
        self.publication = publication(self.runtime)

    def die(self):
        self.publication.close()
        self.runtime.client.close()

    def work(self, events):
        return [
            lambda: self.runtime.consumer("log").apply(events),
            lambda: self.integration.turn(),
            lambda: self.publication.step(),
        ]


@pytest.fixture
def disk_steps():
    with Steps(also=DISK) as steps:
        yield steps


@pytest.fixture
def sessions(servers):
    """A dead client's open transaction holds its documents for five seconds; this ends it at once."""
    client = connect(servers.mongo_url("admin"))
    yield lambda: client.admin.command("killAllSessions", [])
    client.close()


@pytest.fixture
def process(serve):  # noqa: F811
    log = serve("audit", Logging)
    log.write(BEGUN)
    made = LogProcess(log.runtime.settings, log.signers)
    yield made
    made.die()


def new_events(signers):
    opened = [
        raw("feedback.survey.opened", {"text": "x"}, "2026-08-01T02:00:00.000Z", stream=new_id("survey"))
        for _ in range(ROUND)
    ]
    return [signers.record(event) for event in opened]


def drive(process, steps, sessions, kept):
    """One round, dying at most once; whether it died."""
    died, events = False, new_events(process.signers)
    for place in range(3):
        while True:
            try:
                process.work(events)[place]()
                break
            except Died:
                died = True
                steps.revive()
                with steps.looking_on():
                    assert_right(process, kept)
                    process.die()
                    sessions()
                    process.start()
            except Unavailable:
                assert died, "only a death may disturb"
    return died


def assert_right(process, kept):
    """What a stranger finds, who kept a checkpoint of before."""
    assert asn_verify(["check", str(process.volume.folder), "--since", str(kept)]) == 0


def test_dying_at_every_point_of_sequence_integrate_and_publish(process, disk_steps, sessions, tmp_path, capfd):
    kept = tmp_path / "kept.checkpoint"
    kept.write_bytes(process.volume.read("checkpoint"))
    drive(process, disk_steps, sessions, kept)  # opens the connections
    disk_steps.begin()
    assert not drive(process, disk_steps, sessions, kept)
    points = list(disk_steps.points)
    assert len(points) == POINTS, "\n".join(points)
    for k in range(1, POINTS + 1):
        with disk_steps.looking_on():
            kept.write_bytes(process.volume.read("checkpoint"))
        disk_steps.begin(die_at=k)
        assert drive(process, disk_steps, sessions, kept), f"nothing died at point {k}"
        with disk_steps.looking_on():
            size = BEGUN + ROUND * (k + 2)
            assert integrated(process.runtime.db) == size
            assert (
                open_checkpoint(process.volume.read("checkpoint").decode(), process.publication._signer.verifier).size
                == size
            )
            assert_right(process, kept)
    with disk_steps.looking_on():
        assert_one_history(process, size)
    capfd.readouterr()


def assert_one_history(process, size):
    """Entries, tiles, rows, file and Kafka say the same, and nothing lies about."""
    db, folder = process.runtime.db, process.volume.folder
    assert asn_verify(["check", str(folder)]) == 0
    entries = list(db.entries.find().sort("_id"))
    assert [entry["_id"] for entry in entries] == list(range(size))
    assert len({entry["id"] for entry in entries}) == size
    verifier = process.publication._signer.verifier
    hashes = [leaf_hash(entry["leaf"]) for entry in entries]
    rows = list(db.checkpoints.find().sort("_id"))
    assert [row["_id"] for row in rows] == list(range(BEGUN, size + 1, ROUND))
    assert all(row["sent"] and row["root"] == root(hashes[: row["_id"]]).hex() for row in rows)
    notes = own_notes(published(process.runtime), verifier)
    assert {open_checkpoint(note, verifier).size for note in notes} == {row["_id"] for row in rows}
    Integration(db, process.volume).turn()
    assert not list(folder.glob(".unfinished/*"))
    partials = sorted(str(p.relative_to(folder)) for p in folder.rglob("*.p/*"))
    last = size // 256
    assert [one for one in partials if not one.startswith("tile/1/")] == [
        f"{folder}/{last:03d}.p/{BEGUN}" for folder in ("archive", "signatures", "tile/0", "tile/entries")
    ]
    assert Path(folder / "vkey").read_text().strip() == verifier
