"""The parts of the audit service."""

from asnkit import grants
from asnkit.owners import Owners
from asnkit.parked import blueprint as parked
from asnkit.service import Service
from asnkit.settings import Settings
from pymongo import ASCENDING, IndexModel

from .backups import watching as watching_backups
from .entries.api import blueprint as entries
from .finding.api import blueprint as findings
from .finding.domain import AGGREGATE as FINDING
from .history.api import blueprint as history
from .history.search import blueprint as search
from .history.views import TALLIES, TRACES
from .inquiry.domain import AGGREGATE as INQUIRY
from .inspection.api import blueprint as inspections
from .inspection.domain import AGGREGATE as INSPECTION
from .log.loops import BACKGROUND
from .log.receipts import blueprint as receipts
from .log.sequence import Log
from .log.serving import blueprint as log
from .package.api import blueprint as packages
from .package.domain import AGGREGATE as PACKAGE
from .query.api import blueprint as queries
from .query.domain import AGGREGATE as QUERY
from .record.api import blueprint as records
from .record.domain import AGGREGATE as RECORD
from .replay.api import blueprint as replays
from .replay.domain import AGGREGATE as REPLAY
from .standing import blueprint as standing

EVERYTHING = Owners(Settings.contracts).topics()

SERVICE = Service(
    name="audit",
    aggregates=[FINDING, INQUIRY, QUERY, PACKAGE, RECORD, INSPECTION, REPLAY],
    views=[TRACES, TALLIES],
    view_topics=EVERYTHING,
    consumers={grants.NAME: grants.CONSUMER, "log": (EVERYTHING, lambda runtime: Log(runtime.db))},
    collections=["entries", "sequence", "tree", "checkpoints", "progress", "backups"],
    indexes={
        grants.COLLECTION: grants.INDEXES,
        "state": [
            [("aggregate", ASCENDING), ("data.status", ASCENDING)],
            [("aggregate", ASCENDING), ("data.person", ASCENDING)],
        ],
        "checkpoints": [[("sent", ASCENDING)]],
        "entries": [
            IndexModel([("leaf", ASCENDING)], unique=True),
            [("source", ASCENDING), ("subject", ASCENDING), ("streamversion", ASCENDING)],
            [("correlationid", ASCENDING), ("_id", ASCENDING)],
            [("name", ASCENDING), ("_id", ASCENDING)],
            [("time", ASCENDING)],
            IndexModel(
                [("validtime", ASCENDING)],
                name="back-dated",
                partialFilterExpression={"validtime": {"$type": "string"}},
            ),
        ],
    },
    blueprints=[
        entries,
        log,
        receipts,
        history,
        search,
        queries,
        records,
        findings,
        inspections,
        replays,
        packages,
        parked,
        standing,
    ],
    background=[*BACKGROUND, ("backups", watching_backups)],
    looking=1.0,  # a step of the log waits for moments of its own, of which nobody rings
    resent=["checkpoints"],
)
