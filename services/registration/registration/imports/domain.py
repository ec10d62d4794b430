"""The import of a whole formation list: staged when its file is without fault, then approved.

Streams: import-<uuid>. Approving publishes one vacancy for each row in the same
transaction (api.py); a list is a few hundred rows at most, so one transaction carries it.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused


@dataclass(frozen=True, slots=True)
class Stage:
    """`rows` are lines with their row number in the file; `sha256` is the hash of its bytes.

    `unread` are columns that hold something which nobody reads, {column, cells}.
    """

    period: str
    file: str
    sha256: str
    rows: tuple[dict, ...]
    unread: tuple[dict, ...] = ()


@dataclass(frozen=True, slots=True)
class Approve:
    pass


def decide(state: dict | None, command: Stage | Approve, now: datetime) -> list[Fact]:
    if isinstance(command, Stage):
        if state is not None:
            raise Refused("daftar-sudah-diunggah", "Daftar formasi ini sudah diunggah.")
        quota = sum(row["quota"] for row in command.rows)
        data = {"period": command.period, "file": command.file, "sha256": command.sha256}
        data |= {"unread": list(command.unread)} if command.unread else {}
        return [Fact("import.staged", {**data, "lines": len(command.rows), "quota": quota, "rows": list(command.rows)})]
    if not isinstance(command, Approve):
        raise TypeError(command)
    if state is None:
        raise Refused("daftar-tidak-ada", "Daftar formasi ini tidak ditemukan.", status=404)
    if state["approved"]:
        raise Refused("daftar-sudah-terbit", "Daftar formasi ini sudah diterbitkan.")
    return [Fact("import.approved", {key: state[key] for key in ("period", "sha256", "lines", "quota")})]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "import.staged":
        return {**event.data, "approved": False}
    return {**state, "approved": True}


AGGREGATE = Aggregate("import", decide, evolve)
