"""What a process is told from outside, read once from the environment.

Every name is listed in deploy/README.md. Secrets are files in one directory, never
environment variables, so that they show in no process list and no crash report: MONGO_URL and
KAFKA_USERNAME name a user, `mongodb.password` and `kafka.password` are files like the keys.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

NEIGHBOURS = ("registration", "selection", "training", "feedback", "audit", "platform", "portal")
PACKAGES = {"platform": "asnplatform"}
"""Service → its package, where that is called otherwise: Python has a module `platform`."""


def package_of(service: str) -> str:
    return PACKAGES.get(service, service)


@dataclass(frozen=True)
class Settings:
    service: str
    mongo_url: str
    kafka_bootstrap: str
    secrets: Path
    environment: str = "production"
    database: str = ""
    http_bind: str = "127.0.0.1:8000"
    web_health_bind: str = "127.0.0.1:8001"
    health_bind: str = "127.0.0.1:8002"
    kafka_username: str = ""
    kafka_password: str = ""
    kafka_ca: Path | None = None
    issuers_file: Path | None = None
    clock_file: Path | None = None
    contracts: Path = Path(__file__).parents[1] / "contracts"
    oidc_issuer: str = ""
    mail_url: str = ""
    mail_from: str = ""
    log_dir: Path | None = None
    witnesses_file: Path | None = None
    keys: Path | None = None
    release: str = "development"
    web_workers: int = 2
    web_threads: int = 8
    drain_seconds: int = 0
    ranges: int = 1
    erasure_days: int = 14
    proxies: str = ""
    hook_networks: str = ""
    hook_proxy: str = ""
    certificate_signer: str = ""
    bsre_url: str = ""
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

        def secret(name: str) -> str:
            return _read(service, Path(need("ASN_SECRETS")) / name).decode()

        return cls(
            service=service,
            mongo_url=_with_password(service, need("MONGO_URL"), lambda: secret("mongodb.password")),
            kafka_bootstrap=need("KAFKA_BOOTSTRAP"),
            secrets=Path(need("ASN_SECRETS")),
            environment=environ.get("ASN_ENV", "production"),
            database=environ.get("ASN_MONGO_DB") or service,
            http_bind=environ.get("ASN_HTTP_BIND", cls.http_bind),
            web_health_bind=environ.get("ASN_WEB_HEALTH_BIND", cls.web_health_bind),
            health_bind=environ.get("ASN_HEALTH_BIND", cls.health_bind),
            kafka_username=environ.get("KAFKA_USERNAME", ""),
            kafka_password=secret("kafka.password") if environ.get("KAFKA_USERNAME") else "",
            kafka_ca=path("KAFKA_CA"),
            issuers_file=path("ASN_ISSUERS"),
            clock_file=path("ASN_CLOCK_FILE"),
            contracts=path("ASN_CONTRACTS") or cls.contracts,
            oidc_issuer=environ.get("ASN_OIDC_ISSUER", ""),
            mail_url=environ.get("ASN_MAIL_URL", ""),
            mail_from=environ.get("ASN_MAIL_FROM", ""),
            log_dir=path("ASN_LOG_DIR"),
            witnesses_file=path("ASN_WITNESSES"),
            keys=path("ASN_KEYS"),
            release=environ.get("ASN_RELEASE", "development"),
            web_workers=int(environ.get("ASN_WEB_WORKERS", cls.web_workers)),
            web_threads=int(environ.get("ASN_WEB_THREADS", cls.web_threads)),
            drain_seconds=int(environ.get("ASN_DRAIN_SECONDS", cls.drain_seconds)),
            ranges=_divisor(service, "ASN_RANGES", int(environ.get("ASN_RANGES", cls.ranges))),
            erasure_days=_at_least(service, "ASN_ERASURE_DAYS", int(environ.get("ASN_ERASURE_DAYS", cls.erasure_days))),
            proxies=environ.get("ASN_PROXIES", ""),
            hook_networks=environ.get("ASN_HOOK_NETWORKS", ""),
            hook_proxy=environ.get("ASN_HOOK_PROXY", ""),
            certificate_signer=environ.get("ASN_CERTIFICATE_SIGNER", ""),
            bsre_url=environ.get("ASN_BSRE_URL", ""),
            urls={name: environ.get(f"ASN_URL_{name.upper()}", "") for name in NEIGHBOURS},
        )

    @property
    def development(self) -> bool:
        return self.environment == "development"

    @cached_property
    def issuers(self) -> list[dict]:
        """Who may sign tokens: [{"issuer": URL, "jwks": URL, "roles": [role, …]}].

        One may have `second_factor`: the values of `acr` or `amr` that say that somebody signed in with one.
        """
        return json.loads(self.issuers_file.read_text()) if self.issuers_file else []

    def secret(self, name: str) -> bytes:
        """The content of one secret file. Raises SystemExit with one sentence when it is missing."""
        return _read(self.service, self.secrets / name)


def _divisor(service: str, name: str, count: int, of: int = 12) -> int:
    """So many ranges of one length the partitions of a topic can be read in."""
    if count < 1 or of % count:
        raise SystemExit(f"{service}: {name} is 1, 2, 3, 4, 6 or 12: a topic has {of} partitions")
    return count


def _at_least(service: str, name: str, days: int, least: int = 3) -> int:
    """A time of waiting in which a letter is read."""
    if days < least:
        raise SystemExit(f"{service}: {name} is {least} days or more")
    return days


def _read(service: str, file: Path) -> bytes:
    try:
        return file.read_bytes().strip()
    except OSError as error:
        raise SystemExit(f"{service}: the secret {file.name} cannot be read: {error.strerror}") from error


def _with_password(service: str, url: str, password: Callable[[], str]) -> str:
    """The address with its user's password; one without a user stays as it is."""
    parts = urlsplit(url)
    user, _, hosts = parts.netloc.rpartition("@")
    if ":" in user:
        raise SystemExit(f"{service}: MONGO_URL holds a password; put it into the file mongodb.password of ASN_SECRETS")
    if not user:
        return url
    return parts._replace(netloc=f"{user}:{quote_plus(password())}@{hosts}").geturl()
