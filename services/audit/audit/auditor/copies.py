"""The same events in three places: the log, Kafka, and the commits of the service that decided them.

Each stream is one chain of hashes in each place. Chains are compared; only where two differ are
the events themselves looked at, one by one, to name the one that differs.
"""

import base64
import hashlib
from collections.abc import Iterator

import orjson
from asnkit.events import Event
from asnkit.owners import service_of
from asnkit.shelf import Shelf

from .entries import Chain
from .findings import Report
from .memory import Memory
from .sources import Sources

PROMISED_SECONDS = 60
LISTED = 1000
PROMISES_A_CALL = 200
PLACES = {"log": "log", "kafka": "Kafka", "commits": "commit layanan"}


class Copies:
    """`streams` is what the walk over the log left."""

    def __init__(self, sources: Sources, streams: Shelf, report: Report):
        self._sources, self._streams, self._report = sources, streams, report
        self._differing: dict[str, str] = {}
        self._repeats: list[tuple[str, str, int, bytes]] = []
        self.unlogged: list[str] = []

    def compare(self) -> None:
        self._read_kafka()
        self._read_commits()
        for stream, row in self._streams.items():
            self._judge(stream, row)
        if self._differing:
            self._name()

    def on_their_way(self) -> Iterator[Event]:
        """Events that are committed and not yet in the log, as far as they follow what is there."""
        for stream in sorted({event.rpartition("@")[0] for event in self.unlogged[:LISTED]}):
            row = self._streams[stream]
            for commit in self._sources.db(row["s"]).commits.find({"stream": stream, "last": {"$gt": row["log"][0]}}):
                for version, event in enumerate(commit["events"], start=commit["first"]):
                    if version > row["log"][0]:
                        yield Event.parse(event["bytes"])

    def promises(self, memory: Memory, grace: float = PROMISED_SECONDS) -> None:
        """What was promised is in the log, with the promised bytes, or was promised less than a minute ago."""
        for service in self._sources.services:
            self._read_answers(service)
        missing = sorted(set(self.unlogged))
        for event, seconds in memory.waiting(missing[:LISTED]).items():
            if seconds >= grace:
                sentence = f"{event}: dijanjikan atau dicatat layanan, sudah {int(seconds)} detik tidak ada dalam log."
                self._report.find("promises", sentence, service=self._service(event), subject=event)

    def _read_kafka(self) -> None:
        for record in self._sources.messages():
            self._report.look("kafka")
            try:
                envelope = orjson.loads(record.raw)
                stream, version = envelope["subject"], envelope["streamversion"]
            except (ValueError, KeyError, TypeError):
                place = f"{record.topic}/{record.partition}@{record.offset}"
                self._report.find(
                    "kafka", f"{place}: bukan peristiwa.", service=service_of(record.topic), subject=place
                )
                continue
            self._extend("kafka", service_of(record.topic), stream, version, record.raw)

    def _read_commits(self) -> None:
        for service in self._sources.services:
            for commit in self._sources.commits(service):
                for version, event in enumerate(commit["events"], start=commit["first"]):
                    self._report.look("commits")
                    self._extend("commits", service, commit["stream"], version, bytes(event["bytes"]))

    def _extend(self, place: str, service: str, stream: str, version: int, raw: bytes) -> None:
        row = self._streams.get(stream) or {"s": service, "log": [0, ""]}
        have, link, seen = row.get(place, [0, "", 0])
        if version == seen + 1:
            seen = version
            if version <= row["log"][0] and have == version - 1:
                have, link = version, Chain(have, link).extended(raw).link
        elif version <= seen and place == "kafka":
            self._repeats.append((service, stream, version, hashlib.sha256(raw).digest()))
            self._sift_repeats(500)
            return
        else:
            self._differing[stream] = service
        row[place] = [have, link, seen]
        self._streams[stream] = row

    def _judge(self, stream: str, row: dict) -> None:
        logged, link = row["log"]
        for place in ("kafka", "commits"):
            have, there, seen = row.get(place, [0, "", 0])
            if have < logged or there != link:
                self._differing[stream] = row["s"]
            self.unlogged += [f"{stream}@{version}" for version in range(logged + 1, seen + 1)]
        if row.get("kafka", [0, "", 0])[2] > row.get("commits", [0, "", 0])[2]:
            self._differing[stream] = row["s"]

    def _sift_repeats(self, at_least: int = 1) -> None:
        """What Kafka has a second time must be the same bytes as the commit."""
        if len(self._repeats) < at_least:
            return
        for service, stream, version, digest in self._repeats:
            known = self._committed(service, stream).get(version)
            if known is not None and known != digest:
                self._differing[stream] = service
        self._repeats.clear()

    def _name(self) -> None:
        """One by one, in the streams whose chains differ."""
        self._sift_repeats()
        on_kafka = self._on_kafka(set(self._differing))
        for stream, service in sorted(self._differing.items()):
            copies = {
                "log": self._logged(service, stream),
                "kafka": on_kafka.get(stream, {}),
                "commits": {version: {digest} for version, digest in self._committed(service, stream).items()},
            }
            for sentence, check, version in named(stream, copies):
                self._report.find(check, sentence, service=service, subject=f"{stream}@{version}")

    def _logged(self, service: str, stream: str) -> dict[int, set[bytes]]:
        found: dict[int, set[bytes]] = {}
        wanted = {"source": f"/asn/{service}", "subject": stream}
        for entry in self._sources.entries.find(wanted, {"streamversion": 1, "bytes": 1}):
            found.setdefault(entry["streamversion"], set()).add(hashlib.sha256(entry["bytes"]).digest())
        return found

    def _committed(self, service: str, stream: str) -> dict[int, bytes]:
        return {
            version: hashlib.sha256(event["bytes"]).digest()
            for commit in self._sources.db(service).commits.find({"stream": stream})
            for version, event in enumerate(commit["events"], start=commit["first"])
        }

    def _on_kafka(self, streams: set[str]) -> dict[str, dict[int, set[bytes]]]:
        found: dict[str, dict[int, set[bytes]]] = {}
        for record in self._sources.messages():
            if record.key in streams:
                version = orjson.loads(record.raw)["streamversion"]
                digests = found.setdefault(record.key, {}).setdefault(version, set())
                digests.add(hashlib.sha256(record.raw).digest())
        return found

    def _read_answers(self, service: str) -> None:
        """Every promise that was given: its events are in the log with these bytes."""
        given = self._sources.db(service).commands.find({"promise": {"$ne": None}}, {"promise": 1}).batch_size(500)
        batch: dict[str, bytes] = {}
        for answer in given:
            for event, digest in _promised(answer["promise"]):
                self._report.look("promises")
                stream, _, version = event.rpartition("@")
                row = self._streams.get(stream)
                if row is None or int(version) > row["log"][0]:
                    self.unlogged.append(event)
                else:
                    batch[event] = digest
            if len(batch) >= PROMISES_A_CALL:
                self._hold(service, batch)
                batch = {}
        self._hold(service, batch)

    def _hold(self, service: str, promised: dict[str, bytes]) -> None:
        """Promises against the entries' bytes."""
        pairs = [(event.rpartition("@")[0], int(event.rpartition("@")[2])) for event in promised]
        source = f"/asn/{service}"
        wanted = {"$or": [{"source": source, "subject": one, "streamversion": version} for one, version in pairs]}
        entries = self._sources.entries.find(wanted, {"id": 1, "bytes": 1}) if pairs else ()
        logged = {entry["id"]: hashlib.sha256(entry["bytes"]).digest() for entry in entries}
        for event, digest in promised.items():
            if logged.get(event) != digest:
                sentence = f"{event}: dalam log ada byte lain daripada yang dijanjikan."
                self._report.find("promises", sentence, service=service, subject=event)

    def _service(self, event: str) -> str | None:
        row = self._streams.get(event.rpartition("@")[0])
        return row["s"] if row else None


def named(stream: str, copies: dict[str, dict[int, set[bytes]]]) -> Iterator[tuple[str, str, int]]:
    """(sentence, check, version) of everything that differs between the copies of one stream."""
    logged = max(copies["log"], default=0)
    for version in sorted(set().union(*copies.values())):
        event = f"{stream}@{version}"
        there = {place: copy[version] for place, copy in copies.items() if version in copy}
        if version > logged and "commits" in there and "log" not in there:
            continue  # on its way, or a promise that is looked at by itself
        for place in copies:
            if place not in there:
                others = " dan ".join(PLACES[one] for one in there)
                yield f"{event}: tidak ada di {PLACES[place]}, ada di {others}.", place, version
        digests = set().union(*there.values())
        if len(digests) > 1:
            yield f"{event}: {_odd(there)}", _culprit(there), version


def _odd(there: dict[str, set[bytes]]) -> str:
    culprit = _culprit(there)
    if len(there[culprit]) > 1:
        return f"{PLACES[culprit]} mempunyai dua isi yang berbeda."
    others = [PLACES[place] for place in there if place != culprit]
    return f"byte di {PLACES[culprit]} berbeda dari {' dan '.join(others)}."


def _culprit(there: dict[str, set[bytes]]) -> str:
    """The place that differs from the others; of two, the log is believed least, since it can be made anew."""
    for place, digests in there.items():
        others = [other for name, other in there.items() if name != place]
        if len(digests) > 1 or (len(others) > 1 and all(o == others[0] for o in others) and digests != others[0]):
            return place
    return next(iter(there))


def _promised(text: str) -> Iterator[tuple[str, bytes]]:
    """(event id, SHA-256) of a promise's lines."""
    for line in text.partition("\n\n")[0].splitlines()[1:]:
        event, digest, _ = line.split(" ", 2)
        yield event, base64.b64decode(digest)
