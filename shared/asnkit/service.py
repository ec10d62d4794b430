"""What a service is made of, and its command line.

`wiring.py` of each service fills one Service; `__main__.py` hands it to `main`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pymongo import ASCENDING, IndexModel, MongoClient
from pymongo.database import Database
from tlog.commits import origin
from tlog.notes import Signer

from .bulk import BatchKind
from .bus import PARTITIONS, Producer, Subscription
from .clock import clock_for
from .commits import Store
from .consumer import Consumer, Handler
from .contracts import Contracts
from .db import connect, database, ensure
from .digests import Digests
from .events import Aggregate, Event, View
from .keyring import Keyring
from .letterbox import Bounced, Compose, Letterbox
from .mail import Post
from .reactions import Reaction, Reactions
from .relay import Relay
from .sandbox import Sandbox
from .scope import Scope
from .sealing import Vault
from .settings import Settings
from .sources import Network, proxies_of
from .upcasting import UPCASTS, Upcasters
from .views import Views


@dataclass(frozen=True)
class Service:
    """The parts of one service.

    `reactions` is {consumer: {event type: [Reaction]}}, `listens` are the topics that they read; `view_topics` those
    its views read (its own by default); `indexes` maps a collection to its indexes, each as keys or as an
    IndexModel; `consumers` makes further consumers' handlers by name from the runtime, with their topics; `sandboxed`
    are the modules that read what strangers send (sandbox.py); `resent` are collections with what its own loops send,
    once each, marked `sent` (refilling.py); `erasing` says by an event's name whose key it destroys. `looking` is how
    often, in seconds, a loop looks that nobody gave work, where a step waits for moments of its own (worker.py else).
    `scope` says what belongs to a recruitment period (scope.py).
    """

    name: str
    aggregates: Sequence[Aggregate] = ()
    views: Sequence[View] = ()
    view_topics: Sequence[str] = ()
    reactions: Mapping[str, Mapping[str, list[Reaction]]] = field(default_factory=dict)
    listens: Sequence[str] = ()
    deadlines: Mapping[str, Callable] = field(default_factory=dict)
    letters: Mapping[str, Compose] = field(default_factory=dict)
    bounces: Mapping[str, Bounced] = field(default_factory=dict)
    batches: Sequence[BatchKind] = ()
    blueprints: Sequence[Any] = ()
    indexes: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    collections: Sequence[str] = ()
    consumers: Mapping[str, tuple[Sequence[str], Callable[["Runtime"], Handler]]] = field(default_factory=dict)
    background: Sequence[tuple[str, Callable[["Runtime"], Callable[[], Any]]]] = ()
    looking: float | None = None
    sandboxed: Sequence[str] = ()
    resent: Sequence[str] = ()
    erasing: Mapping[str, Callable[[Event], str]] = field(default_factory=dict)
    scope: Scope = field(default_factory=Scope)


INDEXES = {
    "commits": (
        IndexModel([("stream", ASCENDING), ("first", ASCENDING)], unique=True),
        # `published` leads, or the relay's first question would not use the index and read the whole history.
        IndexModel(
            [("published", ASCENDING), ("stream", ASCENDING), ("first", ASCENDING)],
            name="unsent",
            partialFilterExpression={"published": False},
        ),
        IndexModel("command_id", unique=True),
    ),
    "commands": (IndexModel("expires", expireAfterSeconds=0), "actor"),
    "state": ([("aggregate", ASCENDING), ("shape", ASCENDING)],),
    "parked": (IndexModel([(name, ASCENDING) for name in ("consumer", "source", "stream", "version")], unique=True),),
    "set_aside": ("consumer",),
    "inbox": ("consumer",),
    "deadlines": ("due", IndexModel("parked.at", sparse=True)),
    "letters": ([("notice", ASCENDING), ("due", ASCENDING)],),
    "batches": ("done", IndexModel("parked.at", sparse=True)),
}
COLLECTIONS = (
    *INDEXES,
    *("claims", "positions", "halts", "leases", "views", "batch_refusals", "batch_files", "lists", "consumers", "lags"),
)
"""What every service has, with and without indexes."""


class Runtime:
    """A running service's connections and kit objects, made on first use (after the fork)."""

    def __init__(self, service: Service, settings: Settings):
        self.service = service
        self.settings = settings
        self.clock = clock_for(settings)
        self.sandbox = Sandbox(*service.sandboxed)
        self.watch: Callable[[str, dict | None], None] = lambda stream, state: None
        """Told of every stream that the store loads; set where a caller may be kept from some (scope.py)."""

    @cached_property
    def client(self) -> MongoClient:
        return connect(self.settings.mongo_url)

    @property
    def db(self) -> Database:
        return self._databases[0]

    @property
    def keys(self) -> Database:
        return self._databases[1]

    @property
    def rows(self) -> Database:
        return self._databases[2]

    @cached_property
    def _databases(self) -> tuple[Database, Database, Database]:
        name = self.settings.database
        return tuple(database(self.client, name + suffix) for suffix in ("", "_keys", "_views"))

    @cached_property
    def signer(self) -> Signer:
        return Signer.from_pem(origin(self.service.name), self.settings.secret("promise.key"))

    @cached_property
    def contracts(self) -> Contracts:
        return Contracts(self.settings.contracts)

    @cached_property
    def upcasters(self) -> Upcasters:
        return Upcasters(self.contracts.newest_versions, UPCASTS)

    @cached_property
    def keyring(self) -> Keyring:
        """Everybody's public keys; a process that signs for the service knows its own by the private one."""
        signs = (self.settings.secrets / "promise.key").exists()
        return Keyring(self.settings.keys, self.signer if signs else None)

    @cached_property
    def proxies(self) -> list[Network]:
        return proxies_of(self.settings.proxies)

    @cached_property
    def store(self) -> Store:
        return Store(
            self.db,
            self.service.name,
            self.service.aggregates,
            self.contracts,
            self.clock,
            lambda: self.signer,
            lambda: self.keyring,
            self.upcasters,
            self.watch,
        )

    @property
    def topics(self) -> list[str]:
        """Those that this service writes."""
        return self.contracts.owners.topics(self.service.name)

    @property
    def view_topics(self) -> list[str]:
        return list(self.service.view_topics) or self.topics

    @cached_property
    def vault(self) -> Vault:
        """`master.key` has one key a line: the one that wraps, then those that only open (`rewrap` moves on)."""
        master, *older = map(bytes.fromhex, self.settings.secret("master.key").decode().split())
        return Vault(self.keys, master, bytes.fromhex(self.settings.secret("hmac.key").decode()), older)

    @cached_property
    def digests(self) -> Digests:
        return Digests(bytes.fromhex(self.settings.secret("hmac.key").decode()))

    @cached_property
    def views(self) -> Views:
        return Views(self.db, self.rows, self.service.views, self.upcasters)

    def relay(self) -> Relay:
        owners = self.contracts.owners
        return Relay(self.db, self.service.name, owners, self.keyring, lambda: Producer(self.settings))

    def letterbox(self) -> Letterbox:
        """Raises SystemExit where no mail server is set."""
        return Letterbox(self, self.service.letters, Post(self.settings), self.service.bounces)

    def consumer(self, name: str, numbers: range = range(PARTITIONS)) -> Consumer:
        """The consumer called `name`: "reactions.<name>", "views.<generation>" or one of the service's own.

        It reads the partitions `numbers` of its topics.
        """
        topics, handler, batch = self._consumer_parts(name)

        def subscribe(group: str, positions) -> Subscription:
            return Subscription(self.settings, group, list(topics), positions, batch, numbers)

        full = f"{self.service.name}.{name}"
        owners = self.contracts.owners
        return Consumer(full, self.db, handler, subscribe, owners, self.keyring, self.settings.release, numbers)

    def consumer_names(self) -> list[str]:
        """What `consumer` can be asked for; of the views the generation that pages read."""
        reactions = [f"reactions.{name}" for name in self.service.reactions]
        return [*reactions, f"views.{self.views.live()}", *self.service.consumers]

    def _consumer_parts(self, name: str):
        """Raises KeyError for a name that there is not."""
        kind, _, rest = name.partition(".")
        if kind == "reactions":
            return self.service.listens, Reactions(self.store, self.service.reactions[rest]), 100
        if kind == "views":
            return self.view_topics, self.views.handler(rest), 500
        topics, make = self.service.consumers[name]
        return topics, make(self), 500

    def prepare(self) -> None:
        """Make collections and indexes; run by an administrator, never by the service itself."""
        names = {*COLLECTIONS, *self.service.collections, *self.service.indexes}
        indexes = {name: (*INDEXES.get(name, ()), *self.service.indexes.get(name, ())) for name in sorted(names)}
        ensure(self.db, indexes)
        ensure(self.keys, {"persons": ()})
        self.views.prepare(self.views.live())

    def close(self) -> None:
        self.sandbox.close()
        if "client" in vars(self):
            self.client.close()
