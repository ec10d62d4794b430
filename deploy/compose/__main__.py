"""Writes deploy/compose.yaml: `make generate` runs it."""

from ..kubernetes.manifest import written
from ..kubernetes.processes import LOG, MEMORY, PROCESSES, speaks_kafka
from ..local.places import AUDITOR, DEPLOY, MAIL, SERVICES, WITNESS
from ..local.services import MAIL_FROM
from .places import (
    HTTP,
    IDENTITY,
    ISSUER,
    PORTAL,
    PORTS,
    PUBLISHED,
    SECRETS,
    SETUP,
    SHARED,
    SMTP_PORT,
    VOLUMES,
    address,
)

FILE = DEPLOY / "compose.yaml"
HEAD = """\
# The whole system in containers on one machine, for trying it out and for development:
#   docker compose -f deploy/compose.yaml up --build        (or podman-compose)
# The portal is at http://127.0.0.1:8080; `docker compose -f deploy/compose.yaml exec identity cat /secrets/logins.json`
# shows the logins. Whoever starts too early waits, or is started again. `down --volumes` forgets everything.
# Made by `make generate` (deploy/compose/__main__.py); not edited by hand.
"""
# A dollar sign of the shell's is written twice, or compose takes it for a variable of its own.
WAIT_FOR = 'until [ -f "$$0" ]; do sleep 0.3; done; '
START_MONGODB = (
    WAIT_FOR + "cp /secrets/keyfile /tmp/keyfile && chmod 400 /tmp/keyfile; exec mongod --replSet rs0 --bind_ip_all "
    "--keyFile /tmp/keyfile --auth --setParameter transactionLifetimeLimitSeconds=5 --quiet"
)
START_KAFKA = (
    WAIT_FOR + '/opt/kafka/bin/kafka-storage.sh format --ignore-formatted -t MkU3OEVBNTcwNTJENDM2Qk -c "$$0" '
    '--add-scram "$$(cat /secrets/admin.scram)"; exec /opt/kafka/bin/kafka-server-start.sh "$$0"'
)
CLOSED = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"], "tmpfs": ["/tmp"]}
ALWAYS = {"restart": "unless-stopped"}


def image(name: str) -> dict:
    target = "tools" if name == "tools" else "service"
    return {
        "image": f"asn/{name}:${{ASN_RELEASE:-development}}",
        "build": {"context": "..", "dockerfile": "deploy/images/Dockerfile", "target": target, "args": {"IMAGE": name}},
    }


def composed() -> dict:
    """The file's content."""
    services = {"mongodb": mongodb(), "kafka": kafka(), "setup": setup(), IDENTITY: identity(), MAIL: mail()}
    for process in PROCESSES:
        services[f"{process.user}-{process.word}" if process.user != AUDITOR else AUDITOR] = service(process)
    services[WITNESS] = witness()
    kept = ["setup", "shared", "mongodb-data", "kafka-data", "log", "memory", "witnessed"]
    return {
        "name": "asn",
        "services": services,
        "volumes": {name: {} for name in (*(f"secrets-{one}" for one in VOLUMES), *kept)},
    }


def mongodb() -> dict:
    return {
        "image": "mongo:6.0",
        "user": "999:999",
        "entrypoint": ["sh", "-ec", START_MONGODB, "/secrets/keyfile"],
        "volumes": ["secrets-mongodb:/secrets:ro", "mongodb-data:/data/db"],
        **ALWAYS,
    }


def kafka() -> dict:
    return {
        "image": "apache/kafka:4.3.1",
        "user": "1000:1000",
        "entrypoint": ["sh", "-ec", START_KAFKA, "/secrets/server.properties"],
        "volumes": ["secrets-kafka:/secrets:ro", "kafka-data:/var/lib/kafka/data"],
        "environment": {"KAFKA_HEAP_OPTS": "-Xms128m -Xmx512m"},
        **ALWAYS,
    }


def setup() -> dict:
    """As root: it gives every volume to the user that reads it."""
    mounts = [f"secrets-{name}:{SETUP}/{name}" for name in VOLUMES]
    mounts += [f"{name}:{SETUP}/{name}" for name in ("setup", "log", "memory", "witnessed")] + [f"shared:{SHARED}"]
    return image("tools") | {
        "user": "0",
        "command": ["deploy.compose.setup"],
        "environment": {"ASN_ENV": "development"},
        "volumes": mounts,
        "restart": "on-failure",
    }


def identity() -> dict:
    return image("tools") | {
        "command": ["deploy.local.identity"],
        "environment": {
            "ASN_ENV": "development",
            "ASN_HTTP_BIND": f"0.0.0.0:{PORTS[IDENTITY]}",
            "ASN_OIDC_ISSUER": ISSUER,
            "ASN_URL_PORTAL": PORTAL,
            "ASN_SECRETS": SECRETS,
        },
        "volumes": [f"secrets-{IDENTITY}:{SECRETS}:ro"],
        "ports": [f"127.0.0.1:{PORTS[IDENTITY]}:{PORTS[IDENTITY]}"],
        "networks": {"default": {"aliases": [f"{IDENTITY}.localhost"]}},
        **CLOSED,
        **ALWAYS,
    }


def mail() -> dict:
    return image("tools") | {
        "command": ["deploy.local.mail"],
        "environment": {
            "ASN_ENV": "development",
            "ASN_HTTP_BIND": f"0.0.0.0:{PORTS[MAIL]}",
            "ASN_SMTP_BIND": f"0.0.0.0:{SMTP_PORT}",
        },
        "ports": [f"127.0.0.1:{PORTS[MAIL]}:{PORTS[MAIL]}"],
        **CLOSED,
        **ALWAYS,
    }


def service(process) -> dict:
    told = {
        "ASN_ENV": "development",
        "MONGO_URL": f"mongodb://{process.user}@mongodb:{PORTS['mongodb']}/?replicaSet=rs0&authSource=admin",
        "KAFKA_BOOTSTRAP": f"kafka:{PORTS['kafka']}",
        "ASN_SECRETS": SECRETS,
        "ASN_ISSUERS": f"{SHARED}/issuers.json",
        "ASN_KEYS": f"{SHARED}/keys",
        "ASN_OIDC_ISSUER": ISSUER,
        "ASN_WEB_WORKERS": "1",
        **{f"ASN_URL_{name.upper()}": PORTAL if name == "portal" else address(name) for name in SERVICES},
    }
    mounts = [f"secrets-{process.user}:{SECRETS}:ro", f"shared:{SHARED}:ro"]
    if speaks_kafka(process):
        told["KAFKA_USERNAME"] = process.user
    if process.user in ("registration", "feedback"):
        told |= {"ASN_MAIL_URL": f"smtp://{MAIL}:{SMTP_PORT}", "ASN_MAIL_FROM": MAIL_FROM}
    if process.user == "audit":
        told |= {"ASN_LOG_DIR": LOG, "ASN_WITNESSES": f"{SHARED}/witnesses.json"}
        mounts.append(f"log:{LOG}")
    if process.user == AUDITOR:
        told["ASN_AUDITOR_DIR"] = MEMORY
        mounts.append(f"memory:{MEMORY}")
    made = image(process.image) | {"command": [process.word], "environment": told, "volumes": mounts}
    if process.word == "web":
        made["ports"] = [f"127.0.0.1:{PUBLISHED[process.user]}:{HTTP}"]
    return made | CLOSED | ALWAYS


def witness() -> dict:
    return image("audit") | {
        "entrypoint": ["/opt/asn/bin/python", "-m", "asn_verify.main", "witness"],
        "command": ["--key", f"{SECRETS}/witness.key", "--log", f"{SECRETS}/log.vkey",
                    "--state", "/var/lib/asn/witness", "--bind", f"0.0.0.0:{PORTS[WITNESS]}"],
        "volumes": [f"secrets-{WITNESS}:{SECRETS}:ro", "witnessed:/var/lib/asn/witness"],
        **CLOSED,
        **ALWAYS,
    }  # fmt: skip


def text() -> str:
    return HEAD + written(composed())


if __name__ == "__main__":
    FILE.write_text(text())
