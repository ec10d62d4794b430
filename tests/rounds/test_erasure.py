"""After a key is destroyed no plaintext remains anywhere, the log verifies and everything can be replayed.

The round has run on servers that compress nothing. What a search through the raw bytes can find is shown first: a word
that is planted in each place is found there. Then it looks for a person: in database files, operation log and
journal, Kafka's segments, the log's volume, the auditor's folder, log files, and a dump of every database. The second
person is signed in at the portal all the while, so that a session is among what is searched.
"""

import base64
import json
import os
import re
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from datetime import timedelta

import pytest
import requests
from asn_verify.main import main as asn_verify
from asnkit.bus import Message, Producer
from asnkit.catalogue import discover
from asnkit.clock import ForwardClock
from asnkit.db import connect, database
from asnkit.sealing import Vault
from asnkit.settings import NEIGHBOURS, Settings
from audit.auditor.memory import Memory
from audit.auditor.replay import replay
from audit.auditor.round import audit
from audit.auditor.sources import Sources
from bson.raw_bson import RawBSONDocument
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from registration.account.domain import SEALED

from demo.callers import Services
from demo.staff import Staff
from deploy.local import mongodb
from deploy.local.places import ROOT
from drill.copying import written
from tests.invariants import settings_for
from tests.letters import CODE

pytestmark = [pytest.mark.servers, pytest.mark.slow]

WORD = f"KENARI-{uuid.uuid4().hex}"
TELLING = ("nik", "family_card_no", "name", "email", "phone")
PIECE = 1 << 24


def settings_of(system, service, user="admin"):
    """The settings of a service with an administrator's user, for what a test has to look at."""
    passwords = json.loads((system.directory / "secrets" / "kafka.json").read_text())
    return Settings(
        service=service,
        mongo_url=system.known["mongodb"]["url"],
        kafka_bootstrap=system.known["kafka"]["bootstrap"],
        kafka_username=user,
        kafka_password=passwords[user],
        secrets=system.directory / "secrets" / service,
        environment="development",
    )


def vault_of(system):
    secrets = system.directory / "secrets" / "registration"
    master, hmac = (bytes.fromhex((secrets / name).read_text()) for name in ("master.key", "hmac.key"))
    return Vault(database(system.client, "registration_keys"), master, hmac)


def dump(system):
    """Every document of every database, with the operation log, as `mongodump` would write it."""
    folder = system.directory / "dump"
    folder.mkdir(exist_ok=True)
    for name in system.client.list_database_names():
        names = ["oplog.rs"] if name == "local" else system.client[name].list_collection_names()
        for collection in names:
            if collection.startswith("system."):
                continue
            found = system.client[name].get_collection(collection)
            raw = found.with_options(codec_options=found.codec_options.with_options(document_class=RawBSONDocument))
            with open(folder / f"{name}.{collection}.bson", "wb") as file:
                for document in raw.find():
                    file.write(document.raw)


def pieces(file):
    """The bytes of a file, without its holes: Kafka's indexes and the database's journal are mostly those."""
    with open(file, "rb", buffering=0) as content:
        for begin, end in written(content):
            content.seek(begin)
            for at in range(begin, end, PIECE):
                yield content.read(min(PIECE, end - at))
            yield b"\0"


def places(system, words):
    """Where any of these bytes are: the first part of the path → the words."""
    system.client.admin.command("fsync")
    found = defaultdict(set)
    longest = max(map(len, words.values()))
    for file in system.directory.rglob("*"):
        if not file.is_file():
            continue
        kept = b""
        for piece in pieces(file):
            text = kept + piece
            if here := {name for name, word in words.items() if word in text}:
                found[file.relative_to(system.directory).parts[0]] |= here
            kept = piece[-longest:]
    return dict(found)


def spellings(name, text):
    """A text as files may hold it."""
    raw = text.encode()
    inside = base64.b64encode(raw)[: len(raw) * 4 // 3 - 4]
    return {name: raw, f"{name}, base64": inside, f"{name}, UTF-16": text.encode("utf-16-le")}


@pytest.fixture(scope="module")
def person(system):
    """Somebody who submitted: the id, and all that is known of them in the clear."""
    vault, db = vault_of(system), system.client.registration
    application = db.state.find_one({"aggregate": "application", "data.participant_no": {"$exists": True}})["data"]
    id = application["person"]
    account = db.state.find_one({"_id": f"account-{id}"})["data"]
    known = {name: vault.open(f"account-{id}", name, account[name]) for name in SEALED}
    words = {}
    for name in TELLING:
        words |= spellings(name, known[name])
    for document in db.files.find({"person": id}):
        content = vault.open_bytes(id, document["_id"], "content", document["sealed"])
        words[f"file {document['_id']}"] = content[len(content) // 2 :][:64]
    wrapped = database(system.client, "registration_keys").persons.find_one({"_id": id})["wrapped"]
    words["the key"] = vault._key(id)
    return id, words, bytes(wrapped)


@pytest.fixture(scope="module")
def visitor(system):
    """Somebody who signed up at the portal and is signed in there: the id, and all that was typed."""
    typed = {
        "nik": "1274011808959876",
        "family_card_no": "1274010101019876",
        "name": "Kenanga Mandarsyah Puspitarini",
        "email": f"{WORD[-8:]}@contoh.id".lower(),
        "phone": "081298769876",
        "password": f"sandi {uuid.uuid4().hex}",
    }
    address, browser = f"{system.known['portal']}/akun/baru", requests.Session()
    hidden = dict(re.findall(r'name="(csrf_token|kunci)" value="([^"]+)"', browser.get(address, timeout=10).text))
    birth = {"birth_date-hari": "18", "birth_date-bulan": "8", "birth_date-tahun": "1995"}
    form = typed | hidden | birth | {"sex": "M", "purposes": ["selection", "announcement"]}
    asked = browser.post(address, data=form, timeout=10)
    typed_in = {"code": code_to(system, typed["email"]), "csrf_token": hidden["csrf_token"], "kunci": uuid.uuid4().hex}
    answer = browser.post(asked.url, data=typed_in, timeout=10)
    assert (answer.status_code, answer.url) == (200, f"{system.known['portal']}/saya"), answer.text
    newest = system.client.registration.state.find_one({"aggregate": "account"}, sort=[("_id", -1)])
    words = {}
    for name, text in typed.items():
        words |= spellings(f"the visitor's {name}", text)
    return newest["_id"].removeprefix("account-"), words


def code_to(system, address):
    """The code in the newest letter to this address."""
    end = time.monotonic() + 30
    while not (found := requests.get(system.known["mail"]["messages"], {"to": address}, timeout=10).json()["items"]):
        assert time.monotonic() < end, "no letter came"
        time.sleep(0.1)
    return CODE.search(found[0]["subject"]).group()


def test_the_search_finds_what_is_planted(system):
    scratch = system.client.canary.words
    scratch.insert_one({"_id": 1, "word": WORD})
    scratch.delete_one({"_id": 1})
    producer = Producer(settings_of(system, "portal"))
    assert producer.send([Message("asn.checkpoints", "canary", WORD.encode(), [], partition=0)]) == [True]
    producer.close()
    for folder in ("log", "auditor", "logs"):
        (system.directory / folder / "canary").write_text(WORD)
    dump(system)
    found = places(system, spellings("word", WORD))
    assert set(found) == {"mongodb", "kafka", "log", "auditor", "logs", "dump"}, found
    for folder in ("log", "auditor", "logs"):
        (system.directory / folder / "canary").unlink()


def test_before_and_after_the_erasure_nothing_is_in_the_clear(system, person, visitor):
    id, words, wrapped = person
    assert len(words) > 3 * len(TELLING) and all(words.values())
    words |= visitor[1]
    assert system.client.portal.sessions.count_documents({"tokens": {"$ne": None}}) == 1
    assert places(system, words) == {}
    assert "mongodb" in places(system, {"wrapped key": wrapped}), "the search sees the wrapped key"
    erase(system, id)
    erase(system, visitor[0])
    renew_master(system)
    dump(system)
    assert places(system, words) == {}
    # What the operation log still has of the wrapped key opens with no secret that is left.
    secrets = [file.read_text().split() for file in (system.directory / "secrets").rglob("master.key")]
    for master in (bytes.fromhex(line) for lines in secrets for line in lines):
        with pytest.raises(InvalidUnwrap):
            aes_key_unwrap(master, wrapped)


def erase(system, id):
    """By two people, when the time of keeping is over and the fortnight after the request."""
    services = Services(system.known)
    chair, first, second = (services.staff(login) for login in ("ketua", "ti", "ti2"))
    staff = Staff(first, second, ForwardClock(system.directory / "clock.json"))
    staff.forward(timedelta(days=3 * 366))
    path = f"/v1/accounts/{id}/erasure"
    chair.post("registration", path, {"basis": "request", "reference": "1/PDP/2027"})
    staff.forward(timedelta(days=14))
    requested = first.get("registration", path).body["requested"]
    events = first.post("registration", f"{path}/confirmation", {"requested": requested}).body["events"]
    end = time.monotonic() + 30
    while system.client.audit.entries.count_documents({"id": {"$in": events}}) < len(events):
        assert time.monotonic() < end, "the erasure is not in the log"
        time.sleep(0.1)
    keys = database(system.client, "registration_keys").persons
    assert keys.find_one({"_id": id})["wrapped"] is None


def renew_master(system):
    """As an operator does every few days: a new key from outside, everything wrapped anew, the old one destroyed."""
    file = system.directory / "secrets" / "registration" / "master.key"
    old, new = file.read_text().strip(), os.urandom(32).hex()
    file.write_text(f"{new}\n{old}\n")
    settings = settings_of(system, "registration")
    told = {
        "MONGO_URL": mongodb.without_password(mongodb.with_user(settings.mongo_url, "registration", "")),
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ASN_SECRETS": str(settings.secrets),
    }
    done = subprocess.run(
        [sys.executable, "-m", "registration", "rewrap"],
        cwd=ROOT,
        env=os.environ | told,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and "keys wrapped anew" in done.stdout, done.stderr
    file.write_text(f"{new}\n")


def test_the_log_verifies_and_everything_can_be_replayed(system, person, tmp_path):
    system.wait_until_quiet()
    log = system.directory / "log"
    assert asn_verify(["check", str(log), "--key", (log / "vkey").read_text().strip()]) == 0
    settings = settings_for("audit", system.known)
    object.__setattr__(settings, "urls", {"audit": system.known["services"]["audit"]["api"]})
    sources = Sources(connect(settings.mongo_url), settings, discover(NEIGHBOURS))
    result = audit(sources, Memory(tmp_path / "memory"))
    # The word that was planted on a topic is no checkpoint, and the auditor says so.
    assert [finding["check"] for finding in result["findings"]] == ["checkpoints"], result["findings"]
    again = replay(sources, {"services": list(NEIGHBOURS), "since": None, "until": None}, lambda _: None)
    assert again["differing"] == 0 and again["events"] == result["size"]
    sources.client.close()
