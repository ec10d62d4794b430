"""The commands behind the Makefile: run, stop, status, endpoints, operate, backup, restore, refill, agencies, …"""

import argparse
import errno
import json
import os
import sys
from pathlib import Path

from rich.console import Console

from .places import LOCAL
from .trouble import Trouble


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    words = [
        "run",
        "stop",
        "status",
        "endpoints",
        "operate",
        "backup",
        "restore",
        "refill",
        "agencies",
        "fetch",
        "tools",
    ]
    parser.add_argument("command", choices=words)
    parser.add_argument(
        "words", nargs="*", help='of "operate": a service and what its command line takes; of "restore": a backup'
    )
    parser.add_argument("--directory", type=Path, default=LOCAL, help="where data, logs and secrets lie (.local)")
    given = parser.parse_intermixed_args(arguments)
    # Everything here talks to this machine; a proxy of the user's must not stand between.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost," + os.environ.get("NO_PROXY", "")
    try:
        _carry_out(given.command, given.directory.resolve(), given.words)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"The disk under {given.directory} is full: free at least 500 MB and repeat.", file=sys.stderr)
        return 1
    return 0


def _carry_out(command: str, directory: Path, words: list[str]) -> None:
    # Each command loads only what it needs, so that `status` and `endpoints` answer at once.
    console = Console(width=None if sys.stdout.isatty() else 120)
    if command == "run":
        from . import run

        run.run(directory, console)
    elif command == "stop":
        from . import run

        console.print(run.stop(directory))
    elif command == "status":
        from . import status

        console.print(status.table(directory))
    elif command == "endpoints":
        from . import endpoints

        print(json.dumps(endpoints.load(directory), ensure_ascii=False))
    elif command == "operate":
        from . import operating

        operating.operate(directory, words)
    elif command == "backup":
        from . import backups

        console.print(backups.make(directory))
    elif command == "restore":
        from . import backups

        backups.restore(directory, words, console)
    elif command == "refill":
        from . import repair

        repair.refill(directory, console)
    elif command == "agencies":
        from . import agencies

        console.print(agencies.apply(directory))
    elif command == "fetch":
        from . import jars, mongodb

        mongodb.ensure()
        jars.ensure()
    elif command == "tools":
        from . import tools

        tools.ensure()


if __name__ == "__main__":
    sys.exit(main())
