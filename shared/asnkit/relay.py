"""The relay: sends every pending commit to Kafka, in version order within each stream.

At least once: a crash between sending and marking sends again, and the receiver's cursor
drops the repeat. Never less than once: `published` is set only after the broker has the bytes.
"""

import hashlib
import logging
import time
from collections.abc import Iterator
from itertools import groupby

from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.read_concern import ReadConcern

from .errors import Unavailable, Unsigned
from .keyring import Keyring
from .messages import message_of
from .metrics import RELAY_OLDEST, RELAY_PENDING, RELAY_SENT, RELAY_UNSIGNED
from .owners import Owners

CHUNK = 2_000
CHUNK_BYTES = 64 * 1024 * 1024
LOOK_AGAIN_SECONDS = 60

log = logging.getLogger(__name__)


class Relay:
    """`producer` is a function that makes a bus.Producer; it is called again after a failure."""

    def __init__(self, db: Database, service: str, owners: Owners, keyring: Keyring, producer):
        self._commits = db.get_collection("commits", read_concern=ReadConcern("majority"))
        self._service = service
        self._owners = owners
        self._keyring = keyring
        self._make = producer
        self._producer = None
        self._measured = 0.0
        self._unsigned: dict[str, float] = {}

    def drain(self) -> int:
        """Send what is pending now; returns the number of commits marked."""
        marked = 0
        while some := self.drain_some():
            marked += some
        return marked

    def drain_some(self) -> int:
        """Send a first part of what is pending; the number of commits marked. Raises Unavailable."""
        pending = self.pending()
        done = self._send(pending) if pending else 0
        RELAY_SENT.labels(self._service).inc(done)
        if done < len(pending):
            self.close()
            raise Unavailable("Kafka")
        return done

    def pending(self) -> list[dict]:
        # Read in two steps, and the order matters. Commits become visible in an order that no
        # id, time or counter shows: one query in any such order walks past a commit that
        # appears behind it, and sends its successor first. So: first find *which* streams have
        # something pending; then read those streams from their lowest pending version. What
        # was visible in the first step had all its predecessors visible, so the second
        # step starts at the right place. What appears during the second step could still show 5
        # without 4, hence `contiguous`: it stops at a hole, and the next round gets both.
        unsent = {"published": False}
        if waiting := self._waiting():
            unsent["stream"] = {"$nin": waiting}
        found = self._commits.find(unsent, {"stream": 1}).limit(CHUNK)
        streams = sorted({commit["stream"] for commit in found})
        if not streams:
            return []
        read = self._commits.find({"stream": {"$in": streams}, "published": False})
        return self._signed(contiguous(bounded(read.sort([("stream", 1), ("first", 1)]).limit(2 * CHUNK))))

    def waiting(self) -> tuple[int, float]:
        """How many commits are pending, and the Unix time of the oldest; 0 for none."""
        return waiting(self._commits)

    def turn(self) -> int:
        """As drain, once a second with the gauge of what is pending."""
        if time.monotonic() - self._measured > 1:
            number, oldest = self.waiting()
            RELAY_PENDING.labels(self._service).set(number)
            RELAY_OLDEST.labels(self._service).set(oldest)
            RELAY_UNSIGNED.labels(self._service).set(len(self._waiting()))
            self._measured = time.monotonic()
        return self.drain()

    def close(self) -> None:
        if self._producer:
            self._producer.close()
            self._producer = None

    def _waiting(self) -> list[str]:
        """Streams with an unsigned commit, each looked at again after a minute."""
        old = time.monotonic() - LOOK_AGAIN_SECONDS
        self._unsigned = {stream: since for stream, since in self._unsigned.items() if since > old}
        return sorted(self._unsigned)

    def _signed(self, commits: list[dict]) -> list[dict]:
        """Those that this service signed; a stream stops at the first one that it did not."""
        kept = []
        for commit in commits:
            if commit["stream"] in self._unsigned:
                continue
            try:
                self._check(commit)
                kept.append(commit)
            except Unsigned as error:
                log.critical("%s is not sent, nor what follows it in its stream: %s", commit["_id"], error)
                self._unsigned[commit["stream"]] = time.monotonic()
        return kept

    def _check(self, commit: dict) -> None:
        if self._owners.owner(commit["stream"]) != self._service:
            raise Unsigned("another service's stream")
        for event in commit["events"]:
            if "note" not in commit or "path" not in event:
                raise Unsigned("no signature")
            digest = hashlib.sha256(event["bytes"]).digest()
            self._keyring.check(self._service, commit["note"], event["path"], digest)

    def _send(self, commits: list[dict]) -> int:
        if self._producer is None:
            self._producer = self._make()
        messages = [
            message_of(
                self._owners.topic(commit["stream"]),
                commit["stream"],
                bytes(event["bytes"]),
                commit["note"],
                event["path"],
            )
            for commit in commits
            for event in commit["events"]
        ]
        arrived = iter(self._producer.send(messages))
        marks, broken = [], set()
        for commit in commits:
            # From the first failure on, nothing of that stream counts as sent: its later events
            # would otherwise be marked, and the repeat of the earlier one would come after them.
            outcomes = [next(arrived) for _ in commit["events"]]
            if not all(outcomes) or commit["stream"] in broken:
                broken.add(commit["stream"])
            else:
                marks.append(UpdateOne({"_id": commit["_id"]}, {"$set": {"published": True}}))
        if marks:
            self._commits.bulk_write(marks, ordered=False)
        if broken:
            log.warning("%d streams not sent, will be sent again", len(broken))
        return len(marks)


def waiting(commits: Collection) -> tuple[int, float]:
    """How many commits are pending, and the Unix time of the oldest; 0 for none."""
    measure = {"_id": None, "number": {"$sum": 1}, "oldest": {"$min": "$at"}}
    found = next(commits.aggregate([{"$match": {"published": False}}, {"$group": measure}]), None)
    return (found["number"], found["oldest"].timestamp()) if found else (0, 0.0)


def bounded(commits) -> Iterator[dict]:
    """No more of them than fit into CHUNK_BYTES, and at least one."""
    left = CHUNK_BYTES
    for commit in commits:
        yield commit
        left -= sum(len(event["bytes"]) for event in commit["events"])
        if left < 0:
            return


def contiguous(commits) -> list[dict]:
    """Of commits sorted by (stream, first): each stream's run up to its first hole."""
    kept = []
    for _, run in groupby(commits, key=lambda commit: commit["stream"]):
        last = None
        for commit in run:
            if last is not None and commit["first"] != last + 1:
                break
            kept.append(commit)
            last = commit["last"]
    return kept
