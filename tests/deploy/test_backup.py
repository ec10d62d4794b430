"""A backup is one moment of every database, and is restored whole or not at all."""

import gzip

import pytest
from asnkit.db import connect
from bson import decode_all
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog.notes import Signer

from deploy.backup import ORIGIN, Broken, making
from deploy.backup.files import check
from deploy.backup.making import make, prune
from deploy.backup.restoring import restore

pytestmark = pytest.mark.servers

SIGNER = Signer(ORIGIN, Ed25519PrivateKey.generate())
DATABASES = ("registration", "registration_keys", "registration_views", "selection", "audit")


@pytest.fixture
def client(real):
    """Databases of no service's: the rights' tests use the same servers and make none."""
    with connect(real.mongo_url("admin")) as client:
        before = {name: client[name].list_collection_names() for name in DATABASES}
        yield client
        for name in DATABASES:
            for collection in client[name].list_collection_names():
                if collection in before[name]:
                    client[name][collection].delete_many({})
                else:
                    client[name].drop_collection(collection)


@pytest.fixture
def written(client):
    client.registration.commits.insert_many([{"_id": f"a@{n}", "bytes": b"x" * n} for n in range(3000)])
    client.registration.sessions.insert_one({"_id": "s", "token": "geheim"})
    client.registration.inbox.insert_many([{"_id": w, "consumer": w} for w in ("r.reactions.x", "r.views.ab12.1")])
    client.registration_keys.persons.insert_one({"_id": "p1", "wrapped": b"k"})
    client.registration_views["list.ab12.1"].insert_one({"_id": "row"})
    client.selection.commits.insert_one({"_id": "b@1"})


@pytest.fixture
def log(tmp_path):
    folder = tmp_path / "log"
    for name in ("tile/0/000", "checkpoint", ".unfinished/half"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def empty(client):
    for name in DATABASES:
        for collection in client[name].list_collection_names():
            client[name][collection].delete_many({})


def test_what_is_restored_is_one_moment_of_all_databases(client, written, log, tmp_path, monkeypatch):
    copy = making._collection

    def writing_meanwhile(collection, *rest):
        """While the first file is written, people go on, in every database."""
        for name in ("registration", "selection"):
            client[name].commits.update_one({"_id": f"later {collection.name}"}, {"$set": {"n": 1}}, upsert=True)
        return copy(collection, *rest)

    before = list(client.registration.commits.find().sort("_id"))
    with monkeypatch.context() as patched:
        patched.setattr(making, "_collection", writing_meanwhile)
        folder = make(client, tmp_path / "backups", SIGNER, log)
    empty(client)
    done = restore(client, folder, SIGNER.verifier, tmp_path / "new log")
    assert done["registration_keys"] == 1
    found = list(client.registration.commits.find({"bytes": {"$exists": True}}).sort("_id"))
    assert found == before
    later = {name: client[name].commits.count_documents({"n": 1}) for name in ("registration", "selection")}
    assert later["registration"] == later["selection"], "both are of the same moment"
    assert later["selection"] < 3
    assert client.registration_keys.persons.find_one() == {"_id": "p1", "wrapped": b"k"}
    assert [row["_id"] for row in client.registration.inbox.find()] == ["r.reactions.x"], "lists are made anew"
    assert client.registration_views["list.ab12.1"].find_one() is None
    assert client.registration.sessions.find_one() is None, "what lets somebody in for a moment is not kept"
    assert sorted(
        str(f.relative_to(tmp_path / "new log")) for f in (tmp_path / "new log").rglob("*") if f.is_file()
    ) == [
        "checkpoint",
        "tile/0/000",
    ]


@pytest.mark.parametrize("harm", ["changed", "missing", "manifest", "stranger"])
def test_what_is_not_as_it_was_written_is_named_and_nothing_is_restored(client, written, tmp_path, harm):
    folder = make(client, tmp_path, SIGNER)
    place = folder / "selection" / "commits.bson.gz"
    verifier, named = SIGNER.verifier, "selection/commits.bson.gz"
    if harm == "changed":
        place.write_bytes(place.read_bytes()[:-1] + b"!")
    elif harm == "missing":
        place.unlink()
    elif harm == "manifest":
        file = folder / "manifest"
        file.write_text(file.read_text().replace('"documents": 1', '"documents": 2', 1))
        named = "not signed"
    else:
        verifier, named = Signer(ORIGIN, Ed25519PrivateKey.generate()).verifier, "not signed"
    empty(client)
    with pytest.raises(Broken, match=named):
        restore(client, folder, verifier)
    assert client.registration.commits.find_one() is None


def test_a_server_that_has_something_is_not_restored_into(client, written, tmp_path):
    folder = make(client, tmp_path, SIGNER)
    empty(client)
    client.selection.commits.insert_one({"_id": "new"})
    with pytest.raises(Broken, match=r"selection\.commits is not empty"):
        restore(client, folder, SIGNER.verifier)
    assert client.registration.commits.find_one() is None


def test_keys_live_shorter_than_the_rest(client, written, tmp_path):
    folder = make(client, tmp_path, SIGNER)
    with gzip.open(folder / "keys" / "registration_keys.bson.gz") as file:
        assert decode_all(file.read()) == [{"_id": "p1", "wrapped": b"k"}]
    assert prune(tmp_path, keep=2, key_days=0) == (0, 1)
    with pytest.raises(Broken, match="without-keys"):
        check(folder, SIGNER.verifier)
    empty(client)
    restore(client, folder, SIGNER.verifier, without_keys=True)
    assert client.registration.commits.count_documents({}) == 3000
    assert client.registration_keys.persons.find_one() is None


def test_when_the_last_one_was_made_is_known(client, written, tmp_path):
    make(client, tmp_path, SIGNER)
    row = client.audit.backups.find_one({"_id": "last"})
    assert row["bytes"] > 0 and row["at"].tzinfo is not None
