"""Every operation × one's own object, another's and one that is not there: another's does not exist."""

import re
from datetime import timedelta

import pytest
from asnkit.events import new_id

from tests.http.running import problem

from .applying import EDUCATION, STATEMENTS, published, submitted

pytestmark = pytest.mark.servers

CODE = "CPNS-OWN"
APPLICATION = "/v1/applications"
COMMANDS = {
    f"{APPLICATION}/<id>/sections/education": EDUCATION,
    f"{APPLICATION}/<id>/sections/statements": {"text": "2024-1", "agreed": STATEMENTS},
    f"{APPLICATION}/<id>/sections/placement": {"other_unit": True},
    f"{APPLICATION}/<id>/submission": {"truthful": True, "data_use": True},
    f"{APPLICATION}/<id>/withdrawal": {"reason": None},
    "/v1/contests/<id>/statements": {"text": "KTP ini milik saya."},
}
"""What an applicant may do to an object that the address names, with a body that is complete."""
CASES = {
    f"{APPLICATION}/<id>/verdict": {"verdict": "MS"},
    "/v1/verifications/<id>/release": None,
    f"{APPLICATION}/<id>/views": {},
    "/v1/documents/<id>/views": {},
}
"""What a verifier may do to a file that lies on the own desk."""


@pytest.fixture(scope="module")
def people(city):
    city.announce_period(CODE, timedelta(hours=1))
    lines = published(city, CODE)
    made = [submitted(city, lines) for _ in range(2)]
    for person in made:
        person.document = person.get("/v1/documents").json()["items"][0]["id"]
    return made


def operations(city, role, named=True):
    """(method, rule) of everything that this role may call; `named` objects in the address or none."""
    for rule in city.app.url_map.iter_rules():
        roles = getattr(city.app.view_functions[rule.endpoint], "roles", ())
        if role in roles and ("<" in rule.rule) == named:
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, rule.rule


def filled(rule, person):
    id = person.document if rule.startswith("/v1/documents/") else person.application
    return re.sub(r"<[^>]+>", id, re.sub(r"<any[^>]+>", "csv", re.sub(r"<int[^>]+>", "1", rule)))


class Nobody:
    """Whose objects are not there."""

    application = document = new_id("x").partition("-")[2]


def ask(someone, method, path, body):
    """A verification is at its first version, an application that was sent at its fifth."""
    version = 1 if path.startswith("/v1/verifications/") else 5
    return someone.get(path) if method == "GET" else someone.post(path, body, version=version)


def test_another_applicants_object_is_one_that_is_not_there(city, people):
    mine, theirs = people
    asked = list(operations(city, "pelamar"))
    assert {rule for method, rule in asked if method == "POST"} == set(COMMANDS), "a body for each command, please"
    for method, rule in asked:
        answers = []
        for whose in (theirs, Nobody):
            answer = ask(mine, method, filled(rule, whose), COMMANDS.get(rule))
            assert answer.status_code == 404, (method, rule, answer.text)
            answers.append({name: value for name, value in answer.json().items() if name != "trace"})
        assert answers[0] == answers[1], (method, rule)
        if method == "GET":
            assert mine.get(filled(rule, mine)).status_code == 200, rule
    objection = {"contests": ["DIPLOMA"], "text": "Ijazah lengkap."}
    for whose in (theirs, Nobody):
        filed = mine.post("/v1/objections", objection | {"application": whose.application})
        problem(filed, 404, "lamaran-tidak-ada", "application")
    print(f"{3 * len(asked)} answers to an applicant about objects")


def test_what_is_not_for_applicants_is_for_none_whosever_it_is(city, people):
    mine, seen = people[0], 0
    allowed = {*operations(city, "pelamar"), *operations(city, "publik")}
    for rule in city.app.url_map.iter_rules():
        roles = getattr(city.app.view_functions[rule.endpoint], "roles", ())
        if not roles or {"pelamar", "publik"} & set(roles):
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            for whose in people if "<" in rule.rule else [mine]:
                problem(ask(mine, method, filled(rule.rule, whose), {}), 403, "peran")
                seen += 1
    print(f"{seen} operations refused to an applicant, {len(allowed)} allowed")
    assert seen > 40


def test_a_verifier_does_to_the_own_desk_what_is_refused_at_anothers(city, people):
    holder, other = city.staff("verifikator", "holder"), city.staff("verifikator", "other")
    for _ in people:
        assert holder.post("/v1/verifications/next", {"period": CODE}).status_code == 200
    theirs = people[0]
    looking = [f"{APPLICATION}/<id>/file", "/v1/documents/<id>/content"]
    commands = {rule for method, rule in operations(city, "verifikator") if method == "POST" and "<" in rule}
    of_nobodys_desk = {"/v1/objections/<id>/answer", "/v1/objections/<id>/acceptance", "/v1/corrections/<id>/decision"}
    assert commands == {*CASES, *of_nobodys_desk}
    for rule in [*looking, *CASES]:
        method = "GET" if rule in looking else "POST"
        answer = ask(other, method, filled(rule, theirs), CASES.get(rule))
        assert (answer.status_code in (403, 409), answer.json()["rule"]) == (True, "bukan-pemegang"), rule
    for rule in (looking[0], "/v1/documents/<id>/views", looking[1]):
        method = "GET" if rule in looking else "POST"
        assert ask(holder, method, filled(rule, theirs), CASES.get(rule)).status_code == 200, rule
