"""What a photo has beside its events: its bytes, made small by asnkit.pictures and sealed with the complaint's key."""

import uuid

from asnkit import states
from asnkit.commits import Tx
from asnkit.content import sha256
from asnkit.events import Refused, uuid_of
from asnkit.sandbox import UNREADABLE, Rejected
from asnkit.sealing import Erased
from asnkit.service import Runtime
from bson.binary import Binary

from .domain import MISSING, Add, Remove

SHRINK = "asnkit.pictures:shrink"
LARGEST = 10 * 1024 * 1024
"""As it is sent."""
KEPT_BYTES = 200 * 1024
FIELD = "content"
JPEG_START = b"\xff\xd8\xff"
REFUSALS = {
    UNREADABLE: ("berkas-rusak", "Foto ini tidak dapat dibaca. Pilih foto lain."),
    "pixels": ("gambar-terlalu-besar", "Foto ini lebih dari 64 megapiksel; pilih ukuran yang lebih kecil."),
    "size": ("gambar-terlalu-besar", "Foto ini tidak dapat diperkecil sampai 200 KB."),
}
"""Why the sandbox does not take it → the rule's name and the sentence."""


def made_small(runtime: Runtime, content: bytes) -> bytes:
    """The picture and nothing else of its file. Raises Refused, Unavailable."""
    if len(content) > LARGEST:
        raise Refused("berkas-terlalu-besar", "Foto paling besar 10 MB.", "file", status=413)
    if not content.startswith(JPEG_START):
        raise Refused("jenis-berkas", "Foto harus berupa JPG.", "file", status=422)
    try:
        return runtime.sandbox.run(SHRINK, content, limit=KEPT_BYTES)
    except Rejected as rejected:
        raise Refused(*REFUSALS[rejected.why], "file", status=422) from None


def photos(runtime: Runtime, complaint: str, session=None) -> list[tuple[str, int, dict]]:
    """(stream, version, state) of each photo of the complaint with this id."""
    found = states.every(runtime.db, "photo", session, complaint=complaint)
    return sorted(found, key=lambda one: (one[2]["day"], one[0]))


def add(runtime: Runtime, tx: Tx, complaint: str, small: bytes, may_show: bool) -> str:
    """The new photo's id."""
    stream, owner = f"photo-{uuid.uuid4()}", uuid_of(complaint)
    sealed = runtime.vault.seal_bytes(owner, stream, FIELD, small)
    others = tuple(state for _, _, state in photos(runtime, owner, tx.session))
    held = tx.hold(complaint).state
    tx.decide(stream, Add(owner, held, others, len(small), sha256(sealed), may_show))
    tx.db.files.insert_one({"_id": stream, "sealed": Binary(sealed)}, session=tx.session)
    return uuid_of(stream)


def remove(tx: Tx, stream: str) -> None:
    tx.decide(stream, Remove())
    tx.db.files.delete_one({"_id": stream}, session=tx.session)


def forget(runtime: Runtime, tx: Tx, complaint: str) -> None:
    """No photo of this complaint is left."""
    for stream, _, state in photos(runtime, uuid_of(complaint), tx.session):
        if not state["removed"]:
            remove(tx, stream)


def read(runtime: Runtime, stream: str, complaint: str) -> bytes:
    """Raises Refused where it is gone, or belongs to another complaint."""
    state = runtime.store.load(stream).state
    file = runtime.db.files.find_one({"_id": stream})
    if state is None or file is None or state["complaint"] != complaint:
        raise MISSING
    try:
        return runtime.vault.open_bytes(complaint, stream, FIELD, bytes(file["sealed"]))
    except Erased:
        raise MISSING from None


def shown(runtime: Runtime, complaint: str) -> list[dict]:
    """schemas.Photo of each that is there."""
    return [
        {"id": uuid_of(stream), "version": version}
        | {name: state[name] for name in ("day", "size", "may_show", "released")}
        for stream, version, state in photos(runtime, complaint)
        if not state["removed"]
    ]
