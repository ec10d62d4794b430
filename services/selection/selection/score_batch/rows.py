"""The rows of a score file: what two people sign, and how the approved ones are applied, in restartable steps.

A row is {row, participant_no, status, skd, skb, candidate, vacancy}: parsed from the file, bound to the candidate
who has the number. The same function makes the rows for the preview and for the worker, which compares their
keyed hash with the one that was signed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from asnkit import bulk
from asnkit.bulk import BatchKind
from asnkit.content import ContentChanged, read_sealed
from asnkit.events import Refused
from asnkit.sealing import Erased, Vault

from .. import states
from ..candidate.domain import SKB
from ..closing import Close, Fail
from ..ranking.domain import SKD
from ..result.domain import published_by
from ..result.published import admitted
from ..rules import ruleset
from ..streams import line_stream, result_stream
from .check import score_of
from .domain import REMARKED
from .sheet import read


def bind(rows: Iterable[dict], candidates: Mapping[str, tuple[str, dict]]) -> list[dict]:
    """The sheet's rows with stream and vacancy of the candidate; `candidates` as in check.Known."""
    bound = []
    for row in rows:
        stream, state = candidates[row["participant_no"]]
        bound.append({**row, "candidate": stream, "vacancy": state["vacancy"]})
    return bound


def rows_hmac(vault: Vault, round_id: str, stage: str, rows: list[dict]) -> str:
    """ "rows/<key id>/<hmac>": names the rows of one stage to whoever holds the key, and says nothing else."""
    named = {"round": round_id, "rows": rows, "stage": stage}
    return vault.fingerprint("rows", ruleset.canonical(named).decode())


def claim_of(state: Mapping) -> str:
    """The claim by which the same rows are imported once."""
    return f"score_batch/{state['rows_hmac']}"


def _rows(runtime, stream: str, state: dict) -> list[dict]:
    """The rows as they were signed, for SKB each with the ranking that sends the candidate on. Raises Refused.

    Where an earlier release staged the file without asking for a column of remarks, none is asked for now.
    """
    try:
        content = read_sealed(runtime.db, runtime.vault, stream, state["sealed_sha256"])
    except (ContentChanged, Erased):
        raise Refused("berkas-berubah", "Berkas ini bukan lagi yang ditandatangani.") from None
    sheet = read(content, state["stage"], all_present=state.get("remarks") != REMARKED)
    candidates = states.numbers(runtime.db, state["period"])
    try:
        rows = bind([] if sheet.errors else sheet.rows, candidates)
    except KeyError:
        raise Refused("baris-berubah", "Baris berkas ini bukan lagi yang ditandatangani.") from None
    if rows_hmac(runtime.vault, state["round"], state["stage"], rows) != state["rows_hmac"]:
        raise Refused("baris-berubah", "Baris berkas ini bukan lagi yang ditandatangani.")
    if state["stage"] != SKB:
        return rows
    result = runtime.store.load_signed(result_stream(state["round"], SKD)).state
    sent_on = admitted(runtime.db, published_by(result))
    return [{**row, "ranking": sent_on.get(row["candidate"])} for row in rows]


def _streams(state: dict, row: dict) -> list[str]:
    return [row["candidate"], line_stream(row["vacancy"])]


def gather(tx, stream: str, state: dict, row: dict) -> Any:
    """The command of one row, with what it rests on, as it stands in this transaction.

    The published SKD result is held: a new edition and this row exclude each other.
    """
    round_state = tx.load_signed(f"round-{state['round']}").state
    line = tx.load(line_stream(row["vacancy"])).state
    still = True
    if state["stage"] == SKB:
        result = tx.load_signed(result_stream(state["round"], SKD)).state
        tx.hold(result_stream(state["round"], SKD))
        still = row["ranking"] in {ranking["ranking"] for ranking in published_by(result)["rankings"]}
    return score_of(row, state["stage"], round_state, line, {"batch": stream, "row": row["row"]}, still)


def _apply(tx, stream: str, state: dict, row: dict, command_id: str) -> None:
    tx.decide(row["candidate"], gather(tx, stream, state, row), command_id=command_id)


def _close(tx, stream: str, rows: list[dict], applied: int, refused: list[tuple[dict, str]]) -> None:
    named = [{"row": row["row"], "rule": rule} for row, rule in refused]
    tx.decide(stream, Close(applied, bulk.refusals(tx, named)))


def _fail(tx, stream: str, rule: str) -> None:
    """Nothing of it counts any more, so the file may be uploaded anew."""
    tx.release(claim_of(tx.load_signed(stream).state))
    tx.decide(stream, Fail(rule))


SCORES = BatchKind("score_batch", _rows, _apply, _close, _fail, _streams)
