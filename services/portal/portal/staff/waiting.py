"""What waits for whom: the numbers on the staff's home page, role by role."""

from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from ..client import api
from ..committee.selection import Selection, rounds
from ..committee.steps import Step, facts, next_step
from .periods import chosen


class Count(NamedTuple):
    """A number, what it counts, and where it leads."""

    number: int
    what: str
    address: str


@dataclass(frozen=True)
class Waiting:
    """`first` is the one thing to begin with, as (label, address, hint); None when nothing waits."""

    first: tuple[str, str, str] | None
    counts: list[Count]


def for_role(role: str) -> Waiting:
    return _BY_ROLE.get(role, _nothing)()


def _nothing() -> Waiting:
    return Waiting(None, [])


def _verifier() -> Waiting:
    periods = chosen()
    if not periods.code:
        return _nothing()
    queue = api("registration").get("/v1/verifications", period=periods.code)
    filed = _objections(periods.code)
    to_queue = url_for("queue.show", periode=periods.code)
    counts = [
        Count(len(queue["items"]), _("berkas di meja Anda"), to_queue),
        Count(queue["waiting"] - queue["held"], _("berkas bebas diambil"), to_queue),
        filed,
    ]
    if queue["items"]:
        held = queue["items"][0]
        label = _("Lanjutkan %(number)s", number=held["participant_no"])
        return Waiting((label, url_for("desk.show", id=held["id"]), held["job_name"]), counts)
    if queue["waiting"] > queue["held"]:
        return Waiting((_("Ambil berkas dari antrean"), to_queue, periods.period["name"]), counts)
    return Waiting((_("Jawab sanggahan"), filed.address, periods.period["name"]) if filed.number else None, counts)


def _committee() -> Waiting:
    known_rounds, counts, first = rounds(), [], None
    for period in api("registration").get("/v1/periods")["items"]:
        selection = Selection(period, known_rounds.get(period["code"]))
        known = facts(selection)
        step = next_step(selection, known)
        if step and first is None:
            first = _first(selection, step)
        if not counts:
            counts = [
                Count(known.counts["applications"]["undecided"], _("berkas belum diputuskan"), _page(selection)),
                _objections(selection.code),
                Count(known.progress["appointed"] if known.progress else 0, _("orang diangkat"), _page(selection)),
            ]
    return Waiting(first or (_("Umumkan periode baru"), url_for("selections.announce"), ""), counts)


def _training() -> Waiting:
    counted, address = api("training").get("/v1/counts"), url_for("roster.listing")
    going = counted["enrolments"] - counted["completed"]
    counts = [
        Count(counted["civil_servants"], _("calon aparatur tercatat"), address),
        Count(going, _("peserta Latsar belum selesai"), address),
        Count(counted["hours"], _("JP dikreditkan"), address),
    ]
    return Waiting((_("Kreditkan JP yang selesai"), address, "") if going else None, counts)


def _surveys() -> Waiting:
    feedback = api("feedback")
    opened = feedback.get("/v1/surveys", status="open", limit=1)["total"]
    closed = feedback.get("/v1/surveys", status="closed", limit=200)["items"]
    unpublished = [survey for survey in closed if not survey["ikm"]]
    counts = [
        Count(opened, _("survei dibuka"), url_for("survey_office.listing", status="open")),
        Count(len(unpublished), _("IKM menunggu terbit"), url_for("survey_office.listing", status="closed")),
    ]
    if unpublished:
        where = url_for("survey_office.show", id=unpublished[0]["id"])
        return Waiting((_("Terbitkan IKM"), where, unpublished[0]["title"]), counts)
    return Waiting(None if opened else (_("Buka survei"), url_for("survey_office.begin"), ""), counts)


def _auditor() -> Waiting:
    total = api("audit").get("/v1/entries", limit=1)["total"]
    return Waiting(None, [Count(total, _("entri dalam log"), url_for("audit_log.summary"))])


_BY_ROLE = {
    "verifikator": _verifier,
    "panitia": _committee,
    "ketua": _committee,
    "diklat": _training,
    "aduan": _surveys,
    "auditor": _auditor,
}


def _first(selection: Selection, step: Step) -> tuple[str, str, str]:
    hint = f"{selection.name} · {step.hint}" if step.hint else selection.name
    return step.label, step.address or _page(selection), hint


def _page(selection: Selection) -> str:
    return url_for("selections.show", code=selection.code)


def _objections(period: str) -> Count:
    found = api("registration").get("/v1/objections", period=period, status="filed", limit=1)
    return Count(found["total"], _("sanggahan menunggu jawaban"), url_for("objection_board.listing", periode=period))
