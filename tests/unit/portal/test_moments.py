"""Moments and days in an address: what an auditor writes in WIB, what the service is asked."""

import pytest
from portal.auditor import criteria, moments
from portal.forms import Form


@pytest.mark.parametrize(
    ("at", "after", "shown"),
    [
        ("2026-08-17T02:05:00Z", True, "2026-08-17T09:05:00"),
        ("2026-08-17T02:05:00.001Z", True, "2026-08-17T09:05:01"),
        ("2026-08-17T02:05:00.001Z", False, "2026-08-17T09:05:00"),
        ("2026-08-17T02:05:00Z", False, "2026-08-17T09:04:59"),
    ],
)
def test_a_moment_is_shown_to_the_second_that_is_over_or_has_not_come(at, after, shown):
    assert moments.clock(at, after) == shown


def test_a_moment_without_a_zone_is_meant_in_wib(app):
    with app.test_request_context("/?saat=2026-08-17T09:05&menurut=berlaku&dengan=2026-08-18T00:00:00Z"):
        found = moments.read(moments.form("saat"))
    assert found == {
        "at": "2026-08-17T09:05:00+07:00",
        "by": "valid",
        "known": "2026-08-18T00:00:00+00:00",
    }


def test_what_is_no_moment_is_told_at_its_field(app):
    with app.test_request_context("/?saat=kemarin"):
        form = moments.form("saat")
        assert moments.read(form) == {"by": "record"} and form.error("saat")


def test_kept_criteria_come_back_as_they_were_written(app):
    written = {"objek": "application-1", "jenis": "registration.", "dari": "2026-01-01", "sampai": "2026-01-31"}
    with app.test_request_context(query_string=written):
        asked = criteria.read(Form(criteria.labels()))
    assert (asked["since"], asked["until"]) == ("2026-01-01T00:00:00+07:00", "2026-02-01T00:00:00+07:00")
    assert criteria.address(asked) == written


@pytest.mark.parametrize("text", ["kemarin", "9999-12-31"])
def test_a_day_that_cannot_be_read_is_told(app, text):
    with app.test_request_context(query_string={"sampai": text}):
        form = Form(criteria.labels())
        assert criteria.read(form) == {} and form.error("sampai")
