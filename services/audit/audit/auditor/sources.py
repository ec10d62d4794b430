"""What the standing auditor reads, always with a user that can read and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import requests
from asn_verify.signers import Signers
from asnkit.bus import Reader, Record
from asnkit.catalogue import Catalogue
from asnkit.db import database
from asnkit.events import Event, View
from asnkit.owners import Owners, newest_versions
from asnkit.settings import NEIGHBOURS, Settings
from asnkit.upcasting import Upcasters
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

    def newest(self, event: Event) -> Event:
        """An event as today's code reads it."""
        return self._upcasters.newest(event)

    @cached_property
    def _upcasters(self) -> Upcasters:
        return Upcasters(newest_versions(self.settings.contracts))

    @cached_property
    def signers(self) -> Signers:
        """Whose signature counts. The keys are the auditor's own copy of the public ones."""
        return Signers(self.settings.keys, self.settings.contracts)

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
        """The live rows of a view, in the generation of the views as they are installed here."""
        views = [view for (of, _), view in self.catalogue.views.items() if of == service]
        return Views(self.db(service), self.db(service, "_views"), views, self._upcasters)[view.name]

    def messages(self, topics: Sequence[str] | None = None, tail: int | None = None) -> Iterator[Record]:
        """Everything that is on Kafka now; with `tail` the last so many of each partition.

        Topic by topic, since a reader has some megabytes of each of its partitions at hand.
        """
        for topic in topics or Owners(self.settings.contracts).topics(*self.services):
            reader = Reader(self.settings, [topic], tail)
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
