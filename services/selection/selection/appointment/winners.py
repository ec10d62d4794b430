"""How ordered appointments are carried out: one winner after another, in restartable steps.

The winners are read from the lists that the published result names by hash, and from nowhere else.
"""

from datetime import date

from asnkit import bulk
from asnkit.bulk import BatchKind
from asnkit.events import Refused
from asnkit.signing import reference

from ..candidate.domain import WINNER, Appoint
from ..closing import Close, Fail
from ..ranking import lists
from ..ranking.domain import FINAL
from ..result.domain import published_by
from ..result.published import rows
from ..streams import line_stream, result_stream


def claim_of(result: str) -> str:
    """The claim by which one publication is ordered once; `result` is the publishing event."""
    return f"appointment/{result}"


def winners_of(db, published: dict, offset: int, limit: int) -> list[tuple[str, dict]]:
    """(vacancy, row) of some winners, in the order of the lists; winners stand first on each."""
    found: list[tuple[str, dict]] = []
    for ranking in published["rankings"]:
        won = ranking["counts"].get(WINNER, 0)
        if offset < won and len(found) < limit:
            pages = lists.index(db, ranking["list_sha256"])["pages"]
            part = lists.part(db, pages, offset, min(won - offset, limit - len(found)))
            found += [(ranking["vacancy"], row) for row in part]
        offset = max(0, offset - won)
    return found


def _winners(runtime, stream: str, state: dict) -> list[dict]:
    """{candidate, vacancy, code, …} of those who win a seat, in a fixed order. Raises Refused."""
    published = published_by(runtime.store.load_signed(result_stream(state["round"], FINAL)).state, FINAL)
    _check_same(state, published)
    won = [
        {**row, "vacancy": ranking["vacancy"]}
        for ranking in published["rankings"]
        for row in rows(runtime.db, ranking)
        if row["code"] == WINNER
    ]
    if len(won) != state["winners"]:
        raise Refused("daftar-berubah", "Jumlah pemenang bukan lagi yang diterbitkan.")
    return won


def _check_same(state: dict, published: dict) -> None:
    if reference(published["signed"]) != state["result"]:
        raise Refused("hasil-diganti", "Hasil akhir ini sudah diganti edisi lain.")


def _streams(state: dict, row: dict) -> list[str]:
    return [row["candidate"], line_stream(row["vacancy"]), f"round-{state['round']}"]


def gather(tx, state: dict, row: dict) -> Appoint:
    """The command of one winner. The result is held: a new edition and an appointment exclude each other."""
    result = tx.load_signed(result_stream(state["round"], FINAL)).state
    tx.hold(result_stream(state["round"], FINAL))
    _check_same(state, published_by(result, FINAL))
    line = tx.load(line_stream(row["vacancy"])).state
    effective, kind = date.fromisoformat(state["effective_date"]), tx.load(f"round-{state['round']}").state
    return Appoint(row, state["result"]["event"], line, effective, state["decree_no"], kind["procurement_type"])


def _apply(tx, stream: str, state: dict, row: dict, command_id: str) -> None:
    tx.decide(row["candidate"], gather(tx, state, row), command_id=command_id)


def _close(tx, stream: str, won: list[dict], applied: int, refused: list[tuple[dict, str]]) -> None:
    named = [{"candidate": row["candidate"], "rule": rule} for row, rule in refused]
    tx.decide(stream, Close(applied, bulk.refusals(tx, named)))


def _fail(tx, stream: str, rule: str) -> None:
    """Nothing of it counts any more, so the appointment may be ordered anew."""
    tx.release(claim_of(tx.load_signed(stream).state["result"]["event"]))
    tx.decide(stream, Fail(rule))


APPOINTMENTS = BatchKind("appointment_batch", _winners, _apply, _close, _fail, _streams)
