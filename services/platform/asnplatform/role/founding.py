"""The first two of IT, by a command on the host: afterwards roles are given by whoever has that one."""

import sys
import uuid

from asnkit.commands import Context
from asnkit.events import Refused, new_id, uuid_of
from asnkit.service import Runtime
from marshmallow import ValidationError

from .domain import Found
from .keeping import give
from .schemas import GiveRole

FOUNDED = Refused("sudah-didirikan", "Petugas TI pertama sudah tercatat: mereka yang memberi peran.")
ASKED = "Tulis dua baris: id di penyedia masuk, spasi, nama. Dua orang yang berbeda.\n"


def found(runtime: Runtime) -> int:
    """Reads two lines of `id name` from standard input; 1 when they are not that, or somebody was before."""
    people = [tuple(line.strip().split(maxsplit=1)) for line in sys.stdin if line.strip()]
    if not _two(people):
        sys.stderr.write(ASKED)
        return 1
    try:
        begin(runtime, people)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


def begin(runtime: Runtime, people: list[tuple[str, str]]) -> None:
    """Raises Refused once somebody was founded."""
    number = uuid.uuid4().hex

    def work(tx):
        streams = [new_id("role") for _ in people]
        tx.claim("founded", streams[0], FOUNDED)
        for stream, (person, name) in zip(streams, people, strict=True):
            give(tx, stream, Found(person, runtime.vault.seal(uuid_of(stream), stream, "name", name)))

    runtime.store.run(Context(f"service:{runtime.service.name}", number, number, answered=False), work)


def _two(people: list[tuple]) -> bool:
    if len(people) != 2 or any(len(one) != 2 for one in people) or people[0][0] == people[1][0]:
        return False
    fields = GiveRole(only=("person", "name"))
    try:
        for person, name in people:
            fields.load({"person": person, "name": name})
    except ValidationError:
        return False
    return True
