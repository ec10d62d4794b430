"""Which service an aggregate belongs to, and who may read its streams: the table made from the contracts.

`<contracts>/<service>/aggregates.json` says it once for each aggregate: public, internal or closed. An aggregate's
name is the prefix of its streams and unique over all services, so a stream has one owner and one topic, for ever.
"""

import json
from pathlib import Path
from typing import NamedTuple

from .events import aggregate_of

SUFFIXES = {"public": ".public", "internal": "", "closed": ".closed"}


class Owned(NamedTuple):
    service: str
    audience: str

    @property
    def topic(self) -> str:
        return f"asn.{self.service}{SUFFIXES[self.audience]}"


class Owners:
    """Read from the contracts' folder. Raises ValueError for a name that two services use, or an unknown audience."""

    def __init__(self, contracts: Path):
        self.table: dict[str, Owned] = {}
        for file in sorted(contracts.glob("*/aggregates.json")):
            for aggregate, audience in json.loads(file.read_text()).items():
                if aggregate in self.table:
                    raise ValueError(
                        f"{aggregate}: an aggregate of {self.table[aggregate].service} and {file.parent.name}"
                    )
                if audience not in SUFFIXES:
                    raise ValueError(f"{aggregate}: {audience} is no audience; it is one of {', '.join(SUFFIXES)}")
                self.table[aggregate] = Owned(file.parent.name, audience)

    def owner(self, stream: str) -> str | None:
        """The service that a stream belongs to; None when no contract knows its aggregate."""
        owned = self.table.get(aggregate_of(stream))
        return owned.service if owned else None

    def topic(self, stream: str) -> str:
        """The one topic of a stream. Raises KeyError for an unknown aggregate."""
        return self.table[aggregate_of(stream)].topic

    def topics(self, *services: str) -> list[str]:
        """Every topic in use, of these services or of all."""
        return sorted({owned.topic for owned in self.table.values() if not services or owned.service in services})


def versioned_names(contracts: Path) -> list[str]:
    """Every contract, as "<service>.<aggregate>.<fact>.v<n>"."""
    return sorted(f"{path.parent.name}.{path.stem}" for path in contracts.glob("*/*.v*.json"))


def newest_versions(contracts: Path) -> dict[str, int]:
    """The highest version of each event type, by "<service>.<aggregate>.<fact>"."""
    newest: dict[str, int] = {}
    for versioned in versioned_names(contracts):
        name, _, version = versioned.rpartition(".v")
        newest[name] = max(newest.get(name, 0), int(version))
    return newest


def service_of(topic: str) -> str:
    """The service that writes a topic: "asn.<service>", "asn.<service>.public", "asn.<service>.closed"."""
    return topic.split(".")[1]
