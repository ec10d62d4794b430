"""The parts of the portal that a worker and an administrator need; the pages are in app.py."""

from asnkit.service import Service
from pymongo import ASCENDING, IndexModel

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
    background=[("waves", lambda runtime: lambda: telling.go_on(runtime))],
    sandboxed=["portal.paper"],
    collections=["sessions", "unsent", "receipts", "audiences", "seats", "waves", "editions", "ticks"],
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
        "ticks": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0)],
        "receipts": [[("person", ASCENDING)]],
    },
)
