"""Lists and files that events name by their hash: each is there, and each has the hash that it lies under.

Which fields name one stands in the contracts: `x-kept` is the collection, `x-kept-with` another field that has to
have a value. An index, a JSON object, names its pages. That they are there is asked in each round; their bytes are read
in slices that get round, in a whole round all.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from asnkit.content import FILES, LISTS
from asnkit.events import NAMESPACE, Event
from asnkit.shelf import Shelf, merged
from pymongo.collection import Collection

from .findings import Report
from .kept import Kept
from .sources import Sources

SLICE_BYTES = 32_000_000
"""Of each collection in a round."""
PIECES_AT_ONCE = 4
KEPT_IN, KEPT_WITH = "x-kept", "x-kept-with"


class Contents:
    def __init__(self, sources: Sources, report: Report, kept: Kept):
        self._sources, self._report, self._kept = sources, report, kept
        self._places = places(sources.settings.contracts)

    def read(self, event: Event) -> None:
        """What this event names has to be there from now on."""
        for place in self._places.get(event.type.removeprefix(f"{NAMESPACE}."), ()):
            for digest in place.of(event.data):
                self._named(event.service, place.collection)[digest] = {"by": event.id}

    def look(self) -> None:
        for service in self._sources.services:
            for name in (LISTS, FILES):
                collection, named = self._sources.db(service)[name], self._named(service, name)
                for digest in self._changed(service, collection, named):
                    sentence = f"{service}, {name} {digest}: isinya tidak mempunyai sidik jari itu."
                    self._report.find("lists", sentence, service=service, subject=digest)
                for digest, by in _missing(collection, named):
                    sentence = f"{service}, {name} {digest}: hilang; {by} menyebutnya."
                    self._report.find("lists", sentence, service=service, subject=digest)

    def _named(self, service: str, collection: str) -> Shelf:
        return self._kept.shelf(f"named {service} {collection}")

    def _changed(self, service: str, collection: Collection, named: Shelf) -> Iterator[str]:
        """Reads on from where the last round ended, and begins again behind the last one."""
        mark, left = f"read {service} {collection.name}", SLICE_BYTES
        begin = self._kept.about(mark, "")
        pieces = collection.find({"_id": {"$gte": begin}}).sort("_id").batch_size(PIECES_AT_ONCE)
        for digest, those in groupby(pieces, _digest_of):
            if left <= 0 and not self._kept.whole:
                return self._kept.note(mark, digest)
            self._report.look("lists")
            read, length, content = hashlib.sha256(), 0, b""
            for piece in those:
                content = piece["bytes"] if isinstance(piece.get("bytes"), bytes) else b""
                read.update(content)
                length += len(content)
            left -= length
            if read.hexdigest() != digest:
                yield digest
            elif collection.name == LISTS and length == len(content) and digest in named:
                for page in _pages(content):
                    named[page] = named[digest]
        self._kept.note(mark, "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event's data name what is kept; `beside` is the field that has to have a value."""

    path: tuple[str, ...]
    collection: str
    beside: str | None

    def of(self, data: Any) -> Iterator[str]:
        """The hashes; of a list, in each of its members."""
        *way, last = self.path
        for holder in _along(data, way):
            if holder.get(last) is not None and (self.beside is None or holder.get(self.beside) is not None):
                yield holder[last]


@cache
def places(contracts: Path) -> dict[str, list[Place]]:
    """By "<service>.<aggregate>.<fact>.v<n>"."""
    found = {}
    for file in sorted(contracts.glob("*/*.v*.json")):
        if kept := list(_fields(json.loads(file.read_text()))):
            found[f"{file.parent.name}.{file.stem}"] = kept
    return found


def _fields(schema: dict, path: tuple[str, ...] = ()) -> Iterator[Place]:
    if KEPT_IN in schema:
        yield Place(path, schema[KEPT_IN], schema.get(KEPT_WITH))
    for name, part in schema.get("properties", {}).items():
        yield from _fields(part, (*path, name))
    if "items" in schema:
        yield from _fields(schema["items"], path)


def _along(value: Any, way: Sequence[str]) -> Iterator[dict]:
    if isinstance(value, list):
        for one in value:
            yield from _along(one, way)
    elif isinstance(value, dict):
        if way:
            yield from _along(value.get(way[0]), way[1:])
        else:
            yield value


def _pages(content: bytes) -> Iterator[str]:
    """The hashes that an index names, each with how many rows lie under it; anything else names nothing.

    A file of events, one a line, ends with a line feed; an index does not.
    """
    if content.startswith(b"{") and not content.endswith(b"\n"):
        with suppress(orjson.JSONDecodeError):
            yield from _named_in(orjson.loads(content))


def _named_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if {"rows", "sha256"} <= value.keys():
            yield value["sha256"]
        for member in value.values():
            yield from _named_in(member)
    elif isinstance(value, list):
        for member in value:
            yield from _named_in(member)


def _missing(collection: Collection, named: Shelf) -> Iterator[tuple[str, str]]:
    """(hash, event) of what an event names and is not there."""
    keys = collection.find({"_id": {"$gte": ""}}, {"_id": 1}).sort("_id")
    there = ((digest, {}) for digest, _ in groupby(keys, _digest_of))
    for digest, needed, found in merged(named.items(), there):
        if needed and found is None:
            yield digest, needed["by"]


def _digest_of(piece: dict) -> str:
    return piece["_id"].partition("/")[0]
