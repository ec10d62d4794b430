"""The command line: each command is a module with `HELP`, `arguments(parser)` and `run(options) -> exit code`."""

import argparse
import sys
from importlib import import_module

from .growth import Contradicts
from .sources import Unreadable

COMMANDS = (
    "fetch",
    "check",
    "receipt",
    "witness",
    "replay",
    "diff",
    "gaps",
    "package",
)


def main(words: list[str] | None = None) -> int:
    """The exit code: 0 all is right, 1 something is wrong, 2 it could not be checked."""
    parser = argparse.ArgumentParser(prog="asn-verify", description="Checks the audit log without trusting it.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        module = import_module(f".{name}", __package__)
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.arguments(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args(words)
    try:
        return options.run(options)
    except Contradicts as contradiction:
        print(f"WRONG: {contradiction}.", file=sys.stderr)
        return 1
    except Unreadable as reason:
        print(f"Not checked: {reason}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
