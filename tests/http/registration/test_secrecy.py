"""Worlds that differ in one verdict that is not announced yet: no request of the public or an applicant tells which."""

import json
import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from asnkit.clock import FixedClock
from registration.app import create_app

from tests.http.running import Someone

from .applying import decide, published, submitted
from .conftest import City

pytestmark = pytest.mark.servers

CODE = "CPNS-SECRET"
UNALIKE = {"Date", "traceparent", "Content-Length"}
"""Headers that differ from request to request in one world, too; a body is compared whole."""
RANDOM = {"promise", "trace"}
FILLED = re.compile(r"<[^>]+>")


class World(City):
    """A copy of the city, asked without a network; its clock stands still."""

    def __init__(self, city, name, at):
        settings = replace(city.runtime.settings, database=f"{city.runtime.settings.database}_{name}")
        client = city.runtime.client
        for suffix in ("", "_keys", "_views"):
            there = client[settings.database + suffix]
            for collection in client[city.runtime.settings.database + suffix].list_collection_names():
                documents = list(client[city.runtime.settings.database + suffix][collection].find())
                if documents:
                    there[collection].insert_many(documents)
        super().__init__(create_app(settings), city.url, city.issuer, city.clock, city.signers)
        self.runtime.prepare()
        self.runtime.clock = FixedClock(at)
        self.public = Inside(self)

    def staff(self, role, name="a", scope=""):
        return Inside(self, super().staff(role, name, scope).token)

    def drop(self):
        for suffix in ("", "_keys", "_views"):
            self.runtime.client.drop_database(self.runtime.settings.database + suffix)
        self.runtime.close()


class Inside(Someone):
    """A caller of a World, with the interface of one over HTTP."""

    def get(self, path, **_):
        return Told(self.running.app.test_client().get(path, headers=self._headers()))

    def post(self, path, json=None, version=None, key=None, **_):
        headers = self._headers() | {"Idempotency-Key": key or uuid.uuid4().hex}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return Told(self.running.app.test_client().post(path, json=json, headers=headers))


class Told:
    """An answer, and all of it that has to be alike."""

    def __init__(self, answer):
        self.status_code, self.content, self._answer = answer.status_code, answer.get_data(), answer

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)

    @property
    def all(self):
        headers = {name: value for name, value in self._answer.headers if name not in UNALIKE}
        body = self.content
        if self._answer.content_type.endswith("json"):
            body = self.json()
            if isinstance(body, dict):
                body = {name: value for name, value in body.items() if name not in RANDOM}
        return self.status_code, headers, body


@pytest.fixture(scope="module")
def judged(city):
    """One applicant who was decided on, and another one."""
    city.announce_period(CODE, timedelta(days=1))
    lines = published(city, CODE)
    return [submitted(city, lines) for _ in range(2)]


@pytest.fixture(scope="module")
def worlds(city, judged):
    city.deliver()
    at = city.runtime.clock.now()
    made = {name: World(city, name, at) for name in ("none", "ms", "tms")}
    for name in ("ms", "tms"):
        decide(made[name], CODE, {judged[0].application: name.upper(), judged[1].application: "MS"})
    for world in made.values():
        world.deliver()
    yield made
    for world in made.values():
        world.drop()


def addresses(world, applications):
    """Every GET that the public or an applicant may call, with whatever its address can name."""
    documents = [one["_id"] for one in world.runtime.db.state.find({"aggregate": "document"}, {"_id": 1})]
    lines = [one["_id"] for one in world.runtime.db.state.find({"aggregate": "vacancy"}, {"_id": 1})]
    uuids = [name.partition("-")[2] for name in (*documents[:2], *lines[:1])] + applications
    for rule in world.app.url_map.iter_rules():
        view = world.app.view_functions[rule.endpoint]
        if "GET" not in rule.methods or not {"publik", "pelamar"} & set(getattr(view, "roles", ())):
            continue
        if rule.rule in ("/metrics", "/healthz", "/readyz"):
            continue
        if "<" not in rule.rule:
            needs_period = rule.rule.startswith(("/v1/vacancies", "/v1/announcements"))
            yield f"{rule.rule}?period={CODE}" if needs_period else rule.rule
            continue
        for value in [CODE] if "<code>" in rule.rule else uuids:
            yield FILLED.sub(value, rule.rule)


def test_no_reading_tells_a_verdict_before_it_is_announced(worlds, judged):
    applications = [person.application for person in judged]
    asked = list(addresses(worlds["none"], applications))
    assert len(asked) > 30
    for token in (None, judged[0].token, judged[1].token):
        for address in asked:
            answers = [Inside(world, token).get(address).all for world in worlds.values()]
            assert answers[0] == answers[1] == answers[2], address


def test_nothing_that_an_applicant_does_tells_a_verdict_before_it_is_announced(worlds, judged):
    mine, version = judged[0].application, 5
    objection = {"application": mine, "contests": ["DIPLOMA"], "text": "Ijazah saya lengkap."}
    steps = [
        ("/v1/objections", objection, None),
        (f"/v1/applications/{mine}/sections/placement", {"other_unit": False}, version),
        (f"/v1/applications/{mine}/submission", {"truthful": True, "data_use": True}, version),
        (f"/v1/applications/{mine}/withdrawal", {}, version + 1),
        (f"/v1/applications/{mine}/withdrawal", {}, version),
        (f"/v1/applications/{mine}/withdrawal", {}, version),
    ]
    for number, (path, body, seen) in enumerate(steps):
        said = [
            Inside(worlds[name], judged[0].token).post(path, body, version=seen, key=f"{number:032}").all
            for name in ("ms", "tms")
        ]
        assert said[0] == said[1], path
    assert said[0][0] == 412, "the withdrawal before was carried out"
    told = [Inside(worlds[name], judged[0].token).get(f"/v1/applications/mine/{mine}").all for name in ("ms", "tms")]
    assert told[0] == told[1] and told[0][2]["status"] == "withdrawn"
