"""Content under its own hash: what an event names by SHA-256 can be kept beside it and is verified when it is read.

Lists lie in the collection `lists` as they are. Files that may hold personal data lie in
`batch_files`, sealed with a key of the stream that owns them; their address is the SHA-256 of the sealed
bytes, which says nothing about the file and ends with the key.
"""

import hashlib

from bson.binary import Binary
from pymongo.database import Database

from .sealing import Vault
from .transaction import Tx

PIECE_BYTES = 4 * 1024 * 1024
LISTS, FILES = "lists", "batch_files"
FIELD = "content"


class ContentChanged(Exception):
    """What lies under this hash is not there, or not what was kept; names the hash only."""


def keep(tx: Tx, content: bytes) -> str:
    """Keep bytes in the transaction of the event that names them; returns their SHA-256 (hex)."""
    return _keep(tx.db, tx.session, LISTS, content)


def put(db: Database, content: bytes) -> str:
    """As `keep`, before a transaction that it would make too large: under its hash it does no harm without an event."""
    return _keep(db, None, LISTS, content)


def read(db: Database, digest: str) -> bytes:
    """The bytes that have this SHA-256. Raises ContentChanged."""
    return _read(db, LISTS, digest)


def keep_sealed(tx: Tx, vault: Vault, owner_stream: str, content: bytes) -> str:
    """Seal bytes with the owner's key and keep them; returns the address, SHA-256 (hex) of the sealed bytes."""
    return _keep(tx.db, tx.session, FILES, vault.seal_bytes(owner_stream, owner_stream, FIELD, content))


def read_sealed(db: Database, vault: Vault, owner_stream: str, address: str) -> bytes:
    """The bytes that were sealed. Raises ContentChanged, and Erased when the owner's key is destroyed."""
    sealed = _read(db, FILES, address)
    try:
        return vault.open_bytes(owner_stream, owner_stream, FIELD, sealed)
    except ValueError:
        raise ContentChanged(address) from None


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _keep(db: Database, session, collection: str, content: bytes) -> str:
    digest = sha256(content)
    for number, start in enumerate(range(0, max(len(content), 1), PIECE_BYTES)):
        piece = {"bytes": Binary(content[start : start + PIECE_BYTES])}
        db[collection].replace_one({"_id": f"{digest}/{number:06}"}, piece, upsert=True, session=session)
    return digest


def _read(db: Database, collection: str, digest: str) -> bytes:
    pieces = db[collection].find({"_id": {"$gte": f"{digest}/", "$lt": f"{digest}0"}}).sort("_id", 1)
    content = b"".join(bytes(piece["bytes"]) for piece in pieces)
    if sha256(content) != digest:
        raise ContentChanged(digest)
    return content
