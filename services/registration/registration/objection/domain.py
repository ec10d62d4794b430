"""An applicant's objection (sanggah) to a verdict TMS, and its answer.

Streams: objection-<uuid>. Once per applicant and stage (a claim, in api.py), inside the
announcement's window. Every reason of the verdict is answered, those too that were not contested.
Where one stands the application stays TMS; where none does, a second person has to accept, and the
application becomes MS in the same transaction. Who gave the verdict is neither of the two
(docs/rules.md §1.6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time
from asnkit.signing import check_second, reference, same_person, signature

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
    """`fallen` and `standing` are the verdict's reasons that were wrong and that hold; together they are all of them.

    `answer` is the sealed text that the applicant reads; `actor` answers, `application` is that stream's state.
    `standing` is None in answers of a release that did not ask reason by reason.
    """

    fallen: tuple[str, ...]
    standing: tuple[str, ...] | None
    reason_code: str
    answer: dict
    actor: str
    application: dict


@dataclass(frozen=True, slots=True)
class Accept:
    """`proposed` is the proposing event that the signer has read, {event, sha256}; `actor` the signer."""

    actor: str
    proposed: Mapping
    application: dict


def decide(state: dict | None, command: File | Answer | Accept, now: datetime) -> list[Fact]:
    match command:
        case File():
            return _file(state, command, now)
        case Answer():
            return _answer(_unanswered(state, command), command)
        case Accept():
            return _accept(_unanswered(state, command), command)
    raise TypeError(command)


def _file(state: dict | None, command: File, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("sanggahan-sudah-ada", "Sanggahan ini sudah diajukan.")
    application, announcement = command.application, command.announcement
    if application["person"] != command.person:
        raise Refused("lamaran-tidak-ada", "Lamaran ini tidak ditemukan.", "application", status=404)
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


def judged(application: dict, actor: str) -> bool:
    """Whether this person gave a verdict on the application."""
    return any(same_person(verdict["by"], actor) for verdict in application["verdicts"])


def _unanswered(state: dict | None, command: Answer | Accept) -> dict:
    if state is None:
        raise Refused("sanggahan-tidak-ada", "Sanggahan ini tidak ditemukan.", status=404)
    if state["status"] != "filed":
        raise Refused("sudah-dijawab", "Sanggahan ini sudah dijawab.")
    if judged(command.application, command.actor):
        message = "Sanggahan dijawab oleh orang lain, bukan oleh yang memutuskan lamaran ini."
        raise Refused("pemutus-sendiri", message, status=403)
    return state


def _answer(state: dict, command: Answer) -> list[Fact]:
    if command.standing is None:
        reasons = {}
    else:
        _check_every_reason(command)
        reasons = {"fallen": list(command.fallen), "standing": list(command.standing)}
    rejects = command.standing is None or bool(command.standing)
    if command.reason_code not in (REJECTING if rejects else ACCEPTING):
        message = (
            "Ada alasan yang tetap, jadi sanggahan ditolak; pilih dasar untuk menolak."
            if rejects
            else "Sanggahan hanya diterima jika kekeliruan bukan dari pelamar."
        )
        raise Refused("alasan-jawaban", message, "reason_code", status=422)
    told = {"reason_code": command.reason_code, "answer": command.answer}
    if rejects:
        return [Fact("objection.answered", {**_subject(state), "accepted": False, **told, **reasons})]
    if command.application["status"] != "TMS":
        raise Refused("bukan-tms", "Lamaran ini tidak lagi TMS, jadi sanggahannya tidak dapat diterima.")
    return [Fact("objection.proposed", {**_subject(state), "fallen": list(command.fallen), **told})]


def _check_every_reason(command: Answer) -> None:
    given, answered = command.application["verdicts"][-1]["reasons"], [*command.fallen, *command.standing]
    if sorted(given) != sorted(answered):
        message = "Jawab setiap alasan putusan, masing-masing satu kali: gugur atau tetap."
        raise Refused("alasan-belum-dijawab", message, "standing", status=422)


def _accept(state: dict, command: Accept) -> list[Fact]:
    proposed = state["proposed"]
    if proposed is None:
        raise Refused("belum-diusulkan", "Belum ada yang mengusulkan sanggahan ini diterima.")
    same = "Sanggahan diterima oleh dua orang; yang kedua bukan yang mengusulkannya."
    check_second(proposed["signed"], command.proposed, command.actor, "proposed", same)
    told = {key: proposed[key] for key in ("fallen", "reason_code", "answer")}
    return [Fact("objection.accepted", {**_subject(state), **told, "proposed": reference(proposed["signed"])})]


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("application", "period", "person", "stage")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    told = {key: data.get(key) for key in ("reason_code", "answer")}
    reasons = {key: data.get(key, []) for key in ("fallen", "standing")}
    match event.fact:
        case "objection.filed":
            nothing = {"proposed": None, "fallen": [], "standing": []}
            return {**data, "status": "filed", "filed_at": event.time, **nothing}
        case "objection.proposed":
            proposed = {**told, "fallen": data["fallen"], "at": event.time, "signed": signature(event)}
            return {**state, "proposed": proposed}
        case "objection.accepted":
            status = "accepted"
        case _:  # before objection.accepted an answer could accept, too
            status = "accepted" if data["accepted"] else "rejected"
    return {**state, **told, **reasons, "proposed": None, "status": status, "answered_at": event.time}


def _application(event: Event, states: dict[str, dict]) -> dict:
    return states[f"application-{event.data['application']}"]


def _answer_again(event: Event, states: dict[str, dict]) -> Answer:
    data = event.data
    if data.get("accepted"):
        raise Refused("satu-orang", "Sanggahan diterima oleh satu orang.")
    fallen, standing = (tuple(data[key]) if key in data else None for key in ("fallen", "standing"))
    if event.fact == "objection.proposed":
        standing = ()
    application = _application(event, states)
    return Answer(fallen or (), standing, data["reason_code"], data["answer"], event.actor, application)


def _accept_again(event: Event, states: dict[str, dict]) -> Accept:
    return Accept(event.actor, event.data["proposed"], _application(event, states))


AGGREGATE = Aggregate(
    "objection",
    decide,
    evolve,
    shape=2,
    again={
        "objection.proposed": _answer_again,
        "objection.answered": _answer_again,
        "objection.accepted": _accept_again,
    },
)
