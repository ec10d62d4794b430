"""Lists as they were: the rows of a view, or the states of a kind of stream, at any moment.

A list is folded from the first event on and laid on a shelf, so memory does not grow with the log; the
last few stay, because a reader turns pages. One is folded at a time. How long a history may be, and whether there is
more of it than what was folded, is asked of the list's own events, not of the log.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from asnkit.catalogue import Catalogue, Digest, Moment, Unfoldable, fold_rows
from asnkit.changes import changes
from asnkit.events import EVERY, Refused
from asnkit.shelf import Shelf, merged

from .past import Past, of_aggregate

KEPT = 4
MOST_EVENTS = 1_000_000


@dataclass(frozen=True)
class Kind:
    """One list: `kind` is "view" or "states"."""

    service: str
    name: str
    kind: str


class Lists:
    def __init__(self, past: Past, catalogue: Catalogue):
        self._past = past
        self._catalogue = catalogue
        self._kept: OrderedDict[tuple, Shelf] = OrderedDict()
        self._lock = threading.Lock()

    def kinds(self) -> list[Kind]:
        views = [Kind(service, name, "view") for service, name in self._catalogue.views]
        return sorted(
            [*views, *(Kind(service, name, "states") for service, name in self._catalogue.aggregates)],
            key=lambda kind: (kind.service, kind.kind, kind.name),
        )

    def page(self, kind: Kind, moment: Moment, where: tuple[str, str] | None, after: str, limit: int) -> dict:
        """{"total", "sha256", "items": [{"key", "row"}], "next"}; `where` (field, value) chooses rows."""
        with self._lock:
            found, total, digest, following = [], 0, Digest(), None
            for key, row in self._shelf(kind, moment).items():
                digest.add(key, row)
                if where and str(_at(row, where[0])) != where[1]:
                    continue
                total += 1
                if key > after and len(found) < limit:
                    found.append({"key": key, "row": row})
                elif key > after and following is None:
                    following = found[-1]["key"]
        return {"total": total, "sha256": digest.hex(), "items": found, "next": following}

    def difference(self, kind: Kind, first: Moment, second: Moment, after: str, limit: int) -> dict:
        """{"added", "removed", "changed", "items": [{"key", "changes"}], "next"} from one moment to another."""
        counts = {"added": 0, "removed": 0, "changed": 0}
        found, following = [], None
        with self._lock:
            for key, before, now in merged(self._shelf(kind, first).items(), self._shelf(kind, second).items()):
                differing = list(changes(before, now))
                if not differing:
                    continue
                whole = differing[0].field == ""
                counts[differing[0].kind if whole else "changed"] += 1
                if key > after and len(found) < limit:
                    found.append((key, differing))
                elif key > after and following is None:
                    following = found[-1][0]
        return {**counts, "items": found, "next": following}

    def _shelf(self, kind: Kind, moment: Moment) -> Shelf:
        """Must be called with the lock held."""
        number = self._past.count(self._wanted(kind), MOST_EVENTS + 1)
        name = (kind, moment, number)
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        if number > MOST_EVENTS:
            sentence = f"Daftar ini dari lebih {MOST_EVENTS} peristiwa: gunakan asn-verify replay pada salinan log."
            raise Refused("riwayat-terlalu-panjang", sentence, status=413)
        shelf = Shelf()
        try:
            self._fill(shelf, kind, moment)
        except Unfoldable as error:
            sentence = f"Peristiwa {error.event} tidak dapat dilipat pada saat itu; pilih menurut waktu catat."
            raise Refused("tidak-dapat-dilipat", sentence, status=422) from error
        self._kept[name] = shelf
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)[1].close()
        return shelf

    def _wanted(self, kind: Kind) -> dict:
        """The entries that a list is made of."""
        if kind.kind == "states":
            return of_aggregate(kind.service, kind.name)
        types = self._catalogue.views[kind.service, kind.name].types
        return {} if EVERY in types else {"name": {"$in": types}}

    def _fill(self, shelf: Shelf, kind: Kind, moment: Moment) -> None:
        if kind.kind == "view":
            events = self._past.events(self._wanted(kind), moment.known)
            fold_rows(self._catalogue.views[kind.service, kind.name], moment.admit(events), shelf)
            return
        for stream, events in self._past.streams(kind.service, kind.name):
            state = self._catalogue.state(moment.admit(events))
            if state is not None:
                shelf[stream] = state


def _at(row: dict, path: str):
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else None
    return row
