"""Reads deploy/rights.yaml: which user may do what in Kafka and in MongoDB."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .places import DEPLOY

FILE = DEPLOY / "rights.yaml"
OTHERS = "*"


@dataclass(frozen=True)
class User:
    """`databases` maps a database to a role's actions by collection; `scopes` are for calls between services."""

    name: str
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    databases: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()

    @property
    def groups(self) -> str:
        """The prefix of the consumer groups that the user may use."""
        return f"{self.name}."

    def privileges(self, collections: dict[str, list[str]]) -> list[dict]:
        """MongoDB privileges; `collections` maps a database to the collections that it has.

        MongoDB adds a database-wide privilege to a collection's own, so "every other
        collection" has to be spelt out where one collection has fewer rights, or none.
        """
        privileges = []
        for database, role in self.databases.items():
            named = {name: actions for name, actions in role.items() if name != OTHERS}
            others = [name for name in collections.get(database, []) if name not in named] if named else [""]
            for name, actions in [*named.items(), *((name, role[OTHERS]) for name in others)]:
                if not actions:
                    continue
                privileges.append({"resource": {"db": database, "collection": name}, "actions": actions})
        return privileges


def load(file: Path = FILE) -> dict[str, User]:
    """Every user by name."""
    content = yaml.safe_load(file.read_text())
    return {
        name: User(
            name,
            tuple(rights.get("writes", ())),
            tuple(rights.get("reads", ())),
            {database: content["roles"][role] for database, role in rights.get("databases", {}).items()},
            tuple(rights.get("scopes", ())),
        )
        for name, rights in content["users"].items()
    }
