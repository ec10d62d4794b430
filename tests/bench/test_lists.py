"""The measure of lists runs at a small size, and forgets none."""

import pytest

from bench import lists
from bench.city import City

pytestmark = [pytest.mark.servers, pytest.mark.slow]

SIZE = 60
NAMED = {
    "registration /v1/applications", "registration /v1/announcements/{id}/list", "selection /v1/rankings/{id}/rows",
    "training /v1/roster", "feedback /v1/surveys", "audit /v1/search", "portal /", "portal /formasi/<id>",
}  # fmt: skip


@pytest.fixture(scope="module")
def city(servers, tmp_path_factory):
    made = City(servers, tmp_path_factory.mktemp("city"))
    made.fill(SIZE)
    yield made
    made.stop()


def test_every_list_and_public_page_is_measured(city):
    figures = lists.measure(city, asked=3)
    measured = {f"{one['service']} {one['path']}" for one in figures}
    assert measured == {f"{one.service} {one.path}" for one in lists.lists(city)}
    assert measured >= NAMED
    assert measured >= lists.ADDRESSES.keys(), "an address of what is not there any more"
    assert all(0 < one["p50"] <= one["p95"] and one["own"] > 0 for one in figures)


def test_every_route_that_answers_with_items_counts_as_a_list(city):
    """By asking, so that a list cannot hide behind its description."""
    known = {f"{one.service} {one.path}" for one in lists.lists(city)}
    for service in lists.SERVICES:
        for rule in city.apps[service].url_map.iter_rules():
            view = city.apps[service].view_functions[rule.endpoint]
            if "GET" not in rule.methods or rule.arguments or not {"publik"} & set(getattr(view, "roles", ())):
                continue
            answer = city.apps[service].test_client().get(rule.rule).get_json(silent=True)
            if isinstance(answer, list) or (isinstance(answer, dict) and "items" in answer):
                assert f"{service} {rule.rule}" in known


def test_what_is_slow_is_said():
    figures = [{"service": "x", "address": f"/{p95}", "p50": 1, "p95": p95, "own": 1} for p95 in (149, 150, 151)]
    assert list(lists.table(figures, 1).columns[5].cells) == ["", "", "over 150"]


def test_a_list_that_needs_more_than_its_path_has_to_be_told(city, monkeypatch):
    monkeypatch.delitem(lists.ADDRESSES, "registration /v1/announcements/{id}/rows")
    with pytest.raises(KeyError):
        lists.measure(city, asked=1)


def test_announcements_come_newest_first_whatever_their_numbers(city):
    told = city.public.get("registration", "/v1/announcements")["items"]
    assert [one["stage"] for one in told] == ["final", "skd", "pasca_sanggah", "administrasi"]
    first = city.public.get("registration", "/v1/announcements", limit=3)
    rest = city.public.get("registration", "/v1/announcements", limit=3, after=first["next"])
    assert [*first["items"], *rest["items"]] == told and rest["next"] is None
