"""Whom a list added, and how each is taken off the roster again, in restartable steps."""

from asnkit import bulk, erasing
from asnkit.bulk import BatchKind
from asnkit.states import count, every

from ..civil_servant.domain import Withdraw
from ..roster_import.domain import Close
from ..roster_import.rows import claim_of, number_claim
from ..streams import assessment_stream, civil_servant_stream


def _people(runtime, stream: str, state: dict) -> list[dict]:
    """{person, row} of everybody whom the list added, in the order of its rows; also of those taken back already."""
    found = every(runtime.db, "civil_servant", list=state["list"])
    return sorted(({"person": one["person"], "row": one["row"]} for _, _, one in found), key=lambda one: one["row"])


def _prepare(runtime, stream: str, state: dict, row: dict) -> tuple[dict, str | None]:
    """The person, and the claim of the number, None where nobody reads it any more."""
    owner = civil_servant_stream(row["person"])
    number = runtime.vault.readable(owner, "nip", runtime.store.load(owner).state["nip"])
    return row, number and number_claim(runtime.vault, number)


def _apply(tx, stream: str, state: dict, row: tuple[dict, str | None], command_id: str) -> None:
    person, claim = row[0]["person"], row[1]
    owner = civil_servant_stream(person)
    loaded = tx.hold(owner)
    used = (
        loaded.version > 1
        or tx.load(assessment_stream(person)).version > 0
        or count(tx.db, "enrolment", tx.session, person=person) > 0
        or count(tx.db, "headship", tx.session, **{"terms.person": person}) > 0
    )
    tx.decide(owner, Withdraw(used), command_id=command_id)
    if claim:
        tx.release(claim)
    erasing.put_down(tx, person)


def _close(tx, stream: str, rows: list, applied: int, refused: list[tuple[dict, str]]) -> None:
    """The same rows may then be brought again."""
    state = tx.load_signed(stream).state
    tx.release(claim_of(tx.load_signed(f"roster_import-{state['list']}").state))
    named = [{"row": row["row"], "rule": rule} for row, rule in refused]
    tx.decide(stream, Close(applied, bulk.refusals(tx, named)))


TAKEN_BACK = BatchKind("roster_undo", _people, _apply, _close, prepare=_prepare)
