"""Every address and login of the running system, as one JSON object for tools."""

import json
from pathlib import Path

from . import secrets, settings
from .places import MAIL, SERVICES, WITNESS
from .servers import Servers
from .services import log_key
from .trouble import Trouble


def collect(servers: Servers) -> dict:
    directory = servers.directory
    logins = secrets.read(directory / "secrets" / "logins.json")
    return {
        "portal": settings.address("portal"),
        "identity": {
            "issuer": settings.address("identity"),
            "token": f"{settings.address('identity')}/token",
            "client": "skrip",
        },
        "mail": {"page": settings.address(MAIL), "messages": f"{settings.address(MAIL)}/messages"},
        "auditor": {
            "ready": f"{settings.address('auditor')}/readyz",
            "metrics": f"{settings.address('auditor')}/metrics",
        },
        "services": {name: _service(name) for name in SERVICES},
        "kafka": {
            "bootstrap": servers.kafka_bootstrap,
            "mechanism": "SCRAM-SHA-512" if servers.kafka_passwords else None,
            "users": {
                name: {"username": name, "password": servers.kafka_passwords.get(name)}
                for name in ("agency", "auditor")
            },
        },
        "mongodb": {
            "url": servers.mongo_admin_url,
            "users": {"auditor": {"url": servers.mongo_url("auditor")}},
        },
        "witness": settings.address(WITNESS),
        "log": {"url": f"{settings.address('audit')}/log/", "key": log_key(directory)},
        "keys": str(directory / "keys"),
        "clock": str(directory / "clock.json"),
        "logins": by_role(logins) | logins,
    }


def by_role(logins: dict) -> dict:
    """The first login of every role, under the role's name."""
    first: dict[str, dict] = {}
    for login in logins.values():
        first.setdefault(login["role"], login)
    return first


def _service(name: str) -> dict[str, str]:
    api = settings.address(name)
    health, worker = settings.address(f"{name}_health"), settings.address(f"{name}_worker")
    return {
        "api": api,
        **({} if name == "portal" else {"openapi": f"{api}/openapi.json"}),
        "ready": f"{health}/readyz",
        "metrics": f"{health}/metrics",
        "worker_ready": f"{worker}/readyz",
        "worker_metrics": f"{worker}/metrics",
    }


def save(servers: Servers) -> None:
    secrets.write(_file(servers.directory), json.dumps(collect(servers), indent=1))


def load(directory: Path) -> dict:
    if not _file(directory).exists():
        raise Trouble("Nothing runs here: start it with 'make run'.")
    return secrets.read(_file(directory))


def forget(directory: Path) -> None:
    _file(directory).unlink(missing_ok=True)


def _file(directory: Path) -> Path:
    return directory / "run" / "endpoints"
