"""Read models: folds of events, in generations.

A generation is named by the shapes of all views of the service and a number: its rows of view v are in the
collection `v.<shapes>.<number>` of the database `<service>_views`. New shapes are a new release's: its worker fills
its own generation from the first event, its web processes read that one and are not ready before it is filled, and
the previous release's stays as it is until the one after the next. A rebuild fills number n + 1 beside n and
then moves one pointer. A row of a view is the same in every interleaving of streams.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from pymongo import DeleteOne, ReplaceOne
from pymongo.collection import Collection
from pymongo.database import Database

from .db import ensure
from .events import Event, View
from .messages import Delivery
from .upcasting import Upcasters

SHAPES_KEPT = 2


class Views:
    """The views of one service: where the live rows are, and how events change them."""

    def __init__(self, db: Database, rows: Database, views: Iterable[View], upcasters: Upcasters):
        self._db = db
        self._rows = rows
        self._upcasters = upcasters
        self.views = {view.name: view for view in views}
        shapes = json.dumps(sorted((view.name, view.shape, view.types) for view in self.views.values()))
        self.shapes = hashlib.sha256(shapes.encode()).hexdigest()[:8]

    def live(self) -> str:
        """The generation that readers of this release see, "<shapes>.<number>"."""
        pointer = self._db.views.find_one({"_id": self.shapes})
        return self.generation(pointer["live"] if pointer else 1)

    def generation(self, number: int) -> str:
        return f"{self.shapes}.{number}"

    def next(self) -> str:
        return self.generation(int(self.live().partition(".")[2]) + 1)

    def filled(self) -> bool:
        """Whether the live generation has seen what there was when it was begun."""
        pointer = self._db.views.find_one({"_id": self.shapes})
        return bool(pointer and pointer["filled"]) or not self.views

    def __getitem__(self, name: str) -> Collection:
        """The live rows of a view, as they are at this moment."""
        return self.collection(name, self.live())

    def collection(self, name: str, generation: str) -> Collection:
        return self._rows[f"{self.views[name].name}.{generation}"]

    def prepare(self, generation: str) -> None:
        ensure(self._rows, {self.collection(one.name, generation).name: one.indexes for one in self.views.values()})
        begun = {"live": 1, "filled": False, "at": datetime.now(UTC)}
        self._db.views.update_one({"_id": self.shapes}, {"$setOnInsert": begun}, upsert=True)

    def swap(self, generation: str) -> None:
        """Make this generation, which is filled, the live one; drop those that no release reads any more."""
        number = int(generation.partition(".")[2])
        self._db.views.update_one({"_id": self.shapes}, {"$set": {"live": number, "filled": True}}, upsert=True)
        kept = {self.shapes: number - 1}
        for other in self._db.views.find({"_id": {"$ne": self.shapes}}).sort("at", -1).limit(SHAPES_KEPT - 1):
            kept[other["_id"]] = other["live"]
        for name in self._rows.list_collection_names():
            shapes, _, n = name.partition(".")[2].partition(".")
            if n.isdigit() and int(n) < kept.get(shapes, int(n) + 1):
                self._rows.drop_collection(name)
                self._forget(f"{shapes}.{n}")

    def handler(self, generation: str) -> "ViewHandler":
        return ViewHandler(self, generation)

    def newest(self, event: Event) -> Event:
        return self._upcasters.newest(event)

    def handles(self, event: Event) -> bool:
        return self._upcasters.reads(event) and any(view.handles(event) for view in self.views.values())

    def _forget(self, generation: str) -> None:
        for name in self._db.inbox.distinct("consumer", {"consumer": {"$regex": rf"\.views\.{generation}$"}}):
            for collection in (self._db.inbox, self._db.positions, self._db.parked):
                collection.delete_many({"consumer": name})


class ViewHandler:
    """Folds a batch of events into the rows of one generation."""

    def __init__(self, views: Views, generation: str):
        self._views = views
        self._generation = generation

    def handles(self, event: Event) -> bool:
        return self._views.handles(event)

    def apply(self, deliveries: list[Delivery], session) -> None:
        events = [self._views.newest(delivery.event) for delivery in deliveries]
        for view in self._views.views.values():
            touched = defaultdict(list)
            for event in events:
                for key in view.keys(event):
                    touched[key].append(event)
            if touched:
                self._write(view, touched, session)

    def _write(self, view: View, touched: dict[str, list[Event]], session) -> None:
        collection = self._views.collection(view.name, self._generation)
        rows = {row.pop("_id"): row for row in collection.find({"_id": {"$in": list(touched)}}, session=session)}
        writes = []
        for key, events in touched.items():
            row = rows.get(key)
            for event in events:
                row = view.fold(row, event)
            writes.append(DeleteOne({"_id": key}) if row is None else ReplaceOne({"_id": key}, row, upsert=True))
        collection.bulk_write(writes, ordered=False, session=session)
