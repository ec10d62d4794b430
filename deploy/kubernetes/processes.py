"""The processes that run in the cluster, and what each of them is given: the one table behind all manifests."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from ..local import rights
from ..local.places import AUDITOR, SERVICES

RIGHTS = yaml.safe_load(rights.FILE.read_text())
USERS = rights.load()
CALLS: dict[str, list[str]] = RIGHTS["calls"]
OUTSIDE: dict[str, int] = RIGHTS["outside"]
CITIZENS = "citizens"

HTTP, WEB_HEALTH, WORKER_HEALTH = 8000, 8001, 8002
KAFKA_PORT, MONGODB_PORT = 9093, 27017
NAMESPACE = "asn"
UID = 10001
CONTRACTS = Path(__file__).parents[2] / "shared" / "contracts"

COMMON_SECRETS = ("promise.key", "master.key", "hmac.key", "client.secret")
OWN_SECRETS = {
    "portal": ("session.key",),
    "registration": ("token.key", "pepper.key", "mail.password"),
    "feedback": ("inspektorat.key", "mail.password"),
    "audit": ("log.key",),
    "platform": ("token.key",),
}
FILES = "/etc/asn"
SECRETS = "/secrets"
LOG, MEMORY = "/var/lib/asn/log", "/var/lib/asn/auditor"


@dataclass(frozen=True)
class Process:
    """One container of one user: `word` is what it is started with. `pod` names the workload that it lies in."""

    pod: str
    user: str
    word: str
    memory: str
    most_memory: str

    @property
    def image(self) -> str:
        return "audit" if self.user == AUDITOR else self.user

    @property
    def health(self) -> int:
        return WEB_HEALTH if self.word == "web" else WORKER_HEALTH


def secrets(user: str) -> tuple[str, ...]:
    """The names of a user's own secret files; the passwords of its servers are beside them."""
    return ("client.secret",) if user == AUDITOR else (*COMMON_SECRETS, *OWN_SECRETS.get(user, ()))


def speaks_kafka(process: Process) -> bool:
    """A web process leaves everything to its worker; a user without topics has nothing to ask for."""
    user = USERS[process.user]
    return process.word != "web" and bool(user.reads or user.writes)


# Beside the process two files at a time are read in a sandbox, 512 MB each (decision 41).
_READS_FILES = {"registration": "1536Mi", "feedback": "1536Mi", "portal": "1536Mi"}
WEB = [
    Process(f"{name}-web", name, "web", "256Mi", _READS_FILES.get(name, "640Mi"))
    for name in SERVICES
    if name != "audit"
]
WORKERS = [Process(f"{name}-worker", name, "worker", "160Mi", "640Mi") for name in SERVICES if name != "audit"]
# The log is a folder, and its web process reads it: both lie in one pod, beside one volume.
LOG_PROCESSES = [
    Process("audit", "audit", "worker", "256Mi", "1Gi"),
    Process("audit", "audit", "web", "256Mi", "640Mi"),
]
STANDING_AUDITOR = [Process("auditor", AUDITOR, "auditor", "256Mi", "1Gi")]
PROCESSES = [*WEB, *WORKERS, *LOG_PROCESSES, *STANDING_AUDITOR]
