"""What an insider tries between two steps of a decision: something is exchanged, then somebody goes on as before.

Each attempt has the rights of the service's own database user, or of a user of Kafka, and gives the refusal that it
met, or None when it got through. It is carried out by the service's own code, on a copy.
"""

import json
from collections.abc import Callable
from importlib import import_module

from argon2 import PasswordHasher
from asnkit.bus import Message
from asnkit.commands import Context
from asnkit.content import ContentChanged, keep_sealed
from asnkit.events import Refused, new_id
from asnkit.service import Runtime
from asnkit.settings import Settings
from bson.binary import Binary
from kafka import KafkaProducer
from kafka.errors import KafkaError
from registration.signin.passwords import matches, pepper_of
from selection.appointment.winners import APPOINTMENTS
from selection.round.domain import Create, LockRules, ProposeRules
from selection.round.rule_sets import load as load_rules
from selection.score_batch.domain import Approve, Stage
from selection.score_batch.rows import SCORES

from .copying import Copy

ONE, OTHER = "panitia:drill-a", "panitia:drill-b"
SECONDS = 5


def edit_before_signing(copy: Copy) -> str | None:
    """One person proposes rules; the state is edited to say that another did; the same person locks."""
    runtime = _runtime(copy, "selection")
    stream, rules = new_id("round"), load_rules("KEPMEN321-2024")
    _run(runtime, ONE, stream, Create("UJI-2099", "Latihan", rules["procurement_type"], "lokal"))
    _run(runtime, ONE, stream, ProposeRules(rules, (), {}))
    proposed = runtime.store.load(stream).state["proposed"]["signed"]
    runtime.db.state.update_one({"_id": stream}, {"$set": {"data.proposed.signed.actor": OTHER}})
    named = {name: proposed[name] for name in ("event", "sha256")}
    return _refused(lambda: _run(runtime, ONE, stream, LockRules(ONE, named)))


def exchange_rows(copy: Copy) -> str | None:
    """A score file is uploaded; before the second signature another one is put under its hash."""
    runtime = _runtime(copy, "selection")
    known = runtime.db.state.find_one({"aggregate": "score_batch", "data.status": "closed"})["data"]
    locked = runtime.store.load_signed(f"round-{known['round']}").state
    stream, other = new_id("score_batch"), new_id("score_batch")
    addresses = {}

    def stage(tx):
        for one, content in ((stream, b"a"), (other, b"b")):
            addresses[one] = keep_sealed(tx, runtime.vault, one, content)
        named = f"rows/{'0' * 8}/{'0' * 64}", {"present": 1, "absent": 0, "disqualified": 0}
        tx.decide(stream, Stage(known["round"], locked, known["stage"], "nilai.csv", addresses[stream], *named, 0))

    runtime.store.run(_context(ONE), stage)
    files = runtime.db.batch_files
    piece = files.find_one({"_id": f"{addresses[other]}/000000"})
    files.update_one({"_id": f"{addresses[stream]}/000000"}, {"$set": {"bytes": Binary(piece["bytes"])}})
    staged = runtime.store.load(stream).state["staged"]
    _run(runtime, OTHER, stream, Approve(OTHER, {name: staged[name] for name in ("event", "sha256")}))
    return _refused(lambda: SCORES.rows(runtime, stream, runtime.store.load_signed(stream).state))


def exchange_the_order(copy: Copy) -> str | None:
    """Winners are ordered to be appointed; the list that the result names is exchanged for another one."""
    runtime = _runtime(copy, "selection")
    ordered = runtime.db.state.find_one({"aggregate": "appointment_batch"})
    for page in runtime.db.lists.find():
        changed = bytes(page["bytes"]).replace(b'"P/L"', b'"P/TL"')
        runtime.db.lists.update_one({"_id": page["_id"]}, {"$set": {"bytes": Binary(changed + b" ")}})
    return _refused(lambda: APPOINTMENTS.rows(runtime, ordered["_id"], ordered["data"]))


def exchange_a_password(copy: Copy) -> str | None:
    """Somebody's password is exchanged for the hash of a word that the insider knows; the insider signs in."""
    runtime, word = _runtime(copy, "registration"), "kata sandi saya sendiri"
    credential = runtime.db.credentials.find_one()
    runtime.db.credentials.update_one({"_id": credential["_id"]}, {"$set": {"hash": PasswordHasher().hash(word)}})
    stored = runtime.db.credentials.find_one({"_id": credential["_id"]})["hash"]
    entered = matches(pepper_of(runtime.settings), credential["person"], word, stored)
    return None if entered else "the word does not fit: a hash is made with a key outside MongoDB"


def forge_as_another_service(copy: Copy) -> str | None:
    """The Kafka user of training writes into the topic of registration."""
    return _send(copy, "training", *_forged(copy, "registration", "application"))


def forge_as_the_administrator(copy: Copy) -> str | None:
    """The broker's administrator writes into the topic of registration, with a true signature of another event."""
    topic, stream, raw, headers = _forged(copy, "registration", "application")
    return _send(copy, "admin", topic, stream, raw, headers)


def use_a_foreign_stream(copy: Copy) -> str | None:
    """training writes an event of a candidate into its own topic."""
    _, stream, raw, headers = _forged(copy, "selection", "candidate")
    foreign = raw.replace(b"/asn/selection", b"/asn/training")
    return _send(copy, "training", "asn.training", stream, foreign, headers)


def _runtime(copy: Copy, service: str) -> Runtime:
    settings = Settings(
        service=service,
        mongo_url=copy.servers.mongo_url(service),
        kafka_bootstrap=copy.servers.kafka_bootstrap,
        secrets=copy.servers.secrets(service),
        keys=copy.directory / "keys",
        database=service,
        environment="development",
        clock_file=copy.directory / "clock.json",
    )
    return Runtime(import_module(f"{service}.wiring").SERVICE, settings)


def _context(actor: str) -> Context:
    return Context(actor=actor, command_id=new_id("drill"), correlationid="drill", answered=False)


def _run(runtime: Runtime, actor: str, stream: str, command) -> None:
    runtime.store.run(_context(actor), lambda tx: tx.decide(stream, command))


def _refused(act: Callable[[], object]) -> str | None:
    try:
        act()
    except Refused as refused:
        return f"{refused.rule}: {refused.message}"
    except ContentChanged as changed:
        return f"what lies under this hash is not what was kept: {changed}"
    return None


def _forged(copy: Copy, service: str, aggregate: str) -> tuple[str, str, bytes, list]:
    """(topic, stream, bytes, headers) of a next event of a stream, made of an earlier one with its signature."""
    last = copy.client.audit.entries.find_one({"source": f"/asn/{service}", "subject": {"$regex": f"^{aggregate}-"}})
    version = copy.client[service].state.find_one({"_id": last["subject"]})["version"] + 1
    event = json.loads(last["bytes"]) | {"id": f"{last['subject']}@{version}", "streamversion": version}
    headers = [("asn-note", last["note"].encode()), ("asn-path", last["path"].encode())]
    return f"asn.{service}", last["subject"], json.dumps(event, separators=(",", ":")).encode(), headers


def _send(copy: Copy, user: str, topic: str, stream: str, raw: bytes, headers: list) -> str | None:
    told = copy.servers.kafka_user(user)
    message = Message(topic, stream, raw, headers)
    producer = KafkaProducer(
        bootstrap_servers=told["KAFKA_BOOTSTRAP"].split(","), security_protocol="SASL_PLAINTEXT",
        sasl_mechanism="SCRAM-SHA-512", sasl_plain_username=told["KAFKA_USERNAME"],
        sasl_plain_password=told["KAFKA_PASSWORD"],
    )  # fmt: skip
    try:
        producer.send(topic, value=message.value, key=stream.encode(), headers=headers).get(SECONDS)
    except KafkaError as error:
        return f"the broker refuses: {type(error).__name__}"
    finally:
        producer.close(SECONDS)
    return None
