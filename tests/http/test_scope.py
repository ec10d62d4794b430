"""Every operation of the committee and of verifiers, asked by who has another period's role: nothing of it, in no way.

What belongs to a period is written here as the examples of its contracts: one of each, of either period.
"""

import json
import re
import uuid
from pathlib import Path

import pytest
from asnkit.commands import Context
from asnkit.events import Fact
from asnkit.scope import SCOPED
from asnkit.settings import Settings
from asnplatform.role.domain import OF_PERIOD
from selection.streams import result_stream

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

OURS, THEIRS = "CPNS-2031", "PPPK-2031"
FIRST = {
    "registration": (
        "period.announced", "announcement.published", "announcement_change.proposed", "application.started",
        "application.submitted", "contest.opened", "document.uploaded", "import.staged", "objection.filed",
        "period_change.proposed", "vacancy.published", "vacancy_change.proposed", "verification.assigned",
    ),
    "selection": (
        "round.created", "admission.ordered", "appointment_batch.ordered", "candidate.registered", "line.registered",
        "ranking.computed", "ranking_batch.ordered", "result.proposed", "score_amendment.proposed",
        "score_batch.staged", "score_objection.filed", "tie.proposed",
    ),
}  # fmt: skip
"""What begins one of each, by service: the facts' names."""
UUID, NAMES = "[0-9a-f-]{36}", "announcement|application|document|vacancy|round|candidate|ranking|result|line|import"
FILLED = {"form": "csv", "page": "1", "stage": "FINAL", "kind": "received", "language": "id"}
NAMED = {
    "formation-lists.upload": lambda _id: {"query_string": {"period": THEIRS, "file": "a.csv"}, "data": b"a;b"},
    "contests.open_": lambda id: {"json": {"application": id}},
    "vacancy-changes.propose": lambda id: {
        "json": {"vacancy": id, "after": {"quota": 9}, "reason_code": "BUDGET", "letter": "800/1/2031"}
    },
    "announcement-changes.propose": lambda id: {
        "json": {
            "announcement": id,
            "after": {"number": "1/2031"},
            "reason_code": "ENTRY_ERROR",
            "letter": "800/2/2031",
        }
    },
    "score-amendments.propose": lambda id: {
        "json": {
            "candidate": id,
            "stage": "SKD",
            "status": "ABSENT",
            "skd": None,
            "skb": None,
            "impact_sha256": "a" * 64,
            "reason_code": "CAT_CORRECTION",
            "evidence": {"number": "B-1", "sha256": "a" * 64},
        }
    },
    "score-batches.upload": lambda id: {"query_string": {"round": id, "stage": "SKD", "file": "a.csv"}, "data": b"a;b"},
    "score-batches.show_template": lambda id: {"query_string": {"round": id, "stage": "SKD"}},
}
"""Operations that name an object in what they are sent, and how."""


def ids(period):
    """The one UUID of a period's streams; ids are told apart by the aggregate."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, period))


def example(name, period):
    """The data of the contract's first example, as it is of that period and names that period's streams."""
    path = Path(Settings.contracts) / ("registration" if name in FIRST["registration"] else "selection")
    text = json.dumps(json.loads((path / f"{name}.v1.json").read_text())["examples"][0])
    text = re.sub(rf'("(?:{NAMES})": "){UUID}"', rf'\g<1>{ids(period)}"', text)
    text = re.sub(rf"\b({NAMES})-{UUID}", rf"\g<1>-{ids(period)}", text)
    text = text.replace('"verifikator:v1"', '"verifikator:verifikator-a"')
    data = json.loads(text)
    if name == "document.uploaded":
        return data
    return data | {"code" if name == "period.announced" else "period": period}


@pytest.fixture(scope="module", params=sorted(FIRST))
def service(request, serve):
    """The service with one of each of either period, and what it says of its scope."""
    running = serve(request.param)

    def write(tx, period):
        for name in FIRST[request.param]:
            tx.append(f"{name.partition('.')[0]}-{ids(period)}", [Fact(name, example(name, period))])
        if request.param == "selection":  # what an objection is about
            stream = result_stream(ids(period), "FINAL")
            tx.append(stream, [Fact(name, example(name, period)) for name in ("result.proposed", "result.published")])

    for period in (OURS, THEIRS):
        context = Context("service:test", f"write-{period}", "0" * 32, answered=False)
        running.runtime.store.run(context, lambda tx, period=period: write(tx, period))
    running.deliver()
    return running


def take(service, period):
    """The file of that period is in the hands of the verifier who asks, whatever other tests did with it."""
    stream, given = (
        f"verification-{ids(period)}",
        Fact("verification.assigned", example("verification.assigned", period)),
    )
    context = Context("service:test", f"take-{period}", "0" * 32, answered=False)
    service.runtime.store.run(context, lambda tx: tx.append(stream, [given]))


def operations(app):
    """(rule, methods, view's endpoint, roles with a scope) of what those roles may ask."""
    for rule in app.url_map.iter_rules():
        roles = set(getattr(app.view_functions[rule.endpoint], "roles", ())) & set(SCOPED)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}) if roles else ():
            yield rule, method, sorted(roles)


def of(rule, period):
    """The address of this rule for that period's object."""
    known = {**FILLED, "code": period}
    return re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda place: known.get(place[1], ids(period)), rule.rule)


def asked(service, role, method, path, period=OURS, **more):
    token = service.issuer.token(sub=f"{role}-a", role=role, aud=[service.runtime.service.name], period=period)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex, "If-Match": '"1"'}
    return service.app.test_client().open(path=path, method=method, headers=headers, **more)


def refused(answer):
    body = answer.get_json() if answer.is_json else {}
    return (answer.status_code, body.get("rule")) == (403, "lingkup-periode") and OURS in body["detail"]


def test_the_roles_that_may_have_one_period_are_those_that_platform_gives_with_one():
    assert set(SCOPED) == set(OF_PERIOD)


def test_an_object_of_another_period_is_refused_by_every_operation_whatever_is_sent(service):
    scope, seen = service.runtime.service.scope, 0
    for rule, method, roles in operations(service.app):
        stream = scope.object_of(rule.rule, dict.fromkeys(rule.arguments, ids(THEIRS)))
        if rule.endpoint in scope.elsewhere or not stream:
            continue
        for role in roles:
            sent = {"json": {}} if method == "POST" else {}
            assert refused(asked(service, role, method, of(rule, THEIRS), **sent)), (method, rule.rule, role)
            own = asked(service, role, method, of(rule, OURS), **sent)
            assert not refused(own), (method, rule.rule, role, "the own one")
            whole = asked(service, role, method, of(rule, THEIRS), period="", **sent)
            assert (whole.get_json() or {}).get("rule") != "lingkup-periode", "whose grant names none has every one"
            seen += 1
    assert seen > 30
    print(f"{seen} operations of an object, by role")


def test_a_list_has_nothing_of_another_period_and_does_not_take_it_as_a_filter(service):
    scope, seen = service.runtime.service.scope, []
    for rule, method, roles in operations(service.app):
        if method != "GET" or "<" in rule.rule or rule.endpoint in (*scope.elsewhere, *NAMED):
            continue
        for role in roles:
            named = asked(service, role, "GET", f"{rule.rule}?period={THEIRS}")
            assert refused(named), (rule.rule, role)
            own = asked(service, role, "GET", rule.rule)
            own = own if own.status_code == 200 else asked(service, role, "GET", f"{rule.rule}?period={OURS}")
            assert own.status_code == 200, (rule.rule, own.get_data(as_text=True))
            text = own.get_data(as_text=True)
            assert THEIRS not in text and ids(THEIRS) not in text, (rule.rule, role, text)
            whole = asked(service, role, "GET", rule.rule, period="")
            shown = whole.status_code != 200 or (OURS in text) == (THEIRS in whole.get_data(as_text=True))
            assert shown, (rule.rule, role, "the own ones stand where the others would")
            seen.append(rule.rule)
    assert len(set(seen)) >= 5
    print(f"{len(set(seen))} lists")


def test_what_names_another_period_is_refused_wherever_it_is_named(service):
    scope, seen = service.runtime.service.scope, 0
    for rule, method, roles in operations(service.app):
        place = rule.endpoint in scope.elsewhere or scope.object_of(rule.rule, dict.fromkeys(rule.arguments, ""))
        if place or (method == "GET" and rule.endpoint not in NAMED):
            continue
        more = NAMED[rule.endpoint](ids(THEIRS)) if rule.endpoint in NAMED else {"json": {"period": THEIRS}}
        for role in roles:
            assert refused(asked(service, role, method, of(rule, THEIRS), **more)), (method, rule.rule, role)
            seen += 1
    assert seen > 3


@pytest.mark.parametrize("service", ["registration"], indirect=True)
def test_a_verifier_who_holds_a_file_of_another_period_opens_none_of_its_papers(service):
    for period, right in ((OURS, True), (THEIRS, False)):
        take(service, period)
        place = f"/v1/documents/{ids(period)}"
        opened = asked(service, "verifikator", "POST", f"{place}/views", json={})
        assert opened.status_code == (200 if right else 403), opened.get_data(as_text=True)
        whole = asked(service, "verifikator", "POST", f"{place}/views", period="", json={})
        assert whole.status_code == 200, "the file is in this verifier's hands"
    read = asked(service, "verifikator", "GET", f"/v1/documents/{ids(THEIRS)}/pages")
    assert read.status_code == 403, "what was opened before the role was for one period, too"
    [own] = asked(service, "verifikator", "GET", "/v1/verifications/held").get_json()["items"]
    assert own["period"] == OURS


@pytest.mark.parametrize("service", ["registration"], indirect=True)
def test_a_list_by_its_line_tells_no_numbers_of_another_period(service):
    for role in SCOPED:
        assert refused(asked(service, role, "GET", f"/v1/applications?period={OURS}&vacancy={ids(THEIRS)}"))
        assert asked(service, role, "GET", f"/v1/applications?period={OURS}&vacancy={ids(OURS)}").status_code == 200
