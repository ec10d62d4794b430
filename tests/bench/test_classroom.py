"""The rush at a class runs at a twentieth of its size: no seat is given twice, and nobody is refused at the door."""

import pytest

from bench import classroom
from bench.city import City
from tests.browser import story

pytestmark = [pytest.mark.servers, pytest.mark.slow]

PART = 20


@pytest.fixture(scope="module")
def city(servers, tmp_path_factory):
    made = City(servers, tmp_path_factory.mktemp("class"))
    yield made
    made.stop()


def test_a_crowd_gets_the_seats_there_are_and_comes_in_by_the_code_of_the_room(city):
    course, crowd = story.course(city.staff("diklat")), classroom.people(city, classroom.ASKING // PART)
    found = classroom.seats(city, course, crowd, classroom.SEATS // PART)
    assert (found["asked"], found["seats"], found["oversold"]) == (25, 2, 0)
    coming = crowd[: classroom.COMING // PART]
    assert classroom.check_in(city, course, coming, classroom.SECONDS / PART)["came"] == len(coming) == 15
