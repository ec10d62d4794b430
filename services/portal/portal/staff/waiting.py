"""What waits for whom: the numbers on the staff's home page, role by role."""

from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from ..client import api
from ..committee.selection import Selection, rounds
from ..committee.steps import Step, all_facts, next_step
from ..formats import day


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
    """Over all periods; a link leads to the period with most."""
    registration = api("registration")
    held = registration.get("/v1/verifications/held")["items"]
    progress = list(registration.every("/v1/periods/progress"))
    free = {one["period"]: one["applications"]["undecided"] - one["held"] for one in progress}
    to_queue = url_for("queue.show", periode=_most(free))
    filed = _objections(progress)
    counts = [
        Count(len(held), _("berkas di meja Anda"), url_for("queue.show", periode=held[0]["period"] if held else None)),
        Count(sum(free.values()), _("berkas bebas diambil"), to_queue),
        filed,
    ]
    if held:
        label = _("Lanjutkan %(number)s", number=held[0]["participant_no"])
        return Waiting((label, url_for("desk.show", id=held[0]["id"]), held[0]["job_name"]), counts)
    if any(free.values()):
        return Waiting((_("Ambil berkas dari antrean"), to_queue, ""), counts)
    return Waiting((_("Jawab sanggahan"), filed.address, "") if filed.number else None, counts)


def _committee() -> Waiting:
    """Over all periods; the first thing is the next step of the newest one that is not done."""
    known_rounds, known_facts, first, undecided, appointed = rounds(), all_facts(), None, {}, 0
    for period in api("registration").get("/v1/periods")["items"]:
        selection = Selection(period, known_rounds.get(period["code"]))
        known = known_facts[selection.code]
        step = next_step(selection, known)
        if step and first is None:
            first = _first(selection, step)
        undecided[period["code"]] = known.counts["applications"]["undecided"]
        appointed += known.progress["appointed"] if known.progress else 0
    code = _most(undecided)
    to_selection = url_for("selections.show", code=code) if code else url_for("selections.listing")
    counts = [
        Count(sum(undecided.values()), _("berkas belum diputuskan"), to_selection),
        _objections([known.counts for known in known_facts.values()]),
        Count(appointed, _("orang diangkat"), url_for("selections.listing")),
    ]
    return Waiting(first or (_("Umumkan periode baru"), url_for("selections.announce"), ""), counts)


def _chair() -> Waiting:
    waiting = _committee()
    contests = api("registration").get("/v1/contests", status="open", limit=1)["total"]
    counts = [Count(contests, _("sengketa NIK menunggu putusan"), url_for("contest_board.listing")), _erasures()]
    return Waiting(waiting.first, [*waiting.counts, *counts])


def _technical() -> Waiting:
    count = _erasures()
    return Waiting((_("Tangani penghapusan data"), count.address, "") if count.number else None, [count])


def _erasures() -> Count:
    asked = api("registration").get("/v1/accounts/erasures")["items"]
    return Count(len(asked), _("penghapusan data menunggu"), url_for("erasure_office.listing"))


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


def _complaints() -> Waiting:
    """The complaint that is due first, and how many wait; after them what surveys ask for."""
    found, surveys = api("feedback").get("/v1/complaints", limit=1), _surveys()
    place = url_for("complaint_desk.listing")
    counts = [
        Count(found["desks"]["officer"], _("aduan menunggu Anda"), place),
        Count(found["desks"]["reporter"], _("menunggu pelapor atau ditunda"), f"{place}?meja=reporter"),
        *surveys.counts,
    ]
    if not found["items"]:
        return Waiting(surveys.first, counts)
    return Waiting(_most_urgent(found["items"][0]), counts)


def _liaison() -> Waiting:
    """The complaint of the unit that is due first, and how many wait."""
    found, place = api("feedback").get("/v1/complaints", limit=1), url_for("complaint_desk.listing")
    counts = [
        Count(found["desks"]["officer"], _("aduan menunggu unit Anda"), place),
        Count(found["desks"]["reporter"], _("menunggu pelapor atau ditunda"), f"{place}?meja=reporter"),
    ]
    return Waiting(_most_urgent(found["items"][0]) if found["items"] else None, counts)


def _most_urgent(one: dict) -> tuple[str, str, str]:
    label = _("Kerjakan aduan %(number)s", number=one["number"])
    return label, url_for("complaint_desk.show", id=one["id"]), _("tenggat %(day)s", day=day(one["due"]))


def _inspectorate() -> Waiting:
    found, place = api("feedback").get("/v1/integrity-reports", limit=1), url_for("integrity_desk.listing")
    first = (_("Buka laporan integritas"), place, "") if found["waiting"] else None
    return Waiting(first, [Count(found["waiting"], _("laporan belum selesai"), place)])


def _auditor() -> Waiting:
    total = api("audit").get("/v1/entries", limit=1)["total"]
    return Waiting(None, [Count(total, _("entri dalam log"), url_for("integrity.show"))])


_BY_ROLE = {
    "verifikator": _verifier,
    "panitia": _committee,
    "ketua": _chair,
    "ti": _technical,
    "diklat": _training,
    "aduan": _complaints,
    "penghubung": _liaison,
    "inspektorat": _inspectorate,
    "auditor": _auditor,
}


def _first(selection: Selection, step: Step) -> tuple[str, str, str]:
    hint = f"{selection.name} · {step.hint}" if step.hint else selection.name
    return step.label, step.address or _page(selection), hint


def _page(selection: Selection) -> str:
    return url_for("selections.show", code=selection.code)


def _objections(progress: list[dict]) -> Count:
    filed = {one["period"]: one["objections"]["unanswered"] for one in progress}
    address = url_for("objection_board.listing", periode=_most(filed), status="filed")
    return Count(sum(filed.values()), _("sanggahan menunggu jawaban"), address)


def _most(numbers: dict[str, int]) -> str | None:
    """The period with the most of something; None where no period has any."""
    code = max(numbers, key=numbers.get, default=None)
    return code if code and numbers[code] else None
