"""What is public asks nobody who calls, in every service."""

import json
import re
from importlib import import_module

import pytest
from asnkit.settings import NEIGHBOURS, Settings, package_of

from tests.kit.issuer import TestIssuer

SERVICES = sorted(set(NEIGHBOURS) - {"portal"})
COMMANDS = {
    "POST /v1/agencies",
    "POST /v1/accounts",
    "POST /v1/accounts/<uuid:person>/code",
    "POST /v1/accounts/correction",
    "POST /v1/accounts/<uuid:person>/proof",
    "POST /v1/appraisals/<uuid:id>/peer-answers",
    "POST /v1/password",
    "POST /v1/password/recoveries",
    "POST /v1/comments",
    "POST /v1/complaints",
    "POST /v1/complaints/check",
    "POST /v1/complaints/photos",
    "POST /v1/complaints/tracked/<number>/<code>/confirmation",
    "POST /v1/complaints/tracked/<number>/<code>/erasure",
    "POST /v1/complaints/tracked/<number>/<code>/photos/<uuid:photo>/removal",
    "POST /v1/complaints/tracked/<number>/<code>/replies",
    "POST /v1/followers/confirmation",
    "POST /v1/followers/stop",
    "POST /v1/sign-in",
    "POST /v1/sign-in/refresh",
    "POST /v1/subscriptions/stop",
    "POST /v1/sign-out",
    "POST /v1/surveys/<id>/responses",
    "POST /v1/topics/<uuid:id>/followers",
}


@pytest.fixture(scope="module")
def issuer():
    made = TestIssuer()
    yield made
    made.close()


@pytest.fixture(params=SERVICES)
def app(request, issuer, tmp_path):
    """A service without its servers: nothing here gets as far as them."""
    (tmp_path / "hmac.key").write_text("22" * 32)
    (tmp_path / "issuers.json").write_text(
        json.dumps([{"issuer": issuer.url, "jwks": issuer.url, "roles": ["pelamar", "ketua"]}])
    )
    settings = Settings(
        service=request.param, mongo_url="mongodb://127.0.0.1:1", kafka_bootstrap="127.0.0.1:1", secrets=tmp_path,
        issuers_file=tmp_path / "issuers.json", log_dir=tmp_path / "log", environment="development",
    )  # fmt: skip
    return import_module(f"{package_of(request.param)}.app").create_app(settings)


def public_operations(app):
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "roles", None) == ("publik",):
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                yield method, rule


def test_these_and_no_others_can_be_sent_by_anybody(app):
    sent = {f"{method} {rule.rule}" for method, rule in public_operations(app) if method != "GET"}
    assert sent <= COMMANDS


def test_no_public_operation_looks_at_a_token(app, issuer, monkeypatch):
    def looked_at(token):
        raise AssertionError("a public operation asked who calls")

    monkeypatch.setattr(app.extensions["verifier"], "verify", looked_at)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", True)
    asked = 0
    for method, rule in public_operations(app):
        if method == "GET":
            continue
        path = re.sub("<.*?>", "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", rule.rule)
        for token in ("stale", issuer.token(aud=app.name), issuer.token(aud="elsewhere")):
            told = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k" * 22}
            assert app.test_client().open(path, method=method, json={"x": 1}, headers=told).status_code == 422
            asked += 1
    assert asked == 3 * sum(method != "GET" for method, _ in public_operations(app))
