"""The correction of one recorded score: proposed by one person, approved by another over the same bytes.

Streams: score_amendment-<uuid>; one at a time for each candidate and test (a claim, in api.py). The proposal says what
was recorded, what it should be, why, and by which document, and names by hash what would become of the lists;
the second person signs under that very event, while the lists are still those. The score changes in the same
transaction (`score.amended`), and the lists are computed anew. A rule of this project: the decrees say that an
accepted objection changes the list (docs/rules.md §1.6), not how.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Event, Refused
from asnkit.proposal import Proposal

from ..candidate.domain import RecordScore, check_score
from ..round.domain import locked_rules, plan_of
from ..streams import line_stream

REASONS = {
    "CAT_CORRECTION": "Penyelenggara CAT memperbaiki nilainya.",
    "ENTRY_ERROR": "Nilai salah tulis dalam berkas nilai.",
    "SWAPPED": "Nilai tertukar dengan peserta lain.",
    "ATTENDANCE_ERROR": "Kehadiran atau diskualifikasi salah dicatat.",
    "RECOUNT": "Komponen tes dihitung ulang.",
}
SCORE = ("status", "skd", "skb")


@dataclass(frozen=True, slots=True)
class Propose:
    """`round`, `line` and `candidate` are states, `candidate_stream` whose score it is.

    `after` is {status, skd, skb}; `evidence` {number, sha256} of a document that the office keeps; `rankings` name the
    lists ("<stream>@<version>") that `impact_sha256` was computed on, `appointed` how many appointed people would lose
    their seat on them. `objection` is the stream of the one that this answers.
    """

    round_id: str
    round: dict | None
    line: dict
    candidate_stream: str
    candidate: dict | None
    stage: str
    after: Mapping
    reason_code: str
    evidence: Mapping
    rankings: frozenset[str]
    impact_sha256: str
    appointed: int
    objection: str | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read; `rankings` are the lists as they are now.

    `objection` is decided in the same transaction: who answers one approves the correction with it, and nobody without.
    """

    actor: str
    proposed: Mapping
    candidate: dict
    rankings: frozenset[str]
    objection: str | None = None


def recorded(candidate: dict | None, stage: str) -> dict:
    """The score that stands, {status, skd, skb}. Raises Refused."""
    if candidate is None:
        raise Refused("peserta-tidak-dikenal", "Peserta ini tidak ada pada seleksi ini.", "candidate", 404)
    if candidate["withdrawn"]:
        raise Refused("peserta-mundur", "Peserta ini sudah mengundurkan diri.", "candidate")
    score = candidate[stage.lower()]
    if score is None:
        raise Refused("nilai-belum-ada", f"Nilai {stage} peserta ini belum tercatat.", "stage")
    return {key: score[key] for key in SCORE}


def check_after(round_state: dict | None, line: dict, candidate: dict | None, stage: str, after: Mapping) -> None:
    """Whether `after` is another score than the recorded one, and one that the test can give. Raises Refused."""
    rules = locked_rules(round_state)
    if recorded(candidate, stage) == dict(after):
        raise Refused("nilai-sama", "Nilai baru sama dengan nilai yang tercatat.", status=422)
    score = {key: after[key] for key in SCORE}
    check_score(
        RecordScore(
            candidate["participant_no"], stage, **score, origin={}, rules=rules, plan=plan_of(round_state, line)
        )
    )


def _propose(command: Propose, now: datetime) -> dict:
    candidate = command.candidate
    check_after(command.round, command.line, candidate, command.stage, command.after)
    if candidate["period"] != command.round["period"]:
        raise Refused("peserta-tidak-dikenal", "Peserta ini tidak ada pada seleksi ini.", "candidate", 404)
    data = {
        "round": command.round_id,
        **{key: candidate[key] for key in ("application", "period", "vacancy", "person", "participant_no")},
        "candidate": command.candidate_stream,
        "stage": command.stage,
        "before": recorded(candidate, command.stage),
        "after": {key: command.after[key] for key in SCORE},
        "reason_code": command.reason_code,
        "evidence": dict(command.evidence),
        "rankings": sorted(command.rankings),
        "impact_sha256": command.impact_sha256,
        "appointed": command.appointed,
    }
    return data | _answered(command.objection)


def _answered(objection: str | None) -> dict:
    return {"objection": objection} if objection else {}


def _approve(state: dict, command: Approve, now: datetime) -> dict:
    if recorded(command.candidate, state["stage"]) != state["before"]:
        raise Refused("nilai-berubah", "Nilai peserta ini berubah sesudah koreksi diusulkan; usulkan lagi.")
    if command.rankings != frozenset(state["rankings"]):
        raise Refused("dampak-berubah", "Peringkat dihitung ulang sesudah koreksi ini diusulkan; usulkan lagi.")
    if command.objection != state.get("objection"):
        raise Refused("koreksi-sanggahan", "Koreksi ini menjawab sanggahan; putuskan jawaban sanggahannya.")
    told = {key: state[key] for key in ("after", "reason_code", "impact_sha256")}
    return told | _answered(command.objection)


def _rankings(event: Event) -> frozenset[str]:
    named = event.basis_versions.items()
    return frozenset(f"{stream}@{version}" for stream, version in named if stream.startswith("ranking-"))


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    data = event.data
    round_state, line = states.get(f"round-{data['round']}"), states[line_stream(data["vacancy"])]
    keys = ("stage", "after", "reason_code", "evidence")
    return Propose(
        data["round"],
        round_state,
        line,
        data["candidate"],
        states.get(data["candidate"]),
        **{key: data[key] for key in keys},
        rankings=_rankings(event),
        impact_sha256=data["impact_sha256"],
        appointed=data["appointed"],
        objection=data.get("objection"),
    )


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    data = event.data
    candidate = states.get(data["candidate"])
    return Approve(event.actor, data["proposed"], candidate, _rankings(event), data.get("objection"))


AMENDMENT = Proposal(
    "score_amendment",
    "Koreksi nilai",
    "koreksi",
    Propose,
    Approve,
    _propose,
    _approve,
    told=("round", "application", "period", "vacancy", "person", "participant_no", "candidate", "stage"),
)
AGGREGATE = AMENDMENT.aggregate(_propose_again, _approve_again, shape=2)
