"""The parts of the portal that a worker and an administrator need; the pages are in app.py."""

from asnkit.service import Service
from pymongo import ASCENDING, IndexModel

from . import bundles
from .finding.views import FINDINGS
from .message import telling
from .message.domain import AGGREGATE as MESSAGE

SERVICE = Service(
    name="portal",
    aggregates=[MESSAGE],
    views=[FINDINGS],
    view_topics=["asn.audit"],
    reactions=telling.REACTIONS,
    listens=["asn.registration.public", "asn.registration", "asn.selection", "asn.training"],
    background=[("waves", lambda runtime: lambda: telling.go_on(runtime)), ("bundles", bundles.worker)],
    sandboxed=["portal.paper"],
    collections=[
        "sessions",
        "unsent",
        "receipts",
        "audiences",
        "seats",
        "waves",
        "editions",
        "ticks",
        "bundles",
        "bundle_papers",
    ],
    indexes={
        "state": [
            [("aggregate", 1), ("data.person", 1), ("data.happened", -1), ("_id", -1)],
            [("aggregate", 1), ("data.person", 1), ("data.read_at", 1)],
            [("aggregate", 1), ("data.about", 1), ("data.read_at", 1)],
        ],
        "audiences": [[("period", 1), ("_id", 1)]],
        "editions": [[("kind", 1), ("edition", 1)]],
        "seats": [[("session", 1), ("_id", 1)]],
        "waves": [[("done", 1), ("happened", 1)], [("period", 1)], [("session", 1)]],
        "sessions": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0)],
        "unsent": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0), [("owner", ASCENDING)]],
        "bundles": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0)],
        "bundle_papers": [
            IndexModel([("ends", ASCENDING)], expireAfterSeconds=0),
            [("bundle", 1), ("number", 1)],
            [("made", 1), ("asked", 1), ("_id", 1)],
        ],
        "ticks": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0)],
        "receipts": [[("person", ASCENDING)]],
    },
)
