"""Beranda: what is open, what comes next, what was announced, and the counters."""

from flask import Blueprint, render_template

from ..client import api
from .dates import next_dates

blueprint = Blueprint("home", __name__)

ANNOUNCED = 4
SHOWN = 6


@blueprint.get("/")
def show():
    registration = api("registration")
    periods = registration.get("/v1/periods")["items"]
    announcements = registration.get("/v1/announcements")["items"]
    period = next((one for one in periods if one["open"]), periods[0] if periods else None)
    counts = vacancies = None
    if period:
        counts = registration.get(f"/v1/periods/{period['code']}/counts")
        vacancies = registration.get("/v1/vacancies", period=period["code"], limit=SHOWN)
    surveys = api("feedback").get("/v1/surveys", status="open", limit=1)["items"]
    return render_template(
        "public/home.html",
        period=period,
        open=[one for one in periods if one["open"]],
        counts=counts,
        vacancies=vacancies,
        announcements=announcements[:ANNOUNCED],
        dates=next_dates(periods, announcements),
        survey=surveys[0] if surveys else None,
    )
