"""Who has which role of the staff: given by one person of IT, confirmed by another where the role signs or looks.

Streams: role-<uuid>, one for each time that one person is given one role. It ends after its last day, and when nobody
looked at it again for half a year; it may be taken away at any time, and extended before its last day, by as many
people as it took to give it. Rules of this project, of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature
from asnkit.wib import day_begins, wib_date

IT = "ti"
BY_TWO = ("ketua", "panitia", "auditor", "inspektorat", IT)
"""Who signs, or sees what others may not: two people of IT give these."""
ROLES = (*BY_TWO, "verifikator", "pimpinan", "diklat", "penilai", "aduan", "penghubung")
"""All but `pegawai`: that one comes with standing on the roster."""
OF_UNIT = "penghubung"
"""Who speaks for one unit: the grant names it, by its id on training's register."""
OF_PERIOD = ("verifikator", "panitia", "ketua")
"""Who works in recruitment periods: the grant names one, or is for every one."""
SCOPES = ("unit", "period")
PROPOSED, HELD, REJECTED, REVOKED, ENDED = "proposed", "held", "rejected", "revoked", "ended"
UNTIL, NOT_REVIEWED = "UNTIL", "NOT_REVIEWED"
LONGEST = timedelta(days=731)
HALF_A_YEAR = timedelta(days=183)
REVIEW_AHEAD = timedelta(days=30)
"""So long before its day a review waits in the inbox, and a role that ends."""
MISSING = Refused("peran-tidak-ada", "Pemberian peran ini tidak ditemukan.", status=404)
SAME = "Pemberian peran disahkan petugas lain, bukan pengusulnya."
LAST = Refused("ti-terakhir", "Ini petugas TI terakhir yang tercatat: berikan dahulu peran TI kepada orang lain.")


@dataclass(frozen=True, slots=True)
class Give:
    """`person` is the id that the office's provider knows, `name` is sealed, `until` a last day (WIB)."""

    actor: str
    person: str
    name: Mapping
    role: str
    since: date
    until: date
    unit: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One of the first two of IT, by a command on the host."""

    person: str
    name: Mapping


@dataclass(frozen=True, slots=True)
class Confirm:
    """`proposed` is the event that the second signer has read."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class Reject:
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """Whoever has it needs it still: another half year."""

    actor: str


@dataclass(frozen=True, slots=True)
class Extend:
    """Until a later last day (WIB); whoever has the role may ask for it where another person has to confirm."""

    actor: str
    until: date


@dataclass(frozen=True, slots=True)
class ConfirmExtension:
    """`proposed` is the event that the second signer has read."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class RejectExtension:
    reason: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """`others` is how many other people have the role of IT."""

    reason: str
    others: int


@dataclass(frozen=True, slots=True)
class End:
    """By its day; `others` as in Revoke."""

    others: int


FROM = {Confirm: PROPOSED, Reject: PROPOSED} | dict.fromkeys(
    (Review, Extend, ConfirmExtension, RejectExtension, Revoke, End), HELD
)


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    today = wib_date(now)
    if isinstance(command, Give | Found):
        if state is not None:
            raise Refused("sudah-ada", "Pemberian peran ini sudah tercatat.")
        return [_given(command, today) if isinstance(command, Give) else _founded(command, today)]
    if type(command) not in FROM:
        raise TypeError(command)
    if state is None:
        raise MISSING
    if state["status"] != FROM[type(command)]:
        raise Refused("bukan-saatnya", "Keadaan peran ini sudah lain: muat ulang halamannya.")
    match command:
        case Confirm():
            return [_confirmed(state, command, today)]
        case Reject(reason):
            return [Fact("role.rejected", {"reason": reason})]
        case Review(actor):
            _of_another(actor, state["person"])
            return [Fact("role.reviewed", {"review": _half_a_year(today)})]
        case Extend():
            return [_extended(state, command, today)]
        case ConfirmExtension():
            return [_extension_confirmed(state, command, today)]
        case RejectExtension(reason):
            _waiting(state)
            return [Fact("role.extension_rejected", {"reason": reason})]
        case Revoke(reason, others):
            _not_the_last(state, others)
            return [Fact("role.revoked", {"reason": reason})]
        case End(others):
            return [_ended(state, others, today)]


def ends(state: dict) -> datetime:
    """The first instant after the day that comes first: the last one, or that of the review."""
    return day_begins(date.fromisoformat(min(state["until"], state["review"])) + timedelta(days=1))


def _given(command: Give, today: date) -> Fact:
    _of_another(command.actor, command.person)
    if not today <= command.since <= command.until:
        message = "Pilih hari pertama mulai hari ini, dan hari terakhir sesudahnya."
        raise Refused("masa-tidak-sah", message, "since" if command.since < today else "until", status=422)
    if command.until > command.since + LONGEST:
        raise Refused("masa-terlalu-lama", "Peran diberikan paling lama dua tahun.", "until", status=422)
    told = {"person": command.person, "name": command.name, "role": command.role, **_scope(command)}
    told |= {"since": command.since.isoformat(), "until": command.until.isoformat()}
    if command.role in BY_TWO:
        return Fact("role.proposed", told)
    return Fact("role.granted", {**told, "review": _half_a_year(today)})


def _scope(command: Give) -> dict:
    """What the role is for, where it is not for everything."""
    if (command.unit is None) is (command.role == OF_UNIT):
        message = "Pilih unit yang dihubungi." if command.unit is None else "Hanya penghubung diberi unit."
        raise Refused("lingkup-tidak-sah", message, "unit", status=422)
    if command.period and command.role not in OF_PERIOD:
        message = "Hanya verifikator, panitia, dan ketua diberi satu periode."
        raise Refused("lingkup-tidak-sah", message, "period", status=422)
    return {name: value for name in SCOPES if (value := getattr(command, name))}


def _founded(command: Found, today: date) -> Fact:
    told = {"person": command.person, "name": command.name, "role": IT, "since": today.isoformat()}
    return Fact("role.founded", {**told, "until": (today + LONGEST).isoformat(), "review": _half_a_year(today)})


def _confirmed(state: dict, command: Confirm, today: date) -> Fact:
    _of_another(command.actor, state["person"])
    check_second(state["proposed"], command.proposed, command.actor, "proposed", SAME)
    if state["until"] < today.isoformat():
        raise Refused("usulan-lewat", "Hari terakhirnya sudah lewat: tolak, lalu usulkan lagi.")
    given = {name: state[name] for name in ("person", "role", "since", "until")}
    given |= {name: state[name] for name in SCOPES if state[name]}
    return Fact("role.confirmed", {**given, "review": _half_a_year(today), "proposed": reference(state["proposed"])})


def _extended(state: dict, command: Extend, today: date) -> Fact:
    if state["extension"]:
        raise Refused("perpanjangan-menunggu", "Perpanjangan peran ini sudah diusulkan dan menunggu petugas lain.")
    _check_later(state, command.until, today)
    told = {"person": state["person"], "role": state["role"], "until": command.until.isoformat()}
    if state["role"] in BY_TWO:
        return Fact("role.extension_proposed", told)
    _of_another(command.actor, state["person"])
    return Fact("role.extended", {**told, "review": _half_a_year(today)})


def _extension_confirmed(state: dict, command: ConfirmExtension, today: date) -> Fact:
    waiting = _waiting(state)
    _of_another(command.actor, state["person"])
    check_second(waiting["proposed"], command.proposed, command.actor, "proposed", SAME)
    _check_later(state, date.fromisoformat(waiting["until"]), today)
    told = {"person": state["person"], "role": state["role"], "until": waiting["until"]}
    return Fact(
        "role.extension_confirmed",
        {**told, "review": _half_a_year(today), "proposed": reference(waiting["proposed"])},
    )


def _waiting(state: dict) -> dict:
    if not state["extension"]:
        raise Refused("perpanjangan-tidak-ada", "Tidak ada perpanjangan peran ini yang menunggu.")
    return state["extension"]


def _check_later(state: dict, until: date, today: date) -> None:
    if until.isoformat() <= state["until"]:
        raise Refused("masa-tidak-sah", "Pilih hari terakhir sesudah yang sekarang.", "until", status=422)
    if until > today + LONGEST:
        message = "Peran diperpanjang paling lama dua tahun sejak hari ini."
        raise Refused("masa-terlalu-lama", message, "until", status=422)


def _ended(state: dict, others: int, today: date) -> Fact:
    _not_the_last(state, others)
    if state["until"] < today.isoformat():
        return Fact("role.ended", {"cause": UNTIL})
    if state["review"] < today.isoformat():
        return Fact("role.ended", {"cause": NOT_REVIEWED})
    raise Refused("belum-berakhir", "Peran ini masih berlaku.")


def _of_another(actor: str, person: str) -> None:
    if actor.partition(":")[2] == person:
        raise Refused("peran-sendiri", "Peran Anda sendiri diurus petugas TI lain.", status=403)


def _not_the_last(state: dict, others: int) -> None:
    if state["role"] == IT and others < 1:
        raise LAST


def _half_a_year(today: date) -> str:
    return (today + HALF_A_YEAR).isoformat()


def evolve(state: dict | None, event: Event) -> dict:
    data, fact = event.data, event.fact.partition(".")[2]
    match fact:
        case "proposed":
            begun = {"status": PROPOSED, "review": None, "reason": None, "cause": None, "extension": None}
            return {**_scoped(data), **begun, "proposed": signature(event), "at": event.time}
        case "granted" | "founded":
            begun = {"status": HELD, "proposed": None, "reason": None, "cause": None, "extension": None}
            return {**_scoped(data), **begun, "at": event.time}
        case "confirmed":
            return {**state, "status": HELD, "review": data["review"], "at": event.time}
        case "reviewed":
            return {**state, "review": data["review"], "at": event.time}
        case "extension_proposed":
            return {**state, "extension": {"until": data["until"], "proposed": signature(event), "at": event.time}}
        case "extended" | "extension_confirmed":
            return {**state, "until": data["until"], "review": data["review"], "extension": None, "at": event.time}
        case "extension_rejected":
            return {**state, "extension": None}
        case "rejected" | "revoked":
            return {**state, "status": fact, "reason": data["reason"], "extension": None, "at": event.time}
        case "ended":
            return {**state, "status": ENDED, "cause": data["cause"], "extension": None, "at": event.time}


def _scoped(data: Mapping) -> dict:
    """Grants of before scopes name none."""
    return {**dict.fromkeys(SCOPES), **data}


AGGREGATE = Aggregate("role", decide, evolve, shape=3)
