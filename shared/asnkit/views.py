"""Read models: folds of events, in generations.

The rows of generation n of view v are in the collection `v_n` of the database
`<service>_views`. A rebuild fills generation n + 1 beside the live one from the first event and
then swaps one pointer; the old rows go when nobody reads them. A row of a view is the same
in every interleaving of streams.
"""

from collections import defaultdict
from collections.abc import Iterable

from pymongo import DeleteOne, ReplaceOne
from pymongo.collection import Collection
from pymongo.database import Database

from .events import Event, View
from .inbox import Delivery

POINTER = "views"


class Views:
    """The views of one service: where the live rows are, and how events change them."""

    def __init__(self, db: Database, rows: Database, views: Iterable[View]):
        self._db = db
        self._rows = rows
        self.views = {view.name: view for view in views}

    def live(self) -> int:
        """The generation that readers see."""
        pointer = self._db.views.find_one({"_id": POINTER})
        return pointer["live"] if pointer else 1

    def __getitem__(self, name: str) -> Collection:
        """The live rows of a view, as they are at this moment."""
        return self.collection(name, self.live())

    def collection(self, name: str, generation: int) -> Collection:
        return self._rows[f"{self.views[name].name}_{generation}"]

    def prepare(self, generation: int) -> None:
        existing = set(self._rows.list_collection_names())
        for view in self.views.values():
            collection = self.collection(view.name, generation)
            if collection.name not in existing:
                self._rows.create_collection(collection.name)
            for keys in view.indexes:
                collection.create_index(keys)

    def swap(self, generation: int) -> None:
        """Make this generation the live one and drop those before the last."""
        self._db.views.replace_one({"_id": POINTER}, {"_id": POINTER, "live": generation}, upsert=True)
        for name in self._rows.list_collection_names():
            view, _, number = name.rpartition("_")
            if view in self.views and number.isdigit() and int(number) < generation - 1:
                self._rows.drop_collection(name)

    def handler(self, generation: int) -> "ViewHandler":
        return ViewHandler(self, generation)


class ViewHandler:
    """Folds a batch of events into the rows of one generation."""

    def __init__(self, views: Views, generation: int):
        self._views = views
        self._generation = generation

    def handles(self, event: Event) -> bool:
        return event.typeversion == 1 and any(True for view in self._views.views.values() for _ in view.keys(event))

    def apply(self, deliveries: list[Delivery], session) -> None:
        for view in self._views.views.values():
            touched = defaultdict(list)
            for delivery in deliveries:
                for key in view.keys(delivery.event):
                    touched[key].append(delivery.event)
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
