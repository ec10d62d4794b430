"""An event on its way: what a message of ours is, and what is believed of one that arrives.

A message carries the bytes of one event, the note that its service signed over the whole transaction, and the event's
path to that note. A reader believes it for that signature, not for the topic it stands on: who may write
to a topic is decided by somebody who may be the one to fear.
"""

import hashlib
from dataclasses import dataclass

import orjson

from .bus import Message, Record
from .errors import Unsigned
from .events import Event
from .keyring import Keyring
from .owners import Owners

CONTENT_TYPE = b"application/cloudevents+json"
NOTE, PATH = "asn-note", "asn-path"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event as it arrived: parsed, the bytes that were hashed and stored, and who vouches for them."""

    event: Event
    raw: bytes
    note: str
    path: str
    record: Record | None = None

    @property
    def key(self) -> str:
        """ "<service>/<stream>": a stream is its owner's, whoever else may use its name."""
        return f"{self.event.service}/{self.event.subject}"


class Unreadable(Exception):
    """A message that is no event of its topic: not JSON, a forged source, a foreign stream, a wrong id."""


def message_of(topic: str, stream: str, raw: bytes, note: str, path: str) -> Message:
    headers = [("content-type", CONTENT_TYPE), (NOTE, note.encode()), (PATH, path.encode())]
    return Message(topic, stream, raw, headers)


def read(record: Record, owners: Owners, keyring: Keyring) -> Delivery:
    """Parse a message and check that it is what it claims. Raises Unreadable, Unsigned.

    An event is one line: the log's archive keeps one a line.
    """
    if not record.raw:
        raise Unreadable("a tombstone")
    if b"\n" in record.raw:
        raise Unreadable("more than one line")
    digest = hashlib.sha256(record.raw)
    try:
        event = Event.from_envelope(orjson.loads(record.raw), digest.hexdigest())
        honest = (
            type(event.streamversion) is int
            and event.streamversion > 0
            and event.id == f"{event.subject}@{event.streamversion}"
            and event.subject == record.key
            and event.typeversion > 0
            and isinstance(event.data, dict)
        )
        owner = owners.owner(event.subject)
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable("not a CloudEvent") from error
    if not honest:
        raise Unreadable("the envelope does not fit the key that it came with")
    if event.service != owner or owners.topic(event.subject) != record.topic:
        raise Unreadable(f"{event.source} does not own this stream, or it belongs on another topic")
    headers = dict(record.headers)
    try:
        note, path = headers[NOTE].decode(), headers[PATH].decode()
    except (KeyError, UnicodeDecodeError, AttributeError):
        raise Unsigned("no signature came with it") from None
    keyring.check(owner, note, path, digest.digest())
    return Delivery(event, record.raw, note, path, record)
