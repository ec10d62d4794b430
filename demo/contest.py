"""From the locked rules to the appointed winners: scores, rankings, results, each with two signers."""

from collections import Counter
from datetime import timedelta

from asnkit.wib import WIB

from . import corrections
from .callers import Unexpected, until
from .city import City
from .people import TWINS
from .scores import skb_csv, skd_csv, skd_rows

RULE_SET = "KEPMEN321-2024"
CAT = {"kind": "CAT", "most": 500}
PRACTICE = {"kind": "PRAKTIK", "most": 100, "percent": 40}
PRACTICE_JOB = "Pranata Komputer"
DOCTOR_JOB = "Dokter"


def open_round(city: City) -> None:
    """The rules, proposed by one and locked by another, before there is any score."""
    with city.stages.stage("round and rules"):
        body = {"period": city.code, "name": f"Seleksi {city.code}", "procurement_type": "PNS", "mode": "nasional"}
        city.round = city.staff["panitia1"].post("selection", "/v1/rounds", body).body["id"]
        path = f"/v1/rounds/{city.round}"
        every = city.public.get("registration", "/v1/vacancies", period=city.code, limit=200).body["items"]
        lines = [line for line in every if not line["closed"]]
        until(lambda: _tally(city)["lines"] == _counts(city)["lines"], "the lines of the round in selection")
        proposal = {"rule_set": RULE_SET, "plans": [plan for plan in map(_plan, lines) if plan]}
        seen = city.public.get("selection", path).version
        city.staff["panitia1"].post("selection", f"{path}/rules", proposal, version=seen)
        read = city.staff["ketua"].get("selection", f"{path}/rules")
        city.staff["ketua"].post(
            "selection", f"{path}/rules/lock", {"proposed": read.body["proposed"]}, version=read.version
        )


def basic_test(city: City) -> None:
    """SKD: whoever meets the conditions on the announced lists is in selection by that alone; then the file of CAT."""
    with city.stages.stage("candidates, by announcement", city.shape.ms_after) as advance:
        until(lambda: _tally(city)["candidates"] == city.shape.ms_after, f"{city.shape.ms_after} candidates")
        advance(city.shape.ms_after)
    path = f"/v1/rounds/{city.round}/candidates"
    candidates = city.staff["panitia1"].all("selection", path)
    candidates.sort(key=lambda one: city.numbers[one["participant_no"]].number)
    lines: dict[str, list[str]] = {}
    for one in candidates:
        lines.setdefault(one["vacancy"], []).append(one["participant_no"])
    quotas = {person.vacancy["id"]: person.vacancy["quota"] for person in city.people}
    rows = skd_rows(city.seed, lines, quotas, _twins(city))
    _import(city, "SKD", skd_csv(rows), len(rows))
    _publish(city, "SKD", 3, "Pengumuman Hasil SKD")


def field_test(city: City) -> None:
    """SKB for those whom the published SKD result sends on, the integration, and the final result."""
    member = city.staff["panitia1"]
    finalists = [
        {**row, "vacancy": line["vacancy"]}
        for line in member.all("selection", f"/v1/rounds/{city.round}/rankings", stage="SKD")
        for row in member.all("selection", f"/v1/rankings/{line['id']}/rows")
        if row["code"] == "P/L"
    ]
    practice = {p.vacancy["id"] for p in city.people if p.vacancy["job_name"].startswith(PRACTICE_JOB)}
    _import(city, "SKB", skb_csv(city.seed, finalists, practice, _twins(city)), len(finalists))
    _publish(city, "FINAL", 4, "Pengumuman Hasil Akhir")


def hear_objections(city: City) -> None:
    """Objections to the final result and wrong scores; the new edition says what changed."""
    if corrections.hear(city):
        _publish(city, "FINAL", 7, "Pengumuman Hasil Akhir Pasca Sanggah", edition=2)


def appoint(city: City) -> None:
    """All winners, once nobody may object to the final result any more."""
    result = city.public.get("selection", f"/v1/results/{city.results['FINAL']}").body
    city.forward_to(result["objection"]["closes"])
    winners = result["counts"].get("L", 0)
    with city.stages.stage("winners appointed", winners) as advance:
        effective = (city.clock.now().astimezone(WIB).date() + timedelta(days=30)).replace(day=1)
        order = {"effective_date": effective.isoformat(), "decree_no": city.letter(5)}
        chair = city.staff["ketua"]
        id = chair.post("selection", f"/v1/rounds/{city.round}/appointments", order).body["id"]
        _finish(lambda: chair.get("selection", f"/v1/appointments/{id}").body, advance)


def _twins(city: City) -> set[str]:
    """Participant numbers of those who are equal in everything, where both are still in the round."""
    found = {number for number, person in city.numbers.items() if person.number in city.twins}
    return found if len(found) == TWINS else set()


def _plan(line: dict) -> dict | None:
    """Where a line differs from the default: doctors' thresholds, a practical test beside CAT."""
    if line["job_name"].startswith(DOCTOR_JOB):
        return {"vacancy": line["id"], "category": "DOKTER", "skb": [{**CAT, "percent": 100}]}
    if line["job_name"].startswith(PRACTICE_JOB):
        return {"vacancy": line["id"], "category": line["need_type"], "skb": [{**CAT, "percent": 60}, PRACTICE]}
    return None


def _import(city: City, stage: str, content: bytes, rows: int) -> None:
    """The file, uploaded by one person, approved by another, applied row by row."""
    with city.stages.stage(f"{stage} scores from CSV", rows) as advance:
        uploader, second = city.staff["panitia1"], city.staff["panitia2"]
        query = {"round": city.round, "stage": stage, "file": f"nilai-{stage.lower()}.csv"}
        batch = uploader.post("selection", "/v1/score-batches", content=content, **query).body
        if batch["errors"] or batch["missing"]:
            raise Unexpected(f"{stage}: {batch['missing']} missing, {batch['errors'][:1]}")
        path = f"/v1/score-batches/{batch['id']}"
        second.post("selection", f"{path}/approval", {"staged": batch["staged"]}, version=batch["version"])
        closed = _finish(lambda: second.get("selection", path).body, advance)
        if closed["applied"] != rows:
            raise Unexpected(f"{stage}: {closed['refused']} rows were refused, {closed['refusals'][:1]}")


def _finish(ask, advance) -> dict:
    """Follow a batch to its end."""
    shown = 0

    def closed():
        nonlocal shown
        batch = ask()
        advance(batch["next"] - shown)
        shown = batch["next"]
        return batch if batch["status"] in ("closed", "failed") else None

    return until(closed, "the end of a batch")


def _publish(city: City, stage: str, letter: int, title: str, edition: int = 1) -> None:
    """Ranking, proposal, approval by another, publication; then registration announces it by event."""
    with city.stages.stage(f"{stage} result, two signers"):
        first, second, path = city.staff["panitia1"], city.staff["ketua"], f"/v1/rounds/{city.round}"
        _rank(city, stage)
        if stage == "FINAL" and corrections.decide_ties(city):
            _rank(city, stage)
        first.post("selection", f"{path}/results/{stage}/proposal")
        read = second.get("selection", f"{path}/results/{stage}")
        result = f"/v1/results/{read.body['id']}"
        approval = {"proposed": read.body["proposed"]}
        second.post("selection", f"{result}/approval", approval, version=read.version)
        read = second.get("selection", f"{path}/results/{stage}")
        letter_ = {"number": city.letter(letter), "title": f"{title} {city.code}", "approved": read.body["approved"]}
        second.post("selection", f"{result}/publication", letter_, version=read.version)
        city.results[stage] = read.body["id"]
        until(
            lambda: Counter(one["stage"] for one in city.announcements())[stage.lower()] == edition,
            f"the announcement of the {stage} result in registration",
        )


def _rank(city: City, stage: str) -> None:
    """The rankings of all lines, computed one after another."""
    member = city.staff["panitia1"]
    ordered = member.post("selection", f"/v1/rounds/{city.round}/rankings", {"stage": stage}).body["id"]
    ranked = _finish(lambda: member.get("selection", f"/v1/ranking-batches/{ordered}").body, lambda number: None)
    if ranked["applied"] != ranked["lines"]:
        raise Unexpected(f"{stage}: {ranked['refused']} lines were not ranked, {ranked['refusals'][:1]}")


def _tally(city: City) -> dict:
    return city.staff["panitia1"].get("selection", f"/v1/rounds/{city.round}/tally").body


def _counts(city: City) -> dict:
    return city.public.get("registration", f"/v1/periods/{city.code}/counts").body
