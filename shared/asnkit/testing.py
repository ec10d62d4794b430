"""What tests need of the kit: dying at every step, and signed messages of any service.

Crash at every step: count the calls to MongoDB, Kafka and the disk, and die at the one that is asked for.

    with Steps() as steps:
        steps.die_at = 17
        …                     # the 17th point raises Died, and so does every later one
        steps.revive()        # the next process begins

A point lies before and after each call: before, the server never hears of it; after, it has done it
and nobody here knows. Died is no Exception, so nothing on the way can swallow it.
"""

import hashlib
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pymongo.synchronous import command_runner
from tlog.commits import origin, sign
from tlog.notes import Signer

from . import bus
from .events import Event
from .messages import message_of
from .owners import Owners

CONNECTION_COMMANDS = frozenset(
    ("hello", "ismaster", "isMaster", "saslStart", "saslContinue", "endSessions", "killCursors", "ping", "getMore")
)


class Died(BaseException):
    """The process ended here; `point` says where."""


class Steps:
    """`really` sends SIGKILL to this process instead of raising.

    `also` are further functions that are points: (owner, name, describe), where `describe` is called as
    the function is and names the point.
    """

    def __init__(self, really: bool = False, also: Sequence[tuple[object, str, Callable[..., str | None]]] = ()):
        self.points: list[str] = []
        self.die_at: int | None = None
        self.dead = False
        self._really = really
        self._also = also
        self._counting = True
        self._originals: list[tuple[object, str, object]] = []

    def __enter__(self) -> "Steps":
        self._wrap(command_runner, "_run_command", self._database_name)
        self._wrap(bus.Producer, "send", lambda *_, **__: "kafka send")
        self._wrap(bus.Subscription, "commit", lambda *_, **__: "kafka commit")
        for owner, name, describe in self._also:
            self._wrap(owner, name, describe)
        return self

    def __exit__(self, *_) -> None:
        for owner, name, original in self._originals:
            setattr(owner, name, original)

    def begin(self, die_at: int | None = None) -> None:
        """Count from one again."""
        self.points, self.die_at, self.dead = [], die_at, False

    def revive(self) -> None:
        """The dead process is gone; its successor meets no more deaths."""
        self.die_at, self.dead = None, False

    @contextmanager
    def looking_on(self):
        """What the test itself asks the servers does not count."""
        self._counting = False
        yield
        self._counting = True

    def point(self, name: str) -> None:
        if not self._counting:
            return
        if self.dead:
            raise Died(name)
        self.points.append(name)
        if len(self.points) == self.die_at:
            if self._really:
                os.kill(os.getpid(), signal.SIGKILL)
            self.dead = True
            raise Died(name)

    def _wrap(self, owner, name: str, describe) -> None:
        original = getattr(owner, name)

        def counted(*arguments, **keywords):
            called = describe(*arguments, **keywords)
            if called is None:
                return original(*arguments, **keywords)
            self.point(f"before {called}")
            result = original(*arguments, **keywords)
            self.point(f"after {called}")
            return result

        self._originals.append((owner, name, original))
        setattr(owner, name, counted)

    @staticmethod
    def _database_name(_connection, command, dbname, *_, **__) -> str | None:
        name = next(iter(command))
        return None if name in CONNECTION_COMMANDS else f"{name} {dbname.rpartition('_')[2]}.{command[name]}"


class Signers:
    """A signing key for each service, its public half in `folder` as Settings.keys wants it."""

    def __init__(self, folder: Path, services: Sequence[str], contracts: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._owners = Owners(contracts)
        self._signers = {name: Signer(origin(name), Ed25519PrivateKey.generate()) for name in services}
        for name, signer in self._signers.items():
            (folder / f"{name}.key").write_text(signer.verifier + "\n")

    def pem(self, service: str) -> bytes:
        """The private key, as the secret `promise.key` holds it."""
        return self._signers[service].key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def record(self, raw: bytes, offset: int = 0, signer: str | None = None) -> bus.Record:
        """An event as it comes from its topic, in a transaction of its own; `signer` is its source by default."""
        event = Event.parse(raw)
        signed = self._signers[signer or event.service]
        note, (path,) = sign(signed, event.time, [hashlib.sha256(raw).digest()])
        return _record(self._owners.topic(event.subject), event.subject, raw, note, path.text, offset)


def records_of(commit: dict, owners: Owners, offset: int = 0) -> list[bus.Record]:
    """The messages that a relay makes of a stored commit."""
    stream, topic = commit["stream"], owners.topic(commit["stream"])
    return [
        _record(topic, stream, event["bytes"], commit["note"], event["path"], offset + number)
        for number, event in enumerate(commit["events"])
    ]


def _record(topic: str, stream: str, raw: bytes, note: str, path: str, offset: int) -> bus.Record:
    message = message_of(topic, stream, bytes(raw), note, path)
    return bus.Record(topic, bus.partition_of(stream), offset, stream, message.value, message.headers)
