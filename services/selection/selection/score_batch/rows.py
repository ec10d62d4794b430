"""How an approved score file is applied: each row a `score.recorded` of its candidate, in restartable steps."""

import json

from asnkit.bulk import BatchKind, read_file

from ..candidate.domain import SKB
from ..ranking.domain import SKD
from ..streams import line_stream, result_stream
from .check import score_of
from .domain import Close


def encode(rows: list[dict]) -> bytes:
    """The checked rows, as they are kept beside the file that they come from."""
    return json.dumps(rows, separators=(",", ":")).encode()


def _decode(state: dict, content: bytes) -> list[dict]:
    return json.loads(content)


def _streams(state: dict, row: dict) -> list[str]:
    needed = [row["candidate"], f"round-{state['round']}", line_stream(row["vacancy"])]
    return [*needed, result_stream(state["round"], SKD)] if state["stage"] == SKB else needed


def _apply(tx, stream: str, state: dict, number: int, row: dict, command_id: str) -> None:
    round_state = tx.load(f"round-{state['round']}").state
    line = tx.load(line_stream(row["vacancy"])).state
    origin = {"file": state["file"], "row": row["row"], "sha256": state["sha256"]}
    command = score_of(row, state["stage"], round_state, line, origin, _still_admitted(tx, state, row))
    tx.decide(row["candidate"], command, command_id=command_id)


def _still_admitted(tx, state: dict, row: dict) -> bool:
    """Whether the SKD ranking that sent the candidate on is still the published one."""
    if state["stage"] != SKB:
        return True
    published = tx.load(result_stream(state["round"], SKD)).state["published"]
    return row["ranking"] in {ranking["ranking"] for ranking in published["rankings"]}


def _close(tx, stream: str, applied: int, refused: list[dict]) -> None:
    rows = json.loads(read_file(tx.db, stream)) if refused else []
    refusals = tuple({"row": rows[refusal["row"]]["row"], "rule": refusal["rule"]} for refusal in refused)
    tx.decide(stream, Close(applied, refusals))


SCORES = BatchKind("score_batch", _decode, _streams, _apply, _close)
