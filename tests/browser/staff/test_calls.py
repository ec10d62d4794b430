"""A page asks the services a few times, however much there is: a slow service has few threads to take."""

import gzip

import pytest
from portal.neighbours import Neighbour

from .. import pages
from ..addresses import PERSONS
from ..pages import CITIZENS, with_plain
from .test_staff_pages import FULL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]

MOST, MOST_BYTES = 8, 60_000
SHOWN = [page for page in (*with_plain(pages.FULL, CITIZENS), *FULL) if page.act is None and page.status == 200]
ANOTHER = "period-00000000-0000-7000-8000-000000000000"


@pytest.fixture
def calls(monkeypatch):
    """What the portal asks of the services, in order."""
    made, send = [], Neighbour.send

    def counted(self, method, path, *arguments, **more):
        if path != "/openapi.json":  # looked at once by each process
            made.append(f"{method} {self._name} {path}")
        return send(self, method, path, *arguments, **more)

    monkeypatch.setattr(Neighbour, "send", counted)
    return made


def test_every_page_asks_at_most_eight_times_and_weighs_at_most_60_kb(office, visits, staff, calls):
    asked, sizes = {}, {}
    for page in SHOWN:
        doors = staff if page.who and page.who not in office.people else visits
        tab = doors.open(office, page.who, "desktop", scripts=False)
        address = office.url + page.address(office)
        calls.clear()
        answer = tab.request.get(address, max_redirects=0)
        assert answer.status in (200, 303), page.name
        asked[page.name], sizes[page.name] = list(calls), len(gzip.compress(answer.body()))
    assert len(asked) > 90
    assert {name: made for name, made in asked.items() if len(made) > MOST} == {}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_more_periods_are_not_more_calls(office, staff, calls):
    visited = {"panitia1": ("/kerja", "/kerja/seleksi"), "verifikator1": ("/kerja", "/kerja/verifikasi")}
    tabs = {who: staff.open(office, who, "desktop", scripts=False) for who in visited}

    def ask():
        calls.clear()
        for who, paths in visited.items():
            for path in paths:
                assert tabs[who].request.get(office.url + path).status == 200
        return sorted(calls)  # those that are asked at the same time are in no order

    before, periods = ask(), office.runtimes["registration"].db.state
    period = periods.find_one({"aggregate": "period"})
    periods.insert_one({**period, "_id": ANOTHER, "data": period["data"] | {"code": "CPNS-1999"}})
    try:
        assert ask() == before
    finally:
        periods.delete_one({"_id": ANOTHER})


def test_where_staff_arrive_asks_each_service_once(office, staff, calls):
    for who in (one for role, one in PERSONS.items() if role != "pelamar"):
        tab = staff.open(office, who, "desktop", scripts=False)
        calls.clear()
        assert tab.request.get(office.url + "/kerja").status == 200, who
        assert len(calls) <= 2 and len({call.split()[1] for call in calls}) <= 2, (who, calls)


def test_the_list_of_selections_asks_twice(office, staff, calls):
    tab = staff.open(office, "panitia1", "desktop", scripts=False)
    calls.clear()
    assert tab.request.get(office.url + "/kerja/seleksi").status == 200 and len(calls) == 2, calls
