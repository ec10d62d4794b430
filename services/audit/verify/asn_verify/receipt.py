"""`asn-verify receipt`: a proof (.tlog-proof), without any network."""

import argparse
import base64
import hashlib
import json
from pathlib import Path

from tlog import proofs
from tlog.notes import NoteRefused, open_note
from tlog.tree import ProofRefused

from .check import add_witnesses, witnessed
from .growth import Contradicts
from .sources import key_of, read_text

HELP = "check a receipt file (.tlog-proof), and the promise that came before it"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("proof", help="the .tlog-proof file")
    parser.add_argument("--key", required=True, help="the log's verifier key, or a file with it")
    parser.add_argument("--promise", metavar="FILE", help="the signed promise that answered the command")
    parser.add_argument("--promise-key", metavar="KEY", help="the promising service's key, or its file")
    parser.add_argument("--event", metavar="FILE", help="the event's own bytes")
    add_witnesses(parser)


def run(options: argparse.Namespace) -> int:
    leaf, index, note = checked(read_text(options.proof), key_of(options.key))
    print(f"Entry {index} of the log: {leaf['type']} of {leaf['time']}.")
    print(f"Event {leaf['id']}, SHA-256 {leaf['sha256']}.")
    print(f"It is in the tree of {note.splitlines()[1]} entries that {note.splitlines()[0]} signed.")
    if options.promise:
        if not options.promise_key:
            raise Contradicts("--promise needs --promise-key")
        check_promise(read_text(options.promise), key_of(options.promise_key), leaf)
        print("It is what was promised.")
    if options.event:
        check_event(Path(options.event).read_bytes(), leaf)
        print("It is the event in the file.")
    witnessed(note, options.witness, options.needed)
    return 0


def checked(text: str, key: str) -> tuple[dict, int, str]:
    """(the entry as data, its number, the checkpoint's note) of a proof that holds. Raises Contradicts."""
    try:
        proof = proofs.parse(text)
        proof.verify(proof.extra, key)
        leaf = json.loads(proof.extra)
    except (ProofRefused, NoteRefused) as refused:
        raise Contradicts(f"this proof is not right: {refused}") from None
    except ValueError:
        raise Contradicts("this proof is not about an event") from None
    return leaf, proof.index, proof.note


def check_promise(promise: str, key: str, leaf: dict) -> None:
    """The promise names this event with this hash. Raises Contradicts."""
    try:
        lines = open_note(promise, key).splitlines()
    except NoteRefused as refused:
        raise Contradicts(f"the promise: {refused}") from None
    promised = dict(line.rsplit(" ", 1) for line in lines[2:])
    if leaf["id"] not in promised:
        raise Contradicts(f"the promise does not speak of {leaf['id']}")
    if promised[leaf["id"]] != base64.b64encode(bytes.fromhex(leaf["sha256"])).decode():
        raise Contradicts("another content was promised than the log holds")


def check_event(raw: bytes, leaf: dict) -> None:
    """These bytes are what the entry commits to, with or without a last newline. Raises Contradicts."""
    if hashlib.sha256(raw.removesuffix(b"\n")).hexdigest() != leaf["sha256"]:
        raise Contradicts("the file holds other bytes than the log's entry says")
