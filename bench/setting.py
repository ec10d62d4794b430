"""What every measure runs on: the settings of a small service with a database of its own."""

import statistics
import sys
import uuid
from dataclasses import replace
from pathlib import Path

from asnkit.owners import Owners
from asnkit.settings import Settings
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from kafka import TopicPartition
from rich.console import Console
from rich.table import Table

from deploy.local import kafka

console = Console(width=None if sys.stdout.isatty() else 140)
CONTRACTS = Path(__file__).parents[1] / "tests" / "kit" / "contracts"


def make(servers, directory: Path) -> Settings:
    """Settings of the kit's toy service, topic and secrets made."""
    client = kafka.admin(kafka.login(**servers.kafka_user("admin")))
    topic = {"num_partitions": 12, "replication_factor": 1}
    if "asn.kit" not in client.list_topics():
        client.create_topics({"asn.kit": topic}, wait_for_metadata=True)
    client.close()
    secrets = directory / "bench"
    secrets.mkdir()
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (secrets / "promise.key").write_bytes(key)
    (secrets / "master.key").write_text("11" * 32)
    (secrets / "hmac.key").write_text("22" * 32)
    (secrets / "mongodb.password").write_text(servers.mongo_passwords["admin"])
    user = servers.kafka_user("admin")
    return Settings(
        service="kit",
        mongo_url=servers.mongo_url("admin"),
        kafka_bootstrap=user["KAFKA_BOOTSTRAP"],
        kafka_username=user["KAFKA_USERNAME"],
        kafka_password=user["KAFKA_PASSWORD"],
        secrets=secrets,
        contracts=CONTRACTS,
        environment="development",
    )


def empty_topic(settings: Settings) -> None:
    """Take the messages of earlier runs off the service's topics."""
    client = kafka.admin(
        kafka.login(
            KAFKA_BOOTSTRAP=settings.kafka_bootstrap,
            KAFKA_USERNAME=settings.kafka_username,
            KAFKA_PASSWORD=settings.kafka_password,
        )
    )
    topics = Owners(settings.contracts).topics(settings.service)
    client.delete_records({TopicPartition(topic, number): -1 for topic in topics for number in range(12)})
    client.close()


def fresh(settings: Settings) -> Settings:
    """The same with an empty database."""
    return replace(settings, database="bench_" + uuid.uuid4().hex[:10])


def figure(name: str, unit: str, peer_name: str, ours: list[float], peers: list[float], digits: int = 0) -> dict:
    """One line of the report: medians, their ratio, and the ratio of each pair of neighbours."""
    mine, other = statistics.median(ours), statistics.median(peers)
    return {
        "name": name,
        "unit": unit,
        "peer_name": peer_name,
        "ours": round(mine, digits) if digits else round(mine),
        "peer": round(other, digits) if digits else round(other),
        "ratio": round(mine / other, 3),
        "pairs": [round(a / b, 3) for a, b in zip(ours, peers, strict=True)],
    }


def table(figures: list[dict]) -> Table:
    """The figures for a terminal."""
    made = Table("measure", "ours", "peer", "ratio of medians", "pairs min..max", "note")
    for f in figures:
        noisy = "noisy" if max(f["pairs"]) > 2 * min(f["pairs"]) else ""
        made.add_row(
            f["name"],
            f"{f['ours']} {f['unit']}",
            f"{f['peer']} {f['unit']} ({f['peer_name']})",
            f"{f['ratio']:.2f}",
            f"{min(f['pairs']):.2f}..{max(f['pairs']):.2f}",
            noisy,
        )
    return made
