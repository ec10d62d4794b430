"""`asn-verify check`: the whole log, or what came after a checkpoint that was kept."""

import argparse
from pathlib import Path

from tlog.checkpoints import Checkpoint, cosigners, open_checkpoint
from tlog.notes import NoteRefused
from tlog.tree import WIDTH

from .growth import EMPTY, Contradicts, check_continues, check_growth
from .mirror import recorded
from .progress import bar
from .scopes import beyond
from .signers import SENTENCES, Signers, doubts
from .sources import CHECKPOINT, KEY, Source, Tiles, Unreadable, key_of, read_text, source_of

HELP = "check every entry, tile and signature of the log, or of what came since a kept checkpoint"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("log", help="the log's address (https://…/log/) or a folder that mirrors it")
    add_key(parser)
    parser.add_argument("--since", metavar="OLD.checkpoint", help="a kept checkpoint: only what is new is read")
    add_witnesses(parser)
    add_signers(parser)


def add_signers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keys", type=Path, metavar="DIR", help="the services' keys, to check who signed each event")
    parser.add_argument("--contracts", type=Path, metavar="DIR", help="shared/contracts: owners and second signatures")


def add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", help="the log's verifier key, or its file; without it the log's own word is taken")


def add_witnesses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--witness", action="append", default=[], metavar="KEY", help="a witness's key, or its file")
    parser.add_argument("--needed", type=int, default=0, metavar="N", help="how many witnesses must have cosigned")


def run(options: argparse.Namespace) -> int:
    source = source_of(options.log)
    key, note = log_key(source, options.key), source.read(CHECKPOINT).decode()
    shown, known = opened(note, key, "the log's checkpoint"), EMPTY
    tiles = Tiles(source)
    if options.since:
        known = opened(read_text(options.since), key, options.since)
    check_continues(tiles, known, shown)
    parts = -(-shown.size // WIDTH) - known.size // WIDTH
    count = sum(len(entries) for entries in bar(check_growth(tiles, known, shown), parts, "bundles"))
    print(f"{shown.origin} has {shown.size} entries; their root {shown.root.hex()} is signed.")
    if options.since:
        print(f"It continues the checkpoint of {known.size} entries; the {count} new ones and their tiles are right.")
    else:
        print(f"All {count} entries and every tile are right.")
    witnessed(note, options.witness, options.needed)
    if options.keys:
        signed(source, shown.size, signers_of(options))
    return 0


def signers_of(options: argparse.Namespace) -> Signers:
    if not options.contracts:
        raise Unreadable("--keys needs --contracts, which say who owns what and what takes two people")
    return Signers(options.keys, options.contracts)


def signed(source: Source, size: int, signers: Signers) -> None:
    """Every event is signed by its owner, where it takes two by two people, and by nobody whose role was for another
    period. Raises Contradicts."""

    def read():
        return bar(recorded(source, size), size, "signatures")

    found = [*doubts(signers, read), *beyond(read)]
    for event, doubt in found:
        print(f"{event}: {SENTENCES[doubt]}.")
    if found:
        raise Contradicts(f"{len(found)} events are not signed as they must be")
    print(f"All {size} events are signed by the services that own them, and by two people where it takes two.")


def log_key(source: Source, given: str | None) -> str:
    """The key that was given, or else the one that the log shows, which is said aloud."""
    if given:
        return key_of(given)
    key = source.read(KEY).decode().strip()
    print(f"Key taken from the log itself (compare it with one from elsewhere): {key}")
    return key


def opened(note: str, key: str, what: str) -> Checkpoint:
    """Raises Contradicts."""
    try:
        return open_checkpoint(note, key)
    except NoteRefused as refused:
        raise Contradicts(f"{what}: {refused}") from None


def witnessed(note: str, witnesses: list[str], needed: int) -> None:
    """Say who cosigned. Raises Contradicts when they are too few."""
    keys = [key_of(one) for one in witnesses]
    try:
        found = cosigners(note, keys)
    except NoteRefused as refused:
        raise Contradicts(f"a cosignature: {refused}") from None
    if keys:
        print(f"Cosigned by {len(found)} of {len(keys)} witnesses{': ' if found else ''}{', '.join(sorted(found))}.")
    if len(found) < needed:
        raise Contradicts(f"cosigned by {len(found)} witnesses, {needed} are needed")
