"""The AsyncAPI file executed against what a whole round really sent: it describes all of it, and nothing else."""

from collections import Counter
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from asnkit.bus import Reader
from asnkit.owners import Owners
from asnkit.settings import Settings

from demo import recount
from tests.invariants import settings_for

pytestmark = [pytest.mark.servers, pytest.mark.slow]

DIRECTORY = Settings.contracts
OWNERS = Owners(DIRECTORY)
FILE = yaml.safe_load((DIRECTORY / "asyncapi.yaml").read_text())

UNSEEN = {
    "audit.finding.assigned.v1", "audit.finding.closed.v1", "audit.finding.noted.v1", "audit.finding.opened.v1",
    "audit.package.created.v1", "audit.query.executed.v1", "audit.query.removed.v1", "audit.query.saved.v1",
    "audit.record.viewed.v1", "audit.replay.completed.v1", "audit.replay.failed.v1", "audit.replay.started.v1",
    "audit.verification.requested.v1", "registration.account.erased.v1", "registration.application.withdrawn.v1",
    "registration.document.viewed.v1", "selection.candidate.withdrawn.v1", "training.hours.credited.v1",
}  # fmt: skip
"""What a smooth round has no occasion for: an auditor's acts, a withdrawal, an erasure, a file opened, JP credited."""

OCCASIONAL = {"audit.verification.completed.v1"}
"""What the standing auditor says on its own schedule, perhaps within the round and perhaps after it."""


@pytest.fixture(scope="module")
def entries():
    """The validators of each channel's entries, by address and name."""
    messages = FILE["components"]["messages"]
    return {
        channel["address"]: {name: validator(messages[name]["payload"]) for name in channel["messages"]}
        for service, channel in FILE["channels"].items()
        if service != "checkpoints"
    }


def validator(payload):
    base = (Path(DIRECTORY) / "asyncapi.yaml").as_uri()
    return jsonschema_rs.validator_for({"$id": base, **payload}, validate_formats=True)


def test_exactly_one_entry_fits_every_message_and_every_entry_was_met(system, played, entries):
    auditor = system.endpoints["kafka"]["users"]["auditor"]
    sent = recount.read(system.endpoints["kafka"]["bootstrap"], auditor["username"], auditor["password"])
    met, misfits = Counter(), []
    for event in sent.values():
        address = OWNERS.topic(event["subject"])
        fitting = [name for name, entry in entries[address].items() if entry.is_valid(event)]
        met.update(fitting)
        if len(fitting) != 1:
            misfits.append((event["id"], event["type"], fitting))
    assert misfits == []
    described = {name for channel in entries.values() for name in channel}
    unseen = described - met.keys() - OCCASIONAL
    assert unseen == UNSEEN, "\n".join(sorted(unseen ^ UNSEEN))
    assert met.total() > 1000


def test_every_checkpoint_is_the_signed_note_that_the_file_describes(system, played):
    described = FILE["channels"]["checkpoints"]
    entry = jsonschema_rs.validator_for(described["messages"]["checkpoint"]["payload"])
    reader = Reader(settings_for("audit", system.endpoints), [described["address"]])
    notes = [record.raw.decode() for record in reader]
    reader.close()
    assert notes and all(entry.is_valid(note) for note in notes)
    assert not entry.is_valid(notes[0].replace("\n\n", "\nforged\n\n"))
