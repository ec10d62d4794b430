"""The services' processes: what each is told, and how it is started."""

import json
import os
import subprocess
import sys
from pathlib import Path

from asnkit.settings import package_of
from audit.log.volume import ORIGIN
from tlog.commits import origin
from tlog.notes import Signer

from . import issuers, mongodb, settings
from .places import AUDITOR, MAIL, ROOT, SERVICES, SMTP, WITNESS
from .ports import HOST
from .process import Process
from .servers import Servers
from .trouble import Trouble

MAIL_FROM = "Pendaftaran ASN Kota Tanjungbalai <pendaftaran@asn.tanjungbalai.example>"


def write_files(directory: Path) -> None:
    """Who may sign tokens, whose signature on an event counts, who witnesses the log, and the development clock."""
    known = issuers.listed(*map(settings.address, ("identity", "registration", "platform")))
    (directory / "issuers.json").write_text(json.dumps(known, indent=1))
    key = Signer.parse((directory / "secrets" / WITNESS / "witness.key").read_text())
    witness = {"name": "Saksi pengembangan", "url": settings.address(WITNESS), "key": key.witness_verifier}
    write_keys(directory)
    (directory / "witnesses.json").write_text(json.dumps({"needed": 1, "witnesses": [witness]}, indent=1))
    clock = directory / "clock.json"
    if not clock.exists():
        clock.write_text('{"offset_seconds": 0}')


def write_keys(directory: Path) -> Path:
    """Each service's public key, for whoever reads events; the folder."""
    keys = directory / "keys"
    keys.mkdir(exist_ok=True)
    for service in SERVICES:
        signer = Signer.from_pem(origin(service), (directory / "secrets" / service / "promise.key").read_bytes())
        (keys / f"{service}.key").write_text(signer.verifier + "\n")
    return keys


def environment(service: str, servers: Servers) -> dict[str, str]:
    """Everything that a process of this service is told."""
    directory = servers.directory
    return {
        "ASN_ENV": "development",
        "ASN_HTTP_BIND": f"{HOST}:{settings.port(service)}",
        "ASN_WEB_HEALTH_BIND": f"{HOST}:{settings.port(service + '_health')}",
        "ASN_HEALTH_BIND": f"{HOST}:{settings.port(service + '_worker')}",
        **_servers(service, servers),
        "ASN_SECRETS": str(servers.secrets(service)),
        "ASN_ISSUERS": str(directory / "issuers.json"),
        "ASN_CLOCK_FILE": str(directory / "clock.json"),
        "ASN_OIDC_ISSUER": settings.address("identity"),
        "ASN_MAIL_URL": f"smtp://{HOST}:{settings.port(SMTP)}",
        "ASN_MAIL_FROM": MAIL_FROM,
        "ASN_LOG_DIR": str(directory / "log"),
        "ASN_WITNESSES": str(directory / "witnesses.json"),
        "ASN_KEYS": str(directory / "keys"),
        "ASN_WEB_WORKERS": os.environ.get("ASN_WEB_WORKERS", "1"),
        **{f"ASN_URL_{name.upper()}": settings.address(name) for name in SERVICES},
    }


def _servers(user: str, servers: Servers) -> dict[str, str]:
    """Where MongoDB and Kafka are, and as whom; the passwords are files."""
    kafka = servers.kafka_user(user)
    del kafka["KAFKA_PASSWORD"]
    return kafka | {"MONGO_URL": mongodb.without_password(servers.mongo_url(user))}


def prepare(servers: Servers) -> None:
    """Collections and indexes of every service, made by the administrator; then the rights on them."""

    told = environment("registration", servers)
    command = [sys.executable, "-m", "deploy.local.prepare", *SERVICES]
    done = subprocess.run(
        command, env=os.environ | told, cwd=ROOT, capture_output=True, text=True, input=servers.mongo_admin_url
    )
    if done.returncode:
        words = " ".join(done.stderr.strip().splitlines()[-1:])
        raise Trouble(f"The collections and indexes could not be made: {words}")
    servers.grant()


def found(people: list[tuple[str, str]], servers: Servers) -> None:
    """The first two of IT, by the command on the host; it refuses once somebody was."""
    command, told = [sys.executable, "-m", package_of("platform"), "found"], environment("platform", servers)
    lines = "".join(f"{id} {name}\n" for id, name in people)
    subprocess.run(command, env=os.environ | told, cwd=ROOT, input=lines, text=True, capture_output=True)


def log_key(directory: Path) -> str:
    """The verifier key of the audit log, from its secret: the log itself might show another one."""
    return Signer.from_pem(ORIGIN, (directory / "secrets" / "audit" / "log.key").read_bytes()).verifier


def auditor_environment(servers: Servers) -> dict[str, str]:
    """What the standing auditor is told: the audit service's addresses, with a user that can only read."""
    return environment("audit", servers) | {
        "ASN_HEALTH_BIND": f"{HOST}:{settings.port(AUDITOR)}",
        **_servers(AUDITOR, servers),
        "ASN_SECRETS": str(servers.secrets(AUDITOR)),
        "ASN_AUDITOR_DIR": str(servers.directory / "auditor"),
    }


def processes(servers: Servers) -> list[Process]:
    """The identity provider and the mail server, web and worker of every service, the standing auditor, a witness."""
    directory = servers.directory
    identity = Process("identity", [sys.executable, "-m", "deploy.local.identity"], directory, {
        "ASN_ENV": "development",
        "ASN_HTTP_BIND": f"{HOST}:{settings.port('identity')}",
        "ASN_OIDC_ISSUER": settings.address("identity"),
        "ASN_URL_PORTAL": settings.address("portal"),
        "ASN_SECRETS": str(directory / "secrets"),
    }, cwd=ROOT)  # fmt: skip
    mail = Process(MAIL, [sys.executable, "-m", "deploy.local.mail"], directory, {
        "ASN_ENV": "development",
        "ASN_HTTP_BIND": f"{HOST}:{settings.port(MAIL)}",
        "ASN_SMTP_BIND": f"{HOST}:{settings.port(SMTP)}",
    }, cwd=ROOT)  # fmt: skip
    auditor = Process(AUDITOR, [sys.executable, "-m", "audit", "auditor"], directory, auditor_environment(servers))
    witness = Process(WITNESS, [
        sys.executable, "-m", "asn_verify.main", "witness",
        "--key", str(directory / "secrets" / WITNESS / "witness.key"), "--log", log_key(directory),
        "--state", str(directory / WITNESS), "--bind", f"{HOST}:{settings.port(WITNESS)}",
    ], directory, {})  # fmt: skip
    return (
        [identity, mail]
        + [
            Process(
                f"{service}-{kind}",
                [sys.executable, "-m", package_of(service), kind],
                directory,
                environment(service, servers),
            )
            for kind in ("worker", "web")
            for service in SERVICES
        ]
        + [auditor, witness]
    )
