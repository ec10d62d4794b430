"""An applicant's account. The UUID of its stream, account-<uuid>, is the person's id everywhere.

What says who the person is goes into the event sealed. A NIK with an impossible structure
is refused; one that differs from the declared birth date or sex goes to a person
(docs/rules.md §6.1).

Nothing is taken from anybody by typing it in. An address is the account's when a code that was sent there came back;
until then nobody can sign in, and after a day the account lapses, which erases it. `claims` in the state are what the
account holds alone (a row of the collection `claims` each, in proof.py). Events of the first release took address and
NIK at once.

An account can be erased: the person's key is destroyed, so that nobody reads any copy any more. The person asks, or
the time of keeping is over. It takes two people of the office and a time of waiting, of which the person is told by
letter and in which the person may stop it. What was
submitted to a selection is kept first: UU 27/2022 Pasal 15 sets the right of Pasal 8 aside for a duty by law.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, format_time, parse_time
from asnkit.signing import check_second, reference, signature
from asnkit.wib import wib_date

from ..dates import moment_text
from ..rules.nik import nik_matches, nik_parse, nik_says
from ..rules.password import common

SEALED = ("nik", "family_card_no", "name", "birth_date", "sex", "email", "phone")
PURPOSES = ("selection", "announcement", "contact")
NEEDED_PURPOSES = ("selection", "announcement")
KNOWN = ("nik", "family_card_no", "name", "email", "phone")
"""What a password may not be made of."""

BY_CODE = "code"
ADDRESS, NIK = "email", "nik"
"""What an account may hold alone."""

UNPROVED_LASTS = timedelta(days=1)
NOTICES = ("2024-1",)
"""Versions of the privacy notice that were ever shown."""

BASES = ("request", "retention")
RETENTION_YEARS = 2
"""After the budget year. The city's own schedule (JRA, Peraturan ANRI 22/2017) decides; two years is what is usual."""


@dataclass(frozen=True, slots=True)
class Create:
    """`sealed` maps each name of SEALED to its envelope; the open values never leave the process."""

    nik: str
    birth_date: date
    sex: str
    sealed: dict[str, dict]
    notice: str
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProveAddress:
    """A code that was sent to the account's address came back."""


@dataclass(frozen=True, slots=True)
class CorrectAddress:
    """The address was mistyped, and is not proved yet; `email` is sealed."""

    email: dict


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    """A code that was sent to another address came back; `email` is that one, sealed."""

    email: dict


@dataclass(frozen=True, slots=True)
class Correct:
    """An officer accepted what the owner asked for in the stream `correction`; `before` and `after` hold the same
    fields, sealed. The open values are what holds from then on, and never leave the process.
    """

    correction: str
    before: Mapping
    after: Mapping
    nik: str
    birth_date: str
    sex: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """The time for proving the address is over."""


@dataclass(frozen=True, slots=True)
class ReleaseNik:
    """A contest was decided for another account; for accounts of the first release, which took their NIK at once."""


@dataclass(frozen=True, slots=True)
class AskErasure:
    """The person wants it; `budget_year` as below."""

    budget_year: int | None


@dataclass(frozen=True, slots=True)
class RequestErasure:
    """`reference` is the number of the request or of the retention list, as 12/PDP/2027; `wait` is before it may be
    confirmed.

    `budget_year` is the last one for which the person submitted an application; None without any.
    """

    basis: str
    reference: str
    budget_year: int | None
    wait: timedelta


@dataclass(frozen=True, slots=True)
class StopErasure:
    """Nothing is erased after all."""


@dataclass(frozen=True, slots=True)
class ConfirmErasure:
    """`requested` is the requesting event that the signer has read, {event, sha256}; `actor` the signer."""

    actor: str
    requested: Mapping
    budget_year: int | None


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    match command:
        case Create():
            return _create(state, command, now)
        case ProveAddress():
            return _prove(state)
        case CorrectAddress():
            _check_unproved(state)
            return [Fact("account.address_corrected", {"email": command.email})]
        case ChangeAddress():
            if is_unproved(_whole(state)):
                raise Refused("surel-belum-terbukti", "Buktikan dahulu surel yang sekarang dengan kodenya.")
            return [Fact("account.address_changed", {"email": command.email})]
        case Correct():
            _whole(state)
            check = nik_matches(command.nik, date.fromisoformat(command.birth_date), command.sex)
            told = {"before": dict(command.before), "after": dict(command.after)}
            return [Fact("account.corrected", {**told, "nik_check": check, "correction": command.correction})]
        case Lapse():
            return [Fact("account.lapsed", {})] if state and is_unproved(state) else []
        case ReleaseNik():
            return [Fact("account.nik_released", {})]
        case AskErasure():
            return _ask_erasure(_whole(state), command, now)
        case RequestErasure():
            return _request_erasure(_whole(state), command, now)
        case StopErasure():
            if _whole(state)["asked_at"] is None:
                _requested(state)
            return [Fact("account.erasure_stopped", {})]
        case ConfirmErasure():
            return _confirm_erasure(_whole(state), command, now)
    raise TypeError(command)


def is_unproved(state: dict) -> bool:
    """Whether the account waits for its address to be proved."""
    return "erased_at" not in state and ADDRESS not in state["claims"]


def _check_unproved(state: dict | None) -> None:
    if state is None or not is_unproved(state):
        raise Refused("kode-berakhir", "Kode ini sudah tidak berlaku. Minta kode baru.", "code", status=422)


def _prove(state: dict | None) -> list[Fact]:
    _check_unproved(state)
    return [Fact("account.address_proved", {})]


def _whole(state: dict | None) -> dict:
    if state is None:
        raise Refused("akun-tidak-ada", "Akun ini tidak ditemukan.", status=404)
    if "erased_at" in state:
        raise Refused("akun-sudah-dihapus", "Data akun ini sudah dihapus.")
    return state


def _requested(state: dict) -> dict:
    if state["erasure"] is None:
        raise Refused("penghapusan-belum-diminta", "Tidak ada penghapusan yang diminta untuk akun ini.")
    return state["erasure"]


def _check_kept(budget_year: int | None, now: datetime) -> None:
    if budget_year is None:
        return
    kept_until = date(budget_year + RETENTION_YEARS, 12, 31)
    if wib_date(now) <= kept_until:
        sentence = f"Berkas seleksi wajib disimpan sampai {kept_until:%d-%m-%Y}; sesudah itu dapat dihapus."
        raise Refused("masih-wajib-disimpan", sentence)


def _ask_erasure(state: dict, command: AskErasure, now: datetime) -> list[Fact]:
    if state["asked_at"] is not None or state["erasure"] is not None:
        raise Refused("penghapusan-sudah-diminta", "Penghapusan akun ini sudah diminta dan menunggu petugas.")
    _check_kept(command.budget_year, now)
    return [Fact("account.erasure_asked", {})]


def _request_erasure(state: dict, command: RequestErasure, now: datetime) -> list[Fact]:
    if state["erasure"] is not None:
        raise Refused("penghapusan-sudah-diminta", "Penghapusan akun ini sudah diminta dan menunggu orang kedua.")
    _check_kept(command.budget_year, now)
    due = format_time(now + command.wait)
    data = {"basis": command.basis, "reference": command.reference, "due": due}
    return [Fact("account.erasure_requested", data)]


def _confirm_erasure(state: dict, command: ConfirmErasure, now: datetime) -> list[Fact]:
    erasure = _requested(state)
    same = "Penghapusan dipastikan oleh orang lain, bukan oleh yang memintanya."
    check_second(erasure["signed"], command.requested, command.actor, "requested", same)
    due = parse_time(erasure["due"])
    if now < due:
        sentence = f"Pemilik akun diberi tahu lebih dahulu; penghapusan dapat dipastikan mulai {moment_text(due)}."
        raise Refused("masih-menunggu", sentence)
    _check_kept(command.budget_year, now)
    told = {name: erasure[name] for name in ("basis", "reference")}
    return [Fact("account.erasure_confirmed", {**told, "requested": reference(erasure["signed"])})]


def _create(state: dict | None, command: Create, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("akun-sudah-ada", "Akun ini sudah dibuat.")
    examine(command.nik, command.birth_date, command.purposes, now)
    check = nik_matches(command.nik, command.birth_date, command.sex)
    consent = {"notice": command.notice, "purposes": list(command.purposes)}
    sealed = {name: command.sealed[name] for name in SEALED}
    return [Fact("account.created", {**sealed, "nik_check": check, "consent": consent, "proof": BY_CODE})]


def examine(nik: str, birth_date: date, purposes: Collection[str], now: datetime) -> None:
    """What refuses an account whatever else is true."""
    try:
        nik_parse(nik)
    except ValueError as wrong:
        raise Refused("nik-tidak-sah", str(wrong), "nik", status=422) from None
    if birth_date >= wib_date(now):
        raise Refused("tanggal-lahir", "Tanggal lahir harus sebelum hari ini.", "birth_date", status=422)
    if not set(NEEDED_PURPOSES) <= set(purposes):
        raise Refused(
            "persetujuan-kurang",
            "Setujui pemrosesan data untuk seleksi dan pengumuman; tanpa itu lamaran tidak dapat diproses.",
            "consent",
            status=422,
        )


def ask_back(nik: str, birth_date: date, sex: str) -> None:
    """What is asked once, and refuses nothing for good: a NIK may tell another birth date than the card has."""
    if nik_matches(nik, birth_date, sex) == "MISMATCH_REVIEW":
        sentence = f"{nik_says(nik)} Periksa NIK, tanggal lahir, dan jenis kelamin; bila sama dengan KTP, kirim lagi."
        raise Refused("nik-lain", sentence, "nik", status=422)


def examine_password(password: str, person: Mapping[str, str]) -> None:
    """What refuses a password of the person with these open values (KNOWN)."""
    if common(password, [person[name] for name in KNOWN]):
        sentence = "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan dengan Anda."
        raise Refused("sandi-umum", sentence, "password", status=422)


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "account.erasure_asked":
            return {**state, "asked_at": event.time}
        case "account.erasure_requested":
            return {**state, "asked_at": None, "erasure": {**event.data, "at": event.time, "signed": signature(event)}}
        case "account.erasure_stopped":
            return {**state, "asked_at": None, "erasure": None}
        case "account.erasure_confirmed" | "account.erased" | "account.lapsed":
            kept = {name: value for name, value in state.items() if name not in SEALED}
            return {**kept, "claims": [], "asked_at": None, "erasure": None, "erased_at": event.time}
        case "account.nik_released":
            return {**state, "claims": [claim for claim in state["claims"] if claim != NIK]}
        case "account.address_proved":
            return {**state, "claims": sorted({*state["claims"], ADDRESS}), "proved_at": event.time}
        case "account.corrected":
            return {**state, **event.data["after"], "nik_check": event.data["nik_check"]}
        case "account.address_corrected" | "account.address_changed":
            return {**state, "email": event.data["email"]}
    claims = [] if event.data.get("proof") == BY_CODE else [ADDRESS, NIK]
    return {**event.data, "claims": claims, "asked_at": None, "erasure": None, "created_at": event.time}


AGGREGATE = Aggregate("account", decide, evolve, shape=4)
