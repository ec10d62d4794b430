"""The content of a package, from the log's own archive; the same scope and checkpoint give the same files again."""

from collections.abc import Iterable, Iterator

from asn_verify import evidence
from asn_verify.evidence import Scope
from asn_verify.mirror import Recorded
from asnkit.events import Refused
from asnkit.web import current
from tlog.tree import HASH_BYTES, WIDTH

from ..history import search
from ..log.volume import KEY, Volume, open_volume
from ..query.schemas import Kept

MOST_EVENTS = 5_000


class Building:
    """`size` is that of the checkpoint that everything is proved against. Raises Refused where there is none."""

    def __init__(self, scope: Scope, size: int | None = None):
        self._scope = scope
        checkpoints = current().db.checkpoints
        found = checkpoints.find_one({"_id": size} if size else {}, sort=[("_id", -1)])
        if found is None:
            raise Refused("log-kosong", "Log ini belum mempunyai titik periksa.", status=409)
        self.size = found["_id"]
        # Without the cosignatures, which still come after the package was made.
        self.note = found["note"]
        self._volume: Volume = open_volume(current().settings)

    def files(self) -> Iterable[tuple[str, bytes]]:
        key = self._volume.read(KEY).decode().strip()
        return evidence.contents(self._scope, self._events(), self._tile, self.note, key)

    def _events(self) -> Iterator[Recorded]:
        """In the log's order."""
        entries = current().db.entries
        for number in self._numbers():
            one = entries.find_one({"_id": number}, {"bytes": 1, "note": 1, "path": 1})
            yield Recorded(number, bytes(one["bytes"]), one["note"], one["path"])

    def _numbers(self) -> list[int]:
        asked = dict(self._scope.asked)
        person = asked.pop("person", None)
        wanted = search.wanted(Kept().load(asked), person)
        named = {"service": 1, "stream": 1, "version": 1}
        rows = list(current().views["traces"].find(wanted, named).limit(MOST_EVENTS + 1))
        if len(rows) > MOST_EVENTS:
            sentence = f"Lingkup ini lebih dari {MOST_EVENTS} peristiwa; persempit, atau gunakan asn-verify package."
            raise Refused("paket-terlalu-besar", sentence, "scope", status=413)
        numbers = (
            row["index"] for start in range(0, len(rows), 200) for row in search.numbered(rows[start : start + 200])
        )
        return sorted(number for number in numbers if number is not None and number < self.size)

    def _tile(self, level: int, index: int, width: int) -> bytes:
        try:
            return self._volume.read_tile(level, index, width)
        except FileNotFoundError:  # the full one took its place
            return self._volume.read_tile(level, index, WIDTH)[: width * HASH_BYTES]
