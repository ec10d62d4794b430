"""MongoDB and Kafka in containers, as the tests use them where a Docker-compatible socket answers.

The containers share the host's network and see the same folder under the same path, so that the servers'
settings, users and rights are exactly those of deploy/local; only who runs the programs differs.
"""

import os
from pathlib import Path

import docker
from docker.errors import DockerException
from testcontainers.core.container import DockerContainer

from deploy.local import kafka, mongodb, ports, secrets
from deploy.local.servers import Servers

MONGODB = os.environ.get("ASN_MONGODB_IMAGE", "mongo:6.0")
KAFKA = os.environ.get("ASN_KAFKA_IMAGE", "apache/kafka:4.3.1")
START_KAFKA = """
user="SCRAM-SHA-512=[name=admin,password=$ADMIN]"
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted -t "$CLUSTER" -c "$0" --add-scram "$user"
exec /opt/kafka/bin/kafka-server-start.sh "$0"
"""
CLUSTER = "MkU3OEVBNTcwNTJENDM2Qk"


def answer() -> bool:
    """Whether a Docker-compatible socket answers."""
    try:
        client = docker.from_env(timeout=5)
        client.ping()
        client.close()
        return True
    except DockerException:
        return False


class Server:
    """One container with the manners of deploy.local.process.Process: it can be killed and started again."""

    def __init__(self, name: str, image: str, command: list[str], directory: Path, **environment: str):
        self.directory = directory
        self.log = f"container {name}"
        self._container = DockerContainer(image, env=environment)
        self._container.with_volume_mapping(directory, str(directory), "rw")
        self._container.with_kwargs(entrypoint=command, network_mode="host", user="0")

        self._running = None

    def start(self) -> None:
        if self._running is None:
            self._running = self._container.start().get_wrapped_container()
        else:
            self._running.start()

    def alive(self) -> bool:
        self._running.reload()
        return self._running.status == "running"

    def kill(self) -> None:
        self._running.kill("SIGKILL")
        self._running.wait()

    def stop(self) -> None:
        self._container.stop()

    def last_words(self, lines: int = 5) -> str:
        return self._running.logs(tail=lines).decode(errors="replace")


def start(directory: Path) -> Servers:
    """As deploy.local.servers.start, in containers."""
    servers = Servers(directory, "", "", {}, {})
    secrets.ensure(directory / "secrets", list(servers.users))
    servers.mongo_passwords = secrets.read(directory / "secrets" / "mongodb.json")
    servers.kafka_passwords = secrets.read(directory / "secrets" / "kafka.json")
    port = ports.free()
    servers.mongo_admin_url = mongodb.url(port, "admin", servers.mongo_passwords["admin"])
    servers.mongo = Server("mongodb", MONGODB, ["mongod", *mongodb.options(directory, port)], directory)
    port = ports.free()
    servers.kafka_bootstrap = f"{ports.HOST}:{port}"
    properties = kafka.write_settings(directory, port, ports.free(), servers.kafka_passwords)
    command = ["sh", "-ec", START_KAFKA, str(properties)]
    told = {"CLUSTER": CLUSTER, "ADMIN": servers.kafka_passwords["admin"]}
    servers.broker = Server("kafka", KAFKA, command, directory, **told)
    try:
        servers.start_mongo()
        servers.start_kafka()
        servers.set_up()
    except BaseException:
        servers.stop()
        raise
    return servers
