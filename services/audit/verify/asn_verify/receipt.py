"""`asn-verify receipt`: a proof (.tlog-proof), alone or inside a PDF of ours, without any network."""

import argparse
import hashlib
from pathlib import Path

from tlog import proofs
from tlog.notes import NoteRefused
from tlog.tree import HASH_BYTES, ProofRefused

from .check import add_witnesses, witnessed
from .growth import Contradicts
from .paper import is_paper, proof_in
from .promises import promised
from .sources import key_of, read_bytes, read_text

HELP = "check a receipt (.tlog-proof, or a PDF that has one inside), and the promise that came before it"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("proof", help="the .tlog-proof file, or a PDF with one attached")
    parser.add_argument("--key", required=True, help="the log's verifier key, or a file with it")
    parser.add_argument("--promise", metavar="FILE", help="the signed promise that answered the command")
    parser.add_argument("--promise-key", metavar="KEY", help="the promising service's key, or its file")
    parser.add_argument("--event", metavar="FILE", help="the event's own bytes")
    add_witnesses(parser)


def run(options: argparse.Namespace) -> int:
    digest, index, note = checked(read_proof(options.proof), key_of(options.key))
    print(f"Entry {index} of the log: the event with SHA-256 {digest.hex()}.")
    print(f"It is in the tree of {note.splitlines()[1]} entries that {note.splitlines()[0]} signed.")
    if options.promise:
        if not options.promise_key:
            raise Contradicts("--promise needs --promise-key")
        time = check_promise(read_text(options.promise), key_of(options.promise_key), digest)
        print(f"It is what was promised at {time}.")
    if options.event:
        check_event(Path(options.event).read_bytes(), digest)
        print("It is the event in the file.")
    witnessed(note, options.witness, options.needed)
    return 0


def read_proof(place: str) -> str:
    """The proof in a file, or inside the PDF that it is. Raises Unreadable."""
    content = read_bytes(place)
    return proof_in(content, place) if is_paper(content) else read_text(place)


def checked(text: str, key: str) -> tuple[bytes, int, str]:
    """(the event's SHA-256, its number, the checkpoint's note) of a proof that holds. Raises Contradicts."""
    try:
        proof = proofs.parse(text)
        proof.verify(proof.extra, key)
    except (ProofRefused, NoteRefused) as refused:
        raise Contradicts(f"this proof is not right: {refused}") from None
    if len(proof.extra) != HASH_BYTES:
        raise Contradicts("this proof is not about an event")
    return proof.extra, proof.index, proof.note


def check_promise(promise: str, key: str, digest: bytes) -> str:
    """When the event with this hash was promised; what the promise calls it is not signed. Raises Contradicts."""
    for _, hashed, time in promised(promise, key):
        if hashed == digest:
            return time
    raise Contradicts("the promise does not speak of this event: another content was promised than the log holds")


def check_event(raw: bytes, digest: bytes) -> None:
    """These bytes are what the entry commits to, with or without a last newline. Raises Contradicts."""
    if hashlib.sha256(raw.removesuffix(b"\n")).digest() != digest:
        raise Contradicts("the file holds other bytes than the log's entry says")
