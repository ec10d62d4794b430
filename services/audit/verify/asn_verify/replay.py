"""`asn-verify replay`: what the services' own rules make of the mirrored events, up to any moment."""

import argparse
import json

from .folding import add_mirror, add_what, content, say

HELP = "fold the events of a mirror into the state of an object or the rows of a list"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_mirror(parser)
    add_what(parser)
    parser.add_argument("--until", metavar="TIME", help="RFC 3339 or a date; without it, everything")


def run(options: argparse.Namespace) -> int:
    found = content(options, options.until)
    from asnkit.catalogue import Digest

    digest = Digest()
    for key, one in sorted(found.items()):
        digest.add(key, one)
        print(json.dumps({"key": key, "content": one}, ensure_ascii=False, sort_keys=True))
    say(f"{digest.count} of {options.stream or options.view}; SHA-256 {digest.hex()}")
    return 0
