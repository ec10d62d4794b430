"""What lies beside the events and decides something: claims, cursors, and what was set aside.

No event carries a claim, so the auditor remembers each as it first saw it, and at which version of its stream. One that
changes or vanishes while its stream stands still was changed by hand. It also knows who must have one.
"""

from collections.abc import Callable, Iterable, Iterator

from asnkit.events import aggregate_of
from asnkit.shelf import Shelf, merged
from bson import decode

from .claims import Claim, Claims
from .findings import Report
from .folds import STATES, Folds, Part
from .kept import Kept
from .live import Live
from .memory import Memory
from .seen import Noted
from .sources import Sources

LISTED = 1000

Wrong = dict[str, tuple[str, str]]
"""Key → (service, sentence)."""


class Beside:
    """`streams` is what the walk over the log left; `moved` has those of each service whose claims were not looked at
    since they did."""

    def __init__(
        self,
        sources: Sources,
        folds: Folds,
        streams: Shelf,
        moved: dict[str, set[str]],
        report: Report,
        kept: Kept,
        memory: Memory,
    ):
        self._sources, self._folds, self._streams, self._moved = sources, folds, streams, moved
        self._report, self._kept, self._memory = report, kept, memory
        self._met: set[str] = set()

    def look(self, settled: Callable[[Callable[[], Wrong]], Wrong]) -> None:
        """`settled` asks again until nothing is wrong, or the system had its time."""
        for service in self._sources.services:
            for check in (self._claims, self._cursors):
                for key, (of, sentence) in sorted(settled(lambda check=check, service=service: check(service)).items()):
                    self._report.find("beside", sentence, service=of, subject=key)
            self._moved[service] -= self._met
            self._set_aside(service)

    def _claims(self, service: str) -> Wrong:
        """Every claim belongs to a stream, stays while that stands still, and every live owner has its own."""
        wrong: Wrong = {}
        self._met = set(self._moved[service])
        live, right = Live(self._sources.db(service).claims), Noted(self._kept.seen(f"claims {service}"))
        with self._memory.claims(service) as known:
            if self._kept.whole:
                found = merged(known.items(), live.everything())
            else:
                found = ((key, known.get(key), raw) for key, raw in right.seen.scan(live))
            for key, before, raw in found:
                now = decode(raw).get("stream") if raw else None
                if sentence := self._doubt(service, key, before, now):
                    wrong[key] = service, sentence
                    continue
                self._remember(service, known, key, before, now)
                right.note(key, raw)
            right.end()
            self._report.look("beside", live.passed)
            for stream, state in self._owners(service):
                keys = [key for key in known.of(stream) if key not in wrong]
                for key in keys:
                    self._remember(service, known, key, known.get(key), stream)
                wrong |= self._missing(service, stream, state, keys)
        return wrong

    def _doubt(self, service: str, key: str, before: Claim | None, now: str | None) -> str | None:
        """What is wrong with a claim that is `now` of this stream."""
        moved = before and now != before[0] and self._version(service, before[0]) == before[1]
        if moved and not (now and _of_the_period(key) and self._lost_its_line(service, before[0])):
            what = "hilang" if now is None else f"menjadi milik {now}"
            return f"{service}, klaim {key}: {what}, dan {before[0]} tidak berubah."
        if now and not any(self._folds.contents(Part(service, "state", STATES), now)):
            return f"{service}, klaim {key}: pemiliknya {now} tidak ada dalam log."
        return None

    def _remember(self, service: str, known: Claims, key: str, before: Claim | None, now: str | None) -> None:
        if now is None:
            known.drop(key)
        elif before != (claim := (now, self._version(service, now))):
            known.put(key, claim)

    def _owners(self, service: str) -> Iterator[tuple[str, dict | None]]:
        """Who must have what it claimed, with its state: all, or those that moved."""
        shelf = self._folds.shelf(Part(service, "state", STATES))
        if self._kept.whole:
            found: Iterable = shelf.items()
        else:
            found = ((stream, shelf.get(stream)) for stream in sorted(self._met))
        for stream, folded in found:
            yield stream, (folded or {}).get("content")

    def _missing(self, service: str, stream: str, state: dict | None, keys: list[str]) -> Wrong:
        wrong: Wrong = {}
        for kind in _needed(stream, state):
            number = sum(key == kind or key.startswith(f"{kind}/") for key in keys)
            if number != 1 and not (number == 0 and _of_the_period(kind) and self._lost_its_line(service, stream)):
                sentence = f"{service}, klaim {kind} dari {stream}: ada {number}, seharusnya satu."
                wrong[f"{stream} {kind}"] = service, sentence
        return wrong

    def _lost_its_line(self, service: str, stream: str) -> bool:
        """Whether it is an application for a line that two people closed: its person may begin another (decision 128),
        and the one claim of the period passes to that without an event of this stream."""
        if aggregate_of(stream) != "application":
            return False
        application = self._content(service, stream)
        line = self._content(service, f"vacancy-{application['vacancy']}") if application else None
        return bool(line and line.get("closed"))

    def _content(self, service: str, stream: str) -> dict | None:
        return (self._folds.shelf(Part(service, "state", STATES)).get(stream) or {}).get("content")

    def _cursors(self, service: str) -> Wrong:
        """How far a consumer is: never beyond the log, and at each stream's last event with that event's hash."""
        wrong: Wrong = {}
        live, right = Live(self._sources.db(service).inbox), Noted(self._kept.seen(f"cursors {service}"))
        consumes: dict[str, bool] = {}
        for key, raw in right.seen.scan(live):
            sentence = self._odd(key, decode(raw)) if raw else self._gone(service, key, consumes)
            if not sentence:
                right.note(key, raw)
            elif len(wrong) < LISTED:
                wrong[key] = service, f"{service}, kursor {key}: {sentence}"
        right.end()
        self._report.look("beside", live.passed)
        return wrong

    def _odd(self, key: str, now: dict) -> str | None:
        row = self._streams.get(key.partition("/")[2]) or {"log": [0, ""], "last": ""}
        logged = row["log"][0]
        if now["version"] > logged or (now["version"] == logged and now["hash"] != row["last"]):
            return f"versi {now['version']}, bukan peristiwa itu di log."
        return None

    def _gone(self, service: str, key: str, consumes: dict[str, bool]) -> str | None:
        """A cursor may go with its whole consumer."""
        consumer = key.partition("/")[0]
        if consumer not in consumes:
            wanted = {"_id": {"$gte": f"{consumer}/", "$lt": f"{consumer}0"}}
            consumes[consumer] = self._sources.db(service).inbox.find_one(wanted, {"_id": 1}) is not None
        return "hilang." if consumes[consumer] else None

    def _set_aside(self, service: str) -> None:
        """What no owner vouches for, by its place on Kafka; each consumer that met it has kept it."""
        told: dict[str, str] = {}
        for one in self._sources.db(service).set_aside.find({}, {"bytes": 0}).limit(LISTED):
            self._report.look("set_aside")
            place = f"{one['topic']}/{one['partition']}@{one['offset']}"
            told.setdefault(place, f"Kafka {place} ({one['key']}): disisihkan oleh {service}, {one['reason']}.")
        for place, sentence in sorted(told.items()):
            self._report.find("set_aside", sentence, service=service, subject=place)

    def _version(self, service: str, stream: str) -> int:
        row = self._streams.get(f"{service}/{stream}")
        return row["log"][0] if row else 0


def _of_the_period(kind: str) -> bool:
    return kind.startswith("application/")


def _needed(stream: str, state: dict | None) -> Iterator[str]:
    """The claims that this stream must have: each whole, or its beginning."""
    if state is None:
        return
    aggregate = aggregate_of(stream)
    if aggregate in ("account", "identity"):
        yield from state["claims"]
    if aggregate == "application" and state["status"] != "withdrawn":
        yield f"application/{state['person']}/{state['period']}"
        if "participant_no" in state:
            yield f"participant/{state['participant_no']}"
    if aggregate == "candidate":
        yield f"candidate/{state['application']}"
