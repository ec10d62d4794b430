"""Every operation of every service, asked by everybody whom it is not for: nothing gets as far as its rule."""

import json
import re
from importlib import import_module

import pytest
from asnkit.auth import VOUCHED
from asnkit.settings import NEIGHBOURS, Settings, package_of
from asnplatform.sign_in.choice import OFFICE

from tests.kit.issuer import TestIssuer

SERVICES = sorted(set(NEIGHBOURS) - {"portal"})
ROLES = ("pelamar", "service", VOUCHED, *OFFICE)
ID = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
SESSIONS = {"registration": {"pelamar"}}
"""Whose token is looked up with every request; applicants there are in registration/test_own.py."""
FILLED = {"form": "csv", "index": "1", "page": "1", "first": "1", "year": "2027"}


@pytest.fixture(scope="module")
def issuer():
    made = TestIssuer()
    yield made
    made.close()


@pytest.fixture
def apps(issuer, tmp_path):
    """The services without their servers: who is refused gets no answer out of a database."""
    (tmp_path / "hmac.key").write_text("22" * 32)
    issuers = [{"issuer": issuer.url, "jwks": issuer.url, "roles": list(ROLES)}]
    (tmp_path / "issuers.json").write_text(json.dumps(issuers))
    made = {}
    for name in SERVICES:
        settings = Settings(
            service=name, mongo_url="mongodb://127.0.0.1:1", kafka_bootstrap="127.0.0.1:1", secrets=tmp_path,
            issuers_file=tmp_path / "issuers.json", log_dir=tmp_path / name, environment="development",
        )  # fmt: skip
        made[name] = import_module(f"{package_of(name)}.app").create_app(settings)
    return made


def operations(app):
    """(method, path, roles) of what is there for people and services."""
    for rule in app.url_map.iter_rules():
        roles = getattr(app.view_functions[rule.endpoint], "roles", None)
        if roles is None or roles == ("publik",):
            continue
        path = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda place: FILLED.get(place[1], ID), rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, path, roles


def told(token=None):
    return {"Idempotency-Key": "k" * 22, **({"Authorization": f"Bearer {token}"} if token else {})}


def test_whoever_it_is_not_for_is_told_so_by_every_operation(apps, issuer):
    asked = {"operations": 0, "refused roles": 0, "visitors": 0, "services without the scope": 0, "foreign tokens": 0}
    for name, app in apps.items():
        client = app.test_client()
        tokens = {role: issuer.token(sub=ID, role=role, aud=[name], scope="") for role in ROLES}
        elsewhere = {role: issuer.token(sub=ID, role=role, aud=[other(name)]) for role in ROLES}
        for method, path, roles in operations(app):
            asked["operations"] += 1
            where = {"path": path, "method": method}
            if method == "POST":
                where["json"] = {}
            assert client.open(**where, headers=told()).status_code == 401, (name, path)
            asked["visitors"] += 1
            for role in sorted(set(roles) & set(ROLES)):
                answer = client.open(**where, headers=told(elsewhere[role]))
                assert answer.status_code == 401, (name, path, role)
                asked["foreign tokens"] += 1
            for role in sorted((set(ROLES) - set(roles) | {"service"}) - SESSIONS.get(name, set())):
                answer = client.open(**where, headers=told(tokens[role]))
                assert (answer.status_code, answer.get_json()["rule"]) == (403, "peran"), (name, method, path, role)
                asked["refused roles" if role not in roles else "services without the scope"] += 1
    print(", ".join(f"{number} {what}" for what, number in asked.items()))
    assert asked["operations"] > 120 and asked["refused roles"] > 1000 and asked["services without the scope"] > 5


def other(name):
    """A token is good at one service (decision 35)."""
    return SERVICES[(SERVICES.index(name) + 1) % len(SERVICES)]
