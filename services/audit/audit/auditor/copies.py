"""The same events in three places: the log, Kafka, and the commits of the service that decided them.

Each stream is one chain of hashes in each place. Chains are compared; only where two differ are
the events themselves looked at, one by one, to name the one that differs.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import orjson
from asn_verify.signers import Signers
from asnkit.bus import Record
from asnkit.events import Event
from asnkit.shelf import Shelf
from bson.binary import Binary

from .entries import Chain, Entry
from .findings import Report
from .kept import Kept
from .memory import Memory
from .signing import SENTENCES
from .sources import Sources

PROMISED_SECONDS = 60
LISTED = 1000
PROMISES_A_CALL = 200
OVERLAP = timedelta(minutes=5)
PLACES = {"log": "log", "kafka": "Kafka", "commits": "commit layanan"}


class Copies:
    """`streams` is what the walk over the log left."""

    def __init__(self, sources: Sources, streams: Shelf, report: Report, signers: Signers):
        self._sources, self._streams, self._report, self._signers = sources, streams, report, signers
        self._chains: dict[str, Shelf] = {}
        self._differing: dict[tuple[str, str], None] = {}
        self._repeats: list[tuple[str, str, int, bytes]] = []
        self.unlogged: dict[str, str] = {}
        """Events that are committed or promised and not in the log, with their service."""
        self._unnamed = 0

    def compare(self) -> None:
        """Everything on Kafka and in the commits."""
        self._chains = {"kafka": Shelf(), "commits": Shelf()}
        self._read_kafka()
        self._read_commits()
        for key, row in self._streams.items():
            self._judge(key, row)
        for place, chains in self._chains.items():
            for key, row in chains.items():
                if key not in self._streams:
                    self._judge(key, {"s": row["s"], "log": [0, ""]}, place)
        if self._differing:
            self._name()
        for chains in self._chains.values():
            chains.close()

    def compare_new(self, entries: list[Entry]) -> None:
        """These entries alone, with their services' commits."""
        by_service: dict[str, dict[tuple[str, int], Entry]] = {}
        for one in entries:
            of = by_service.setdefault(one.event.service, {})
            of[one.event.subject, one.event.streamversion] = one
        for service, of in by_service.items():
            if service not in self._sources.services:
                continue
            wanted = {"stream": {"$in": sorted({stream for stream, _ in of})}}
            committed = {}
            for commit in self._sources.db(service).commits.find(wanted):
                for version, event in enumerate(commit["events"], start=commit["first"]):
                    if (commit["stream"], version) in of:
                        self._report.look("commits")
                        self._check(service, commit, event, version)
                        committed[commit["stream"], version] = hashlib.sha256(event["bytes"]).digest()
            for key, one in of.items():
                copies = {"log": hashlib.sha256(one.raw).digest(), "commits": committed.get(key)}
                found = {place: {key[1]: {digest}} for place, digest in copies.items() if digest}
                for sentence, check, _ in named(key[0], {"log": {}, "commits": {}} | found):
                    self._report.find(check, sentence, service=service, subject=one.event.id)

    def ahead(self, service: str, streams: Iterable[str]) -> Iterator[Event]:
        """What these streams' service has committed beyond what is in the log, as far as it follows that."""
        for stream in list(streams)[:LISTED]:
            row = self._streams.get(f"{service}/{stream}") or {"log": [0, ""]}
            wanted = {"stream": stream, "last": {"$gt": row["log"][0]}}
            for commit in self._sources.db(service).commits.find(wanted).sort("first"):
                for version, event in enumerate(commit["events"], start=commit["first"]):
                    if version > row["log"][0]:
                        self.unlogged[f"{stream}@{version}"] = service
                        yield Event.parse(bytes(event["bytes"]))

    def on_their_way(self) -> Iterator[Event]:
        """The events of the commits that are not in the log."""
        for service, stream in sorted({(of, event.rpartition("@")[0]) for event, of in self.unlogged.items()}):
            yield from self.ahead(service, [stream])

    def promises(self, memory: Memory, kept: Kept, grace: float = PROMISED_SECONDS) -> None:
        """What was promised is in the log, with the promised bytes, or was promised less than a minute ago."""
        for service in self._sources.services:
            self._read_answers(service, kept)
        missing = dict(sorted(one for one in self.unlogged.items() if not self._is_logged(*one))[:LISTED])
        for event, seconds in memory.waiting(list(missing)).items():
            if seconds >= grace:
                sentence = f"{event}: dijanjikan atau dicatat layanan, sudah {int(seconds)} detik tidak ada dalam log."
                self._report.find("promises", sentence, service=missing[event], subject=event)

    def _is_logged(self, event: str, service: str) -> bool:
        """Whether it has come to the log since."""
        stream, _, version = event.rpartition("@")
        row = self._streams.get(f"{service}/{stream}")
        return row is not None and int(version) <= row["log"][0]

    def _read_kafka(self) -> None:
        for record in self._sources.messages():
            self._report.look("kafka")
            try:
                envelope = orjson.loads(record.raw)
                stream, version, source = envelope["subject"], envelope["streamversion"], envelope["source"]
            except (ValueError, KeyError, TypeError):
                self._find_message(record, "bukan peristiwa")
                continue
            headers = {name: value.decode("utf-8", "replace") for name, value in record.headers}
            note, path = headers.get("asn-note"), headers.get("asn-path")
            if doubt := self._signers.doubt(source, stream, record.raw, note, path):
                self._find_message(record, f"{envelope['id']} {SENTENCES[doubt]}")
                continue
            self._extend("kafka", source.removeprefix("/asn/"), stream, version, record.raw)

    def _find_message(self, record: Record, what: str) -> None:
        place = f"{record.topic}/{record.partition}@{record.offset}"
        self._report.find("kafka", f"Kafka {place}: {what}.", service=record.topic.split(".")[1], subject=place)

    def _read_commits(self) -> None:
        for service in self._sources.services:
            for commit in self._sources.commits(service):
                for version, event in enumerate(commit["events"], start=commit["first"]):
                    self._report.look("commits")
                    self._check(service, commit, event, version)
                    self._extend("commits", service, commit["stream"], version, bytes(event["bytes"]))

    def _check(self, service: str, commit: dict, event: dict, version: int) -> None:
        """That the commit is signed, and says what its events say."""
        raw, name = bytes(event["bytes"]), f"{commit['stream']}@{version}"
        source = f"/asn/{service}"
        if doubt := self._signers.doubt(source, commit["stream"], raw, commit.get("note"), event.get("path")):
            sentence = f"{name}: commit layanan {SENTENCES[doubt]}."
            self._report.find("signatures", sentence, service=service, subject=name)
        told = orjson.loads(raw).get("commandid")
        if commit.get("command_id", "").partition("#")[0] != told:
            sentence = f"{name}: nomor perintah pada commit bukan yang ada di dalam peristiwa."
            self._report.find("commits", sentence, service=service, subject=name)

    def _extend(self, place: str, service: str, stream: str, version: int, raw: bytes) -> None:
        key, chains = f"{service}/{stream}", self._chains[place]
        logged = (self._streams.get(key) or {"log": [0, ""]})["log"][0]
        row = chains.get(key) or {"s": service, "have": 0, "link": "", "seen": 0}
        if version == row["seen"] + 1:
            row["seen"] = version
            if version <= logged and row["have"] == version - 1:
                row["have"], row["link"] = version, Chain(row["have"], row["link"]).extended(raw).link
        elif version <= row["seen"] and place == "kafka":
            self._repeats.append((service, stream, version, hashlib.sha256(raw).digest()))
            self._sift_repeats(500)
            return
        else:
            self._differs(service, stream)
        chains[key] = row

    def _judge(self, key: str, row: dict, only: str | None = None) -> None:
        (logged, link), service, stream = row["log"], row["s"], key.partition("/")[2]
        seen = {}
        for place, chains in self._chains.items():
            found = chains.get(key) or {"have": 0, "link": "", "seen": 0}
            seen[place] = found["seen"]
            if found["have"] < logged or found["link"] != link:
                self._differs(service, stream)
            if only in (None, place):
                self.unlogged |= {f"{stream}@{version}": service for version in range(logged + 1, found["seen"] + 1)}
        if seen["kafka"] > seen["commits"]:
            self._differs(service, stream)

    def _differs(self, service: str, stream: str) -> None:
        """Its events are named one by one; of very many such streams the others are counted."""
        if len(self._differing) < LISTED or (service, stream) in self._differing:
            self._differing[service, stream] = None
        else:
            self._unnamed += 1

    def _sift_repeats(self, at_least: int = 1) -> None:
        """What Kafka has a second time must be the same bytes as the commit."""
        if len(self._repeats) < at_least:
            return
        for service, stream, version, digest in self._repeats:
            known = self._committed(service, stream).get(version)
            if known is not None and known != digest:
                self._differs(service, stream)
        self._repeats.clear()

    def _name(self) -> None:
        """One by one, in the streams whose chains differ."""
        self._sift_repeats()
        on_kafka = self._on_kafka()
        for service, stream in sorted(self._differing):
            copies = {
                "log": self._logged(service, stream),
                "kafka": on_kafka.get((service, stream), {}),
                "commits": {version: {digest} for version, digest in self._committed(service, stream).items()},
            }
            for sentence, check, version in named(stream, copies):
                self._report.find(check, sentence, service=service, subject=f"{stream}@{version}")
        if self._unnamed:
            sentence = f"Masih ada aliran lain yang salinannya berbeda ({self._unnamed} kali ditemukan)."
            self._report.find("commits", sentence)

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

    def _on_kafka(self) -> dict[tuple[str, str], dict[int, set[bytes]]]:
        found: dict[tuple[str, str], dict[int, set[bytes]]] = {}
        for record in self._sources.messages():
            try:
                envelope = orjson.loads(record.raw)
                key = envelope["source"].removeprefix("/asn/"), envelope["subject"]
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
            if key in self._differing:
                digests = found.setdefault(key, {}).setdefault(envelope["streamversion"], set())
                digests.add(hashlib.sha256(record.raw).digest())
        return found

    def _read_answers(self, service: str, kept: Kept) -> None:
        """Every promise that was given since the last round: its events are in the log with these bytes.

        What is asked again is of the last minutes: a transaction may have begun early and ended late.
        """
        mark = f"promises {service}"
        since = kept.about(mark, None)
        wanted: dict = {"promise": {"$ne": None}}
        if since:
            wanted["expires"] = {"$gt": datetime.fromisoformat(since) - OVERLAP}
        batch: dict[bytes, str] = {}
        newest = since
        for answer in self._sources.db(service).commands.find(wanted, {"promise": 1, "expires": 1}).batch_size(500):
            newest = max(newest or "", answer["expires"].isoformat())
            for event, digest in promised(answer["promise"]):
                self._report.look("promises")
                batch[digest] = event
            if len(batch) >= PROMISES_A_CALL:
                self._hold(service, batch)
                batch = {}
        self._hold(service, batch)
        kept.note(mark, newest)

    def _hold(self, service: str, promised: dict[bytes, str]) -> None:
        """Promises against the log's leaves."""
        wanted = {"leaf": {"$in": [Binary(digest) for digest in promised]}}
        there = {bytes(one["leaf"]) for one in self._sources.entries.find(wanted, {"leaf": 1})} if promised else set()
        for digest, event in promised.items():
            if digest in there:
                continue
            if self._is_logged(event, service):
                sentence = f"{event}: dalam log ada byte lain daripada yang dijanjikan."
                self._report.find("promises", sentence, service=service, subject=event)
            else:
                self.unlogged[event] = service


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


def promised(text: str) -> Iterator[tuple[str, bytes]]:
    """(event id, SHA-256) of a promise's lines."""
    for line in text.partition("\n\n")[0].splitlines()[1:]:
        event, digest, _ = line.split(" ", 2)
        yield event, base64.b64decode(digest)
