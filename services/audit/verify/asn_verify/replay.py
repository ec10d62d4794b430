"""`asn-verify replay`: what the services' own rules make of the mirrored events, up to any moment.

With --decisions, whether they would decide the same again.
"""

import argparse
import json

from .decisions import differing
from .folding import add_mirror, add_what, content, events, rules, say

HELP = "fold the events of a mirror into the state of an object or the rows of a list"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_mirror(parser)
    add_what(parser).add_argument("--decisions", action="store_true", help="decide again what carries weight")
    parser.add_argument("--until", metavar="TIME", help="RFC 3339 or a date; without it, everything")


def run(options: argparse.Namespace) -> int:
    if options.decisions:
        return _decide(options.mirror)
    found = content(options, options.until)
    from asnkit.catalogue import Digest

    digest = Digest()
    for key, one in sorted(found.items()):
        digest.add(key, one)
        print(json.dumps({"key": key, "content": one}, ensure_ascii=False, sort_keys=True))
    say(f"{digest.count} of {options.stream or options.view}; SHA-256 {digest.hex()}")
    return 0


def _decide(mirror: str) -> int:
    catalogue, count, wrong = rules(), 0, 0

    def counted() -> None:
        nonlocal count
        count += 1

    for event, what in differing(catalogue, lambda: events(mirror), counted):
        wrong += 1
        print(f"{event}: {what}")
    say(f"{count} decisions of weight decided again, {wrong} differences")
    return 1 if wrong else 0
