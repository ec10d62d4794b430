"""An application: draft → submitted → MS | TMS; withdrawn from any of them.

Streams: application-<uuid>. One for each person and period (a claim, in api.py). Only
structure refuses a submission: the window, the sections, the documents. Age and
qualification are checked, shown and recorded, and a verifier decides (docs/rules.md §1.5,
§3.9), who has opened everything that was sent, whatever the verdict. A verdict changes only through the answer to
an objection, or through a contest over the NIK.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, aggregate_of, parse_time, uuid_of
from asnkit.signing import same_person

from ..dates import moment_text
from ..document.domain import NAMES, was_read
from ..period.domain import check_running
from ..vacancy.domain import check_taking
from ..verification.domain import check_holder
from .reasons import REASONS

STATEMENT_TEXTS = ("2024-1",)
"""Versions of the five statements that were ever shown."""

STATEMENTS = ("no_prison_sentence", "never_dismissed", "not_serving", "no_party", "any_placement")
STARTS = 3
"""So many applications a person may begin in a period: one is sent, two may be thought better of."""

NEEDED_SECTIONS = ("education", "statements")
SECTION_NAMES = {"education": "Pendidikan", "statements": "Pernyataan lima poin", "placement": "Penempatan"}


@dataclass(frozen=True, slots=True)
class Start:
    """`period` and `vacancy` are the states of those streams, None when they do not exist.

    `before` is how many applications the person has begun in this period, withdrawn ones included, those for lines that
    were closed not.
    """

    person: str
    vacancy_id: str
    vacancy: dict | None
    period: dict | None
    before: int = 0


@dataclass(frozen=True, slots=True)
class SaveSection:
    """`content` as in the contract application.section_saved, personal values sealed."""

    person: str
    section: str
    content: dict
    period: dict
    vacancy: dict


@dataclass(frozen=True, slots=True)
class Submit:
    """`documents` maps a kind to {document, sha256}; `checks` comes from checks.py."""

    person: str
    participant_no: str
    period: dict
    vacancy: dict
    documents: dict[str, dict]
    checks: tuple[dict, ...]


@dataclass(frozen=True, slots=True)
class Withdraw:
    person: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Forget:
    """Its owner's account is erased, in the same transaction."""


@dataclass(frozen=True, slots=True)
class Verify:
    """`basis` is "file_check", "objection" when an answer changes TMS to MS, or takes reasons away from a TMS, or
    "contest" when MS becomes TMS because the NIK is somebody else's.

    `actor` decides. For the file check `desk` is the state of the application's verification, `file` that of the
    actor's last reading of what the applicant filled in (None without one), `papers` the states of the documents by
    their UUID; `papers` is None in verdicts of a release that asked for no readings. `line` is its line's state, None
    in verdicts of a release that closed none. For an objection `objection` is that stream's state before its answer,
    which is recorded in the same transaction; so is `contest`.
    """

    verdict: str
    reasons: tuple[str, ...]
    basis: str
    actor: str
    desk: dict | None = None
    file: dict | None = None
    papers: Mapping[str, dict] | None = None
    objection: dict | None = None
    contest: dict | None = None
    line: dict | None = None


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Start):
        return _start(state, command, now)
    if state is None:
        raise Refused("lamaran-tidak-ada", "Lamaran ini tidak ditemukan.", status=404)
    match command:
        case SaveSection():
            return _save(state, command, now)
        case Submit():
            return _submit(state, command, now)
        case Withdraw():
            return _withdraw(state, command)
        case Forget():
            return [Fact("application.owner_erased", _subject(state))] if "owner_erased_at" not in state else []
        case Verify():
            return _verify(state, command)
    raise TypeError(command)


def _start(state: dict | None, command: Start, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("lamaran-sudah-ada", "Lamaran ini sudah dimulai.")
    if command.vacancy is None or command.period is None:
        raise Refused("formasi-tidak-ada", "Formasi ini tidak ditemukan.", "vacancy", status=404)
    check_window(command.period, now)
    check_taking(command.vacancy)
    if command.before >= STARTS:
        sentence = f"Anda sudah memulai {STARTS} lamaran pada periode ini, paling banyak yang boleh."
        raise Refused("lamaran-terlalu-sering", sentence, "vacancy")
    data = {"period": command.period["code"], "vacancy": command.vacancy_id, "person": command.person}
    return [Fact("application.started", data)]


def _save(state: dict, command: SaveSection, now: datetime) -> list[Fact]:
    check_owner(state, command.person)
    _check_draft(state)
    check_window(command.period, now)
    check_taking(command.vacancy)
    if command.section == "statements":
        missing = [name for name in STATEMENTS if name not in command.content["agreed"]]
        if missing:
            raise Refused(
                "pernyataan-kurang",
                "Kelima pernyataan harus disetujui; tanpa itu lamaran tidak dapat dikirim.",
                "agreed",
                status=422,
            )
    return [Fact("application.section_saved", {"section": command.section, "content": command.content})]


def _submit(state: dict, command: Submit, now: datetime) -> list[Fact]:
    check_owner(state, command.person)
    _check_draft(state)
    check_window(command.period, now)
    check_taking(command.vacancy)
    for section in NEEDED_SECTIONS:
        if section not in state["sections"]:
            name = SECTION_NAMES[section]
            raise Refused("bagian-belum-lengkap", f"Lengkapi bagian {name} lebih dahulu.", section, status=422)
    missing = [kind for kind in command.vacancy["documents"] if kind not in command.documents]
    if missing:
        from_people = "Unggah berkas yang disyaratkan formasi ini lebih dahulu."
        raise Refused("berkas-belum-lengkap", from_people, f"documents.{missing[0]}", status=422)
    education = state["sections"]["education"]
    documents = [{"kind": kind, **command.documents[kind]} for kind in command.vacancy["documents"]]
    data = {
        **_subject(state),
        "participant_no": command.participant_no,
        "education": {"level": education["level"]},
        "other_unit": state["sections"].get("placement", {}).get("other_unit", False),
        "documents": documents,
        "checks": list(command.checks),
    }
    return [Fact("application.submitted", data)]


def _withdraw(state: dict, command: Withdraw) -> list[Fact]:
    check_owner(state, command.person)
    if state["status"] == "withdrawn":
        raise Refused("sudah-ditarik", "Lamaran ini sudah ditarik.")
    return [Fact("application.withdrawn", {**_subject(state), "was": state["status"], "reason": command.reason})]


def _verify(state: dict, command: Verify) -> list[Fact]:
    if command.basis == "file_check":
        check_holder(command.desk, command.actor)
        check_taking(command.line or {})
        if state["status"] != "submitted":
            raise Refused("bukan-terkirim", "Hanya lamaran terkirim yang belum diputuskan yang dapat diverifikasi.")
        if command.papers is not None:
            _check_read(state, command)
    elif command.basis == "contest":
        wanted = ("MS", "TMS", "open", state["person"])
        if (state["status"], command.verdict, command.contest["status"], command.contest["holder"]) != wanted:
            raise Refused("bukan-ms", "Hanya sengketa NIK yang diputuskan dapat mengubah putusan MS menjadi TMS.")
    else:
        _check_objection(state, command)
    if command.verdict == "TMS" and not command.reasons:
        raise Refused("alasan-kosong", "Pilih sedikitnya satu alasan untuk putusan TMS.", "reasons", status=422)
    if command.verdict == "MS" and command.reasons:
        raise Refused("alasan-berlebih", "Putusan MS tidak disertai alasan.", "reasons", status=422)
    for reason in command.reasons:
        if reason not in REASONS:
            raise Refused("alasan-tidak-dikenal", f"Alasan {reason} tidak dikenal.", "reasons", status=422)
    data = {
        **_subject(state),
        "participant_no": state["participant_no"],
        "verdict": command.verdict,
        "reasons": list(command.reasons),
        "basis": command.basis,
        "education": state["education"],
        "other_unit": state["other_unit"],
    }
    return [Fact("application.verified", data)]


def _check_read(state: dict, command: Verify) -> None:
    """Both verdicts need the same readings, since the file was taken: their number tells no verdict."""
    since, file = command.desk["since"], command.file
    opened = file is not None and file["reader"] == command.actor and file["at"] >= since
    unread = [] if opened and file["application"] == command.desk["application"] else ["isian pelamar"]
    for one in state["documents"]:
        paper = command.papers.get(one["document"])
        if paper is None or not was_read(paper, command.actor, since):
            unread.append(NAMES[one["kind"]])
    if unread:
        sentence = f"Buka dahulu, baru putuskan: {', '.join(unread)}."
        raise Refused("belum-dibaca", sentence, "documents", status=422)


def _check_objection(state: dict, command: Verify) -> None:
    """TMS becomes MS by two people's acceptance, and loses reasons by one person's answer; nothing else."""
    before = set(state["verdicts"][-1]["reasons"]) if state["verdicts"] else set()
    proposed = command.objection["proposed"]
    if command.verdict == "MS":
        allowed = proposed is not None and not same_person(proposed["signed"]["actor"], command.actor)
    else:
        allowed = set(command.reasons) < before
    if not allowed or state["status"] != "TMS" or command.objection["status"] != "filed":
        raise Refused("bukan-tms", "Hanya sanggahan yang diterima dua orang dapat mengubah putusan TMS menjadi MS.")


def hidden_versions(state: dict, announced: bool) -> int:
    """How many of an application's versions its owner does not see: verdicts, until they are announced."""
    return 0 if announced else len(state["verdicts"])


def check_owner(state: dict, person: str) -> None:
    """Another person's application does not exist, as far as the caller can tell."""
    if state["person"] != person:
        raise Refused("lamaran-tidak-ada", "Lamaran ini tidak ditemukan.", status=404)


def check_window(period: dict, now: datetime) -> None:
    check_running(period)
    opens, closes = parse_time(period["registration_opens"]), parse_time(period["registration_closes"])
    if now < opens:
        raise Refused("belum-dibuka", f"Pendaftaran dibuka {moment_text(opens)}.")
    if now > closes:
        raise Refused("sudah-ditutup", f"Pendaftaran sudah ditutup {moment_text(closes)}.")


def _check_draft(state: dict) -> None:
    if state["status"] == "withdrawn":
        raise Refused("sudah-ditarik", "Lamaran ini sudah ditarik.")
    if state["status"] != "draft":
        raise Refused("sudah-dikirim", "Lamaran ini sudah dikirim dan tidak dapat diubah.")


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("period", "vacancy", "person")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "application.started":
            begun = {"sections": {}, "verdicts": [], "first_verdict": None, "verdict": None}
            return {**data, "status": "draft", "started_at": event.time, **begun}
        case "application.section_saved":
            return {**state, "sections": {**state["sections"], data["section"]: data["content"]}}
        case "application.submitted":
            return {**state, **data, "status": "submitted", "submitted_at": event.time}
        case "application.withdrawn":
            return {**state, "status": "withdrawn", "was": data["was"], "withdrawn_at": event.time}
        case "application.owner_erased":
            return {**state, "owner_erased_at": event.time}
        case "application.verified":
            verdict = {key: data[key] for key in ("verdict", "reasons", "basis")}
            verdicts = [*state["verdicts"], {**verdict, "by": event.actor, "at": event.time}]
            # What a contest finds is found before anything is announced.
            first = data["verdict"] if data["basis"] == "contest" else state["first_verdict"] or data["verdict"]
            return {
                **state,
                "status": data["verdict"],
                "verdicts": verdicts,
                "first_verdict": first,
                "verdict": data["verdict"],
            }


def verify_again(event: Event, states: dict[str, dict]) -> Verify:
    """The command behind a verdict; `states` are those of its basis by stream."""
    data, around = event.data, {aggregate_of(stream): state for stream, state in states.items()}
    papers = {uuid_of(stream): state for stream, state in states.items() if aggregate_of(stream) == "document"}
    return Verify(
        data["verdict"],
        tuple(data["reasons"]),
        data["basis"],
        event.actor,
        desk=around.get("verification"),
        file=around.get("disclosure"),
        papers=papers or None,
        objection=around.get("objection"),
        contest=around.get("contest"),
        line=around.get("vacancy"),
    )


AGGREGATE = Aggregate("application", decide, evolve, again={"application.verified": verify_again})
