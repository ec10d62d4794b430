"""A candidate: an eligible application, its scores, and its appointment.

Streams: candidate-<random uuid>; one for each application (a claim, in admission/admitting.py). A score is recorded
once; another one is refused, and correcting it is a fact of its own, which two people sign (score_amendment). Only a
published final result appoints.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins

from ..rules.skd import PARTS, Skd, skd_faults

SKD, SKB = "SKD", "SKB"
PRESENT, ABSENT, DISQUALIFIED = "PRESENT", "ABSENT", "DISQUALIFIED"
WINNER = "L"
RESIGNING = ("OTHER_JOB", "PLACEMENT", "HEALTH", "PERSONAL")


@dataclass(frozen=True, slots=True)
class Register:
    application: str
    period: str
    vacancy: str
    person: str
    participant_no: str
    education_level: str


@dataclass(frozen=True, slots=True)
class RecordScore:
    """One row of a score file.

    `stage` is "SKD" with `skd` {twk, tiu, tkp}, or "SKB" with `skb` [{kind, score, most}],
    scores as decimal text; both None for someone absent or disqualified before the test.
    `rules` are the round's locked rules or None, `plan` the line's plan (for SKB), `admitted`
    whether the published SKD result sent the candidate on. `origin` is {batch, row}.
    """

    participant_no: str
    stage: str
    status: str
    skd: dict | None
    skb: list[dict] | None
    origin: dict
    rules: dict | None
    plan: dict | None = None
    admitted: bool = True


@dataclass(frozen=True, slots=True)
class Amend:
    """Another score of one test, by the approved amendment `amendment` ("<stream>@<version>").

    `before` and `after` are {status, skd, skb}.
    """

    stage: str
    before: dict
    after: dict
    reason_code: str
    amendment: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    pass


@dataclass(frozen=True, slots=True)
class Resign:
    """By the winner: `row` is the own row in the published final result, or None."""

    row: dict | None
    reason_code: str


@dataclass(frozen=True, slots=True)
class Appoint:
    """`row` is the candidate's row in the ranking that the published final result names, or None.

    `result` is that result's "<stream>@<version>", `line` the line's state, `procurement_type` the round's.
    """

    row: dict | None
    result: str | None
    line: dict
    effective_date: date
    decree_no: str
    procurement_type: str


Command = Register | RecordScore | Amend | Withdraw | Resign | Appoint


def decide(state: dict | None, command: Command, now: datetime) -> list[Fact]:
    match command:
        case Register():
            return _register(state, command)
        case RecordScore():
            return _record(_known(state), command)
        case Amend():
            return _amend(_known(state), command)
        case Withdraw():
            return [] if _known(state)["withdrawn"] else [Fact("candidate.withdrawn", _subject(state))]
        case Resign():
            return _resign(_known(state), command)
        case Appoint():
            return _appoint(_known(state), command)
        case _:
            raise TypeError(command)


def _known(state: dict | None) -> dict:
    if state is None:
        raise Refused("peserta-tidak-dikenal", "Nomor peserta ini tidak ada pada seleksi ini.", "nomor_peserta", 404)
    return state


def _register(state: dict | None, command: Register) -> list[Fact]:
    if state is not None:
        return []
    data = {
        "application": command.application,
        "period": command.period,
        "vacancy": command.vacancy,
        "person": command.person,
        "participant_no": command.participant_no,
        "education_level": command.education_level,
    }
    return [Fact("candidate.registered", data)]


def _record(state: dict, command: RecordScore) -> list[Fact]:
    if command.rules is None:
        raise Refused("aturan-belum-dikunci", "Kunci aturan seleksi ini lebih dahulu, oleh dua orang.")
    if command.participant_no != state["participant_no"]:
        raise Refused("nomor-lain", "Nomor peserta pada baris ini bukan nomor peserta ini.", "nomor_peserta")
    if state["withdrawn"]:
        raise Refused("peserta-mundur", "Peserta ini sudah mengundurkan diri.", "nomor_peserta")
    if command.stage == SKB and not command.admitted:
        raise Refused("bukan-peserta-skb", "Peserta ini tidak lanjut ke SKB menurut hasil SKD.", "nomor_peserta")
    check_score(command)
    score = {"status": command.status, "skd": command.skd, "skb": command.skb}
    recorded = state[command.stage.lower()]
    if recorded is not None:
        if {key: recorded[key] for key in score} == score:
            return []
        raise Refused(
            "nilai-sudah-ada", f"Nilai {command.stage} peserta ini sudah tercatat dan berbeda.", "nomor_peserta"
        )
    data = {**_subject(state), "stage": command.stage, **score, "origin": command.origin}
    return [Fact("score.recorded", data)]


def _amend(state: dict, command: Amend) -> list[Fact]:
    stands = state[command.stage.lower()]
    if stands is None or any(stands[key] != value for key, value in command.before.items()):
        raise Refused("nilai-berubah", "Nilai peserta ini bukan lagi yang dikoreksi.")
    told = {"before": command.before, "reason_code": command.reason_code, "amendment": command.amendment}
    return [Fact("score.amended", {**_subject(state), "stage": command.stage, **command.after, **told})]


def check_score(command: RecordScore) -> None:
    """What a score must be, whoever's it is; raises Refused naming the column."""
    given, other = (command.skd, command.skb) if command.stage == SKD else (command.skb, command.skd)
    if other is not None or (command.status == PRESENT and given is None):
        raise Refused("nilai-kurang", f"Nilai {command.stage} belum lengkap.", status=422)
    if command.status == ABSENT and given is not None:
        raise Refused("nilai-tidak-hadir", "Peserta yang tidak hadir tidak mempunyai nilai.", status=422)
    if command.skd is not None:
        faults = skd_faults(Skd(*(command.skd[part] for part in PARTS)), command.rules)
        if faults:
            raise Refused("nilai-mustahil", faults[0], faults[0].split()[0].lower(), status=422)
    if command.skb is not None:
        _check_components(command.skb, command.plan)


def _check_components(components: list[dict], plan: dict) -> None:
    planned = [(component["kind"], component["most"]) for component in plan["skb"]]
    if [(component["kind"], component["most"]) for component in components] != planned:
        tests = ", ".join(f"{kind} maksimum {most}" for kind, most in planned)
        raise Refused("komponen-skb", f"SKB formasi ini terdiri atas: {tests}.", status=422)
    for component in components:
        if not 0 <= Fraction(component["score"]) <= component["most"]:
            raise Refused(
                "nilai-mustahil",
                f"Nilai {component['kind']} harus antara 0 dan {component['most']}.",
                f"nilai_{component['kind'].lower()}",
                status=422,
            )


def _resign(state: dict, command: Resign) -> list[Fact]:
    """Only who has a seat gives one up; the next by rank is called by the next edition (docs/rules.md §3.7)."""
    if state["withdrawn"]:
        raise Refused("sudah-mundur", "Anda sudah mengundurkan diri.")
    if command.row is None or (command.row["code"] != WINNER and state["appointed"] is None):
        raise Refused("tanpa-kursi", "Pengunduran diri hanya bagi peserta yang mendapat kursi pada hasil akhir.")
    told = {"reason_code": command.reason_code, "appointed": state["appointed"] is not None}
    return [Fact("candidate.resigned", {**_subject(state), **told})]


def _appoint(state: dict, command: Appoint) -> list[Fact]:
    if state["appointed"] is not None:
        return []
    if command.result is None or command.row is None:
        raise Refused("hasil-belum-terbit", "Terbitkan hasil akhir seleksi ini lebih dahulu.")
    if state["withdrawn"]:
        raise Refused("peserta-mundur", "Peserta ini sudah mengundurkan diri.")
    if command.row["code"] != WINNER:
        raise Refused("bukan-pemenang", "Hanya peserta berkode L pada hasil akhir yang diangkat.")
    data = {
        **_subject(state),
        "unit": command.line["unit"],
        "job_code": command.line["job_code"],
        "job_name": command.line["job_name"],
        "education_level": state["education_level"],
        "decree_no": command.decree_no,
        "effective_date": command.effective_date.isoformat(),
        "result": command.result,
        "procurement_type": command.procurement_type,
    }
    return [Fact("candidate.appointed", data, validtime=format_time(day_begins(command.effective_date)))]


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("application", "period", "vacancy", "person", "participant_no")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "candidate.registered":
            return {**data, "skd": None, "skb": None, "withdrawn": False, "appointed": None}
        case "score.recorded":
            score = {key: data[key] for key in ("status", "skd", "skb", "origin")}
            return {**state, data["stage"].lower(): score}
        case "score.amended":
            stage = data["stage"].lower()
            score = {**state[stage], **{key: data[key] for key in ("status", "skd", "skb")}}
            amended = {"at": event.time, **{key: data[key] for key in ("reason_code", "amendment")}}
            return {**state, stage: {**score, "amended": amended}}
        case "candidate.withdrawn":
            return {**state, "withdrawn": True}
        case "candidate.resigned":
            resigned = {"at": event.time, "reason_code": data["reason_code"]}
            return {**state, "withdrawn": True, "resigned": resigned}
        case "candidate.appointed":
            return {**state, "appointed": {key: data[key] for key in ("effective_date", "decree_no", "result")}}
        case _:
            raise ValueError(event.fact)


AGGREGATE = Aggregate("candidate", decide, evolve)
