"""The command line: each command is a module with `HELP`, `arguments(parser)` and `run(options) -> exit code`."""

import argparse
import sys
from importlib import import_module

COMMANDS = ()


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="asn-verify", description="Checks the audit log without trusting it.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        module = import_module(f".{name}", __package__)
        command = commands.add_parser(name, help=module.HELP)
        module.arguments(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args(words)
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
