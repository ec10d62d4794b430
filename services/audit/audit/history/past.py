"""The events of the past, read from the log's own archive and from nowhere else."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import groupby

from asnkit.catalogue import Catalogue, discover
from asnkit.events import Event, Refused, format_time
from asnkit.owners import Owners
from asnkit.settings import NEIGHBOURS, Settings
from pymongo.collection import Collection

BATCH = 2000
BY_NAME = [("name", 1), ("_id", 1)]


@cache
def catalogue() -> Catalogue:
    """The rules of every service that is installed here."""
    return discover(NEIGHBOURS)


@cache
def owners() -> Owners:
    return Owners(Settings.contracts)


def of_stream(stream: str) -> dict[str, str]:
    """The filter for a stream's entries: those of its owner, whoever else may have used its name."""
    return {"source": f"/asn/{owners().owner(stream)}", "subject": stream}


def of_aggregate(service: str, aggregate: str) -> dict:
    """The filter for the entries of every stream of one kind; "-" is followed by "." in the order of the text."""
    return {"source": f"/asn/{service}", "subject": {"$gte": f"{aggregate}-", "$lt": f"{aggregate}."}}


class Past:
    def __init__(self, entries: Collection):
        self._entries = entries

    def size(self) -> int:
        """How many entries there are: the number of the last one, and one."""
        last = self._entries.find_one({}, {"_id": 1}, sort=[("_id", -1)])
        return last["_id"] + 1 if last else 0

    def of(self, stream: str) -> list[Event]:
        """One stream's events, in order. Raises Refused where there is none."""
        found = self._entries.find(of_stream(stream), {"bytes": 1}).sort("streamversion")
        events = [Event.parse(entry["bytes"]) for entry in found]
        if not events:
            raise Refused("objek-tidak-ada", "Objek ini belum pernah tercatat.", field="stream", status=404)
        return events

    def numbers(self, stream: str) -> dict[str, int]:
        """The number in the log by event id, for one stream."""
        return {entry["id"]: entry["_id"] for entry in self._entries.find(of_stream(stream), {"id": 1})}

    def count(self, wanted: dict, most: int) -> int:
        """How many entries are like this, at most `most`."""
        return self._entries.count_documents(wanted, limit=most)

    def events(self, like: dict, known: datetime | None = None) -> Iterator[Event]:
        """What is `like` this, in the log's order, recorded until `known`; where names are asked for, only theirs."""
        wanted = like | ({"time": {"$lte": format_time(known)}} if known else {})
        found = self._entries.find(wanted, {"bytes": 1}, hint=BY_NAME if "name" in like else None)
        for entry in found.sort("_id").batch_size(BATCH):
            yield Event.parse(entry["bytes"])

    def streams(self, service: str, aggregate: str) -> Iterator[tuple[str, Iterator[Event]]]:
        """(stream, its events in order) of every stream of one kind."""
        order = [("source", 1), ("subject", 1), ("streamversion", 1)]
        found = self._entries.find(of_aggregate(service, aggregate), {"bytes": 1}).sort(order).batch_size(BATCH)
        yield from groupby((Event.parse(entry["bytes"]) for entry in found), lambda event: event.subject)
