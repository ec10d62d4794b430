"""Databases for services under test: emptied and lent again, since making one and dropping it takes a second."""

import uuid
from collections import defaultdict

from asnkit.db import connect

SUFFIXES = ("", "_keys", "_views")
"""A service's database, its keys, its views."""


class Databases:
    def __init__(self, url: str):
        self._client = connect(url)
        self._spare: dict[str, list[str]] = defaultdict(list)

    def lend(self, service: str) -> str:
        """The name of an empty database, which its borrower prepares."""
        spare = self._spare[service]
        return spare.pop() if spare else f"{service}_{uuid.uuid4().hex[:12]}"

    def take_back(self, service: str, name: str) -> None:
        for suffix in SUFFIXES:
            database = self._client[name + suffix]
            for collection in database.list_collection_names():
                if not collection.startswith("system."):
                    database[collection].delete_many({})
        self._spare[service].append(name)

    def close(self) -> None:
        self._client.close()
