"""`make invariants`: checks the running system with a user that can only read.

Every commit is on Kafka byte for byte, versions are 1..n in order, every state and every view row equals its fold,
every event is exactly one audit entry, and the log's files lead to a signed root. One line a service, one for
the entries, one for the files; exit 1 on a violation.
"""

import hashlib
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import requests
from asn_verify.check import opened
from asn_verify.growth import EMPTY, Contradicts, check_growth
from asn_verify.sources import CHECKPOINT, Tiles, Unreadable, source_of
from asnkit.bus import Reader
from asnkit.db import connect, database
from asnkit.events import Event
from asnkit.owners import Owners
from asnkit.service import Runtime
from asnkit.settings import NEIGHBOURS, Settings, package_of
from asnkit.verify import settled, verify

from deploy.local import endpoints
from deploy.local.places import LOCAL
from deploy.local.trouble import Trouble


@dataclass
class AuditReport:
    events: int = 0
    entries: int = 0
    violations: list[str] = field(default_factory=list)

    def line(self) -> str:
        outcome = f"{len(self.violations)} violations" if self.violations else "holds"
        return f"audit log: {self.events} events on Kafka, {self.entries} entries 0..{self.entries - 1}: {outcome}"


def settings_for(service: str, system: dict) -> Settings:
    """The settings of a reader of one service's data."""
    user = system["kafka"]["users"]["auditor"]
    return Settings(
        service=service,
        database=service,
        mongo_url=system["mongodb"]["users"]["auditor"]["url"],
        kafka_bootstrap=system["kafka"]["bootstrap"],
        kafka_username=user["username"] if user["password"] else "",
        kafka_password=user["password"] or "",
        secrets=Path(),
        keys=Path(system["keys"]),
        environment="development",
    )


def check_audit(settings: Settings) -> AuditReport:
    """Every event of every topic is one entry, entries are numbered without holes, bytes are the same."""
    report = AuditReport()
    db = database(connect(settings.mongo_url), "audit")
    entries = {}
    for entry in db.entries.find({}, {"id": 1, "bytes": 1}).sort("_id"):
        if entry["_id"] != report.entries:
            report.violations.append(f"entry {report.entries} is missing")
            report.entries = entry["_id"]
        if entry["id"] in entries:
            report.violations.append(f"{entry['id']}: more than one entry")
        entries[entry["id"]] = hashlib.sha256(entry["bytes"]).digest()
        report.entries += 1
    reader = Reader(settings, Owners(settings.contracts).topics())
    seen = set()
    for record in reader:
        event = Event.parse(record.raw)
        if event.id in seen:
            continue
        seen.add(event.id)
        if entries.get(event.id) != hashlib.sha256(record.raw).digest():
            known = "other bytes in its entry" if event.id in entries else "no entry"
            report.violations.append(f"{event.id}: {known}")
    reader.close()
    report.events = len(seen)
    report.violations += [f"{identifier}: an entry without an event" for identifier in entries.keys() - seen]
    db.client.close()
    return report


@dataclass
class LogReport:
    """Every entry, tile and signature of the log as it is served, as a stranger checks them."""

    size: int = 0
    witnesses: str = ""
    violations: list[str] = field(default_factory=list)

    def line(self) -> str:
        outcome = "; ".join(self.violations) or "holds"
        return f"log files: {self.size} entries under a signed root, {self.witnesses}: {outcome}"


def check_log(url: str, key: str, audit: str) -> LogReport:
    """With the key that the system's operator knows, not the one that the log shows."""
    report, source = LogReport(), source_of(url)
    try:
        shown = opened(source.read(CHECKPOINT).decode(), key, "checkpoint")
        for entries in check_growth(Tiles(source), EMPTY, shown):
            report.size += len(entries)
        state = requests.get(f"{audit}/v1/log", timeout=10).json()
        cosigned = [one["name"] for one in state["witnesses"] if one["cosigned"]]
        report.witnesses = f"{len(cosigned)} of {len(state['witnesses'])} witnesses, {state['witnesses_needed']} needed"
        if not state["witnessed"]:
            report.violations.append("too few witnesses")
    except (Contradicts, Unreadable) as trouble:
        report.violations.append(str(trouble))
    return report


def main() -> int:
    try:
        system = endpoints.load(LOCAL)
    except Trouble as trouble:
        print(trouble)
        return 2
    violations = 0
    for service in NEIGHBOURS:
        runtime = Runtime(import_module(f"{package_of(service)}.wiring").SERVICE, settings_for(service, system))
        report = verify(runtime)
        runtime.close()
        violations += show(report)
    violations += show(settled(lambda: check_audit(settings_for("audit", system))))
    log, audit = system["log"], system["services"]["audit"]["api"]
    violations += show(settled(lambda: check_log(log["url"], log["key"], audit)))
    return 1 if violations else 0


def show(report) -> int:
    print(report.line(), flush=True)
    for violation in report.violations[:20]:
        print(f"  {violation}")
    return len(report.violations)


if __name__ == "__main__":
    sys.exit(main())
