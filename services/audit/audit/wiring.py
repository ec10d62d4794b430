"""The parts of the audit service."""

from asnkit.service import Service
from asnkit.settings import NEIGHBOURS
from pymongo import ASCENDING

from .entries.api import blueprint as entries
from .entries.log import Log

SERVICE = Service(
    name="audit",
    consumers={"log": ([f"asn.{name}" for name in NEIGHBOURS], lambda runtime: Log(runtime.db))},
    collections=["entries", "sequence"],
    indexes={
        "entries": [
            [("subject", ASCENDING), ("streamversion", ASCENDING)],
            [("correlationid", ASCENDING), ("_id", ASCENDING)],
            [("actor", ASCENDING), ("_id", ASCENDING)],
            [("name", ASCENDING), ("_id", ASCENDING)],
            [("time", ASCENDING)],
        ],
    },
    blueprints=[entries],
)
