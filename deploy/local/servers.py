"""MongoDB and Kafka together, for `make run` and for tests.

    servers = start(directory)              # free ports, real servers, users and rights
    servers.mongo_url("selection")          # MONGO_URL of one user
    servers.kafka_user("selection")         # {"KAFKA_BOOTSTRAP": …, "KAFKA_USERNAME": …, "KAFKA_PASSWORD": …}
    servers.kill_kafka(); servers.start_kafka()
    servers.stop()

A directory that was used before is taken up with its data and passwords.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pymongo.errors import PyMongoError

from . import jars, kafka, mongodb, ports, rights, secrets
from .process import Process
from .trouble import Trouble

Report = Callable[[str], None]


@dataclass
class Servers:
    """Addresses and credentials of a MongoDB and a Kafka; `mongo` and `broker` are None where they are not ours."""

    directory: Path
    mongo_admin_url: str
    kafka_bootstrap: str
    kafka_passwords: dict[str, str]
    mongo_passwords: dict[str, str]
    kafka_admin_user: str = "admin"
    mongo: Process | None = None
    broker: Process | None = None
    users: dict[str, rights.User] = field(default_factory=rights.load)

    def mongo_url(self, user: str) -> str:
        """The database's address for one user of rights.yaml."""
        if user == "admin":
            return self.mongo_admin_url
        return mongodb.with_user(self.mongo_admin_url, user, self.mongo_passwords[user])

    def kafka_user(self, user: str) -> dict[str, str]:
        """The environment variables with which `user` (or "admin") reaches Kafka."""
        name = self.kafka_admin_user if user == "admin" else user
        password = self.kafka_passwords.get(user, "")
        return {
            "KAFKA_BOOTSTRAP": self.kafka_bootstrap,
            "KAFKA_USERNAME": name if password else "",
            "KAFKA_PASSWORD": password,
        }

    def secrets(self, service: str) -> Path:
        """The folder for ASN_SECRETS of one service."""
        return self.directory / "secrets" / service

    def grant(self) -> None:
        """Brings MongoDB's rights up to date with the collections that exist now."""
        try:
            mongodb.grant(self.mongo_admin_url, self.users, self.mongo_passwords)
        except PyMongoError as error:
            address = mongodb.hosts(self.mongo_admin_url)
            raise Trouble(f"MongoDB at {address} cannot be set up: {str(error)[:200]}") from error

    def set_up(self, report: Report = lambda step: None) -> None:
        """Topics, users and rights on both servers; harmless to repeat."""
        self.grant()
        report("topics")
        client = kafka.admin(kafka.login(**self.kafka_user("admin")))
        try:
            kafka.ensure_topics(client)
            report("rights")
            if self.kafka_passwords:
                kafka.grant(client, self.users, self.kafka_passwords)
        finally:
            client.close()

    def start_mongo(self) -> None:
        _bring_up(self.mongo, _port(self.mongo_admin_url), "MongoDB")
        mongodb.initiate(_port(self.mongo_admin_url), self.mongo_passwords["admin"])

    def kill_mongo(self) -> None:
        self.mongo.kill()

    def start_kafka(self) -> None:
        _bring_up(self.broker, _port(self.kafka_bootstrap), "Kafka")

    def kill_kafka(self) -> None:
        self.broker.kill()

    def stop(self) -> None:
        """Ends the servers that are ours."""
        for process in (self.broker, self.mongo):
            if process is not None:
                process.stop()


def start(directory: Path, mongo_port: int = 0, kafka_port: int = 0, report: Report = lambda step: None) -> Servers:
    """Running servers of our own with all users and rights; port 0 takes a free one."""
    directory = Path(directory).resolve()
    servers = Servers(directory, "", "", {}, {})
    secrets.ensure(directory / "secrets", list(servers.users))
    try:
        start_mongodb(servers, mongo_port, report)
        start_broker(servers, kafka_port, report)
        servers.set_up(report)
    except BaseException:
        servers.stop()
        raise
    return servers


def start_mongodb(servers: Servers, port: int = 0, report: Report = lambda step: None) -> None:
    mongodb.ensure()
    report("mongod")
    port = port or ports.free()
    servers.mongo_passwords = secrets.read(servers.directory / "secrets" / "mongodb.json")
    servers.mongo_admin_url = mongodb.url(port, "admin", servers.mongo_passwords["admin"])
    servers.mongo = mongodb.process(servers.directory, port)
    servers.start_mongo()


def start_broker(servers: Servers, port: int = 0, report: Report = lambda step: None) -> None:
    jars.ensure()
    report("kafka")
    port = port or ports.free()
    servers.kafka_passwords = secrets.read(servers.directory / "secrets" / "kafka.json")
    servers.kafka_bootstrap = f"{ports.HOST}:{port}"
    servers.broker = kafka.process(servers.directory, port, ports.free(), servers.kafka_passwords)
    servers.start_kafka()


def use_mongodb(servers: Servers, url: str) -> None:
    """An existing MongoDB; `url` is an administrator's."""
    servers.mongo_passwords = secrets.read(servers.directory / "secrets" / "mongodb.json")
    servers.mongo_admin_url = url


def use_kafka(servers: Servers, bootstrap: str, user: str = "", password: str = "") -> None:
    """An existing Kafka: with an administrator's password it gets our users, without it is one without rights."""
    servers.kafka_bootstrap = bootstrap
    servers.kafka_admin_user = user or "admin"
    if password:
        servers.kafka_passwords = secrets.read(servers.directory / "secrets" / "kafka.json") | {"admin": password}


def _bring_up(process: Process, port: int, name: str) -> None:
    process.start()
    if not ports.wait(port, process.alive):
        raise Trouble(_reason(process, name))


def _reason(process: Process, name: str) -> str:
    words = process.last_words(30)
    if "No space left" in words:
        return f"{name} found the disk full: free some space under {process.directory} and start again."
    return f"{name} did not start; the end of {process.log} says: {process.last_words(2)[-300:]}"


def _port(address: str) -> int:
    return urlsplit(address if "//" in address else f"//{address}").port
