"""The ways in which an insider with every right could change the record, each done as well as it can be.

Whoever has the rights of a database administrator, and where it says so the log's key, does it on a copy. A tamper
gives nothing back: the detectors are not told which one ran.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import orjson
from asnkit.events import Event, new_id
from bson.binary import Binary
from tlog import proofs, tiles
from tlog.checkpoints import Checkpoint
from tlog.notes import Signer
from tlog.proofs import Proof
from tlog.tree import WIDTH, Tree, leaf_hash, root, tiles_of

from . import attempts
from .copying import PROMISING, Copy

ORIGIN = "id.go.tanjungbalai.asn/log"
NEWEST = 10


@dataclass(frozen=True)
class Tamper:
    """`run` gives the refusal that it met, where it tried to get something done; `says` is what somebody has to name.

    `kafka` where it writes there.
    """

    name: str
    run: Callable[[Copy], str | None]
    says: str = ""
    kafka: bool = False


def nothing(copy: Copy) -> None:
    """The control: a copy that nobody touched."""


def change_a_byte(copy: Copy) -> None:
    """One digit of an event that somebody has a promise of: in the log's archive, and in its service's commits.

    An old one, for the citizens of the drill keep only so many proofs, the oldest of each service.
    """
    _change(copy, _first(copy, 0, lambda entry: _has_a_digit(entry) and _promised(copy, entry)))


def change_a_byte_that_nobody_was_promised(copy: Copy) -> None:
    """The same with what a service decided by itself, of which no person outside has anything in hand."""
    _change(copy, _middle(copy, lambda entry: _has_a_digit(entry) and not _promised(copy, entry)))


def delete_the_newest(copy: Copy) -> None:
    """The newest ten, in the log and in their services, with the counter set back."""
    entries = copy.client.audit.entries
    for entry in entries.find().sort("_id", -1).limit(NEWEST):
        _uncommit(copy, entry)
        entries.delete_one({"_id": entry["_id"]})
    copy.client.audit.sequence.update_one({"_id": "entries"}, {"$inc": {"next": -NEWEST}})


def delete_one(copy: Copy) -> None:
    """One in the middle, with its commit; those behind it move up."""
    entries = copy.client.audit.entries
    gone = _middle(copy, lambda entry: entry["streamversion"] == 1)
    _uncommit(copy, gone)
    behind = list(entries.find({"_id": {"$gt": gone["_id"]}}).sort("_id"))
    entries.delete_many({"_id": {"$gte": gone["_id"]}})
    entries.insert_many([entry | {"_id": entry["_id"] - 1} for entry in behind])
    copy.client.audit.sequence.update_one({"_id": "entries"}, {"$inc": {"next": -1}})


def swap_two(copy: Copy) -> None:
    """Two neighbours of different streams, so that each stream by itself is still in order."""
    entries = copy.client.audit.entries
    first = _middle(copy, lambda entry: True)
    second = entries.find_one({"_id": {"$gt": first["_id"]}, "subject": {"$ne": first["subject"]}}, sort=[("_id", 1)])
    entries.delete_many({"_id": {"$in": [first["_id"], second["_id"]]}})
    entries.insert_many([second | {"_id": first["_id"]}, first | {"_id": second["_id"]}])


def insert_one(copy: Copy) -> None:
    """An event that was never decided: a commit, its state, and an entry at the end of the log."""
    entry = _middle(copy, lambda entry: entry["streamversion"] == 1)
    db = copy.client[_service(entry)]
    stream = entry["subject"][:-4] + "ffff"
    raw = bytes(entry["bytes"]).replace(entry["subject"].encode(), stream.encode())
    commit = db.commits.find_one({"stream": entry["subject"], "first": 1})
    state = db.state.find_one({"_id": entry["subject"]})
    commit |= {"_id": f"{stream}@1", "stream": stream, "last": 1, "published": True, "command_id": new_id("drill")}
    commit["events"] = [commit["events"][0] | {"id": f"{stream}@1", "bytes": Binary(raw)}]
    db.commits.insert_one(commit)
    db.state.insert_one(state | {"_id": stream, "version": 1})
    last = copy.client.audit.entries.find_one(sort=[("_id", -1)])["_id"]
    copy.client.audit.entries.insert_one(_entry(last + 1, raw, entry))
    copy.client.audit.sequence.update_one({"_id": "entries"}, {"$inc": {"next": 1}})


def rewrite_and_sign(copy: Copy) -> None:
    """One event changed everywhere, and the whole log made anew around it and signed with the stolen key."""
    change_a_byte(copy)
    _make_log(copy, _leaves(copy))
    note = (copy.log / "checkpoint").read_text()
    size = int(note.splitlines()[1])
    copy.client.audit.checkpoints.delete_many({})
    made = root([leaf_hash(one) for one in _leaves(copy)])
    copy.client.audit.checkpoints.insert_one(
        {"_id": size, "root": made.hex(), "note": note, "sent": True, "cosignatures": []}
    )


def show_two_histories(copy: Copy) -> None:
    """These visitors are shown a log in which the last entry is another one; everybody else keeps the true one."""
    leaves = _leaves(copy)
    leaves[-1] = hashlib.sha256(b"another").digest()
    _make_log(copy, leaves)


def publish_another_list(copy: Copy) -> None:
    """Two people change places in a published ranking: a list that fits its own hash, named where the list is shown."""
    db = copy.client.selection
    for result in db.state.find({"aggregate": "result", "data.published": {"$type": "object"}}):
        for number, named in enumerate(result["data"]["published"]["rankings"]):
            index = _kept(db, named["list_sha256"])
            rows = _kept(db, index["pages"][0]["sha256"]) if index["pages"] else []
            if len(rows) > 1:
                rows[0], rows[1] = rows[1], rows[0]
                index["pages"][0]["sha256"] = _keep(db, rows)
                told = {f"data.published.rankings.{number}.list_sha256": _keep(db, index)}
                db.state.update_one({"_id": result["_id"]}, {"$set": told})
                return
    raise LookupError("no published ranking has two people")


def _kept(db, digest: str):
    """What lies under this hash in selection's lists (one piece is enough for a page)."""
    return orjson.loads(db.lists.find_one({"_id": f"{digest}/000000"})["bytes"])


def _keep(db, value) -> str:
    raw = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    digest = hashlib.sha256(raw).hexdigest()
    db.lists.replace_one({"_id": f"{digest}/000000"}, {"bytes": Binary(raw)}, upsert=True)
    return digest


def forge_a_receipt(copy: Copy) -> None:
    """Somebody shows a receipt for another content than the log holds, with a true checkpoint."""
    note = (copy.log / "checkpoint").read_text()
    entry = _middle(copy, lambda entry: True)
    hashes = [leaf_hash(one) for one in _leaves(copy)]
    made = tiles_of(hashes)
    path = Tree(lambda *tile: made[tile], len(hashes)).inclusion(entry["_id"], len(hashes))
    text = Proof(entry["_id"], path, note, hashlib.sha256(b"forged").digest()).text
    proofs.parse(text)
    copy.presented.append(text)


def show_an_old_checkpoint(copy: Copy) -> None:
    """The log is shown as it was some time ago, truly signed then."""
    rows = list(copy.client.audit.checkpoints.find().sort("_id"))
    (copy.log / "checkpoint").write_text(rows[len(rows) // 2]["note"])


def delete_a_claim(copy: Copy) -> None:
    """That somebody's NIK is taken."""
    copy.client.registration.claims.delete_one({"_id": {"$regex": "^nik/"}})


def delete_a_command(copy: Copy) -> None:
    """That a command was carried out, in its commit and in the answer that was kept."""
    commits = copy.client.registration.commits
    commit = commits.find_one({"stream": {"$regex": "^application-"}})
    commits.update_one({"_id": commit["_id"]}, {"$unset": {"command_id": ""}})
    copy.client.registration.commands.delete_one({"_id": commit["command_id"]})


TAMPERS = (
    Tamper("change one byte of an event in MongoDB", change_a_byte, "seperti yang pernah dilihat"),
    Tamper(
        "change one byte of an event that nobody was promised",
        change_a_byte_that_nobody_was_promised,
        "seperti yang pernah dilihat",
    ),
    Tamper("delete the newest ten", delete_the_newest, "hilang dari log"),
    Tamper("delete one in the middle", delete_one, "tidak ada di log"),
    Tamper("swap two", swap_two, "seperti yang pernah dilihat"),
    Tamper("insert one", insert_one, "tidak ditandatangani layanan pemiliknya"),
    Tamper("rewrite the log and sign it with the stolen key", rewrite_and_sign, "Dua riwayat"),
    Tamper("show two visitors two histories", show_two_histories, "Dua riwayat"),
    Tamper("publish a list that differs from its events", publish_another_list, "isian published.rankings berbeda"),
    Tamper("forge a receipt", forge_a_receipt, "this proof is not right"),
    Tamper("replay an old checkpoint", show_an_old_checkpoint, "Titik periksa lama"),
    Tamper("delete a claim", delete_a_claim, "ada 0, seharusnya satu"),
    Tamper("delete a command id", delete_a_command, "nomor perintah pada commit"),
    Tamper("edit a state before it is signed", attempts.edit_before_signing, "orang lain"),
    Tamper("exchange rows between two signatures", attempts.exchange_rows, "berkas-berubah"),
    Tamper("exchange the lists of an order", attempts.exchange_the_order, "daftar-berubah"),
    Tamper("exchange a password's hash", attempts.exchange_a_password, "the word does not fit"),
    Tamper("forge an event as another service's Kafka user", attempts.forge_as_another_service, "refuses", kafka=True),
    Tamper(
        "forge an event as the broker's administrator",
        attempts.forge_as_the_administrator,
        "tidak ditandatangani layanan pemiliknya",
        kafka=True,
    ),
    Tamper(
        "use a foreign stream on one's own topic",
        attempts.use_a_foreign_stream,
        "tidak memiliki alirannya",
        kafka=True,
    ),
)
CONTROL = Tamper("nothing (the control)", nothing)


def _middle(copy: Copy, suits) -> dict:
    """The first suitable entry from the middle of the log on."""
    return _first(copy, copy.client.audit.entries.count_documents({}) // 2, suits)


def _first(copy: Copy, number: int, suits) -> dict:
    """The first suitable entry from this one on."""
    found = copy.client.audit.entries.find({"_id": {"$gte": number}}).sort("_id")
    return next(entry for entry in found if suits(entry))


def _has_a_digit(entry: dict) -> bool:
    return re.search(rb'"data":.*\d', entry["bytes"]) is not None


def _promised(copy: Copy, entry: dict) -> bool:
    """Whether the service gave somebody a promise with the answer to the command that this event came from."""
    if _service(entry) not in PROMISING:
        return False
    db = copy.client[_service(entry)]
    commit = db.commits.find_one({"events.id": entry["id"]}, {"command_id": 1})
    given = commit and db.commands.find_one({"_id": commit.get("command_id")}, {"promise": 1})
    return bool(given and given.get("promise"))


def _change(copy: Copy, entry: dict) -> None:
    """Another digit, with a fitting fingerprint."""
    _put(copy, entry["_id"], _changed(entry["bytes"]))
    _commit(copy, entry, _changed(entry["bytes"]))


def _changed(raw: bytes) -> bytes:
    """Another digit in the event's own content."""
    raw = bytes(raw)
    at = re.search(rb'"data":.*?(\d)', raw).start(1)
    return raw[:at] + (b"7" if raw[at : at + 1] != b"7" else b"3") + raw[at + 1 :]


def _service(entry: dict) -> str:
    return entry["source"].removeprefix("/asn/")


def _put(copy: Copy, number: int, raw: bytes) -> None:
    entry = copy.client.audit.entries.find_one({"_id": number})
    copy.client.audit.entries.replace_one({"_id": number}, _entry(number, raw, entry))


def _entry(number: int, raw: bytes, like: dict) -> dict:
    """An entry as the sequencer would have made it."""
    event = Event.parse(raw)
    made = {name: getattr(event, name) for name in like if hasattr(event, name)}
    return like | made | {"_id": number, "leaf": Binary(hashlib.sha256(raw).digest()), "bytes": Binary(raw)}


def _commit(copy: Copy, entry: dict, raw: bytes) -> None:
    commits = copy.client[_service(entry)].commits
    commits.update_one({"events.id": entry["id"]}, {"$set": {"events.$.bytes": Binary(raw)}})


def _uncommit(copy: Copy, entry: dict) -> None:
    copy.client[_service(entry)].commits.delete_many({"events.id": entry["id"]})


def _leaves(copy: Copy) -> list[bytes]:
    return [bytes(entry["leaf"]) for entry in copy.client.audit.entries.find({}, {"leaf": 1}).sort("_id")]


def _make_log(copy: Copy, leaves: list[bytes]) -> None:
    """The folder anew, with a true signature."""
    shutil.rmtree(copy.log / "tile")
    hashes = [leaf_hash(one) for one in leaves]
    files = {tiles.path(*tile): data for tile, data in tiles_of(hashes).items()}
    for index, width in tiles.bundles(len(leaves)):
        files[tiles.entries_path(index, width)] = tiles.encode_bundle(leaves[index * WIDTH :][:width])
    for path, data in files.items():
        (copy.log / path).parent.mkdir(parents=True, exist_ok=True)
        (copy.log / path).write_bytes(data)
    signer = Signer.from_pem(ORIGIN, copy.log_key)
    (copy.log / "checkpoint").write_text(signer.sign(Checkpoint(ORIGIN, len(leaves), root(hashes)).text))
