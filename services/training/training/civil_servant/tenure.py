"""What two people do to somebody's standing by a decree: a candidate becomes a PNS, or somebody is dismissed.

One proposes what the decree says, another signs over that very event. A dismissal says whether Latsar was not passed,
and otherwise only by which decree, never why (docs/decisions/0132).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Refused
from asnkit.signing import check_second, reference
from asnkit.wib import wib_date

from ..rules.latsar import FAILED, PASSED
from ..rules.tenure import year_after

CANDIDATE, PERMANENT_STATUS = "CPNS", "PNS"
PERMANENT, FAILED_LATSAR, DISMISSED = "PERMANENT", "FAILED_LATSAR", "DISMISSED"
CHANGES = (PERMANENT, FAILED_LATSAR, DISMISSED)


@dataclass(frozen=True, slots=True)
class Propose:
    """`evidence` names the stream that says how the person's Latsar ended, `latsar` how: PASSED or FAILED, else None.

    `health_letter_no` says by which letter a candidate is fit in body and mind, and nobody else has one.
    """

    change: str
    decree_no: str
    effective: date
    health_letter_no: str | None
    evidence: str | None
    latsar: str | None


@dataclass(frozen=True, slots=True)
class Sign:
    """`proposed` is the proposing event as the second person read it; `leads` whether a unit has the person as head."""

    actor: str
    proposed: Mapping
    leads: bool


@dataclass(frozen=True, slots=True)
class Reject:
    """It is not what the decree says; also by whoever proposed it."""


def ended_as(evidence: Mapping | None) -> str | None:
    """How somebody's Latsar ended, by its own state or that of hours credited by hand; None while it has not."""
    if evidence is None or "status" not in evidence:
        return PASSED if evidence and not evidence.get("reversed") else None
    return evidence["status"] if evidence["status"] in (PASSED, FAILED) else None


def began(state: Mapping) -> str:
    """The first day of the service, as far as it is known here (YYYY-MM-DD)."""
    return (state.get("earlier") or [state])[0]["effective_date"]


def proposed(state: Mapping, command: Propose, now: datetime) -> dict:
    if command.change not in CHANGES:
        raise Refused("perubahan-tidak-dikenal", "Pilih perubahan dari daftar.", "change", status=422)
    if state.get("proposed"):
        raise Refused("keputusan-sudah-diusulkan", "Untuk orang ini masih ada usulan yang belum diputuskan.")
    if command.effective > wib_date(now):
        raise Refused("belum-berlaku", "Dicatat paling cepat pada hari berlakunya.", "effective", status=422)
    if command.change == PERMANENT:
        _check_permanent(state, command)
    else:
        _check_dismissal(state, command)
    data = {name: getattr(command, name) for name in ("change", "decree_no", "health_letter_no", "evidence")}
    if command.change == DISMISSED:
        data["evidence"] = None
    return _named(state) | data | {"effective_date": command.effective.isoformat()}


def signed(state: Mapping, command: Sign) -> dict:
    """What the second signature makes true, as data of its fact."""
    decree = _waiting(state)
    if decree["change"] != PERMANENT:
        _check_last(state, decree["effective_date"])
        if command.leads:
            raise Refused("asn-masih-kepala", "Orang ini masih kepala unit. Catat dahulu siapa yang menggantikannya.")
    same = "Keputusan ini ditandatangani orang lain, bukan pengusulnya."
    check_second(state["proposed"], command.proposed, command.actor, "proposed", same)
    told = {name: decree[name] for name in ("decree_no", "effective_date")}
    told |= _named(state) | {"proposed": reference(state["proposed"])}
    if decree["change"] == PERMANENT:
        return told | {"status": PERMANENT_STATUS, "health_letter_no": decree["health_letter_no"]}
    return told | {"reason": decree["change"]}


def rejected(state: Mapping) -> dict:
    decree = _waiting(state)
    return _named(state) | {"change": decree["change"], "proposed": reference(state["proposed"])}


def _check_permanent(state: Mapping, command: Propose) -> None:
    """PP 11/2017 Pasal 34 to 36 (docs/rules.md §4)."""
    if state["status"] != CANDIDATE:
        raise Refused("bukan-cpns", "Hanya CPNS yang diangkat menjadi PNS.")
    if command.latsar != PASSED:
        raise Refused("latsar-belum-lulus", "Hanya yang lulus Latsar yang diangkat menjadi PNS.")
    first = year_after(date.fromisoformat(began(state)))
    if command.effective < first:
        told = f"Masa percobaan satu tahun; paling cepat {first.isoformat()}."
        raise Refused("masa-percobaan", told, "effective", status=422)
    if not command.health_letter_no:
        raise Refused("surat-sehat-wajib", "Isi nomor surat keterangan sehat.", "health_letter_no", status=422)


def _check_dismissal(state: Mapping, command: Propose) -> None:
    if command.change == FAILED_LATSAR and (state["status"] != CANDIDATE or command.latsar != FAILED):
        raise Refused("latsar-tidak-gagal", "Orang ini bukan CPNS yang tidak lulus Latsar.", "change")
    if command.health_letter_no:
        raise Refused("tanpa-surat-sehat", "Pemberhentian tidak menyebut surat sehat.", "health_letter_no", status=422)
    _check_last(state, command.effective.isoformat())


def _check_last(state: Mapping, day: str) -> None:
    if day < state["effective_date"]:
        told = f"Penempatan terakhir berlaku {state['effective_date']}; masa kerja tidak berakhir sebelumnya."
        raise Refused("berlaku-mundur", told, "effective", status=422)


def _waiting(state: Mapping) -> Mapping:
    if not state.get("proposed"):
        raise Refused("usulan-tidak-ada", "Tidak ada usulan yang menunggu tanda tangan kedua.")
    return state["decree"]


def _named(state: Mapping) -> dict:
    return {name: state[name] for name in ("person", "unit")}
