"""How long lists take to answer: every list of the services, and every public page of the portal.

python -m bench.lists 100000      after a round of so many applications
"""

import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests
from asnkit.auth import VOUCHED
from portal.pages import blueprints
from rich.table import Table

from deploy.local import servers as local_servers
from deploy.local.places import LOCAL
from tests.browser.addresses import PERSONS, pages

from .city import City
from .setting import console

SIZE = 100_000
ASKED = 40
LIMIT_MS = 150
SERVICES = ("registration", "selection", "training", "feedback", "audit", "platform")
PUBLIC = "portal.public."
TURNING = ("after", "before", "offset")

ADDRESSES = {
    "registration /v1/applications": (
        "?period={period}", "?period={period}&status=TMS", "?period={period}&vacancy={line}&status=MS",
        "?period={period}&participant_no={number}", "?period={open}&status=submitted",
    ),
    "registration /v1/vacancies": ("", "?period={period}", "?period={open}&q=pengelola", "?level=S1"),
    "registration /v1/vacancies/changed": ("",),
    "registration /v1/vacancies/brief": ("?period={period}",),
    "registration /v1/verifications": ("?period={open}",),
    "registration /v1/verifications/paces": ("?period={period}",),
    "registration /v1/objections": ("?period={period}", "?period={period}&status=rejected"),
    "registration /v1/applications/mine/{id}/timeline": ("/v1/applications/mine/{mine}/timeline",),
    "registration /v1/announcements/{id}/rows": tuple(
        f"/v1/announcements/{{announcement}}/rows{query}" for query in ("", "?code=TMS", "?participant_no={number}")
    ),
    "registration /v1/announcements/{id}/changes": ("/v1/announcements/{announcement}/changes",),
    "registration /v1/announcements/{id}/list": ("/v1/announcements/{announcement}/list",),
    "registration /v1/announcements/{id}/counted": ("/v1/announcements/{announcement}/counted",),
    "selection /v1/rounds/{id}/candidates": tuple(
        f"/v1/rounds/{{round}}/candidates{query}" for query in ("", "?vacancy={line}", "?participant_no={number}")
    ),
    "selection /v1/rounds/{id}/rankings": ("/v1/rounds/{round}/rankings?stage=SKD",),
    "selection /v1/rankings/{id}/rows": ("/v1/rankings/{skd_ranking}/rows",),
    "selection /v1/results/{id}/rows": ("/v1/results/{result}/rows?list={list}",),
    "selection /v1/results/{id}/spread": ("/v1/results/{result}/spread?list={list}",),
    "selection /v1/results/{id}/editions": ("/v1/results/{result}/editions",),
    "selection /v1/results/{id}/changes": ("/v1/results/{result}/changes",),
    "selection /v1/rounds/{id}/plans": ("/v1/rounds/{round}/plans?rule_set=KEPMEN321-2024",),
    "selection /v1/rounds/{id}/ties": ("/v1/rounds/{round}/ties",),
    "selection /v1/rounds/{id}/winners": ("/v1/rounds/{round}/winners",),
    "selection /v1/score-batches/{id}/refusals": ("/v1/score-batches/{batch}/refusals",),
    "training /v1/sessions": ("", "?since=2020-01-01", "?course={course}"),
    "training /v1/sessions/{id}/participants": tuple(
        f"/v1/sessions/{{session}}/participants{query}" for query in ("", "?standing=QUEUED")
    ),
    "training /v1/units": ("", "?status=EVERY", "?q=dinas"),
    "portal /kontrak/<name>": ("/kontrak/registration.account.created",),
    "training /v1/roster-lists/{id}/refusals": ("/v1/roster-lists/{roster_list}/refusals",),
    "training /v1/roster/{person}/competence": ("/v1/roster/{servant}/competence",),
    "training /v1/roster/{person}/stations": ("/v1/roster/{servant}/stations",),
    "training /v1/units/{id}/heads": ("/v1/units/{unit}/heads",),
    "training /v1/posts": ("", "?unit={unit}"),
    "training /v1/courses/{id}/items": ("/v1/courses/{course}/items",),
    "training /v1/certificates/papers": ("/v1/certificates/papers?session={session}",),
    "training /v1/sessions/{id}/learning": ("/v1/sessions/{session}/learning",),
    "training /v1/sessions/{id}/clashes": ("/v1/sessions/{session}/clashes?days=2026-12-01/08:00/16:00",),
    "training /v1/hours/of/{person}": ("/v1/hours/of/{servant}",),
    "training /v1/plans/{year}": ("/v1/plans/{year}",),
    "training /v1/needs": ("", "?status=OPEN", "?unit={unit}"),
    "portal /pelatihan/<id>": ("/pelatihan/{course}",),
    "feedback /v1/cycles/{cycle}/appraisals": ("/v1/cycles/{cycle}/appraisals",),
    "feedback /v1/comments/stages": ("?period={period}",),
    "feedback /v1/comments": ("?period={period}", "?period={open}&stage=pendaftaran"),
    "feedback /v1/surveys/{id}/counted": ("/v1/surveys/{survey_done}/counted",),
    "platform /v1/agencies/{id}/endpoints": ("/v1/agencies/{agency}/endpoints",),
    "platform /v1/endpoints/{id}/deliveries": tuple(
        f"/v1/endpoints/{{endpoint}}/deliveries{query}" for query in ("", "?status=waiting")
    ),
    "platform /v1/endpoints/{id}/replays": ("/v1/endpoints/{endpoint}/replays",),
    "platform /v1/roles": ("", "?status=held", "?role=panitia"),
    "audit /v1/objects/{stream}/history": ("/v1/objects/line-{line}/history",),
    "audit /v1/search": ("", "?service=selection", "?name=selection.score.recorded", "?object=line-{line}"),
    "audit /v1/entries": ("", "?name=selection.score.recorded"),
    "audit /v1/queries/executions/{id}": ("/v1/queries/executions/{execution}",),
    "audit /v1/history/lists/{service}/{kind}/{name}": ("/v1/history/lists/selection/states/line",),
    "audit /v1/history/lists/{service}/{kind}/{name}/diff": (
        "/v1/history/lists/selection/states/line/diff?from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z",
    ),
    "portal /formasi": ("", "?periode={period}", "?urut=sepi"),
    "portal /formasi/<id>": ("/formasi/{line}",),
    "portal /formasi/<id>/surat/<any(lamaran, pernyataan):kind>": ("/formasi/{line}/surat/pernyataan",),
    "portal /perbaikan/kurang/<uuid:id>": ("/perbaikan/kurang/{gap}",),
    "portal /aturan/<code>": ("/aturan/{period}",),
    "portal /pengumuman/<id>": tuple(
        f"/pengumuman/{{{which}}}{query}"
        for which in ("announcement", "result_announcement") for query in ("", "?peserta={number}")
    ),
    "portal /pengumuman/<id>/versi/<int:version>": ("/pengumuman/{announcement}/versi/1",),
    "portal /transparansi": ("?periode={period}", "?periode={open}"),
    "portal /transparansi/<code>/tanggapan": ("/transparansi/{period}/tanggapan",),
    "portal /transparansi/<code>/tanggapan/terima-kasih": ("/transparansi/{period}/tanggapan/terima-kasih",),
    "portal /berhenti/<token>": (f"/berhenti/{'0' * 8}.{'0' * 32}",),
    "portal /survei/<id>": ("/survei/{survey_open}",),
    "portal /survei/<id>/slip/<code>": ("/survei/{survey_open}/slip/{slip}",),
    "portal /survei/<id>/kios": ("/survei/{survey_open}/kios",),
    "portal /survei/<id>/terima-kasih": ("/survei/{survey_open}/terima-kasih",),
    "portal /rekan/<uuid:id>/<code>": ("/rekan/0192f0c4-7a61-5c3e-9b1d-2f6a5c8e0001/2222-2222-2222-2222-2222",),
    "portal /ikm/<id>": ("/ikm/{survey_done}",),
    "portal /aduan/lacak/<number>/<code>": ("/aduan/lacak/{complaint}",),
    "portal /aduan/lacak/<number>/<code>/selesai": ("/aduan/lacak/{complaint}/selesai",),
    "portal /aduan/lacak/<number>/<code>/hapus": ("/aduan/lacak/{complaint}/hapus",),
    "portal /aduan/lacak/<number>/<code>/foto": ("/aduan/lacak/{complaint}/foto",),
    "portal /aduan/lacak/<number>/<code>/foto/<uuid:photo>": ("/aduan/lacak/{complaint}/foto/{photo}",),
    "portal /aduan/pokok/<uuid:id>": ("/aduan/pokok/{topic}",),
    "portal /aduan/ikuti/<token>": (f"/aduan/ikuti/{'0' * 8}.{'0' * 32}",),
    "portal /aduan/berhenti/<token>": (f"/aduan/berhenti/{'0' * 8}.{'0' * 32}",),
    "portal /aduan/terhapus/<number>": ("/aduan/terhapus/K7QM-2XPD",),
}  # fmt: skip
"""What is asked of an operation that needs more than its path, or that is worth asking in several ways: whole
addresses, or what stands behind the path; the words in braces are `City.known`'s."""


@dataclass(frozen=True)
class Listed:
    """One list: `turns` is the argument that leads to its next page, "" where it has one page only."""

    service: str
    path: str
    role: str
    turns: str = ""

    @property
    def addresses(self) -> Iterator[str]:
        for more in ADDRESSES.get(f"{self.service} {self.path}", ("",)):
            yield more if more.startswith("/") else self.path + more


def lists(city: City) -> Iterator[Listed]:
    """Every operation that answers with a list, as the services' own documents say, and every public page."""
    for service in SERVICES:
        document = city.public.get(service, "/openapi.json")
        for path, operations in document["paths"].items():
            operation = operations.get("get")
            if operation and _is_list(operation, document["components"]["schemas"]):
                arguments = {one["name"] for one in operation.get("parameters", ())}
                turns = next((name for name in TURNING if name in arguments), "")
                roles = operation["x-roles"]
                yield Listed(service, path, next((role for role in roles if role in PERSONS), roles[0]), turns)
    modules = {blueprint.name: blueprint.import_name for blueprint in blueprints()}
    for rule in pages():
        if modules[rule.endpoint.partition(".")[0]].startswith(PUBLIC):
            yield Listed("portal", rule.rule, "publik")


def measure(city: City, asked: int = ASKED) -> list[dict]:
    """{service, path, address, p50, p95, own} of each, slowest first. Raises KeyError for what ADDRESSES should tell.

    `own` is what this process, all services in one, worked for the middle one: a busy machine changes it little.
    """
    figures = []
    for one in lists(city):
        for template in one.addresses:
            address = template.format_map(city.known)
            took, worked = (sorted(times) for times in zip(*_took(city, one, address, asked), strict=True))
            timed = {"p50": statistics.median(took), "p95": took[-max(1, len(took) // 20)]}
            timed["own"] = statistics.median(worked)
            figures.append({"service": one.service, "path": one.path, "address": address, **timed})
    return sorted(figures, key=lambda one: -one["p95"])


def table(figures: list[dict], size: int) -> Table:
    title = f"{size:,} applications, with a load of {os.getloadavg()[0]:.1f} on this machine"
    made = Table("service", "list", "p50 ms", "p95 ms", "own ms", "", title=title)
    for one in figures:
        over = f"over {LIMIT_MS}" if one["p95"] > LIMIT_MS else ""
        made.add_row(
            one["service"], one["address"], f"{one['p50']:.0f}", f"{one['p95']:.0f}", f"{one['own']:.0f}", over
        )
    return made


def _is_list(operation: dict, schemas: dict) -> bool:
    content = operation["responses"].get("200", {}).get("content", {})
    for schema in (one.get("schema", {}) for one in content.values()):
        named = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
        if named.get("type") == "array" or "items" in named.get("properties", {}):
            return True
    return False


def _took(city: City, one: Listed, address: str, asked: int) -> Iterator[tuple[float, float]]:
    """Milliseconds of each answer, by the clock and of this process's work.

    From page to page by key, or anywhere in a list whose pages have numbers.
    """
    headers, dice, place = _headers(city, one), random.Random(7), ""
    for _ in range(asked):
        began, worked = time.perf_counter(), time.process_time()
        answer = requests.get(city.urls[one.service] + address + place, headers=headers, timeout=120)
        yield 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)
        if answer.status_code != 200:
            raise SystemExit(
                f"{one.service} {address}{place}: {answer.status_code} {answer.text[:200]}; is it in ADDRESSES?"
            )
        following = _following(answer.json(), one.turns, dice) if one.turns else None
        place = f"{'&' if '?' in address else '?'}{one.turns}={following}" if following else ""


def _following(body: dict, turns: str, dice: random.Random) -> str | int | None:
    """Where to go on; None for the beginning."""
    if turns == "offset":
        return dice.randrange(body["total"]) if body["total"] else None
    if "next" in body or not body["items"]:
        return body.get("next")
    return body["items"][-1].get("index", body["items"][-1].get("id"))


def _headers(city: City, one: Listed) -> dict:
    """Whoever has the role, with a token of now; nobody where nobody is asked for."""
    if one.role == "publik":
        return {}
    if one.role == "pelamar":
        city.people["siti"].sign_in()
        return city.people["siti"]._headers(one.service)
    if one.role == VOUCHED:
        return {"Authorization": f"Bearer {city.vouched('ti')}"}
    return city.staff(PERSONS[one.role])._headers(one.service)


def main(size: int = SIZE) -> int:
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    servers = local_servers.start(directory)
    try:
        city = City(servers, directory)
        try:
            with console.status("filling"):
                city.fill(size)
            figures = measure(city)
        finally:
            city.stop()
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    console.print(table(figures, size))
    LOCAL.mkdir(exist_ok=True)
    record = {"size": size, "load": os.getloadavg()[0], "figures": figures}
    (LOCAL / "bench-lists.json").write_text(json.dumps(record, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
