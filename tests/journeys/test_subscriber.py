"""Another agency's subscribers, as they lie in examples/, against the broker and the log of a round that was played."""

import base64
import hashlib
import importlib.util
import json
import re
import sqlite3
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from asn_verify.growth import Contradicts
from asnkit.bus import Reader
from asnkit.settings import Settings
from jsonschema import ValidationError
from playwright._impl._driver import compute_driver_executable
from tlog.notes import NoteRefused
from tlog.tree import ProofRefused

from deploy.local.places import ROOT

pytestmark = [pytest.mark.servers, pytest.mark.slow]

PROGRAM = ROOT / "examples" / "subscriber" / "subscriber.py"
IN_NODE = PROGRAM.with_suffix(".mjs")
TAKING = Path(__file__).with_name("taking.mjs")
Message = namedtuple("Message", "value headers")


@pytest.fixture(scope="module")
def endpoints(system, played, tmp_path_factory):
    file = tmp_path_factory.mktemp("agency") / "endpoints.json"
    file.write_text(json.dumps(system.endpoints))
    return file


@pytest.fixture(scope="module")
def program():
    spec = importlib.util.spec_from_file_location("subscriber", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def node():
    """The Node.js that Playwright brings; beside the program lie the packages of its lock file."""
    locked, there = IN_NODE.with_name("package-lock.json"), IN_NODE.with_name("node_modules") / ".package-lock.json"
    if not there.exists() or there.stat().st_mtime < locked.stat().st_mtime:
        line = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(line, cwd=IN_NODE.parent, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"npm could not install what {locked} names: {done.stderr}"
    program, _ = compute_driver_executable()
    return program


@pytest.fixture(scope="module")
def messages(system, played, program):
    """What lies on the public topics, each stream in its order."""
    kafka = system.endpoints["kafka"]
    agency = kafka["users"]["agency"]
    told = Settings(
        service="agency",
        mongo_url="",
        kafka_bootstrap=kafka["bootstrap"],
        secrets=system.directory,
        kafka_username=agency["username"],
        kafka_password=agency["password"],
    )
    reader = Reader(told, list(program.TOPICS))
    found = [Message(record.raw, list(record.headers)) for record in reader]
    reader.close()
    return found


@pytest.fixture
def take(system, program):
    """Takes a message into an empty copy."""
    db = sqlite3.connect(":memory:")
    db.executescript(program.TABLES)
    contracts, keys = program.Contracts(program.CONTRACTS), Path(system.endpoints["keys"])
    return lambda message: program.take(db, contracts, keys, message)


def first_of_two(messages):
    """The first message of a stream that has more than one, and the last."""
    streams = {}
    for message in messages:
        streams.setdefault(json.loads(message.value)["subject"], []).append(message)
    return next((found[0], found[-1]) for found in streams.values() if len(found) > 2)


def run(*line, told=None):
    done = subprocess.run([str(one) for one in line], input=told, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("language", ["python", "node"])
def test_it_keeps_all_that_is_public_and_goes_on_where_it_stopped(language, node, endpoints, messages, tmp_path):
    copy = tmp_path / "copy.sqlite"
    started = {"python": (sys.executable, PROGRAM), "node": (node, IN_NODE)}
    line = (*started[language], endpoints, copy)
    told = run(*line)
    assert f"{len(messages)} new, 0 repeat, 0 unknown" in told
    assert re.search(r"@\d+ is entry \d+ of the audit log", told)
    assert "0 new, 0 repeat, 0 unknown" in run(*line)
    assert f"{len(messages)} new" in run(*line[:-1], tmp_path / "another.sqlite"), "a new copy is a whole one"
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT count(*) FROM events").fetchone() == (len(messages),)
    assert kept.execute("SELECT count(*) FROM checkpoints").fetchone()[0] >= 1
    with kept:
        kept.execute("UPDATE checkpoints SET root = ?", [hashlib.sha256(b"another").digest()])
    done = subprocess.run([str(one) for one in line], capture_output=True, text=True, timeout=120)
    assert done.returncode and "two histories" in done.stderr


def test_what_comes_again_changes_nothing(take, messages):
    assert [take(message) for message in messages] == ["new"] * len(messages)
    assert [take(message) for message in messages] == ["repeat"] * len(messages)


def test_a_missing_event_is_named(take, messages):
    first, last = first_of_two(messages)
    take(first)
    with pytest.raises(ValueError, match="something is missing"):
        take(last)


def test_a_changed_byte_is_refused(take, messages):
    [message, *_] = messages
    moved = message.value.replace(b'"time":"20', b'"time":"21', 1)
    assert moved != message.value
    with pytest.raises(ProofRefused):
        take(message._replace(value=moved))


def test_another_services_signature_is_refused(take, messages):
    mine, other = (
        next(one for one in messages if json.loads(one.value)["source"] == f"/asn/{service}")
        for service in ("registration", "feedback")
    )
    with pytest.raises(NoteRefused):
        take(mine._replace(headers=other.headers))


def test_what_its_schema_does_not_have_is_refused(take, messages):
    [message, *_] = messages
    event = json.loads(message.value)
    del event["nonce"]
    with pytest.raises(ValidationError):
        take(message._replace(value=json.dumps(event).encode()))


def test_a_log_that_contradicts_a_kept_checkpoint_is_noticed(system, program, messages):
    db = sqlite3.connect(":memory:")
    db.executescript(program.TABLES)
    audit, log = system.endpoints["services"]["audit"]["api"], system.endpoints["log"]
    assert program.prove(db, log, audit, messages[0].value) >= 0
    db.execute("UPDATE checkpoints SET size = size - 1, root = ?", [hashlib.sha256(b"another").digest()])
    with pytest.raises(Contradicts, match="two histories"):
        program.prove(db, log, audit, messages[0].value)


def test_in_node_the_same_is_taken_and_the_same_is_refused(system, node, messages):
    [message, *_] = messages
    first, last = first_of_two(messages)
    other = next(one for one in messages if json.loads(one.value)["source"] == "/asn/feedback")
    bare = json.loads(message.value)
    del bare["nonce"]
    cases = {
        "twice": [*messages, *messages],
        "a gap": [first, last],
        "a byte": [message._replace(value=message.value.replace(b'"time":"20', b'"time":"21', 1))],
        "a signature": [message._replace(headers=other.headers)],
        "a schema": [message._replace(value=json.dumps(bare).encode())],
    }
    asked = [
        [[base64.b64encode(one.value).decode(), {name: value.decode() for name, value in one.headers}] for one in case]
        for case in cases.values()
    ]
    answers = json.loads(run(node, TAKING, system.endpoints["keys"], told=json.dumps(asked)))
    told = dict(zip(cases, answers, strict=True))
    assert told["twice"] == ["new"] * len(messages) + ["repeat"] * len(messages)
    assert "something is missing" in told["a gap"][-1]
    assert "does not lead to the root" in told["a byte"][-1]
    assert "not signed by" in told["a signature"][-1]
    assert "not as urn:asn-tanjungbalai:contract:envelope.v1 has it" in told["a schema"][-1]
