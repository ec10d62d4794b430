"""The log's three loops in the worker process, each led by a lease, each telling how far it is."""

import logging
from collections.abc import Callable, Iterator

from asnkit.bus import Producer, Reader
from asnkit.db import away
from asnkit.errors import Unavailable
from asnkit.metrics import LOG_COSIGNATURES, LOG_SIZE, LOG_STUCK
from asnkit.service import Runtime
from tlog.notes import Signer

from .integrate import Integration, integrated
from .publish import ORIGIN, TOPIC, Publication, newest
from .volume import open_volume
from .witness import Witnessing, read_policy

log = logging.getLogger(__name__)

RECALLED = 100


def integrating(runtime: Runtime) -> Callable[[], int]:
    step = Integration(runtime.db, open_volume(runtime.settings))

    def turn() -> int:
        worked = step.turn()
        if worked:
            LOG_SIZE.labels("integrated").set(integrated(runtime.db))
        counter = runtime.db.sequence.find_one({"_id": "entries"})
        LOG_SIZE.labels("sequenced").set(counter["next"] if counter else 0)
        return worked

    return watched("integrate", turn)


def publishing(runtime: Runtime) -> Callable[[], int]:
    step = publication(runtime)

    def turn() -> int:
        worked = step.turn()
        if worked:
            LOG_SIZE.labels("published").set(newest(runtime.db)["_id"])
        return worked

    return watched("publish", turn)


def witnessing(runtime: Runtime) -> Callable[[], int]:
    step = Witnessing(runtime.db, open_volume(runtime.settings), read_policy(runtime.settings))

    def turn() -> int:
        worked = step.turn()
        row = newest(runtime.db)
        LOG_COSIGNATURES.set(len(row["cosignatures"]) if row else 0)
        return worked

    return watched("witness", turn)


def publication(runtime: Runtime) -> Publication:
    signer = Signer.from_pem(ORIGIN, runtime.settings.secret("log.key"))
    return Publication(
        runtime.db,
        open_volume(runtime.settings),
        signer,
        lambda: Producer(runtime.settings),
        lambda: published(runtime, tail=RECALLED),
    )


def published(runtime: Runtime, tail: int | None = None) -> Iterator[str]:
    """The notes on Kafka, all of them or the last ones. Raises Unavailable."""
    reader = Reader(runtime.settings, [TOPIC], tail)
    try:
        for record in reader:
            yield record.raw.decode("utf-8", "replace")
    finally:
        reader.close()


def watched(step: str, turn: Callable[[], int]) -> Callable[[], int]:
    """The same, with the gauge that says whether this step can go on; an absent server is no reason to alarm."""

    def watching() -> int:
        try:
            worked = turn()
        except Exception as error:
            LOG_STUCK.labels(step).set(0 if away(error) or isinstance(error, Unavailable) else 1)
            raise
        LOG_STUCK.labels(step).set(0)
        return worked

    return watching


BACKGROUND = [("integrate", integrating), ("publish", publishing), ("witness", witnessing)]
