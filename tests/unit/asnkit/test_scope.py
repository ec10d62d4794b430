"""A role for one period: what is of another one is refused wherever it is met, and what nobody looked at is a fault."""

from types import SimpleNamespace

import pytest
from asnkit import scope
from asnkit.auth import Caller
from asnkit.events import Refused
from flask import Flask, g

OURS, THEIRS = "CPNS-2031", "PPPK-2031"
SCOPE = scope.Scope(
    fields={"file": "period", "period": "code", "person": ""},
    objects={"/v1/files/<id>": "file", "/v1/parts/<whole>/<int:part>": "file", "/v1/periods/<code>": ""},
    elsewhere={"persons": "about a person"},
)
RULES = {
    "files": "/v1/files", "file": "/v1/files/<id>", "pages": "/v1/files/<id>/pages", "persons": "/v1/persons/<id>",
    "part": "/v1/parts/<whole>/<int:part>", "period": "/v1/periods/<code>", "sheet": "/v1/sheet.<any(csv, xlsx):form>",
}  # fmt: skip


def made(rules=RULES, roles=("ketua",)):
    app = Flask("files")
    for endpoint, rule in rules.items():

        def view(**_):
            return ""

        view.roles = roles
        app.add_url_rule(rule, endpoint, view)
    return app


def service(*names, scope=SCOPE):
    return SimpleNamespace(scope=scope, aggregates=[SimpleNamespace(name=name) for name in names])


@pytest.fixture
def asking():
    """A function that begins a request of who has `period`; every stream it loads is of THEIRS."""
    contexts = []

    def ask(path, period=OURS, of=THEIRS):
        context = made().test_request_context(path)
        context.push()
        contexts.append(context)
        g.caller = Caller("a", "ketua", "", "", frozenset(), "", "", 0.0, period=period)
        loaded = []

        def load(stream):
            loaded.append(stream)
            scope.watch(stream, {"period": of})

        scope.begin(SCOPE, load)
        return loaded

    yield ask
    for context in reversed(contexts):
        context.pop()


def refused(work, *more, **named):
    with pytest.raises(Refused) as caught:
        work(*more, **named)
    assert (caught.value.rule, caught.value.status) == ("lingkup-periode", 403) and OURS in str(caught.value)


@pytest.mark.parametrize("path", ["/v1/files/7", "/v1/files/7/pages", "/v1/files?period=" + THEIRS])
def test_the_address_and_its_query_are_held_against_the_period_before_anything_else(asking, path):
    refused(asking, path)
    assert asking(path.replace(THEIRS, OURS), of=OURS) in (["file-7"], [])
    scope.settle()
    assert asking(path, period="") == [], "who has every period is asked nothing"


def test_the_object_is_the_last_that_the_beginning_of_a_rule_names():
    assert SCOPE.object_of("/v1/files/<id>/pages", {"id": 7}) == "file-7"
    assert SCOPE.object_of("/v1/parts/<whole>/<int:part>", {"whole": 1, "part": 2}) == "file-2"
    assert SCOPE.object_of("/v1/periods/<code>", {"code": "A"}) is SCOPE.object_of("/v1/filesystem", {}) is None


def test_a_stream_is_held_against_it_wherever_it_is_loaded(asking):
    asking("/v1/files")
    refused(scope.watch, "file-7", {"period": THEIRS})
    refused(scope.watch, "file-8", {"period": None})
    refused(scope.watch, "period-9", {"code": THEIRS})
    scope.watch("file-7", None)
    scope.watch("person-7", {"period": THEIRS})
    with pytest.raises(RuntimeError):
        scope.settle()
    scope.watch("file-7", {"period": OURS})
    scope.settle()


def test_a_body_that_names_another_period_is_refused_before_a_schema_sees_it(asking):
    asking("/v1/files")
    refused(scope.named, {"period": THEIRS})
    for body in ({"period": OURS}, {"period": 7}, {}, [], None):
        scope.named(body)


def test_a_list_that_does_not_keep_to_the_period_is_no_answer(asking):
    asking("/v1/files")
    with pytest.raises(RuntimeError, match="files"):
        scope.settle()
    assert scope.within() == {"period": OURS} and scope.within("data.period") == {"data.period": OURS}
    scope.settle()
    asking("/v1/files", period="")
    assert scope.within() == {}
    scope.settle()


def test_a_new_period_is_for_who_has_every_one(asking):
    asking("/v1/files")
    refused(scope.only_of_all)
    asking("/v1/files", period="")
    scope.only_of_all()


def test_what_is_about_no_period_is_as_it_is_for_everybody(asking):
    asking("/v1/persons/7")
    scope.watch("file-7", {"period": THEIRS})
    assert scope.within() == {}
    scope.settle()


def test_outside_of_a_request_and_for_who_is_not_asked_there_is_no_period():
    scope.watch("file-7", {"period": THEIRS})
    assert scope.within() == {}
    with made().test_request_context("/v1/files/7"):
        scope.keep_to(THEIRS)


def test_nothing_starts_with_a_scope_that_leaves_something_out():
    whole = service("file", "period", "person")
    scope.check(made(), whole)
    for app, wrong in (
        (made(), service("file", "period")),
        (made(), service("file", "period", "person", "newer")),
        (made({**RULES, "letter": "/v1/letters/<id>"}), whole),
        (made({name: rule for name, rule in RULES.items() if name != "persons"}), whole),
        (made({name: rule for name, rule in RULES.items() if name != "part"}), whole),
    ):
        with pytest.raises(RuntimeError):
            scope.check(app, wrong)
    scope.check(made({**RULES, "letter": "/v1/letters/<id>"}, roles=("auditor",)), service(scope=scope.Scope()))
