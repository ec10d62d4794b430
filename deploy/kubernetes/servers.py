"""What Strimzi and MongoDB's operator are told: topics, users and rights, made of rights.yaml and topics.yaml."""

from importlib import import_module

import yaml
from asnkit import service as kit
from asnkit.settings import package_of
from kafka.admin import ACLOperation, ACLResourcePatternType, ResourceType

from ..local import kafka
from ..local.places import SERVICES
from .processes import USERS

CLUSTER = {"strimzi.io/cluster": "asn"}
OPERATIONS = {ACLOperation.READ: "Read", ACLOperation.WRITE: "Write"}
KINDS = {ResourceType.TOPIC: "topic", ResourceType.GROUP: "group"}
PATTERNS = {ACLResourcePatternType.LITERAL: "literal", ACLResourcePatternType.PREFIXED: "prefix"}
ADMINISTRATOR = "asn-admin"


def topics() -> list[dict]:
    """A KafkaTopic for each topic; three copies, of which two have every message that was acknowledged."""
    return [
        {
            "apiVersion": "kafka.strimzi.io/v1",
            "kind": "KafkaTopic",
            "metadata": {"name": name, "labels": CLUSTER},
            "spec": {
                "partitions": topic["partitions"],
                "replicas": 3,
                "config": topic["settings"] | {"min.insync.replicas": "2"},
            },
        }
        for name, topic in yaml.safe_load(kafka.TOPICS.read_text()).items()
    ]


def kafka_users() -> list[dict]:
    """A KafkaUser for each user with topics: the same access control list that one machine has."""
    return [
        {
            "apiVersion": "kafka.strimzi.io/v1",
            "kind": "KafkaUser",
            "metadata": {"name": user.name, "labels": CLUSTER},
            "spec": {
                "authentication": {"type": "scram-sha-512"},
                "authorization": {"type": "simple", "acls": _acls(user)},
            },
        }
        for user in USERS.values()
        if user.reads or user.writes
    ]


def _acls(user) -> list[dict]:
    found = []
    for acl in kafka.access(user):
        pattern = acl.resource_pattern
        resource = {"type": KINDS[pattern.resource_type], "name": pattern.resource_name,
                    "patternType": PATTERNS[pattern.pattern_type]}  # fmt: skip
        found.append({"resource": resource, "operations": [OPERATIONS[acl.operation]], "host": acl.host})
    return found


def collections() -> dict[str, list[str]]:
    """database → its collections, as `prepare` makes them."""
    made = {}
    for name in SERVICES:
        service = import_module(f"{package_of(name)}.wiring").SERVICE
        made[name] = sorted({*kit.COLLECTIONS, *service.collections})
    return made


def mongodb_roles() -> list[dict]:
    """A role for each user with a database: the same privileges that one machine has."""
    there = collections()
    return [
        {"role": user.name, "db": "admin", "privileges": user.privileges(there), "roles": []}
        for user in USERS.values()
        if user.databases
    ]


def mongodb() -> dict:
    """Three members with TLS and SCRAM; the administrator makes collections and indexes, and is no root."""
    roles = {ADMINISTRATOR: ("readWriteAnyDatabase", "dbAdminAnyDatabase")}
    roles |= {user.name: (user.name,) for user in USERS.values() if user.databases}
    users = [
        {
            "name": name,
            "db": "admin",
            "passwordSecretRef": {"name": f"{name}-mongodb"},
            "roles": [{"name": role, "db": "admin"} for role in given],
            "scramCredentialsSecretName": f"{name}-mongodb",
        }
        for name, given in roles.items()
    ]
    return {
        "apiVersion": "mongodbcommunity.mongodb.com/v1",
        "kind": "MongoDBCommunity",
        "metadata": {"name": "asn-mongodb"},
        "spec": {
            "type": "ReplicaSet",
            "members": 3,
            "version": "6.0.5",
            "security": {
                "authentication": {"modes": ["SCRAM"]},
                "tls": {
                    "enabled": True,
                    "certificateKeySecretRef": {"name": "asn-mongodb-tls"},
                    "caConfigMapRef": {"name": "asn-mongodb-ca"},
                },
                "roles": mongodb_roles(),
            },
            "users": users,
            # A process that dies inside a transaction leaves it open; our longest takes well under a second.
            # A backup reads one moment for as long as it takes.
            "additionalMongodConfig": {
                "setParameter": {"transactionLifetimeLimitSeconds": 5, "minSnapshotHistoryWindowInSeconds": 3600}
            },
        },
    }
