"""`make tamper-drill`: every way to change the record, tried on copies of a running system, and who notices.

The running system is copied and goes on. Where none runs, or one on existing servers, whose files are not here,
one is started for the drill, with a small round in it.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from deploy.local.places import LOCAL
from deploy.local.trouble import Trouble

from . import copying
from .drilling import UNNOTICEABLE, Outcome, drilling
from .tampers import CONTROL, TAMPERS

APPLICANTS = 30
LONGEST = 150


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m drill", description=__doc__)
    parser.add_argument("--directory", type=Path, default=LOCAL, help="where the system runs (.local)")
    parser.add_argument("--applicants", type=int, default=APPLICANTS, help="people in a system of our own")
    given = parser.parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 160)
    try:
        with tempfile.TemporaryDirectory(prefix="asn-drill-") as folder:
            with original(given.directory, Path(folder), given.applicants, console.print) as system:
                with drilling(system, Path(folder) / "copies", lambda line: console.print(escape(line))) as run:
                    outcomes = [run(tamper) for tamper in (CONTROL, *TAMPERS)]
    except Trouble as trouble:
        console.print(f"[red]{escape(str(trouble))}[/]")
        return 1
    console.print(table(outcomes))
    console.print("What nobody can notice:")
    for sentence in UNNOTICEABLE:
        console.print(f"  · {sentence}")
    return 0 if all(outcome.right for outcome in outcomes) else 1


@contextmanager
def original(directory: Path, folder: Path, applicants: int, say: Callable[[str], None]):
    if copying.has_servers(directory):
        yield copying.Original(directory)
        return
    if (directory / "run" / "endpoints").exists():
        say("The running system's MongoDB or Kafka keeps its files elsewhere: a system of our own is copied.")
    with copying.own_system(folder / "system", applicants) as system:
        yield system


def table(outcomes: list[Outcome]) -> Table:
    shown = Table("tamper", "who notices", "how soon", "what it names", show_lines=True)
    for outcome in outcomes:
        [tamper] = outcome.tampers
        if not outcome.notices:
            shown.add_row(tamper.name, "nobody", "", "")
        for number, notice in enumerate(outcome.notices):
            first = notice.names[0][:LONGEST] + (f" (+{len(notice.names) - 1})" if len(notice.names) > 1 else "")
            name = tamper.name if number == 0 else ""
            shown.add_row(name, notice.who, notice.soon, escape(first))
    return shown


if __name__ == "__main__":
    sys.exit(main())
