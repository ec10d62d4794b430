"""Another agency's subscriber, whole: `python subscriber.py endpoints.json copy.sqlite`.

It keeps its own copy of what is public and believes nothing: an event is taken once and in order, only as its schema
has it, only with its owner's signature; one of them is then looked up in the audit log, which may never contradict
a checkpoint that was kept. Run it again and it goes on where it stopped.
"""

import hashlib
import json
import sqlite3
import sys
import time
from pathlib import Path

import requests
from asn_verify.growth import check_continues
from asn_verify.sources import Tiles, Web
from jsonschema import Draft202012Validator
from kafka import KafkaConsumer
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from tlog import commits, proofs
from tlog.checkpoints import Checkpoint

CONTRACTS = Path(__file__).parents[2] / "shared" / "contracts"
TOPICS = ("asn.registration.public", "asn.training.public", "asn.feedback.public")
PROMISED_SECONDS = 60
ENVELOPE = "urn:asn-tanjungbalai:contract:envelope.v1"
TABLES = """
CREATE TABLE IF NOT EXISTS streams (subject TEXT PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, type TEXT, time TEXT, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS checkpoints (size INTEGER PRIMARY KEY, root BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS copy (id TEXT NOT NULL);
INSERT INTO copy SELECT lower(hex(randomblob(8))) WHERE NOT EXISTS (SELECT 1 FROM copy);
"""


class Contracts:
    """The schemas by the name in an event's `dataschema`, and which service owns which kind of stream."""

    def __init__(self, folder: Path):
        bundle = json.loads((folder / "bundle.json").read_text())
        self._registry = Registry().with_resource(bundle["$id"], DRAFT202012.create_resource(bundle)).crawl()
        self._known = {schema["$id"] for schema in bundle["$defs"].values()}
        files = folder.glob("*/aggregates.json")
        self._owners = {kind: file.parent.name for file in files for kind in json.loads(file.read_text())}

    def knows(self, name: str) -> bool:
        return name in self._known

    def check(self, name: str, value) -> None:
        Draft202012Validator({"$ref": name}, registry=self._registry).validate(value)

    def owner(self, subject: str) -> str:
        return self._owners[subject.partition("-")[0]]


def take(db: sqlite3.Connection, contracts: Contracts, keys: Path, message) -> str:
    """What became of a message: "new", "repeat", "unknown" (a type that our contracts lack). Raises if it is wrong."""
    event = json.loads(message.value)
    contracts.check(ENVELOPE, event)
    headers = {name: value.decode() for name, value in message.headers}
    key = (keys / f"{contracts.owner(event['subject'])}.key").read_text().strip()
    digest = hashlib.sha256(message.value).digest()
    commits.verify(headers["asn-note"], key, commits.Path.parse(headers["asn-path"]), digest)
    known = contracts.knows(event["dataschema"])
    if known:
        contracts.check(event["dataschema"], event["data"])
    with db:  # the cursor and what it stands for are written together, or neither
        row = db.execute("SELECT version FROM streams WHERE subject = ?", [event["subject"]]).fetchone()
        last = row[0] if row else 0
        if event["streamversion"] <= last:
            return "repeat"
        if event["streamversion"] > last + 1:
            raise ValueError(f"{event['id']}: between it and version {last} something is missing")
        db.execute("REPLACE INTO streams VALUES (?, ?)", [event["subject"], event["streamversion"]])
        db.execute("INSERT INTO events VALUES (?, ?, ?, ?)", [event["id"], event["type"], event["time"], message.value])
    return "new" if known else "unknown"


def prove(db: sqlite3.Connection, known: dict, audit: str, content: bytes) -> int:
    """The number of an event in the audit log, proved; the checkpoint is kept. Raises if the log contradicts itself."""
    digest = hashlib.sha256(content).digest()
    end = time.monotonic() + PROMISED_SECONDS
    while (answer := requests.get(f"{audit}/v1/receipts/{digest.hex()}.tlog-proof", timeout=10)).status_code != 200:
        if time.monotonic() > end:
            raise ValueError(f"the log does not show it after a minute: {answer.status_code}")
        time.sleep(1)
    proof = proofs.parse(answer.text)
    shown = proof.verify(digest, known["key"])
    for size, root in db.execute("SELECT size, root FROM checkpoints ORDER BY size DESC LIMIT 1"):
        before, after = sorted((Checkpoint(shown.origin, size, root), shown), key=lambda one: one.size)
        check_continues(Tiles(Web(known["url"])), before, after)
    with db:
        db.execute("INSERT OR IGNORE INTO checkpoints VALUES (?, ?)", [shown.size, shown.root])
    return proof.index


def main(endpoints: str, copy: str) -> None:
    told = json.loads(Path(endpoints).read_text())
    kafka, contracts = told["kafka"], Contracts(CONTRACTS)
    user = kafka["users"]["agency"]
    db = sqlite3.connect(copy)
    db.executescript(TABLES)
    [copied] = db.execute("SELECT id FROM copy").fetchone()  # a new copy is a new group, which begins at the beginning
    consumer = KafkaConsumer(
        *TOPICS,
        bootstrap_servers=kafka["bootstrap"],
        security_protocol="SASL_PLAINTEXT",
        sasl_mechanism=kafka["mechanism"],
        sasl_plain_username=user["username"],
        sasl_plain_password=user["password"],
        group_id=f"{user['username']}.{copied}",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=3000,
    )
    counts = {"new": 0, "repeat": 0, "unknown": 0}
    for message in consumer:
        counts[take(db, contracts, Path(told["keys"]), message)] += 1
    consumer.commit()  # only where to go on reading: what was taken is known to the copy
    consumer.close()
    print(*(f"{count} {name}" for name, count in counts.items()), sep=", ")
    newest = db.execute("SELECT id, bytes FROM events ORDER BY time DESC LIMIT 1").fetchone()
    if newest:
        number = prove(db, told["log"], told["services"]["audit"]["api"], newest[1])
        print(f"{newest[0]} is entry {number} of the audit log")


if __name__ == "__main__":
    main(*sys.argv[1:])
