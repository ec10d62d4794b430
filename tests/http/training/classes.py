"""What happens around a session, and what the tests look up of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time

from asnkit.events import uuid_of
from asnkit.wib import WIB
from training.streams import place_stream

COURSE = {
    "code": "PBJ-DASAR",
    "title": "Pengadaan Barang dan Jasa Dasar",
    "objective": "Peserta dapat menyusun dokumen pengadaan sederhana.",
    "kind": "TECHNICAL",
    "method": "CLASSICAL",
    "hours": 16,
    "provider": "BKPSDM Kota Tanjungbalai",
    "attendance": 80,
    "pass_mark": 70,
    "competences": ["Pengadaan barang dan jasa"],
}


def at(training, day, hour):
    """Business time goes on to this hour in Tanjungbalai."""
    training.clock.forward(datetime.combine(day, time(hour, 0), WIB).astimezone(UTC) - training.clock.now())


def together(ask, whom):
    """The answers of all who ask at the same moment."""
    with ThreadPoolExecutor(len(whom)) as pool:
        return list(pool.map(ask, whom))


def places(officer, session):
    return {row["person"]: row for row in officer.get(f"/v1/sessions/{session}/participants").json()["items"]}


def enrolment(person, session):
    return uuid_of(place_stream(person, session))
