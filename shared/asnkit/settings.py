"""What a process is told from outside, read once from the environment.

Every name is listed in deploy/README.md. Secrets are files in one directory, never
environment variables, so that they show in no process list and no crash report.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

NEIGHBOURS = ("registration", "selection", "training", "feedback", "audit", "portal")


@dataclass(frozen=True)
class Settings:
    service: str
    mongo_url: str
    kafka_bootstrap: str
    secrets: Path
    environment: str = "production"
    database: str = ""
    http_bind: str = "127.0.0.1:8000"
    health_bind: str = "127.0.0.1:8001"
    kafka_username: str = ""
    kafka_password: str = ""
    issuers_file: Path | None = None
    clock_file: Path | None = None
    contracts: Path = Path(__file__).parents[1] / "contracts"
    oidc_issuer: str = ""
    log_dir: Path | None = None
    witnesses_file: Path | None = None
    keys: Path | None = None
    release: str = "development"
    web_workers: int = 2
    web_threads: int = 8
    drain_seconds: int = 0
    urls: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, service: str, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Raises SystemExit with one sentence when something needed is missing."""

        def need(name: str) -> str:
            if not environ.get(name):
                raise SystemExit(f"{service}: the setting {name} is missing; deploy/README.md lists them all")
            return environ[name]

        def path(name: str) -> Path | None:
            return Path(environ[name]) if environ.get(name) else None

        return cls(
            service=service,
            mongo_url=need("MONGO_URL"),
            kafka_bootstrap=need("KAFKA_BOOTSTRAP"),
            secrets=Path(need("ASN_SECRETS")),
            environment=environ.get("ASN_ENV", "production"),
            database=environ.get("ASN_MONGO_DB") or service,
            http_bind=environ.get("ASN_HTTP_BIND", cls.http_bind),
            health_bind=environ.get("ASN_HEALTH_BIND", cls.health_bind),
            kafka_username=environ.get("KAFKA_USERNAME", ""),
            kafka_password=environ.get("KAFKA_PASSWORD", ""),
            issuers_file=path("ASN_ISSUERS"),
            clock_file=path("ASN_CLOCK_FILE"),
            contracts=path("ASN_CONTRACTS") or cls.contracts,
            oidc_issuer=environ.get("ASN_OIDC_ISSUER", ""),
            log_dir=path("ASN_LOG_DIR"),
            witnesses_file=path("ASN_WITNESSES"),
            keys=path("ASN_KEYS"),
            release=environ.get("ASN_RELEASE", "development"),
            web_workers=int(environ.get("ASN_WEB_WORKERS", cls.web_workers)),
            web_threads=int(environ.get("ASN_WEB_THREADS", cls.web_threads)),
            drain_seconds=int(environ.get("ASN_DRAIN_SECONDS", cls.drain_seconds)),
            urls={name: environ.get(f"ASN_URL_{name.upper()}", "") for name in NEIGHBOURS},
        )

    @property
    def development(self) -> bool:
        return self.environment == "development"

    @cached_property
    def issuers(self) -> list[dict]:
        """Who may sign tokens: [{"issuer": URL, "jwks": URL, "roles": [role, …]}]."""
        return json.loads(self.issuers_file.read_text()) if self.issuers_file else []

    def secret(self, name: str) -> bytes:
        """The content of one secret file. Raises SystemExit with one sentence when it is missing."""
        try:
            return (self.secrets / name).read_bytes().strip()
        except OSError as error:
            raise SystemExit(f"{self.service}: the secret {name} cannot be read: {error.strerror}") from error
