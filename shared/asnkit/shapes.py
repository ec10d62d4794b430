"""States whose shape an earlier release wrote are folded anew, so that queries find what the rules read.

`Store.load` refolds what it loads; a query over `state` sees what is stored. The worker therefore goes
through the stored states after its start, and looks again every minute: while one release follows
another, a web process of the older one still writes its own shape.
"""

import time

from pymongo import UpdateOne

from .commits import Store

CHUNK = 200
LOOK_AGAIN_SECONDS = 60


class Shapes:
    def __init__(self, store: Store):
        self._store = store
        self._looked = float("-inf")

    def turn(self) -> int:
        """Renew at most a chunk; the number of states, 0 for a minute once all are of the present shape."""
        if time.monotonic() - self._looked < LOOK_AGAIN_SECONDS:
            return 0
        old = [{"aggregate": a.name, "shape": {"$ne": a.shape}} for a in self._store.aggregates.values()]
        found = list(self._store.db.state.find({"$or": old}, {"_id": 1}).limit(CHUNK))
        self._renew([document["_id"] for document in found])
        if not found:
            self._looked = time.monotonic()
        return len(found)

    def _renew(self, streams: list[str]) -> None:
        writes = []
        for stream in streams:
            loaded, shape = self._store.load(stream), self._store.aggregate(stream).shape
            # A command that is faster writes the new shape itself, with a later version.
            same = {"_id": stream, "version": loaded.version}
            writes.append(UpdateOne(same, {"$set": {"shape": shape, "data": loaded.state}}))
        if writes:
            self._store.db.state.bulk_write(writes, ordered=False)
