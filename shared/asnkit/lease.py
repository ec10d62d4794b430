"""One leader for the relay, the deadlines, the batches: a lease in MongoDB.

Time is the database's (`$$NOW`), so clocks of two machines need not agree. The document
is never deleted, because its epoch must never start again. A stale leader can only repeat
work that the inbox and the unique indexes throw away: correctness does not rest on this.
"""

from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

SECONDS = 3


class Lease:
    def __init__(self, leases: Collection, name: str, holder: str):
        self._leases = leases
        self._name = name
        self._holder = holder
        self.epoch = 0

    def hold(self) -> bool:
        """Take or renew the lease; false when somebody else holds it."""
        mine = {
            "$or": [
                {"$eq": ["$holder", self._holder]},
                {"$lt": [{"$ifNull": ["$until", "$$NOW"]}, "$$NOW"]},
                {"$eq": [{"$type": "$until"}, "missing"]},
            ]
        }
        same = {"$eq": ["$holder", self._holder]}
        epoch = {"$ifNull": ["$epoch", 0]}
        pipeline = [
            {"$set": {"free": mine}},
            {
                "$set": {
                    "epoch": {"$cond": [{"$and": ["$free", {"$not": [same]}]}, {"$add": [epoch, 1]}, epoch]},
                    "holder": {"$cond": ["$free", self._holder, "$holder"]},
                    "until": {"$cond": ["$free", {"$add": ["$$NOW", SECONDS * 1000]}, "$until"]},
                }
            },
            {"$unset": "free"},
        ]
        try:
            document = self._leases.find_one_and_update(
                {"_id": self._name}, pipeline, upsert=True, return_document=ReturnDocument.AFTER
            )
        except DuplicateKeyError:  # two first holders at once: the other one won
            return False
        self.epoch = document["epoch"]
        return document["holder"] == self._holder

    def release(self) -> None:
        """Let the next one take over at once instead of after three seconds."""
        self._leases.update_one(
            {"_id": self._name, "holder": self._holder}, [{"$set": {"until": "$$NOW", "holder": None}}]
        )
