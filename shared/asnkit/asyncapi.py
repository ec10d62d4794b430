"""The AsyncAPI file, made from the contracts: `make generate` writes shared/contracts/asyncapi.yaml.

One channel a service, one message a contract; and the checkpoints of the audit log, which are signed notes.
A test compares the file with what this makes, and every message that the journeys send with the file.
"""

import sys
from pathlib import Path

import yaml

from .contracts import Contracts
from .events import NAMESPACE
from .settings import Settings

SIGNED_NOTE = (
    r"^id\.go\.tanjungbalai\.asn/log\n[1-9][0-9]*\n[A-Za-z0-9+/]{43}=\n\n"  # origin, size, root
    r"(— [^ \n]+ [A-Za-z0-9+/]+=*\n)+$"  # signatures
)
AUDIENCES = {
    "public": "For everybody: each event may be known the moment it is decided",
    "internal": "For the services and auditors; for another agency by a grant that is recorded",
    "closed": "For the service itself and for auditors",
}
CHECKPOINTS = {
    "address": "asn.checkpoints",
    "messages": {
        "checkpoint": {
            "name": "checkpoint",
            "title": "The audit log's size and root, signed by the log and its witnesses (C2SP tlog-checkpoint)",
            "contentType": "text/plain; charset=utf-8",
            "payload": {
                "type": "string",
                "pattern": SIGNED_NOTE,
            },
        }
    },
    "bindings": {"kafka": {"partitions": 1, "topic": "asn.checkpoints"}},
}


def document(contracts: Contracts) -> dict:
    """The AsyncAPI 3.0 document as plain data."""
    names, channels = contracts.names(), _channels(contracts)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "ASN Tanjungbalai: event streams",
            "version": "1.0.0",
            "description": "CloudEvents 1.0 in structured JSON; key and subject are the stream; "
            "order holds within a stream. shared/contracts/README.md says how to subscribe and what is promised.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": channels | {"checkpoints": CHECKPOINTS},
        "operations": {
            f"receive_{name}": {
                "action": "receive",
                "channel": {"$ref": f"#/channels/{name}"},
                "summary": f"Follow what {channel['address']} has: {', '.join(channel['x-aggregates'])}",
            }
            for name, channel in channels.items()
        }
        | {
            "receive_checkpoints": {
                "action": "receive",
                "channel": {"$ref": "#/channels/checkpoints"},
                "summary": "Keep evidence against a rewritten log",
            }
        },
        "components": {"messages": {name: _message(contracts, name) for name in names}},
    }


def _channels(contracts: Contracts) -> dict[str, dict]:
    """One for each topic, by the topic's name with "_" instead of ".": a stream is in exactly one of them."""
    table = contracts.owners.table
    channels = {}
    for topic in contracts.owners.topics():
        aggregates = sorted(name for name, owned in table.items() if owned.topic == topic)
        audience = table[aggregates[0]].audience
        own = [
            name
            for name in contracts.names()
            if contracts.aggregate(name.rpartition(".v")[0]) in aggregates and topic.split(".")[1] == name.split(".")[0]
        ]
        channels[topic.removeprefix("asn.").replace(".", "_")] = {
            "address": topic,
            "description": AUDIENCES[audience],
            "x-audience": audience,
            "x-aggregates": aggregates,
            "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in own},
            "bindings": {"kafka": {"partitions": 12, "topic": topic}},
        }
    return channels


def _message(contracts: Contracts, versioned: str) -> dict:
    name, _, version = versioned.rpartition(".v")
    schema = contracts.schema(name, int(version))
    service, _, rest = versioned.partition(".")
    return {
        "name": f"{NAMESPACE}.{versioned}",
        "title": schema["title"],
        "contentType": "application/cloudevents+json",
        "payload": {
            "allOf": [
                {"$ref": "./envelope.v1.json"},
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": f"{NAMESPACE}.{versioned}"},
                        "data": {"$ref": f"./{service}/{rest}.json"},
                    },
                },
            ]
        },
    }


def render(directory: Path) -> str:
    return yaml.safe_dump(document(Contracts(directory)), sort_keys=False, allow_unicode=True, width=110)


if __name__ == "__main__":
    sys.stdout.write(render(Settings.contracts))
