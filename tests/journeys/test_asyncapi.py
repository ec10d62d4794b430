"""The AsyncAPI file executed against what a whole round really sent: it describes all of it, and nothing else."""

from collections import Counter
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from asnkit.bus import Reader
from asnkit.contracts import Contracts
from asnkit.owners import Owners
from asnkit.settings import Settings

from demo import recount
from tests.invariants import settings_for

pytestmark = [pytest.mark.servers, pytest.mark.slow]

DIRECTORY = Settings.contracts
OWNERS = Owners(DIRECTORY)
FILE = yaml.safe_load((DIRECTORY / "asyncapi.yaml").read_text())


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


def seldom():
    """What a smooth round has no occasion for: its contract says when there is one (x-seldom)."""
    contracts = Contracts(DIRECTORY)
    split = [(name, *name.rpartition(".v")[::2]) for name in contracts.names()]
    return {name for name, event, version in split if contracts.schema(event, int(version)).get("x-seldom")}


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
    assert described - met.keys() - seldom() == set()
    assert met.total() > 1000


def test_every_checkpoint_is_the_signed_note_that_the_file_describes(system, played):
    described = FILE["channels"]["checkpoints"]
    entry = jsonschema_rs.validator_for(described["messages"]["checkpoint"]["payload"])
    reader = Reader(settings_for("audit", system.endpoints), [described["address"]])
    notes = [record.raw.decode() for record in reader]
    reader.close()
    assert notes and all(entry.is_valid(note) for note in notes)
    assert not entry.is_valid(notes[0].replace("\n\n", "\nforged\n\n"))
