"""Who signed what is in the log: its owner, two people where it takes two; and whether they could decide so.

A decision of weight is decided again, by its service's own rule, on the states that its basis names.
"""

from asn_verify.signers import ALONE, FOREIGN, MISSING, OTHER, ROLE, UNNAMED, UNSIGNED, First, Second, Signers, judge
from asnkit.catalogue import Undecidable, Unfoldable
from asnkit.changes import Change
from asnkit.events import Event

from .entries import Entry
from .findings import Report
from .sources import Sources

SENTENCES = {
    FOREIGN: "dicatat oleh layanan yang tidak memiliki alirannya",
    UNSIGNED: "tidak ditandatangani layanan pemiliknya",
    UNNAMED: "tanda tangan kedua yang tidak menyebut peristiwa penanda tangan pertama",
    MISSING: "peristiwa penanda tangan pertama yang disebutnya tidak ada dalam log",
    OTHER: "peristiwa penanda tangan pertama yang disebutnya mempunyai sidik jari lain",
    ALONE: "kedua tanda tangannya dari orang yang sama",
    ROLE: "ada penanda tangan yang perannya tidak boleh menandatangani",
}


class Signing:
    def __init__(self, sources: Sources, signers: Signers, report: Report):
        self._sources, self._signers, self._report = sources, signers, report
        self._seconds: list[Second] = []
        self._weighty: list[tuple[str, str, int]] = []

    def look(self, read: Entry) -> None:
        """Whether an entry is signed by its owner; what takes more is kept for `judge`."""
        event = read.event
        self._report.look("signatures")
        if doubt := self._signers.doubt(event.source, event.subject, read.raw, read.note, read.path):
            self._find(event.service, event.id, doubt)
        second = self._signers.second(event.type, event.source, event.id, event.actor, event.data)
        if isinstance(second, Second):
            self._seconds.append(second)
        elif second:
            self._find(event.service, event.id, second)
        aggregate = self._sources.catalogue.aggregate(event)
        if aggregate is not None and event.fact in aggregate.again:
            self._report.look("decisions")
            self._weighty.append((event.source, event.subject, event.streamversion))

    def judge(self, last: bool) -> None:
        """Second signatures against the first, decisions of weight against the rule, of what was looked at since.

        What rests on an event that is not in the log waits for it, until this is the `last` time.
        """
        waiting = []
        for second in self._seconds:
            doubt = judge(second, self._first(second))
            if doubt == MISSING and not last:
                waiting.append(second)
            elif doubt:
                self._find(second.source.removeprefix("/asn/"), second.event, doubt)
        self._seconds = waiting
        self._weighty = [one for one in self._weighty if not self._decided(*one, last)]

    def _first(self, second: Second) -> First | None:
        stream, _, version = second.first.rpartition("@")
        wanted = {"source": second.source, "subject": stream, "streamversion": int(version) if version.isdigit() else 0}
        found = self._sources.entries.find_one(wanted, {"leaf": 1, "actor": 1})
        return First(found["leaf"].hex(), found["actor"]) if found else None

    def _decided(self, source: str, stream: str, version: int, last: bool) -> bool:
        name, service = f"{stream}@{version}", source.removeprefix("/asn/")
        try:
            changed = self._differences(source, stream, version)
        except (Undecidable, Unfoldable, LookupError) as error:
            if isinstance(error, LookupError) and not last:
                return False
            sentence = f"{name}: tidak dapat diputuskan ulang dari dasarnya ({error})."
            self._report.find("decisions", sentence, service=service, subject=name)
            return True
        for one in changed:
            sentence = f"{name}: diputuskan ulang dari dasarnya, {one.field} menjadi lain."
            self._report.find("decisions", sentence, service=service, subject=name, field=one.field)
        return True

    def _differences(self, source: str, stream: str, version: int) -> list[Change]:
        """What the rule decides otherwise on the states that the basis names. Raises LookupError without one."""
        catalogue = self._sources.catalogue
        *before, event = self._events(source, stream, version)
        states = {other: catalogue.state(self._events(source, other, at)) for other, at in event.basis_versions.items()}
        return catalogue.decide_again(event, catalogue.state(before), states) or []

    def _events(self, source: str, stream: str, upto: int) -> list[Event]:
        """A stream's events up to a version. Raises LookupError when they are not all in the log."""
        wanted = {"source": source, "subject": stream, "streamversion": {"$lte": upto}}
        found = self._sources.entries.find(wanted, {"bytes": 1}).sort("streamversion")
        events = [Event.parse(bytes(entry["bytes"])) for entry in found]
        if len(events) != upto:
            raise LookupError(f"{stream}@{upto}")
        return events

    def _find(self, service: str, event: str, doubt: str) -> None:
        self._report.find("signatures", f"{event}: {SENTENCES[doubt]}.", service=service, subject=event)
