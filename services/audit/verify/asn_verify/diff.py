"""`asn-verify diff`: what an object or a list became between two moments."""

import argparse
import json

from .folding import add_mirror, add_what, content, say

HELP = "compare two moments of an object or a list, field by field"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_mirror(parser)
    parser.add_argument("first", metavar="TIME1", help="RFC 3339 or a date")
    parser.add_argument("second", metavar="TIME2")
    add_what(parser)


def run(options: argparse.Namespace) -> int:
    before, after = content(options, options.first), content(options, options.second)
    from asnkit.changes import changes
    from asnkit.shelf import merged

    number = 0
    for key, was, now in merged(sorted(before.items()), sorted(after.items())):
        for change in changes(was, now):
            number += 1
            print(f"{key} {change.field or '(whole)'}: {_shown(change.before)} -> {_shown(change.after)}")
    say(f"{number} differences in {options.stream or options.view}")
    return 0


def _shown(value) -> str:
    return "-" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
