"""The parts of the portal that a worker and an administrator need; the pages are in app.py."""

from asnkit.service import Service
from pymongo import ASCENDING, IndexModel

SERVICE = Service(
    name="portal",
    sandboxed=["portal.paper"],
    collections=["sessions", "unsent", "receipts"],
    indexes={
        "sessions": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0)],
        "unsent": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0), [("owner", ASCENDING)]],
        "receipts": [[("person", ASCENDING)]],
    },
)
