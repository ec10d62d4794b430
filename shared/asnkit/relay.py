"""The relay: sends every pending commit to Kafka, in version order within each stream.

At least once: a crash between sending and marking sends again, and the receiver's cursor
drops the repeat. Never less than once: `published` is set only after the broker has the bytes.
"""

import logging
import time
from itertools import groupby

from pymongo import UpdateOne
from pymongo.database import Database
from pymongo.read_concern import ReadConcern

from .bus import Message
from .errors import Unavailable
from .metrics import RELAY_PENDING, RELAY_SENT

CHUNK = 2_000
CONTENT_TYPE = [("content-type", b"application/cloudevents+json")]

log = logging.getLogger(__name__)


class Relay:
    """`producer` is a function that makes a bus.Producer; it is called again after a failure."""

    def __init__(self, db: Database, topic: str, producer):
        self._commits = db.get_collection("commits", read_concern=ReadConcern("majority"))
        self._topic = topic
        self._make = producer
        self._producer = None
        self._service = topic.removeprefix("asn.")
        self._measured = 0.0

    def drain(self) -> int:
        """Send what is pending now; returns the number of commits marked."""
        marked = 0
        while pending := self.pending():
            done = self._send(pending)
            marked += done
            RELAY_SENT.labels(self._service).inc(done)
            if done < len(pending):
                self.close()
                raise Unavailable("Kafka")
        return marked

    def pending(self) -> list[dict]:
        # Read in two steps, and the order matters. Commits become visible in an order that no
        # id, time or counter shows: one query in any such order walks past a commit that
        # appears behind it, and sends its successor first. So: first find *which* streams have
        # something pending; then read those streams from their lowest pending version. What
        # was visible in the first step had all its predecessors visible, so the second
        # step starts at the right place. What appears during the second step could still show 5
        # without 4, hence `contiguous`: it stops at a hole, and the next round gets both.
        found = self._commits.find({"published": False}, {"stream": 1}).limit(CHUNK)
        streams = sorted({commit["stream"] for commit in found})
        if not streams:
            return []
        read = self._commits.find({"stream": {"$in": streams}, "published": False})
        return contiguous(read.sort([("stream", 1), ("first", 1)]).limit(2 * CHUNK))

    def count(self) -> int:
        return self._commits.count_documents({"published": False})

    def turn(self) -> int:
        """As drain, once a second with the gauge of what is pending."""
        if time.monotonic() - self._measured > 1:
            RELAY_PENDING.labels(self._service).set(self.count())
            self._measured = time.monotonic()
        return self.drain()

    def close(self) -> None:
        if self._producer:
            self._producer.close()
            self._producer = None

    def _send(self, commits: list[dict]) -> int:
        if self._producer is None:
            self._producer = self._make()
        messages = [
            Message(self._topic, commit["stream"], bytes(event["bytes"]), CONTENT_TYPE)
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
