"""A file for the national record of trainings: which certificates of which days it holds, and who made it.

Streams: national_record-<uuid>. Its rows are ids with the receipt of each: the event that issued the certificate.
Names and NIP are opened when the file is read, and each reading is recorded (roster_reading).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..rules.national import EDITION, MOST


@dataclass(frozen=True, slots=True)
class Export:
    """`rows` are {enrolment, person, event, sha256} of the certificates that hold, by the day of their last hour."""

    since: date
    until: date
    rows: Sequence[Mapping]


def check_days(since: date, until: date, now: datetime) -> None:
    if since > until:
        raise Refused("masa-terbalik", "Hari pertama tidak boleh sesudah hari terakhir.", "since", status=422)
    if until > wib_date(now):
        raise Refused("masa-belum-lewat", "Hari terakhir paling lambat hari ini.", "until", status=422)


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("berkas-tidak-ada", "Berkas ini tidak ditemukan.", status=404)
    return state


def decide(state: dict | None, command: Export, now: datetime) -> list[Fact]:
    if not isinstance(command, Export):
        raise TypeError(command)
    check_days(command.since, command.until, now)
    if not command.rows:
        raise Refused("tanpa-sertifikat", "Tidak ada sertifikat yang berlaku pada masa ini.", "since", status=422)
    if len(command.rows) > MOST:
        told = f"Satu berkas memuat paling banyak {MOST} baris. Persempit masanya."
        raise Refused("berkas-terlalu-panjang", told, "until", status=422)
    span = {"since": command.since.isoformat(), "until": command.until.isoformat()}
    return [Fact("national_record.exported", {**span, "edition": EDITION, "rows": list(command.rows)})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "by": event.actor}


AGGREGATE = Aggregate("national_record", decide, evolve)
