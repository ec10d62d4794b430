"""How ordered appointments are carried out: one winner after another, in restartable steps."""

import json
from datetime import date

from asnkit.bulk import BatchKind, read_file

from ..candidate.domain import WINNER, Appoint
from ..streams import line_stream
from .domain import Close


def winners(rankings: dict[str, dict]) -> list[dict]:
    """{candidate, vacancy, code} of those who win a seat, in a fixed order."""
    return [
        {"candidate": row["candidate"], "vacancy": vacancy, "code": row["code"]}
        for vacancy in sorted(rankings)
        for row in rankings[vacancy]["rows"]
        if row["code"] == WINNER
    ]


def encode(rows: list[dict]) -> bytes:
    return json.dumps(rows, separators=(",", ":")).encode()


def _decode(state: dict, content: bytes) -> list[dict]:
    return json.loads(content)


def _streams(state: dict, row: dict) -> list[str]:
    return [row["candidate"], line_stream(row["vacancy"])]


def _apply(tx, stream: str, state: dict, number: int, row: dict, command_id: str) -> None:
    line = tx.load(line_stream(row["vacancy"])).state
    command = Appoint(row, state["result"], line, date.fromisoformat(state["effective_date"]), state["decree_no"])
    tx.decide(row["candidate"], command, command_id=command_id)


def _close(tx, stream: str, applied: int, refused: list[dict]) -> None:
    rows = json.loads(read_file(tx.db, stream)) if refused else []
    refusals = tuple({"candidate": rows[one["row"]]["candidate"], "rule": one["rule"]} for one in refused)
    tx.decide(stream, Close(applied, refusals))


APPOINTMENTS = BatchKind("appointment_batch", _decode, _streams, _apply, _close)
