"""What the standing auditor reads, always with a user that can read and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import requests
from asnkit.bus import Reader, Record
from asnkit.catalogue import Catalogue
from asnkit.db import database
from asnkit.events import View
from asnkit.owners import Owners
from asnkit.settings import NEIGHBOURS, Settings
from asnkit.views import Views
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database

BATCH = 1000
SECONDS = 10
CHECKPOINTS = "asn.checkpoints"


@dataclass(frozen=True)
class Sources:
    """`databases` says what a service's database is called where it is not the service's name."""

    client: MongoClient
    settings: Settings
    catalogue: Catalogue
    services: Sequence[str] = NEIGHBOURS
    databases: Mapping[str, str] = field(default_factory=dict)

    def db(self, service: str, suffix: str = "") -> Database:
        return database(self.client, self.databases.get(service, service) + suffix)

    @property
    def entries(self) -> Collection:
        return self.db("audit").entries

    def commits(self, service: str) -> Iterator[dict]:
        """Stream by stream, in order."""
        order = [("stream", 1), ("first", 1)]
        yield from self.db(service).commits.find().sort(order).allow_disk_use(True).batch_size(BATCH)

    def states(self, service: str) -> Collection:
        return self.db(service).state

    def rows(self, service: str, view: View) -> Collection:
        """The live rows of a view."""
        views = Views(self.db(service), self.db(service, "_views"), [view])
        return views[view.name]

    def messages(self, topics: Sequence[str] | None = None) -> Iterator[Record]:
        """Everything that is on Kafka now."""
        reader = Reader(self.settings, list(topics or Owners(self.settings.contracts).topics(*self.services)))
        try:
            yield from reader
        finally:
            reader.close()

    def served(self, path: str) -> bytes | None:
        """A public file of the log as a visitor gets it; None where there is none. Raises requests' errors."""
        answer = requests.get(f"{self.settings.urls['audit']}/log/{path}", timeout=SECONDS)
        if answer.status_code == 404:
            return None
        answer.raise_for_status()
        return answer.content
