"""Whose a NIK is that two accounts name: a verifier or a person begins, both are heard, the chair decides.

Streams: contest-<uuid>. A verifier opens one about the application on the own desk that came second (its uuid is the
contest's); a person begins one about the own account, with what there is to say. `person` is who came second, `holder`
has the NIK by an earlier verdict, None where nobody else does: whoever begins is not told which. Each of both says
once what there is to say, with the papers of identity that are on file then. It is decided when everybody has spoken
or three days have passed, by somebody else than who opened it and than who accepted the holder's card. A rule of this
project, of no decree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time
from asnkit.signing import same_person

from ..document.domain import NAMES
from ..verification.domain import check_holder

HEARD_FOR = timedelta(days=3)
PAPERS = ("id_card", "selfie")
BEGINNINGS = 3
"""So many contests a person may begin."""
MOVED, KEPT = "MOVED", "KEPT"
REASONS = {
    "SECOND_PROVED": (MOVED, "KTP terbukti milik pelamar kedua."),
    "FIRST_PROVED": (KEPT, "KTP terbukti milik pemegang pertama."),
    "NOT_PROVED": (KEPT, "Pelamar kedua tidak membuktikan KTP-nya."),
}
"""Code → what it means for the NIK, and what people read."""

MISSING = Refused("sengketa-tidak-ada", "Sengketa ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Open:
    """`application` and `desk` are those streams' states; `holder` has the NIK, None for nobody; `accepted_by` is the
    actor of the verdict that accepted the holder's card, None where there was none. `others` are the states of what
    the applicant has to do with already.
    """

    application_id: str
    application: dict | None
    desk: dict | None
    holder: str | None
    accepted_by: str | None
    others: Collection[dict]
    actor: str


@dataclass(frozen=True, slots=True)
class Begin:
    """As Open, about the own account. `period` is where the holder's application is not announced yet, None without
    one; `papers` maps a kind to {document, sha256}; `text` is sealed.
    """

    person: str
    holder: str | None
    accepted_by: str | None
    period: str | None
    others: Collection[dict]
    text: dict
    papers: dict[str, dict]


@dataclass(frozen=True, slots=True)
class Speak:
    """`text` is sealed; `papers` maps a kind to {document, sha256}."""

    person: str
    text: dict
    papers: dict[str, dict]


@dataclass(frozen=True, slots=True)
class Decide:
    reason: str
    actor: str


def decide(state: dict | None, command: Open | Begin | Speak | Decide, now: datetime) -> list[Fact]:
    match command:
        case Open():
            return _open(state, command)
        case Begin():
            return _begin(command)
        case Speak():
            return _speak(state, command)
        case Decide():
            return _decide(state, command, now)
    raise TypeError(command)


def _open(state: dict | None, command: Open) -> list[Fact]:
    if state is not None:
        raise Refused("sengketa-sudah-ada", "NIK lamaran ini sudah disengketakan.")
    check_holder(command.desk, command.actor)
    application = command.application
    if command.holder in (None, application["person"]):
        raise Refused("nik-tidak-disengketakan", "NIK ini tidak dipegang akun lain.")
    _check_alone(command.others)
    data = {"application": command.application_id, "period": application["period"]}
    both = {"person": application["person"], "holder": command.holder}
    return [Fact("contest.opened", {**data, **both, "accepted_by": command.accepted_by})]


def _begin(command: Begin) -> list[Fact]:
    """The same for who is right and who is not: nothing here tells whether somebody has the NIK."""
    _check_alone(command.others)
    if sum(one["application"] is None and one["person"] == command.person for one in command.others) >= BEGINNINGS:
        sentence = f"Anda sudah melapor {BEGINNINGS} kali. Datanglah ke panitia dengan KTP Anda."
        raise Refused("sengketa-terlalu-sering", sentence)
    missing = [kind for kind in PAPERS if kind not in command.papers]
    if missing:
        sentence = f"Unggah dahulu: {', '.join(NAMES[kind] for kind in missing)}."
        raise Refused("berkas-belum-lengkap", sentence, "documents", status=422)
    holder = None if command.holder == command.person else command.holder
    subject = {"application": None, "period": command.period if holder else None}
    accepted_by = command.accepted_by if holder else None
    opened = {**subject, "person": command.person, "holder": holder, "accepted_by": accepted_by}
    return [Fact("contest.opened", opened), _spoken(subject, command)]


def _check_alone(others: Collection[dict]) -> None:
    if any(one["status"] == "open" for one in others):
        raise Refused("sengketa-sudah-ada", "Sengketa tentang NIK ini sedang diperiksa.")


def _speak(state: dict | None, command: Speak) -> list[Fact]:
    if state is None or command.person not in _heard(state):
        raise MISSING
    _check_open(state)
    if command.person in state["spoken"]:
        raise Refused("sudah-menjelaskan", "Keterangan Anda sudah kami terima.")
    return [_spoken({name: state[name] for name in ("application", "period")}, command)]


def _spoken(subject: dict, command: Begin | Speak) -> Fact:
    papers = [{"kind": kind, **command.papers[kind]} for kind in PAPERS if kind in command.papers]
    return Fact("contest.spoken", {**subject, "person": command.person, "text": command.text, "papers": papers})


def _decide(state: dict | None, command: Decide, now: datetime) -> list[Fact]:
    if state is None:
        raise MISSING
    _check_open(state)
    if judged(state, command.actor):
        sentence = "Sengketa diputuskan orang lain, bukan yang membukanya atau yang menerima KTP pemegang pertama."
        raise Refused("pemeriksa-sendiri", sentence, status=403)
    if now < decided_from(state):
        sentence = f"Tunggu keterangan keduanya, paling lama {HEARD_FOR.days} hari sejak sengketa dibuka."
        raise Refused("masih-didengar", sentence)
    if command.reason == "FIRST_PROVED" and state["holder"] is None:
        raise Refused("tanpa-pemegang", "Tidak ada akun lain yang memegang NIK ini.", "reason", status=422)
    data = {name: state[name] for name in ("application", "period", "person", "holder")}
    return [Fact("contest.decided", {**data, "outcome": REASONS[command.reason][0], "reason": command.reason})]


def judged(state: dict, actor: str) -> bool:
    """Whether this person opened the contest or accepted the holder's card, and so does not decide it."""
    return any(same_person(actor, other) for other in (state["opened_by"], state["accepted_by"]) if other)


def decided_from(state: dict) -> datetime:
    """When everybody was heard: at once where all have spoken."""
    opened = parse_time(state["opened_at"])
    return opened if len(state["spoken"]) >= len(_heard(state)) else opened + HEARD_FOR


def _heard(state: dict) -> list[str]:
    return [person for person in (state["person"], state["holder"]) if person]


def _check_open(state: dict) -> None:
    if state["status"] != "open":
        raise Refused("sengketa-selesai", "Sengketa ini sudah diputuskan.")


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "contest.opened":
            return {**data, "status": "open", "opened_by": event.actor, "opened_at": event.time, "spoken": {}}
        case "contest.spoken":
            said = {"text": data["text"], "papers": data["papers"], "at": event.time}
            return {**state, "spoken": {**state["spoken"], data["person"]: said}}
    decided = {"reason": data["reason"], "decided_by": event.actor, "decided_at": event.time}
    return {**state, **decided, "status": data["outcome"]}


def decide_again(event: Event, _states: dict[str, dict]) -> Decide:
    """The command behind a decision."""
    return Decide(event.data["reason"], event.actor)


AGGREGATE = Aggregate("contest", decide, evolve, again={"contest.decided": decide_again})
