"""What one applicant's whole way costs: CPU milliseconds by process, from a round that is played on the running system.

python -m bench.applicant [APPLICANTS]      beside `make run`, in another terminal
"""

import json
import sys
from pathlib import Path

import psutil
from rich.table import Table

from demo import __main__ as demo
from deploy.local import process
from deploy.local.places import LOCAL

from .setting import console

APPLICANTS = 200


def main(applicants: int = APPLICANTS) -> int:
    before = spent(LOCAL)
    if demo.main(["--applicants", str(applicants)]):
        return 1
    after = spent(LOCAL)
    costs = {name: 1000 * (after[name] - before[name]) / applicants for name in after if name in before}
    table = Table("process", "CPU ms an applicant")
    for name, cost in sorted(costs.items(), key=lambda pair: -pair[1]):
        table.add_row(name, f"{cost:.1f}")
    table.add_row("all", f"{sum(costs.values()):.1f}")
    console.print(table)
    Path(LOCAL / "bench-applicant.json").write_text(json.dumps(costs, indent=1))
    return 0


def spent(directory: Path) -> dict[str, float]:
    """CPU seconds so far of each process of the running system, its children included."""
    seconds = {}
    for record in sorted((directory / "run").glob("*.json")):
        running = process.find(record)
        if running:
            family = [running, *running.children(recursive=True)]
            seconds[record.stem] = sum(_seconds(one) for one in family)
    return seconds


def _seconds(running: psutil.Process) -> float:
    times = running.cpu_times()
    return times.user + times.system


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
