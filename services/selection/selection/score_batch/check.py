"""The rows of a score file against what selection knows: the preview that two people sign.

Only the most fundamental kind of error is told: what cannot be read, then numbers that are
unknown or come twice, then scores that cannot be.
"""

from collections.abc import Mapping
from typing import NamedTuple

from asnkit.events import Refused

from ..candidate.domain import SKB, RecordScore, check_score
from ..round.domain import plan_of
from .sheet import NUMBER, Sheet


class Known(NamedTuple):
    """What a file is checked against.

    `candidates` maps a participant number to (stream, state), `lines` a vacancy to its state;
    `admitted` maps the candidates whom the published SKD result sends on to the ranking event
    that says so (for SKB).
    """

    round: dict
    candidates: Mapping[str, tuple[str, dict]]
    lines: Mapping[str, dict]
    admitted: Mapping[str, str]


class Checked(NamedTuple):
    """`rows` are the sheet's rows that were compared; `missing` counts candidates without a row."""

    rows: list[dict]
    errors: list[dict]
    missing: int


def check(sheet: Sheet, stage: str, known: Known) -> Checked:
    if sheet.errors:
        return Checked([], sheet.errors, 0)
    errors = _numbers(sheet.rows, known)
    if errors:
        return Checked([], errors, 0)
    for row in sheet.rows:
        stream, state = known.candidates[row["participant_no"]]
        fault = _score_fault(row, stage, stream, state, known)
        errors += [fault] if fault else []
    return Checked(sheet.rows, errors, _missing(sheet.rows, stage, known))


def _numbers(rows: list[dict], known: Known) -> list[dict]:
    errors, first = [], {}
    for row in rows:
        number = row["participant_no"]
        if number in first:
            errors.append(_error(row, NUMBER, f"Nomor ini sudah ada pada baris {first[number]}."))
        elif number not in known.candidates:
            errors.append(_error(row, NUMBER, "Nomor peserta ini tidak ada pada seleksi ini."))
        first.setdefault(number, row["row"])
    return errors


def _score_fault(row: dict, stage: str, stream: str, state: dict, known: Known) -> dict | None:
    if stage == SKB and stream not in known.admitted:
        return _error(row, NUMBER, "Peserta ini tidak lanjut ke SKB menurut hasil SKD.")
    try:
        check_score(score_of(row, stage, known.round, known.lines[state["vacancy"]], {}))
    except Refused as refusal:
        return _error(row, refusal.field, refusal.message)
    return None


def score_of(row: dict, stage: str, round_state: dict, line: dict, origin: dict, admitted: bool = True) -> RecordScore:
    """The command that a row becomes."""
    plan = plan_of(round_state, line)
    given = (row["participant_no"], stage, row["status"], row["skd"], row["skb"], origin)
    return RecordScore(*given, round_state["rules"], plan, admitted)


def _missing(rows: list[dict], stage: str, known: Known) -> int:
    listed = {known.candidates[row["participant_no"]][0] for row in rows}
    return sum(
        stream not in listed and state[stage.lower()] is None and not state["withdrawn"]
        for stream, state in known.candidates.values()
        if stage != SKB or stream in known.admitted
    )


def _error(row: dict, column: str | None, message: str) -> dict:
    return {"row": row["row"], "column": column, "message": message}
