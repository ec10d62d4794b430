"""A candidate's objection (sanggah) to a published result, and its answer by two people.

Streams: score_objection-<uuid>. Once for each candidate and stage (a claim, in api.py), inside the window of the
published edition (docs/rules.md §1.6). One person proposes the answer, another one decides under that very event,
whichever answer it is. An accepting answer names the correction that was proposed with it; deciding it approves the
correction in the same transaction. That a rejection takes two people, too, is a rule of this project, of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time
from asnkit.signing import check_second, reference, signature

CONTESTS = {
    "SKD_SCORE": "Nilai SKD",
    "SKB_SCORE": "Nilai SKB",
    "ATTENDANCE": "Kehadiran atau diskualifikasi",
    "RANK": "Peringkat",
}
ACCEPTING = ("COMMITTEE_ERROR", "SYSTEM_ERROR")
REJECTING = ("SCORE_CONFIRMED", "NO_NEW_FACT")
ANSWER_REASONS = {
    "COMMITTEE_ERROR": "Kekeliruan panitia atau penyelenggara tes.",
    "SYSTEM_ERROR": "Gangguan sistem, bukan kesalahan peserta.",
    "SCORE_CONFIRMED": "Nilai dan peringkat sudah benar menurut bukti.",
    "NO_NEW_FACT": "Sanggahan tidak memuat hal yang mengubah nilai.",
}


@dataclass(frozen=True, slots=True)
class File:
    """`person` files; `candidate` and `result` are states; `listed` whether the published edition lists the candidate.

    `text` is sealed.
    """

    person: str
    candidate_stream: str
    candidate: dict | None
    result_id: str
    result: dict | None
    listed: bool
    contests: tuple[str, ...]
    text: dict


@dataclass(frozen=True, slots=True)
class Propose:
    """`answer` is the sealed text that the candidate reads; `amendment` the proposed correction's event of an answer
    that accepts, {event, sha256}, and None of one that rejects."""

    reason_code: str
    answer: dict
    amendment: Mapping | None


@dataclass(frozen=True, slots=True)
class Decide:
    """`proposed` is the proposing event that the signer has read, {event, sha256}; `actor` the signer.

    `corrected_at` says when a score of this candidate was corrected last, None where none was.
    """

    actor: str
    proposed: Mapping
    corrected_at: str | None = None


def decide(state: dict | None, command: File | Propose | Decide, now: datetime) -> list[Fact]:
    match command:
        case File():
            return _file(state, command, now)
        case Propose():
            return _propose(waiting(state), command)
        case Decide():
            return _decide(waiting(state), command)
        case _:
            raise TypeError(command)


def _file(state: dict | None, command: File, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("sanggahan-sudah-ada", "Sanggahan ini sudah diajukan.")
    candidate, result = command.candidate, command.result
    published = result["published"] if result else None
    # Whoever is on no published list gets the same answer as for a result that does not exist.
    if candidate is None or candidate["person"] != command.person or published is None or not command.listed:
        raise Refused("hasil-belum-terbit", "Belum ada hasil yang diumumkan untuk Anda.", status=404)
    _check_open(published["objection"], now)
    if result["stage"] == "SKD" and "SKB_SCORE" in command.contests:
        raise Refused("sanggah-tahap-lain", "Nilai SKB belum diumumkan.", "contests", status=422)
    data = {
        "round": result["round"],
        **{key: candidate[key] for key in ("application", "period", "vacancy", "person", "participant_no")},
        "candidate": command.candidate_stream,
        "stage": result["stage"],
        "edition": published["edition"],
        "result": reference(published["signed"]),
        "contests": list(command.contests),
        "text": command.text,
    }
    return [Fact("score_objection.filed", data)]


def _check_open(window: Mapping | None, now: datetime) -> None:
    if window is None:
        raise Refused("tanpa-masa-sanggah", "Hasil tahap ini tidak mempunyai masa sanggah.")
    if now < parse_time(window["opens"]):
        raise Refused("sanggah-belum-dibuka", "Masa sanggah belum dibuka.")
    if now > parse_time(window["closes"]):
        raise Refused("sanggah-sudah-ditutup", "Masa sanggah sudah berakhir.")


def corrected_at(candidate: Mapping | None) -> str | None:
    """When a score of this candidate was corrected last."""
    scores = [(candidate or {}).get(stage) or {} for stage in ("skd", "skb")]
    return max((one["amended"]["at"] for one in scores if one.get("amended")), default=None)


def waiting(state: dict | None) -> dict:
    """The state of one that has no decided answer yet. Raises Refused."""
    if state is None:
        raise Refused("sanggahan-tidak-ada", "Sanggahan ini tidak ditemukan.", status=404)
    if state["status"] != "filed":
        raise Refused("sudah-dijawab", "Sanggahan ini sudah dijawab.")
    return state


def _propose(state: dict, command: Propose) -> list[Fact]:
    accepts = command.amendment is not None
    if command.reason_code not in (ACCEPTING if accepts else REJECTING):
        message = (
            "Sanggahan hanya diterima jika kekeliruan bukan dari peserta; pilih dasar untuk menerima."
            if accepts
            else "Tanpa koreksi nilai sanggahan ditolak; pilih dasar untuk menolak."
        )
        raise Refused("alasan-jawaban", message, "reason_code", status=422)
    told = {"accepted": accepts, "reason_code": command.reason_code, "answer": command.answer}
    amendment = dict(command.amendment) if accepts else None
    return [Fact("score_objection.proposed", {**_subject(state), **told, "amendment": amendment})]


def _decide(state: dict, command: Decide) -> list[Fact]:
    proposed = state["proposed"]
    if proposed is None:
        raise Refused("belum-diusulkan", "Belum ada yang mengusulkan jawaban sanggahan ini.")
    same = "Sanggahan dijawab oleh dua orang; yang kedua bukan yang mengusulkannya."
    check_second(proposed["signed"], command.proposed, command.actor, "proposed", same)
    told = {key: proposed[key] for key in ("accepted", "reason_code", "answer", "amendment")}
    if not told["accepted"] and command.corrected_at and command.corrected_at > proposed["at"]:
        message = "Nilai peserta ini dikoreksi sesudah jawaban ini diusulkan; usulkan jawabannya lagi."
        raise Refused("nilai-dikoreksi", message)
    return [Fact("score_objection.decided", {**_subject(state), **told, "proposed": reference(proposed["signed"])})]


def _subject(state: dict) -> dict:
    keys = ("round", "application", "period", "vacancy", "person", "participant_no", "candidate", "stage")
    return {key: state[key] for key in keys}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    told = {key: data.get(key) for key in ("accepted", "reason_code", "answer", "amendment")}
    match event.fact:
        case "score_objection.filed":
            return {**data, "status": "filed", "filed_at": event.time, "proposed": None}
        case "score_objection.proposed":
            return {**state, "proposed": {**told, "at": event.time, "signed": signature(event)}}
        case "score_objection.decided":
            status = "accepted" if data["accepted"] else "rejected"
            return {**state, **told, "proposed": None, "status": status, "answered_at": event.time}
        case _:
            raise ValueError(event.fact)


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    data = event.data
    return Propose(data["reason_code"], data["answer"], data["amendment"])


def _decide_again(event: Event, states: Mapping[str, dict | None]) -> Decide:
    return Decide(event.actor, event.data["proposed"], corrected_at(states.get(event.data["candidate"])))


AGGREGATE = Aggregate(
    "score_objection",
    decide,
    evolve,
    again={"score_objection.proposed": _propose_again, "score_objection.decided": _decide_again},
)
