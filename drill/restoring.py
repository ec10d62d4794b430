"""`make restore-drill`: a small round is played and backed up, people go on, MongoDB is lost, and comes back.

A system of its own, in a folder that is thrown away. It ends with the invariants.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import uuid
from importlib import import_module
from pathlib import Path

import requests
from asnkit.service import Runtime
from asnkit.settings import NEIGHBOURS, package_of
from asnkit.verify import settled, verify

from deploy.local import backups
from deploy.local.places import ROOT
from deploy.local.trouble import Trouble
from tests import invariants

from . import copying

APPLICANTS = 30


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m drill.restoring", description=__doc__)
    parser.add_argument("--applicants", type=int, default=APPLICANTS)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="asn-restore-") as folder:
        try:
            return drill(Path(folder) / "system", given.applicants)
        except Trouble as trouble:
            print(trouble)
            return 1


def drill(directory: Path, applicants: int) -> int:
    """The number of violations."""
    told = copying.own_environment()
    with copying.running(directory, told) as system:
        copying.play(directory, applicants, told)
        system.wait_until_quiet()
        print(backups.make(directory), flush=True)
        stream = complain(system)
        system.wait_until_quiet()
        size = system.client.audit.entries.count_documents({})
        system.client.close()
    print(f"After it a complaint was sent; the log has {size} entries. Now MongoDB is lost.", flush=True)
    shutil.rmtree(directory / "mongodb")
    folder = max((directory / "backups").iterdir())
    again = [sys.executable, "-m", "deploy.local", "restore", str(folder), "--directory", str(directory)]
    if subprocess.run(again, cwd=ROOT, env=told).returncode:
        return 1
    with copying.running(directory, told) as system:
        system.wait_until_quiet()
        kept = system.client.feedback.state.find_one({"_id": stream})
        print("The complaint is there." if kept else "The complaint is not there!", flush=True)
        violations = check(system.known) + (0 if kept else 1)
        system.client.close()
    print(f"{violations} violations." if violations else "Everything holds.")
    return violations


def complain(system) -> str:
    """Somebody who reports a broken lamp, after the backup: the stream of the complaint."""
    body = {"class": "complaint", "text": "Lampu jalan di depan kantor ini mati sejak seminggu.", "unit": None}
    url = f"{system.known['services']['feedback']['api']}/v1/complaints"
    answer = requests.post(url, json=body, headers={"Idempotency-Key": uuid.uuid4().hex}, timeout=10)
    answer.raise_for_status()
    return f"complaint-{answer.json()['id']}"


def check(known: dict) -> int:
    violations = 0
    for service in NEIGHBOURS:
        wired = import_module(f"{package_of(service)}.wiring").SERVICE
        runtime = Runtime(wired, invariants.settings_for(service, known))
        violations += invariants.show(verify(runtime))
        runtime.close()
    violations += invariants.show(settled(lambda: invariants.check_audit(invariants.settings_for("audit", known))))
    log, audit = known["log"], known["services"]["audit"]["api"]
    return violations + invariants.show(settled(lambda: invariants.check_log(log["url"], log["key"], audit)))


if __name__ == "__main__":
    sys.exit(main())
