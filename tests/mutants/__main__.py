"""`make mutants`: put one fault after the other into a copy of the program and see whether its tests notice.

    python -m tests.mutants [--only WORD …] [--list rules|kit]

Prints each mutant with what became of it, and the survivors; exit 1 when there is one, or one that no longer fits.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploy.local.places import ROOT

from . import kit, rules
from .mutant import Mutant

LISTS = {"rules": rules.MUTANTS, "kit": kit.MUTANTS}
PATIENCE_SECONDS = 300
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".local", "__pycache__", ".hypothesis", ".pytest_cache")


def main() -> int:
    asked = argparse.ArgumentParser(prog="make mutants")
    asked.add_argument("--only", nargs="+", default=[""], help="those whose name contains one of these")
    asked.add_argument("--list", choices=LISTS, help="one of the lists")
    told = asked.parse_args()
    wanted = [mutant for name, mutants in LISTS.items() if told.list in (None, name) for mutant in mutants]
    wanted = [mutant for mutant in wanted if any(word in mutant.name for word in told.only)]
    with tempfile.TemporaryDirectory(prefix="asn-mutants-") as folder:
        root = copy(Path(folder) / "copy")
        outcomes = [tried(mutant, root) for mutant in wanted]
    bad = [mutant.name for mutant, outcome in zip(wanted, outcomes, strict=True) if outcome != "killed"]
    print(f"{len(wanted) - len(bad)} of {len(wanted)} killed", *(f"  {name}" for name in bad), sep="\n")
    return 1 if bad else 0


def copy(root: Path) -> Path:
    """The program beside itself, with the servers that were fetched before."""
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    (root / ".local").mkdir()
    (root / ".local" / "downloads").symlink_to(ROOT / ".local" / "downloads")
    return root


def tried(mutant: Mutant, root: Path) -> str:
    began = time.monotonic()
    outcome, first = survival(mutant, root)
    print(f"{outcome:9} {mutant.name}  [{time.monotonic() - began:.0f} s] {first}", flush=True)
    return outcome


def survival(mutant: Mutant, root: Path) -> tuple[str, str]:
    """ "killed", "SURVIVED" or why it was not tried; and the first test that noticed."""
    if not mutant.fits(root):
        return "NO FIT", f"what it changes does not stand once in {mutant.file}"
    before = mutant.make(root)
    try:
        done = run(mutant.tests.split(), root)
    except subprocess.TimeoutExpired:
        return "killed", f"no end in {PATIENCE_SECONDS} s"
    finally:
        (root / mutant.file).write_text(before)
    lines = done.stdout.splitlines()
    noticed = next((line for line in lines if line.startswith("FAILED")), None)
    if noticed:
        return "killed", noticed[:110]
    return "SURVIVED" if done.returncode == 0 else "NO RUN", (lines or done.stderr.splitlines() or [""])[-1][:110]


def run(tests: list[str], root: Path) -> subprocess.CompletedProcess:
    """The tests on the copy: its packages come before the installed ones, which are the original's."""
    packages = [root, root / "shared", root / "shared" / "tlog", *(root / "services").iterdir()]
    packages.append(root / "services" / "audit" / "verify")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, packages)), "PYTHONDONTWRITEBYTECODE": "1"}
    line = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(line, cwd=root, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
