"""`asn-verify witness`: cosigns what continues everything that it saw before (C2SP tlog-witness).

It needs a key, a folder and a port, and nothing else of ours: the Inspektorat, a university or a newspaper can run
it. What it has cosigned is on its disk before its answer leaves.
"""

import argparse
import fcntl
import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog import checkpoints, submissions
from tlog.checkpoints import Checkpoint, open_checkpoint
from tlog.notes import NoteRefused, Signer, Verifier, split
from tlog.submissions import SIZE_TYPE, SubmissionRefused
from tlog.tree import ProofRefused, root, verify_consistency

from .sources import Unreadable, key_of, read_text

HELP = "run a witness: an address where the log gets its checkpoints cosigned"
TEXT = "text/plain; charset=utf-8"
LONGEST_BODY = 65_536
PATIENCE_SECONDS = 30

Answer = tuple[int, str, str]
"""(status, content type, body)."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", required=True, type=Path, metavar="FILE", help="the witness's private key")
    parser.add_argument("--new", metavar="NAME", help="make the key first, under this name")
    parser.add_argument(
        "--log",
        required=True,
        action="append",
        metavar="VKEY",
        help="a log's key, or its file; may be repeated",
    )
    parser.add_argument("--state", required=True, type=Path, metavar="DIR", help="where it keeps what it cosigned")
    parser.add_argument("--bind", default="127.0.0.1:8700", metavar="HOST:PORT")


def run(options: argparse.Namespace) -> int:
    if options.new and not options.key.exists():
        make_key(options.key, options.new)
    witness = Witness(read_key(options.key), [key_of(log) for log in options.log], options.state)
    host, _, port = options.bind.rpartition(":")
    with witness.alone():
        server = ThreadingHTTPServer((host, int(port)), handler(witness))
        print(f"Witness {witness.key}\nlistens on http://{host}:{server.server_port}/add-checkpoint", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
    return 0


def make_key(place: Path, name: str) -> None:
    """A new private key in a file that nobody else can read."""
    text = Signer(name, Ed25519PrivateKey.generate()).secret
    Signer.parse(text)  # refuses a name that no key may have
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")


def read_key(place: Path) -> Signer:
    """Raises Unreadable."""
    try:
        return Signer.parse(read_text(str(place)))
    except NoteRefused as refused:
        raise Unreadable(f"{place}: {refused}; --new NAME makes a key") from None


class Witness:
    """`state` holds one file for each log: the last checkpoint that was cosigned."""

    def __init__(self, signer: Signer, logs: list[str], state: Path, clock: Callable[[], float] = time.time):
        self.key = signer.witness_verifier
        self.logs = {Verifier.parse(log).name: log for log in logs}
        self._signer = signer
        self._state = state
        self._clock = clock
        self._lock = threading.Lock()

    def add_checkpoint(self, body: str) -> Answer:
        """What is answered to a submission, with the status that C2SP tlog-witness gives to each case."""
        try:
            submission = submissions.parse(body)
            text, _ = split(submission.note)
            shown = checkpoints.parse(text)
        except (SubmissionRefused, NoteRefused) as refused:
            return _plain(400, refused)
        if shown.origin not in self.logs:
            return _plain(404, f"not a log that is witnessed here: {shown.origin}")
        try:
            open_checkpoint(submission.note, self.logs[shown.origin])
        except NoteRefused as refused:
            return _plain(403, refused)
        if submission.old > shown.size:
            return _plain(400, f"the old size {submission.old} is above the new one, {shown.size}")
        with self._lock:
            return self._cosign(submission, shown, text)

    def known(self, origin: str) -> Checkpoint:
        """The last checkpoint of this log that was cosigned here."""
        try:
            note = self._place(origin).read_text()
        except FileNotFoundError:
            return Checkpoint(origin, 0, root([]))
        return open_checkpoint(note, self.logs[origin])

    def page(self) -> str:
        """Who this is and what it has seen, for people."""
        seen = (f"{origin}\n{self.known(origin).size}\n" for origin in sorted(self.logs))
        return f"{self.key}\n\n" + "\n".join(seen).rstrip()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the state's lock: two witnesses on one state could cosign two histories. Raises Unreadable."""
        self._state.mkdir(parents=True, exist_ok=True)
        with open(self._state / "lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Unreadable(f"{self._state}: another witness works with this state") from None
            yield

    def _cosign(self, submission: submissions.Submission, shown: Checkpoint, text: str) -> Answer:
        known = self.known(shown.origin)
        if submission.old != known.size or (shown.size == known.size and shown.root != known.root):
            return 409, SIZE_TYPE, f"{known.size}\n"
        try:
            verify_consistency(known.size, shown.size, submission.proof, known.root, shown.root)
        except ProofRefused as refused:
            return _plain(422, refused)
        self._keep(shown.origin, submission.note)
        return 200, TEXT, self._signer.cosign(text, int(self._clock()))

    def _keep(self, origin: str, note: str) -> None:
        """Durable on return."""
        place = self._place(origin)
        aside = place.with_suffix(".part")
        with open(aside, "w") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, place)
        folder = os.open(self._state, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _place(self, origin: str) -> Path:
        return self._state / f"{hashlib.sha256(origin.encode()).hexdigest()[:16]}.checkpoint"


def handler(witness: Witness) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = PATIENCE_SECONDS

        def do_POST(self):
            length = self.headers.get("Content-Length", "")
            if self.path != submissions.PATH:
                self.close_connection = True
                self._answer(*_plain(404, "only add-checkpoint"))
            elif not length.isdecimal() or int(length) > LONGEST_BODY:
                self.close_connection = True
                self._answer(*_plain(413, f"at most {LONGEST_BODY} bytes, with their number in Content-Length"))
            else:
                self._answer(*_added(witness, self.rfile.read(int(length))))

        def do_GET(self):
            found = self.path == "/"
            self._answer(*(_plain(200, witness.page()) if found else _plain(404, "nothing here")))

        def _answer(self, status: int, kind: str, body: str) -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format, *arguments):
            print(f"{self.address_string()} {format % arguments}", file=sys.stderr, flush=True)

    return Handler


def _added(witness: Witness, body: bytes) -> Answer:
    try:
        return witness.add_checkpoint(body.decode())
    except UnicodeDecodeError:
        return _plain(400, "not a text")
    except (OSError, NoteRefused) as error:  # a disk that is full, a state that was changed
        print(f"the state cannot be used: {error}", file=sys.stderr, flush=True)
        return _plain(500, "this witness cannot use its state")


def _plain(status: int, text: object) -> Answer:
    return status, TEXT, f"{text}\n"
