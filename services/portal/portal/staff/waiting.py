"""What waits for each role: each service is asked once, several at the same time.

A service of the release before does not say yet what stands still there.
"""

from dataclasses import replace
from datetime import timedelta

from asnkit.parked import count
from asnkit.web import current
from flask import url_for
from flask_babel import gettext as _

from ..client import api, beside
from ..committee.selection import Selection
from ..committee.steps import facts_of, next_step
from ..finding import waiting as findings
from ..finding.words import ANSWERED
from ..formats import now, parsed
from ..message import editions
from ..message.kinds import KINDS
from ..signin.tokens import person
from ..words import SERVICES
from .inbox import NEWS, STEP, TURNS, UNUSABLE, WORDS, Count, Inbox, Item, told

SHOWN = 25
NEWS_DAYS = timedelta(days=14)
"""How long what was moved or decided stands in the inbox of whoever it concerns."""
NO_TRAININGS: dict = {"today": 0, "exams": 0, "reviews": 0, "decided": [], "moved": []}
NO_FILES: dict = {"items": [], "periods": []}
NO_ROUNDS: dict = {"items": [], "totals": {}, "rounds": []}


def for_role(role: str) -> Inbox:
    """With the findings of this desk, which the portal knows itself."""
    found = _BY_ROLE.get(role, Inbox)()
    return replace(found, items=[*found.items, *map(_finding, findings.of_desk(role))])


def _finding(one: dict) -> Item:
    """One that this desk has answered waits for the auditor."""
    badge, place = ANSWERED if one["answered"] else TURNS["you"], url_for("asked_findings.show", id=one["id"])
    told = {"about": one["title"], "since": one["since"], "due": one["due"]}
    return Item(str(WORDS["finding"]), place, badge, not one["answered"], **told)


def _verifier() -> Inbox:
    found = api("registration").get("/v1/waiting")
    items, periods = list(told(found["items"])), found["periods"]
    held = sum(one["kind"] == "file" for one in found["items"])
    free = {one["period"]: one["applications"]["undecided"] - one["held"] for one in periods}
    counts = [
        Count(held, _("berkas di meja Anda"), url_for("queue.show")),
        Count(sum(free.values()), _("berkas bebas diambil"), url_for("queue.show", periode=_most(free))),
        _objections(periods),
    ]
    return Inbox(items, counts, _names(periods), parked={"registration": found.get("parked", 0)})


def _committee() -> Inbox:
    """What waits in both services and here; then the next step of each period, where that is not one of these."""
    found = _files_and_rounds(beside(registration="/v1/waiting", selection="/v1/waiting"))
    return replace(found, items=[*_unusable(), *found.items])


def _unusable() -> list[Item]:
    """Words of messages that could not be used: the portal's own were."""
    return [
        Item(
            str(WORDS["template"]),
            url_for("templates.show", kind=one["kind"], language=one["language"]),
            UNUSABLE,
            about=str(KINDS[one["kind"]].title),
        )
        for one in editions.unusable(current().db)
    ]


def _files_and_rounds(answers: dict[str, dict | None]) -> Inbox:
    """Of one that is away nothing is shown, and no step where one of both is needed to know it."""
    found, rounds = answers["registration"] or NO_FILES, answers["selection"] or NO_ROUNDS
    away = tuple(name for name, answer in answers.items() if answer is None)
    items, periods = list(told([*found["items"], *rounds["items"]])), found["periods"]
    known = {one["period"]: one for one in rounds["rounds"]}
    waiting = {one.address for one in items}
    if not away:
        items += [one for one in _steps(periods, known) if one.address not in waiting]
    undecided = {one["period"]: one["applications"]["undecided"] for one in periods}
    appointed, code = sum(one["tally"]["appointed"] for one in known.values()), _most(undecided)
    to_selection = url_for("selections.show", code=code) if code else url_for("selections.listing")
    counts = [
        Count(sum(undecided.values()), _("berkas belum diputuskan"), to_selection),
        _objections(periods),
        Count(appointed, _("orang diangkat"), url_for("selections.listing")),
    ]
    more = sum(rounds["totals"].values()) - len(rounds["items"])
    if not periods and not away and not person().scope:
        items = [Item(_("Umumkan periode baru"), url_for("selections.announce"), STEP)]
    parked = {"registration": found.get("parked", 0), "selection": rounds.get("parked", 0)}
    return Inbox(items, counts, _names(periods), more, away, parked)


def _steps(periods: list[dict], rounds: dict[str, dict]) -> list[Item]:
    """Of each period that is not done, newest first; a cancelled one is not among them."""
    items = []
    for period in periods:
        code, standing = period["period"], rounds.get(period["period"])
        known = {name: period[name] for name in ("name", "open", "registration_closes")}
        selection = Selection({**known, "code": code, "cancelled_at": None}, standing)
        step = next_step(selection, facts_of(period, period["announced"], standing))
        if step is not None:
            place = step.address or url_for("selections.show", code=code)
            items.append(Item(step.label, place, STEP, about=step.hint, period=code))
    return items


def _technical() -> Inbox:
    """Erasures, agencies, and what stands still at the services that are asked here; the page of that asks all of them.

    Of a service that is away nothing is shown.
    """
    answers = beside(registration="/v1/waiting", platform="/v1/waiting")
    there = {name: answer for name, answer in answers.items() if answer is not None}
    parked = {name: answer.get("parked", 0) for name, answer in there.items()} | {"portal": count(current().db)}
    items = [one for answer in there.values() for one in told(answer["items"])]
    place = url_for("parked_things.listing")
    items += [
        Item(f"{WORDS['parked']} ({number})", place, TURNS["you"], about=str(SERVICES[service]))
        for service, number in parked.items()
        if number
    ]
    return Inbox(items, away=tuple(name for name, answer in answers.items() if answer is None))


def _training() -> Inbox:
    """Lists that a second officer lets in, needs that nobody decided, activities elsewhere that nobody looked at, and
    who is not through Latsar yet."""
    found, address = api("training").get("/v1/waiting"), url_for("roster.listing")
    counted = found["counts"]
    going = counted["enrolments"] - counted["completed"]
    counts = [
        Count(counted["civil_servants"], _("aparatur tercatat"), address),
        Count(going, _("peserta Latsar belum selesai"), address),
        Count(counted["hours"], _("JP dikreditkan"), address),
    ]
    needs, place = found["needs"], url_for("needs.listing")
    asked = [Item(f"{WORDS['needs']} ({needs})", place, TURNS["you"])] if needs else []
    handed_in, place = found.get("activities", 0), url_for("activity_office.listing")
    elsewhere = [Item(f"{WORDS['activities']} ({handed_in})", place, TURNS["you"])] if handed_in else []
    latsar = [Item(f"{WORDS['training']} ({going})", address, TURNS["you"])] if going else []
    ready = found.get("probation", 0)
    tried = [Item(f"{WORDS['probation']} ({ready})", url_for("tenure.listing"), TURNS["you"])] if ready else []
    return Inbox(
        [*told(found["items"]), *tried, *asked, *elsewhere, *latsar],
        counts,
        parked={"training": found.get("parked", 0)},
    )


def _head() -> Inbox:
    """Plans, indexes and changes of performance cycles that wait for the signature; of what is away nothing."""
    answers = beside(training="/v1/waiting", feedback="/v1/waiting/signatures")
    found, signatures = answers["training"] or {"items": []}, answers["feedback"] or {"items": []}
    away = tuple(name for name, answer in answers.items() if answer is None)
    items = [*told(found["items"]), *told(signatures["items"])]
    return Inbox(items, away=away, parked={"training": found.get("parked", 0)})


def _moving(found: dict) -> list[Item]:
    """Other days for a performance cycle, proposed by one and not signed yet by another."""
    return [
        Item(
            str(WORDS["cycle_change"]),
            url_for("cycle_moving.show", cycle=one["cycle"], id=one["id"]),
            TURNS["other" if one["yours"] else "second"],
            not one["yours"],
            one["letter"],
            since=one["proposed_at"],
        )
        for one in found["items"]
    ]


def _complaints() -> Inbox:
    """Complaints by the day they are due; then comments, changes of the calendar and what surveys ask for."""
    found, besides = api("feedback").get("/v1/complaints", limit=SHOWN), api("feedback").get("/v1/waiting")
    place, surveys = url_for("complaint_desk.listing"), besides["surveys"]
    counts = [
        Count(found["desks"]["officer"], _("aduan menunggu Anda"), place),
        Count(found["desks"]["reporter"], _("menunggu pelapor atau ditunda"), f"{place}?meja=reporter"),
        Count(surveys["open"], _("survei dibuka"), url_for("survey_office.listing", status="open")),
        Count(surveys["unpublished"], _("IKM menunggu terbit"), url_for("survey_office.listing", status="closed")),
    ]
    items, unread = _by_day(found["items"]), besides.get("comments", 0)
    said = [Item(f"{WORDS['comments']} ({unread})", url_for("comment_desk.listing"), TURNS["you"])] if unread else []
    more, parked = found["desks"]["officer"] - len(items), {"feedback": besides.get("parked", 0)}
    return Inbox([*items, *said, *told(besides["items"])], counts, more=more, parked=parked)


def _liaison() -> Inbox:
    """Complaints that lie with the unit."""
    found, place = api("feedback").get("/v1/complaints", limit=SHOWN), url_for("complaint_desk.listing")
    counts = [
        Count(found["desks"]["officer"], _("aduan menunggu unit Anda"), place),
        Count(found["desks"]["reporter"], _("menunggu pelapor atau ditunda"), f"{place}?meja=reporter"),
    ]
    items = _by_day(found["items"])
    return Inbox(items, counts, more=found["desks"]["officer"] - len(items))


def _by_day(complaints: list[dict]) -> list[Item]:
    word = str(WORDS["complaint"])
    return [
        Item(word, url_for("complaint_desk.show", id=one["id"]), TURNS["you"], about=one["number"], due=one["due"])
        for one in complaints
    ]


def _inspectorate() -> Inbox:
    waiting, place = api("feedback").get("/v1/integrity-reports", limit=1)["waiting"], url_for("integrity_desk.listing")
    items = [Item(f"{WORDS['report']} ({waiting})", place, TURNS["you"])] if waiting else []
    return Inbox(items, [Count(waiting, _("laporan belum selesai"), place)])


def _civil_servant() -> Inbox:
    """Appraisals, one's own and those of the people who answer to one, days that moved, and what waits of trainings,
    their own and those of these people.

    A training service of the release before does not say yet what waits of one's own.
    """
    found = api("feedback").get("/v1/waiting-appraisals")
    waiting, desk = found["items"], url_for("performance_desk.show")
    team, place = api("training").get("/v1/my-team/waiting"), url_for("team_desk.show")
    word, own = str(WORDS["appraisal"]), TURNS["you"]
    items = [
        Item(word, url_for("performance_desk.one", id=one["id"]), own, about=one["job"] or "")
        for one in waiting[:SHOWN]
    ]
    recent = [at for at in found.get("moved", ()) if parsed(at) > now() - NEWS_DAYS]
    items += [Item(str(WORDS["moved"]), desk, NEWS, since=at) for at in recent]
    items += _own_trainings(team.get("own", NO_TRAININGS))
    counted = {"team": team["applications"], "evaluation": team["evaluations"]}
    items += [Item(f"{WORDS[kind]} ({number})", place, own) for kind, number in counted.items() if number]
    counts = [Count(len(waiting), _("penilaian menunggu Anda"), desk)]
    counts += [Count(team["people"], _("orang Anda pimpin"), place)] if team["people"] else []
    return Inbox(items, counts)


def _own_trainings(own: dict) -> list[Item]:
    place, waits = url_for("learning_desk.show"), ("today", "exams", "reviews")
    items = [Item(f"{WORDS[f'own_{kind}']} ({own[kind]})", place, TURNS["you"]) for kind in waits if own[kind]]
    news = [
        (kind, at)
        for kind in ("decided", "moved", "checked")
        for at in own.get(kind, ())
        if parsed(at) > now() - NEWS_DAYS
    ]
    return items + [Item(str(WORDS[f"own_{kind}"]), place, NEWS, since=at) for kind, at in news]


def _appraisers() -> Inbox:
    waiting, place = api("feedback").get("/v1/evidence", limit=1)["total"], url_for("professionalism_office.listing")
    items = [Item(f"{WORDS['evidence']} ({waiting})", place, TURNS["you"])] if waiting else []
    items += _moving(api("feedback").get("/v1/cycle-changes", status="proposed", limit=SHOWN))
    return Inbox(items, [Count(waiting, _("bukti menunggu diperiksa"), place)])


def _auditor() -> Inbox:
    """Findings that somebody has answered."""
    total = api("audit").get("/v1/entries", limit=1)["total"]
    word = str(WORDS["finding_answer"])
    items = [
        Item(word, url_for("findings.show", id=one["id"]), TURNS["you"], about=one["title"], since=one["since"])
        for one in findings.answered()
    ]
    return Inbox(items, counts=[Count(total, _("entri dalam log"), url_for("integrity.show"))])


_BY_ROLE = {
    "verifikator": _verifier,
    "panitia": _committee,
    "ketua": _committee,
    "ti": _technical,
    "pimpinan": _head,
    "diklat": _training,
    "aduan": _complaints,
    "penghubung": _liaison,
    "inspektorat": _inspectorate,
    "pegawai": _civil_servant,
    "penilai": _appraisers,
    "auditor": _auditor,
}


def _names(periods: list[dict]) -> dict[str, str]:
    return {one["period"]: one["name"] for one in periods}


def _objections(periods: list[dict]) -> Count:
    filed = {one["period"]: one["objections"]["unanswered"] for one in periods}
    address = url_for("objection_board.listing", periode=_most(filed), status="filed")
    return Count(sum(filed.values()), _("sanggahan menunggu jawaban"), address)


def _most(numbers: dict[str, int]) -> str | None:
    """The period with the most of something; None where no period has any."""
    code = max(numbers, key=numbers.get, default=None)
    return code if code and numbers[code] else None
