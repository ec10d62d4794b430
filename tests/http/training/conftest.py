"""A course with its sessions, and people of the roster who ask for a seat."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from asnkit.wib import WIB, wib_date

from tests.http.test_training import appointed

from .classes import COURSE


@pytest.fixture(scope="module")
def training(serve):
    return serve("training")


@pytest.fixture(scope="module")
def officer(training):
    return training.staff("diklat")


@pytest.fixture(scope="module")
def course(training, officer):
    return officer.post("/v1/courses", COURSE).json()["id"]


@pytest.fixture
def people(training):
    """A function that puts somebody on the roster; each is (person, caller)."""

    def appoint(number):
        made = []
        for _ in range(number):
            person, candidate = str(uuid.uuid4()), str(uuid.uuid4())
            training.deliver(appointed(person=person, candidate=candidate))
            made.append((person, training.as_(person, "pegawai")))
        return made

    return appoint


@pytest.fixture
def schedule(training, officer, course):
    """A function that schedules a session, some days ahead, of the course."""

    def make(ahead=3, capacity=2, room=None, days=1, **more):
        today = wib_date(training.clock.now())
        dates = [today + timedelta(days=ahead + n) for n in range(days)]
        body = {
            "course": course,
            "code": f"S-{uuid.uuid4().hex[:8].upper()}",
            "days": [{"date": day.isoformat(), "begins": "08:00", "ends": "16:00"} for day in dates],
            "place": "Aula BKPSDM",
            "room": room,
            "capacity": capacity,
            "closes": datetime.combine(dates[0], time(0, 0), WIB).isoformat(),
            **more,
        }
        return officer.post("/v1/sessions", body), dates

    return make
