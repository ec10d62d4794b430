"""What IT applies for an agency: a KafkaUser of Strimzi with the rights that two people signed, and no others.

Strimzi deletes users that were made in Kafka itself, so the grant is written down and applied by hand. Pure.
"""

import json
from collections.abc import Sequence

QUOTA = {"consumerByteRate": 1_048_576, "requestPercentage": 10}
"""One MiB a second and a tenth of one thread of a broker: an agency that asks for everything at once waits for it."""


PREFIX = "instansi-"


def user_of(id: str) -> str:
    """The agency's name at Kafka; its consumer groups begin with it and a point."""
    return f"{PREFIX}{id}"


def kafka_user(id: str, topics: Sequence[str]) -> str:
    """JSON. Without topics it may sign in and read nothing: so a pause looks."""
    user = user_of(id)
    acls = [_read("topic", topic, "literal") for topic in topics]
    acls += [_read("group", f"{user}.", "prefix")] if topics else []
    made = {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaUser",
        "metadata": {"name": user, "labels": {"strimzi.io/cluster": "asn"}},
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {"type": "simple", "acls": acls},
            "quotas": QUOTA,
        },
    }
    return json.dumps(made, indent=2)


def _read(kind: str, name: str, pattern: str) -> dict:
    resource = {"type": kind, "name": name, "patternType": pattern}
    return {"resource": resource, "operations": ["Read"], "host": "*"}
