"""One leader for the relay, the deadlines, the batches: a lease in MongoDB.

Time is the database's (`$$NOW`), so clocks of two machines need not agree. The document
is never deleted, because its epoch must never start again. A stale leader can only repeat
work that the inbox and the unique indexes throw away: correctness does not rest on this.
"""

import time
from collections.abc import Iterable, Sequence

from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

SECONDS = 3
PEER = "peer "


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


class Leases:
    """All leases that one process wants, renewed in one write: it would else be the busiest thing of an idle system."""

    def __init__(self, leases: Collection, holder: str):
        self._leases = leases
        self._holder = holder
        self._wanted: dict[str, Lease] = {}
        self._shared: list[Sequence[str]] = []
        self._held: set[str] = set()
        self._renewed = 0.0

    def want(self, name: str) -> None:
        self._wanted[name] = Lease(self._leases, name, self._holder)

    def share(self, names: Sequence[str]) -> None:
        """Want no more of these than there are for each of the processes that share them."""
        for name in names:
            self.want(name)
        self._shared.append(names)

    def holds(self, name: str) -> bool:
        """Whether it is ours for sure: what was not renewed in time may be somebody else's, wherever MongoDB is."""
        return name in self._held and time.monotonic() - self._renewed < SECONDS

    def renew(self) -> bool:
        """Renew what is held, try for what is not; true when one holds that did not, be it won or ours again in time.

        What is more than our share is renewed no more, and free within three seconds: by then our last turn has ended.
        """
        began, before = time.monotonic(), self._held
        shares = self._shares()
        kept = before - self._surplus(before, shares)
        held = kept if kept and self._renew(kept) else self._try(kept)
        held = held | self._try(self._wanted.keys() - before - {name for names in self._shared for name in names})
        for names, share in zip(self._shared, shares, strict=True):
            held = held | self._take(names, share - len(held.intersection(names)), before)
        lapsed = time.monotonic() - self._renewed >= SECONDS  # until this very moment: renewing itself may take long
        self._held, self._renewed = held, began
        return bool(held if lapsed else held - before)

    def release(self) -> None:
        """Let the next ones take over at once."""
        held, self._held = self._held, set()
        self._leases.update_many(
            {"_id": {"$in": sorted(held)}, "holder": self._holder}, [{"$set": {"until": "$$NOW", "holder": None}}]
        )
        if self._shared:
            gone = {"$or": [{"_id": f"{PEER}{self._holder}"}, {"$expr": {"$lt": ["$until", "$$NOW"]}}]}
            self._leases.delete_many({"_id": {"$regex": f"^{PEER}"}, **gone})

    def _shares(self) -> list[int]:
        """How many of each that is shared are ours, by our place among those that are there at this moment."""
        if not self._shared:
            return []
        me, until = f"{PEER}{self._holder}", {"$add": ["$$NOW", SECONDS * 1000]}
        self._leases.update_one({"_id": me}, [{"$set": {"until": until}}], upsert=True)
        there = {"_id": {"$regex": f"^{PEER}"}, "$expr": {"$gt": ["$until", "$$NOW"]}}
        peers = sorted({me, *(peer["_id"] for peer in self._leases.find(there, {"_id": 1}))})
        rounds = [divmod(len(names), len(peers)) for names in self._shared]
        return [each + (peers.index(me) < rest) for each, rest in rounds]

    def _surplus(self, held: set[str], shares: list[int]) -> set[str]:
        ours = ([name for name in names if name in held] for names in self._shared)
        return {name for mine, share in zip(ours, shares, strict=True) for name in mine[share:]}

    def _take(self, names: Sequence[str], missing: int, before: set[str]) -> set[str]:
        """So many of those that are free."""
        won: set[str] = set()
        for name in names:
            if len(won) < missing and name not in before and self._wanted[name].hold():
                won.add(name)
        return won

    def _renew(self, names: set[str]) -> bool:
        """False when one of them is not ours any more; the others are renewed all the same."""
        until = {"$add": ["$$NOW", SECONDS * 1000]}
        mine = {"_id": {"$in": sorted(names)}, "holder": self._holder}
        return self._leases.update_many(mine, [{"$set": {"until": until}}]).matched_count == len(names)

    def _try(self, names: Iterable[str]) -> set[str]:
        return {name for name in sorted(names) if self._wanted[name].hold()}
