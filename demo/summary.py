"""The end of a round: what the services say over HTTP beside what is on Kafka, and whether it adds up."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from . import appraisals, approvals, comments, latsar, learning, needs, professionalism, roster, units
from .afterwards import appointed_persons, enrolled, indexes
from .callers import TooLong, until
from .city import City
from .complaints import figures
from .shape import REGISTERED

RECOUNT, REFIGURE = (Path(__file__).parent / name for name in ("recount.py", "refigure.py"))


@dataclass(frozen=True)
class Check:
    """One statement: the values that have to be equal."""

    statement: str
    values: tuple

    @property
    def holds(self) -> bool:
        return len(set(self.values)) == 1


def ask(city: City) -> dict:
    """Every total as the services tell it, named as recount.py names it."""
    counts = city.public.get("registration", f"/v1/periods/{city.code}/counts").body
    newest_last = sorted(city.announcements(), key=lambda one: one["published_at"])
    lists = {one["stage"]: one["counts"] for one in newest_last}
    tally = city.staff["auditor"].get("selection", f"/v1/rounds/{city.round}/tally").body
    batches = city.staff["auditor"].get("selection", "/v1/score-batches", round=city.round).body["items"]
    sat = next(batch["summary"] for batch in batches if batch["stage"] == "SKD")
    survey = city.public.get("feedback", f"/v1/surveys/{city.survey}").body
    after = _after_the_list(city)
    final, persons = lists["final"], appointed_persons(city)
    places = enrolled(city, persons)
    applications, objections = counts["applications"], counts["objections"]
    tested = learning.tests(city)
    seated = [one for one in learning.places(city) if one["standing"] == "SEATED"]
    return {
        "period": city.code,
        "lines": counts["lines"],
        "quota": counts["quota"],
        "registered": applications["registered"],
        "submitted": applications["submitted"],
        "never_submitted": applications["draft"],
        "begun_again": _begun_again(city),
        "ms": lists["administrasi"]["MS"],
        "tms": lists["administrasi"]["TMS"],
        "objections": objections["filed"],
        "accepted": objections["accepted"],
        "rejected": objections["rejected"],
        "ms_after": lists["pasca_sanggah"]["MS"],
        "candidates": tally["candidates"],
        **sat,
        "skd": lists["skd"],
        "skb": tally["skb"],
        "final": final,
        "filled": final.get("L", 0),
        "empty": counts["quota"] - final.get("L", 0),
        **after,
        "appointed": tally["appointed"],
        "roster": len(persons),
        "enrolled": len(places),
        **latsar.counts(city, persons),
        **latsar.projects(city, persons),
        "latsar_dismissed": latsar.dismissed(city, persons),
        "latsar_credited": latsar.credited(city, persons),
        **learning.seats(city),
        "seated": len(seated),
        **approvals.counts(city),
        "passed": sum(one["outcome"] == "PASSED" for one in seated),
        "certificates": sum(one["certificate"] is not None and one["revoked_at"] is None for one in seated),
        "revoked": sum(one["revoked_at"] is not None for one in seated),
        "reissued": sum("-" in (one["certificate"] or "").rpartition("/")[2] for one in seated),
        "reviews": learning.reviews(city),
        "lesson_hours": learning.hours(city, persons),
        "earned_hours": sum(one["hours"] for one in seated if one["outcome"] == "PASSED" and not one["revoked_at"]),
        "tested": sum(seated for seated, _ in tested),
        "pairs": sum(gain["pairs"] for _, gain in tested),
        "unpaired": sum(gain["left_out"] for _, gain in tested),
        "units": units.count(city),
        "served_before": roster.count(city),
        "assessed": roster.assessed(city),
        **needs.counts(city),
        "programmes": needs.programmes(city),
        "answers": survey["responses"],
        "answers_by_channel": survey["ikm"]["channels"],
        "answers_by_slip": survey["ikm"]["slips"]["answered"],
        "ikm": survey["ikm"]["shown"],
        **indexes(city),
        **comments.counts(city),
        **complaints(city),
        **appraisals.counts(city),
        **professionalism.counts(city),
    }


def complaints(city: City) -> dict:
    """Those of all rounds, by the public figures and by the officer's desk."""
    told = figures(city)
    desks = city.staff["aduan"].get("feedback", "/v1/complaints", limit=1).body["desks"]
    listed = [one for desk in desks for one in city.staff["aduan"].all("feedback", "/v1/complaints", desk=desk)]
    return {
        "complaints": told["total"],
        "complaints_open": desks["officer"] + desks["reporter"],
        "complaints_ended": desks["ended"],
        "complaints_late": told["late"],
        "complaints_closed": told["durations"]["closed"],
        "complaints_reopened": sum(one["reopened"] for one in listed),
    }


def _begun_again(city: City) -> int:
    """Of those who were hasty, how many have an application for the line that was closed and one for another."""
    found = 0
    for number in city.hasty:
        mine = city.accounts[number].get("registration", "/v1/applications/mine").body["items"]
        closed = [one["line_closed"] is not None for one in mine if one["period"] == city.code]
        found += True in closed and False in closed
    return found


def _after_the_list(city: City) -> dict:
    """What two people moved, corrected or decided, and what became of objections to results."""
    auditor = city.staff["auditor"]
    ties = auditor.get("selection", f"/v1/rounds/{city.round}/ties").body["items"]
    corrected = auditor.all("selection", "/v1/score-amendments", round=city.round, status="approved")
    outcomes = Counter(one["status"] for one in auditor.all("selection", "/v1/score-objections", round=city.round))
    moved = auditor.get("registration", "/v1/period-changes", period=city.code, status="approved").body["items"]
    return {
        "extended": sum("registration_closes" in one["after"] for one in moved),
        "letters_corrected": sum(one["version"] - 1 for one in city.announcements()),
        "ties": sum(len(one["decided"]) for one in ties),
        "corrected": len(corrected),
        "contested": sum(outcomes.values()),
        "upheld": outcomes["accepted"],
        "dismissed": outcomes["rejected"],
    }


def entries(city: City) -> int:
    """How many entries the audit log has, of everything that ever happened here."""
    return city.staff["auditor"].get("audit", "/v1/entries", limit=1).body["total"]


def recount(city: City) -> dict:
    """The totals from Kafka alone, by a process that knows nothing of this project."""
    kafka = city.services.endpoints["kafka"]
    reader = kafka["users"]["auditor"]
    login = {"KAFKA_BOOTSTRAP": kafka["bootstrap"]}
    if reader["password"]:
        login |= {"KAFKA_USERNAME": reader["username"], "KAFKA_PASSWORD": reader["password"]}
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as acknowledged:
        acknowledged.write("\n".join(city.services.acknowledged))
        acknowledged.flush()
        command = [sys.executable, str(RECOUNT), "--period", city.code, "--acknowledged", acknowledged.name, "--json"]
        done = subprocess.run(command, env=os.environ | login, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def refigured(city: City) -> Check:
    """Published figures beside those that a process which knows nothing of this project computes from open data."""
    services = city.services.endpoints["services"]
    command = [sys.executable, str(REFIGURE), "--feedback", services["feedback"]["api"]]
    done = subprocess.run(
        [*command, "--portal", services["portal"]["api"]], capture_output=True, text=True, timeout=120
    )
    lines = done.stdout.splitlines()
    same = sum(line.startswith("same ") for line in lines) if not done.returncode else -1
    return Check("published figures = computed again from open data", (len(lines), same))


def settle(city: City) -> tuple[dict, int]:
    """The recount and the number of audit entries, once the last events have arrived; as they are, if they never do."""
    found: list = [{}, -1]

    def quiet() -> bool:
        found[:] = [recount(city), entries(city)]
        return found[0]["events"] == found[1] and found[0]["acknowledged"] == len(set(city.services.acknowledged))

    try:
        until(quiet, "the audit log to have every event")
    except TooLong:
        pass  # the summary shows what is missing
    return found[0], found[1]


def checks(city: City, told: dict, counted: dict, logged: int) -> list[Check]:
    """What has to be equal for the round to reconcile."""
    shape = city.shape
    made = [
        Check("registered = submitted + never submitted",
              (told["registered"], told["submitted"] + told["never_submitted"], shape.registered)),
        Check("submitted = MS + TMS", (told["submitted"], told["ms"] + told["tms"], shape.submitted)),
        Check("TMS", (told["tms"], shape.tms)),
        Check("objections = accepted + rejected",
              (told["objections"], told["accepted"] + told["rejected"], shape.objections)),
        Check("MS after objections = MS + accepted", (told["ms_after"], told["ms"] + told["accepted"])),
        Check("candidates in selection = MS after objections", (told["candidates"], told["ms_after"])),
        Check("scored = present + absent + disqualified = candidates",
              (told["present"] + told["absent"] + told["disqualified"], told["candidates"])),
        Check("people on the SKD lists = candidates", (sum(told["skd"].values()), told["candidates"])),
        Check("sat SKB = sent on by SKD", (told["skb"], told["skd"].get("P/L", 0))),
        Check("people on the final lists = sent on by SKD", (sum(told["final"].values()), told["skd"].get("P/L", 0))),
        Check("objections to the result = upheld + dismissed",
              (told["contested"], told["upheld"] + told["dismissed"])),
        Check("extended = letters corrected = 1", (told["extended"], told["letters_corrected"], 1)),
        Check("seats = filled + empty", (told["quota"], told["filled"] + told["empty"])),
        Check("winners = appointed = roster = enrolled",
              (told["filled"], told["appointed"], told["roster"], told["enrolled"])),
        Check("Latsar begun = passed + failed", (told["latsar"], told["latsar_passed"] + told["latsar_failed"])),
        Check("Latsar begun = projects handed in = examined by two",
              (told["latsar"], told["projects"], told["projects_examined"])),
        Check("seats of sessions = seated + free", (told["seats"], told["seated"] + told["seats_free"])),
        Check("applied to the superior = approved + declined",
              (told["asked_superior"], told["approved"] + told["declined"])),
        Check("failed Latsar = dismissed", (told["latsar_failed"], told["latsar_dismissed"])),
        Check("passed Latsar = its hours credited", (told["latsar_passed"], told["latsar_credited"])),
        Check("passed = certificates + revoked", (told["passed"], told["certificates"] + told["revoked"])),
        Check("reviews of sessions = passed", (told["reviews"], told["passed"])),
        Check("each whose certificate was revoked was told", (counted["revocations_told"], told["revoked"])),
        Check("each whose certificate was replaced was told", (counted["reissues_told"], told["reissued"])),
        Check("with a seat where there were tests = pairs + those without one",
              (told["tested"], told["pairs"] + told["unpaired"])),
        Check("lesson hours = those of certificates that hold",
              (told["lesson_hours"], told["earned_hours"])),
        Check("began for a line that was closed = began again", (counted["begun_before_an_end"], told["begun_again"])),
        Check("each was told of each once", (counted["messages_twice"], 0)),
        *(Check(f"told: {kind.replace('_', ' ')}", (counted["messages"].get(kind, 0), number))
          for kind, number in _concerned(city, told, counted).items()),
        Check("each survey of the round stands in a quarter of its own",
              (told["index_quarters"], len(city.surveys) + 1)),
        Check("comments = shown + withheld + unread",
              (told["comments"], told["comments_shown"] + told["comments_withheld"] + told["comments_unread"])),
        Check("complaints = open + ended",
              (told["complaints"], told["complaints_open"] + told["complaints_ended"])),
        Check("events acknowledged = found on Kafka",
              (len(set(city.services.acknowledged)), counted.get("acknowledged"))),
        Check("events on Kafka = audit entries", (counted.get("events"), logged)),
    ]  # fmt: skip
    if shape.registered >= REGISTERED:
        found = (told["ties"], told["corrected"], told["contested"])
        made.append(Check("ties, scores corrected, objections to the result", (found, (1, 2, 3))))
    differing = [name for name in told if told[name] != counted.get(name)]
    made.append(Check(f"totals over HTTP = totals from Kafka {' '.join(differing)}".rstrip(),
                      (len(told), len(told) - len(differing))))  # fmt: skip
    return made


def _concerned(city: City, told: dict, counted: dict) -> dict[str, int]:
    """Kind of message → how many people it concerns, once for each announcement; nobody withdraws here."""
    lists = Counter(one["stage"] for one in city.announcements())
    return {
        "submitted": told["submitted"],
        "period_moved": counted["begun_before_a_move"],
        "line_closed": counted["begun_before_an_end"],
        "announced_files": told["submitted"] * lists["administrasi"],
        "announced_after_objections": told["submitted"] * lists["pasca_sanggah"],
        "announced_skd": told["candidates"] * lists["skd"],
        "announced_final": told["candidates"] * lists["final"],
        "letter_corrected": told["submitted"] * told["letters_corrected"],
        "appointed": told["appointed"],
    }


def tables(told: dict, counted: dict, made: list[Check]) -> list[Table]:
    totals = Table("total", "HTTP", "Kafka", title="Totals", title_justify="left")
    for name, value in told.items():
        shown = [_shown(value), _shown(counted.get(name))]
        totals.add_row(name.replace("_", " "), *shown, style="" if shown[0] == shown[1] else "red")
    sums = Table("statement", "values", "", title="Does it add up?", title_justify="left")
    for check in made:
        values = " = ".join(map(str, check.values))
        sums.add_row(check.statement, values, "[green]holds[/]" if check.holds else "[red]NO[/]")
    return [totals, sums]


def _shown(value) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{code} {number}" for code, number in sorted(value.items()))
    return str(value)
