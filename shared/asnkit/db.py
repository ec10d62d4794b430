"""MongoDB, opened here and nowhere else.

Everything is written with majority and journal: what was acknowledged survives the death
of the server. A call gives up after five seconds instead of the driver's thirty.
"""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pymongo
from bson.codec_options import CodecOptions
from pymongo import IndexModel, MongoClient
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import (
    AutoReconnect,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WaitQueueTimeoutError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from .errors import Unavailable

DURABLE = WriteConcern("majority", j=True)
PATIENCE_SECONDS = 5


def connect(url: str, **options) -> MongoClient:
    """Open a client; call it after the fork, once per process."""
    settings = {
        "serverSelectionTimeoutMS": PATIENCE_SECONDS * 1000,
        "connectTimeoutMS": 2000,
        "tz_aware": True,
        "w": "majority",
        "journal": True,
        "readConcernLevel": "majority",
        "retryWrites": True,
        "maxPoolSize": 50,
    }
    return MongoClient(url, **(settings | options))


class _Database(Database):
    """Its collections are made once; the driver's makes one anew at each mention, of which a command has six."""

    def __getattr__(self, name: str) -> Collection:
        collection = vars(self)[name] = super().__getattr__(name)
        return collection


def database(client: MongoClient, name: str) -> Database:
    return _Database(client, name, codec_options=CodecOptions(tz_aware=True))


def ensure(db: Database, collections: Mapping[str, Sequence[Any]]) -> None:
    """Make these collections with their indexes, each as keys or an IndexModel, where they are not there yet.

    One command for each: the one that makes a collection's indexes makes the collection, too.
    """
    existing = set(db.list_collection_names())
    for name, indexes in collections.items():
        if indexes:
            db[name].create_indexes([one if isinstance(one, IndexModel) else IndexModel(one) for one in indexes])
        elif name not in existing:
            db.create_collection(name)


@contextmanager
def patience(seconds: int = PATIENCE_SECONDS):
    """Bound everything inside, retries included; a missing server becomes Unavailable."""
    try:
        with pymongo.timeout(seconds):
            yield
    except PyMongoError as error:
        if away(error):
            raise Unavailable("MongoDB") from error
        raise


def away(error: BaseException) -> bool:
    """Whether this error is the server's absence, an election, a time-out or a lost race.

    Such a call may be tried again; anything else is an answer and must not be repeated.
    """
    if isinstance(error, AutoReconnect | ExecutionTimeout | WaitQueueTimeoutError):
        return True
    if isinstance(error, PyMongoError):
        if error.timeout or error.has_error_label("TransientTransactionError"):
            return True
        if error.has_error_label("UnknownTransactionCommitResult") or error.has_error_label("RetryableWriteError"):
            return True
    # 11600 interrupted at shutdown, 91 shutdown in progress, 189/10107/13435/13436 not primary
    return isinstance(error, OperationFailure) and error.code in (91, 189, 10107, 11600, 11602, 13435, 13436)


def transact(client: MongoClient, work):
    """Run `work(session)` in one durable transaction, again when it lost a race; returns its result."""
    with client.start_session() as session:
        return session.with_transaction(
            work,
            read_concern=ReadConcern("snapshot"),
            write_concern=DURABLE,
        )
