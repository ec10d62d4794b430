"""What is stored now, read as bytes: hashing documents is a small part of the work of reading them."""

import hashlib
import struct
from bisect import bisect_left
from collections.abc import Iterator

from bson import decode
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection

RAW = CodecOptions(document_class=RawBSONDocument)
DIGEST_BYTES = 16
TEXT = 0x02
AT_ONCE = 4_000
"""Documents that are asked for at once: so many are in memory, whatever the collection has."""
ODD = 10

_length = struct.Struct("<i").unpack_from


class Live:
    """The documents of one collection whose `_id` is a text, in its order; `passed` is how many scans have met."""

    def __init__(self, collection: Collection):
        self._collection, self.passed = collection, 0

    def items(self, since: str = "", below: str | None = None) -> Iterator[tuple[str, bytes]]:
        """(key, bytes of the document) from the key `since` on, with keys `below` that one."""
        for batch in self._batches(since, below):
            for at in _starts(batch):
                raw = batch[at : at + _length(batch, at)[0]]
                yield key_of(raw), raw

    def everything(self) -> Iterator[tuple[str, bytes]]:
        for pair in self.items():
            self.passed += 1
            yield pair

    def walk(self) -> "Walk":
        return Walk(self._batches())

    def one(self, key: str) -> bytes | None:
        found = self._collection.with_options(RAW).find_one({"_id": key})
        return found.raw if found else None

    def odd(self) -> Iterator[str]:
        """Some of the documents whose `_id` is no text: before all texts in MongoDB's order, or behind them."""
        for limit in ({"max": {"_id": ""}}, {"min": {"_id": {}}}):
            for document in self._collection.find({}, {"_id": 1}, hint="_id_", limit=ODD, **limit):
                yield str(document["_id"])

    def _batches(self, since: str = "", below: str | None = None) -> Iterator[bytes]:
        limits = {"$gte": since} | ({"$lt": below} if below is not None else {})
        found = self._collection.find_raw_batches({"_id": limits}, sort=[("_id", 1)], batch_size=AT_ONCE)
        try:
            yield from found
        finally:
            found.close()


class Walk:
    """Goes once through documents in order, and only hashes them; `passed` is how many they were."""

    def __init__(self, batches: Iterator[bytes]):
        self._batches, self._batch = batches, b""
        self._starts: list[int] = []
        self._next = self.passed = 0

    def hash_below(self, bound: str | None) -> bytes:
        """The hash over the bytes of all that follow with keys below this one; of all that are left with None."""
        together = hashlib.sha256()
        while True:
            end = len(self._starts) if bound is None else self._place(bound)
            if end > self._next:
                last = end == len(self._starts)
                with memoryview(self._batch) as view:
                    together.update(view[self._starts[self._next] : None if last else self._starts[end]])
                self.passed += end - self._next
                self._next = end
            if self._next < len(self._starts):
                return together.digest()
            following = next(self._batches, None)
            if following is None:
                return together.digest()
            self._batch, self._starts, self._next = following, list(_starts(following)), 0

    def _place(self, bound: str) -> int:
        """Of the documents at hand the first whose key is not below this one."""
        return bisect_left(self._starts, bound, self._next, key=lambda at: key_of(self._batch, at))


def _starts(batch: bytes) -> Iterator[int]:
    """Where each document of a batch begins."""
    at, end = 0, len(batch)
    while at < end:
        yield at
        at += _length(batch, at)[0]


def key_of(raw: bytes, at: int = 0) -> str:
    """The `_id` of the document that begins here, which MongoDB always puts first."""
    if raw[at + 4] == TEXT and raw[at + 5 : at + 9] == b"_id\0":
        return raw[at + 13 : at + 12 + _length(raw, at + 9)[0]].decode()
    return str(decode(raw[at : at + _length(raw, at)[0]])["_id"])


def digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()[:DIGEST_BYTES]
