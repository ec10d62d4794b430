"""States and rows as they are live, held against what the log's events make.

In a running system the log is a little behind, so what differs is looked at again after more of the log was read, and
counts when it still differs.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from asnkit.catalogue import Digest, plain
from asnkit.changes import changes
from asnkit.events import aggregate_of
from asnkit.shelf import merged
from bson import decode

from .folds import STATES, Folds, Part
from .live import Live
from .seen import Noted, Seen
from .sources import Sources

SETTLE_SECONDS = 15
MOST_SUSPECTS = 5_000
FIELDS_NAMED = 5

ReadOn = Callable[[Part, list[str]], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One live state or row that is not what the events make; `field` is None for the whole."""

    service: str
    part: str
    kind: str
    key: str
    field: str | None
    sentence: str


@dataclass
class Compared:
    """One part after the comparison."""

    service: str
    part: str
    kind: str
    rebuilt: int = 0
    compared: int = 0
    same: int = 0
    differences: list[Difference] = field(default_factory=list)
    rebuilt_sha256: str = ""
    live_sha256: str = ""


class Comparison:
    """`read_on(part, suspects)` folds what has come to the log since, and what is on its way there.

    What was last touched before `since` does not count.
    """

    def __init__(self, sources: Sources, folds: Folds, part: Part, read_on: ReadOn, since: str | None = None):
        self._folds, self._part, self._read_on, self._since = folds, part, read_on, since
        self._catalogue = sources.catalogue
        states = part.kind == STATES
        view = None if states else self._catalogue.views[part.service, part.name]
        self._live = Live(sources.states(part.service) if states else sources.rows(part.service, view))
        self._found = Compared(part.service, part.name, part.kind)

    def whole(self, settle: float, seen: Seen | None = None) -> Compared:
        """Everything, read and compared; what is right is noted as `seen`."""
        found, built, there, suspects, right = self._found, Digest(), Digest(), [], seen and Noted(seen)
        for key, known, raw in merged(self._folds.shelf(self._part).items(), self._live.items()):
            found.rebuilt += known is not None and known["content"] is not None
            if not self._counts(key, known):
                continue
            if not self._same(key, raw, [known]):
                if len(suspects) < MOST_SUSPECTS:
                    suspects.append(key)
                continue
            if raw is not None and self._shown(raw) is not None:
                found.compared, found.same = found.compared + 1, found.same + 1
                built.add(key, known["content"])
                there.add(key, self._shown(raw))
            if right and raw is not None:
                right.note(key, raw)
        if right:
            right.end()
        for key in self._settled(suspects, settle):
            known, raw = self._folds.shelf(self._part).get(key), self._live.one(key)
            found.compared += 1
            built.add(key, known and known["content"])
            there.add(key, raw and self._shown(raw))
            self._tell(key)
        self._tell_odd()
        found.rebuilt_sha256, found.live_sha256 = built.hex(), there.hex()
        return found

    def since_last(self, settle: float, seen: Seen) -> Compared:
        """What was `seen` to be right stays so while its bytes do; what changed, or is in doubt, is compared."""
        suspects, right = [], Noted(seen)
        for key, raw in seen.scan(self._live):
            if self._same(key, raw, self._folds.contents(self._part, key)):
                right.note(key, raw)
            elif len(suspects) < MOST_SUSPECTS:
                suspects.append(key)
        right.end()
        self._found.compared = self._live.passed
        wrong = set(self._settled(suspects, settle))
        seen.note(
            (key, raw) for key in suspects if key not in wrong and self._same_now(key, raw := self._live.one(key))
        )
        for key in sorted(wrong):
            self._tell(key)
        self._tell_odd()
        return self._found

    def _settled(self, suspects: list[str], settle: float) -> list[str]:
        """Those that still differ when more of the log was read, for at most `settle` seconds."""
        deadline = time.monotonic() + settle
        suspects = [key for key in suspects if not self._same_now(key, self._live.one(key))]
        while suspects:
            self._read_on(self._part, suspects)
            suspects = [key for key in suspects if not self._same_now(key, self._live.one(key))]
            if time.monotonic() > deadline:
                break
            if suspects:
                time.sleep(min(0.5, settle))
        return [key for key in suspects if self._counts(key, self._folds.shelf(self._part).get(key))]

    def _same_now(self, key: str, raw: bytes | None) -> bool:
        return self._same(key, raw, self._folds.contents(self._part, key))

    def _same(self, key: str, raw: bytes | None, expected: Iterable[dict | None]) -> bool:
        return any(self._fits(known, raw) for known in expected)

    def _fits(self, known: dict | None, raw: bytes | None) -> bool:
        if raw is None:
            return known is None or known["content"] is None
        if known is None or known["content"] is None:
            return False
        now = decode(raw)
        if self._part.kind != STATES:
            return plain(known["content"]) == plain(_row(now))
        if known["version"] != now["version"] or now["aggregate"] != aggregate_of(now["_id"]):
            return False
        return self._old_shape(now) or plain(known["content"]) == plain(now["data"])

    def _counts(self, key: str, known: dict | None) -> bool:
        """Whether this key lies in the period; what no event ever made lies in every one."""
        if key in self._folds.broken:
            return False
        return known is None or (not known["late"] and (self._since is None or known["at"] >= self._since))

    def _shown(self, raw: bytes):
        """What both have; nothing for a state that its service will fold anew when it is next asked for."""
        now = decode(raw)
        if self._part.kind != STATES:
            return _row(now)
        return None if self._old_shape(now) else now["data"]

    def _old_shape(self, now: dict) -> bool:
        aggregate = self._catalogue.aggregates.get((self._part.service, aggregate_of(now["_id"])))
        return aggregate is not None and now["shape"] != aggregate.shape

    def _tell(self, key: str) -> None:
        known, raw = self._folds.shelf(self._part).get(key), self._live.one(key)
        self._found.differences += self._differences(key, known, raw)

    def _tell_odd(self) -> None:
        """A key that is no text is nobody's: no event makes one."""
        for key in self._live.odd():
            self._found.differences.append(self._difference(key, None, f"{self._where(key)}: kuncinya bukan teks."))

    def _where(self, key: str) -> str:
        if self._part.kind == STATES:
            return f"{self._part.service}, keadaan {key}"
        return f"{self._part.service}, tampilan {self._part.name}, baris {key}"

    def _differences(self, key: str, known: dict | None, raw: bytes | None) -> Iterator[Difference]:
        states, where = self._part.kind == STATES, self._where(key)
        expected, now = known and known["content"], raw and decode(raw)
        if now is None:
            yield self._difference(key, None, f"{where}: hilang; peristiwanya ada.")
        elif expected is None:
            yield self._difference(key, None, f"{where}: ada tanpa peristiwa dalam log.")
        elif states and known["version"] != now["version"]:
            sentence = f"{where}: versi {now['version']}, menurut log {known['version']}."
            yield self._difference(key, "version", sentence)
        elif states and now["aggregate"] != aggregate_of(key):
            yield self._difference(key, "aggregate", f"{where}: isian aggregate berbeda dari nama alirannya.")
        else:
            differing = list(changes(expected, now["data"] if states else _row(now)))
            for one in differing[:FIELDS_NAMED]:
                yield self._difference(key, one.field, f"{where}: isian {one.field} berbeda dari peristiwanya.")

    def _difference(self, key: str, field: str | None, sentence: str) -> Difference:
        return Difference(self._part.service, self._part.name, self._part.kind, key, field, sentence)


def _row(document: dict) -> dict:
    return {name: value for name, value in document.items() if name != "_id"}
