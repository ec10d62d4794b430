"""Grants of roles that are over, as platform says: a token of one is refused, though it has not expired.

consumers={grants.NAME: grants.CONSUMER}, indexes={grants.COLLECTION: grants.INDEXES}     in a service's wiring

The collection `grants_over` is {_id: role-<uuid>, expires: real time}: no token outlives its row.
"""

from datetime import UTC, datetime, timedelta

from pymongo import IndexModel
from pymongo.database import Database

from .auth import LONGEST_SECONDS
from .events import Event
from .messages import Delivery

NAME, COLLECTION = "grants", "grants_over"
INDEXES = [IndexModel("expires", expireAfterSeconds=0)]
OVER = {"platform.role.revoked", "platform.role.ended"}
KEPT = 4 * timedelta(seconds=LONGEST_SECONDS)


class Ending:
    """The handler of the consumer."""

    def __init__(self, runtime):
        self._rows = runtime.db[COLLECTION]

    def handles(self, event: Event) -> bool:
        return event.name in OVER

    def apply(self, deliveries: list[Delivery], session) -> None:
        row = {"$set": {"expires": datetime.now(UTC) + KEPT}}
        for one in deliveries:
            self._rows.update_one({"_id": one.event.subject}, row, upsert=True, session=session)


CONSUMER = (("asn.platform",), Ending)


def over(db: Database, grant: str) -> bool:
    return db[COLLECTION].find_one({"_id": grant}, {"_id": 1}) is not None
