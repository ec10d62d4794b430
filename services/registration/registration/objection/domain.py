"""An applicant's objection (sanggah) to a verdict TMS, and its answer.

Streams: objection-<uuid>. Once per applicant and stage (a claim, in api.py), inside the
announcement's window. Accepted only if the error is not the applicant's; then the
application becomes MS in the same transaction (docs/rules.md §1.6).
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time

from ..dates import moment_text

ACCEPTING = ("COMMITTEE_ERROR", "SYSTEM_ERROR")
REJECTING = ("APPLICANT_ERROR", "RULE_CONFIRMED", "NO_NEW_FACT")
ANSWER_REASONS = {
    "COMMITTEE_ERROR": "Kekeliruan verifikator atau panitia.",
    "SYSTEM_ERROR": "Gangguan sistem, bukan kesalahan pelamar.",
    "APPLICANT_ERROR": "Kekurangan berasal dari pelamar; masa sanggah bukan kesempatan memperbaiki berkas.",
    "RULE_CONFIRMED": "Persyaratan memang tidak terpenuhi.",
    "NO_NEW_FACT": "Sanggahan tidak memuat hal yang mengubah putusan.",
}


@dataclass(frozen=True, slots=True)
class File:
    """`application` and `announcement` are those streams' states; `text` is sealed."""

    person: str
    application_id: str
    application: dict
    announcement_id: str
    announcement: dict | None
    contests: tuple[str, ...]
    text: dict


@dataclass(frozen=True, slots=True)
class Answer:
    """`answer` is the sealed text that the applicant reads; `actor` answers, `application` is that stream's state."""

    accepted: bool
    reason_code: str
    answer: dict
    actor: str
    application: dict


def decide(state: dict | None, command: File | Answer, now: datetime) -> list[Fact]:
    match command:
        case File():
            return _file(state, command, now)
        case Answer():
            return _answer(state, command)
    raise TypeError(command)


def _file(state: dict | None, command: File, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("sanggahan-sudah-ada", "Sanggahan ini sudah diajukan.")
    application, announcement = command.application, command.announcement
    if application["person"] != command.person:
        raise Refused("lamaran-tidak-ada", "Lamaran ini tidak ditemukan.", status=404)
    # Before the announcement everybody gets the same answer: another one would tell the verdict.
    if announcement is None or announcement["objection_opens"] is None:
        raise Refused("belum-diumumkan", "Masa sanggah belum diumumkan.")
    check_open(announcement, now)
    if application["status"] != "TMS":
        raise Refused("bukan-tms", "Sanggahan hanya untuk lamaran yang diumumkan tidak memenuhi syarat.")
    given = application["verdicts"][-1]["reasons"]
    for reason in command.contests:
        if reason not in given:
            raise Refused(
                "alasan-bukan-putusan",
                "Sanggah hanya alasan yang tercantum dalam putusan Anda.",
                "contests",
                status=422,
            )
    data = {
        "application": command.application_id,
        "period": application["period"],
        "vacancy": application["vacancy"],
        "person": command.person,
        "announcement": command.announcement_id,
        "stage": announcement["stage"],
        "contests": list(command.contests),
        "text": command.text,
    }
    return [Fact("objection.filed", data)]


def check_open(announcement: dict, now: datetime) -> None:
    opens, closes = parse_time(announcement["objection_opens"]), parse_time(announcement["objection_closes"])
    if now < opens:
        raise Refused("sanggah-belum-dibuka", f"Masa sanggah dibuka {moment_text(opens)}.")
    if now > closes:
        raise Refused("sanggah-sudah-ditutup", f"Masa sanggah sudah berakhir {moment_text(closes)}.")


def _answer(state: dict | None, command: Answer) -> list[Fact]:
    if state is None:
        raise Refused("sanggahan-tidak-ada", "Sanggahan ini tidak ditemukan.", status=404)
    if state["status"] != "filed":
        raise Refused("sudah-dijawab", "Sanggahan ini sudah dijawab.")
    if command.actor == command.application["verdicts"][-1]["by"]:
        message = "Sanggahan dijawab oleh orang lain, bukan oleh yang memutuskan lamaran ini."
        raise Refused("pemutus-sendiri", message, status=403)
    if command.reason_code not in (ACCEPTING if command.accepted else REJECTING):
        message = (
            "Sanggahan hanya diterima jika kekeliruan bukan dari pelamar."
            if command.accepted
            else "Kekeliruan panitia atau sistem berarti sanggahan diterima."
        )
        raise Refused("alasan-jawaban", message, "reason_code", status=422)
    data = {key: state[key] for key in ("application", "period", "person", "stage")}
    answer = {
        "accepted": command.accepted,
        "reason_code": command.reason_code,
        "answer": command.answer,
    }
    return [Fact("objection.answered", {**data, **answer})]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "objection.filed":
        return {**event.data, "status": "filed", "filed_at": event.time}
    answer = {key: event.data[key] for key in ("reason_code", "answer")}
    status = "accepted" if event.data["accepted"] else "rejected"
    return {**state, **answer, "status": status, "answered_at": event.time}


def answer_again(event: Event, states: dict[str, dict]) -> Answer:
    """The command behind an answer; `states` are those of its basis by stream."""
    data = event.data
    application = states[f"application-{data['application']}"]
    return Answer(data["accepted"], data["reason_code"], data["answer"], event.actor, application)


AGGREGATE = Aggregate("objection", decide, evolve, again={"objection.answered": answer_again})
