"""What the rules of training are tried with."""

from datetime import UTC, date, datetime

from asnkit.events import uuid_of
from training.course.domain import AGGREGATE as COURSE
from training.course.domain import Publish
from training.session.domain import AGGREGATE as SESSION
from training.session.domain import Day, Schedule
from training.streams import place_stream

from tests.unit.registration.given import Given as GivenOf

PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
COURSE_ID = "0192f0c4-7a21-7c3e-9b1d-2f6a5c8e0011"
SESSION_ID = "0192f0c4-7a22-7c3e-9b1d-2f6a5c8e0012"
ENROLMENT_ID = uuid_of(place_stream(PERSON, SESSION_ID))
BEFORE = datetime(2026, 11, 20, 3, tzinfo=UTC)
CLOSES = datetime(2026, 11, 28, 16, 59, 59, tzinfo=UTC)
MORNING = datetime(2026, 12, 1, 2, tzinfo=UTC)
AFTER = datetime(2026, 12, 2, 10, tzinfo=UTC)
DAYS = (Day(date(2026, 12, 1), "08:00", "16:00"), Day(date(2026, 12, 2), "08:00", "16:00"))
PUBLISH = Publish(
    code="PBJ-DASAR",
    title="Pengadaan Barang dan Jasa Dasar",
    objective="Peserta dapat menyusun dokumen pengadaan sederhana.",
    kind="TECHNICAL",
    method="CLASSICAL",
    hours=16,
    provider="BKPSDM Kota Tanjungbalai",
    attendance=80,
    pass_mark=70,
    competences=("Pengadaan barang dan jasa",),
)
SERVANT = {"unit": "UPTD Puskesmas Datuk Bandar"}


def Given(aggregate, *facts, **more):
    return GivenOf(aggregate, *facts, service="training", **more)


COURSE_STATE = Given(COURSE, *Given(COURSE).when(PUBLISH)).state
SCHEDULE = Schedule(COURSE_ID, COURSE_STATE, "PBJ-2026-12", DAYS, "Aula BKPSDM", "Aula", 2, CLOSES)
SCHEDULED = Given(SESSION).when(SCHEDULE, now=BEFORE)
SESSION_STATE = Given(SESSION, *SCHEDULED).state
