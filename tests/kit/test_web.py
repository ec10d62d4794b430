"""What an endpoint promises: roles, keys, versions, problem documents that name field and rule."""

import json
import time
import uuid
from dataclasses import replace
from urllib.parse import quote

import pytest
from asnkit import metrics, web
from asnkit.metrics import REQUESTS
from asnkit.promises import open_promise
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Blueprint as PlainBlueprint
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from .issuer import TestIssuer
from .toy import SERVICE
from .toy_api import blueprint

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def issuer():
    made = TestIssuer()
    yield made
    made.close()


@pytest.fixture
def app(runtime, settings, issuer, tmp_path):
    issuers = tmp_path / "issuers.json"
    roles = ["pelamar", "verifikator", "service"]
    issuers.write_text(json.dumps([{"issuer": issuer.url, "jwks": issuer.url, "roles": roles}]))
    made = web.create_app(replace(SERVICE, blueprints=[blueprint]), replace(settings, issuers_file=issuers))
    yield made
    made.extensions["asn"].close()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def headers(issuer):
    def make(key=None, version=None, token=None, **claims):
        values = {"Authorization": f"Bearer {token or issuer.token(**claims)}"}
        values["Idempotency-Key"] = key or uuid.uuid4().hex
        if version is not None:
            values["If-Match"] = f'"{version}"'
        return values

    return make


@pytest.fixture
def box(client, headers):
    return client.post("/v1/boxes", headers=headers()).json["id"]


def problem(response, status, rule, field=None):
    assert response.status_code == status, response.data
    assert response.content_type == "application/problem+json"
    body = response.json
    assert (body["status"], body["rule"], body.get("field")) == (status, rule, field)
    assert body["type"] == f"urn:asn-tanjungbalai:problem:{rule}" and body["title"] and body["detail"]
    assert len(body["trace"]) == 32
    return body


def test_a_command_answers_with_version_etag_and_promise(app, client, headers):
    response = client.post("/v1/boxes", headers=headers())
    assert response.status_code == 201
    assert response.headers["ETag"] == '"1"' and response.json["version"] == 1
    key = client.get("/.well-known/promise-key").text.strip()
    assert list(open_promise(response.json["promise"], key).hashes) == response.json["events"]


def test_the_same_key_gets_the_same_answer(client, headers, box):
    first = client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=headers("k", 1))
    again = client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=headers("k", 1))
    assert again.status_code == 200 and again.json["repeated"] is True
    assert {**again.json, "repeated": False} == first.json
    assert client.get(f"/v1/boxes/{box}").json["sum"] == 5


def test_the_same_key_with_another_body_is_refused(client, headers, box):
    client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=headers("k", 1))
    other = client.post(f"/v1/boxes/{box}/filling", json={"amount": 6}, headers=headers("k", 2))
    problem(other, 422, "kunci-dipakai-ulang")


def test_one_persons_key_is_not_anothers(client, headers, box):
    client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=headers("k", 1))
    other = client.post(f"/v1/boxes/{box}/filling", json={"amount": 6}, headers=headers("k", 2, sub="p2"))
    assert other.status_code == 200


def test_the_query_is_part_of_the_command(client, headers):
    """The same file sent as two kinds is two files."""
    first, other = (client.post(f"/v1/boxes?kind={kind}", headers=headers("k")) for kind in "ab")
    again = client.post("/v1/boxes?kind=a", headers=headers("k"))
    assert first.json["id"] != other.json["id"] and again.json["id"] == first.json["id"]


@pytest.mark.parametrize("authorization", ["", "Bearer stale", "Basic xyz", "foreign", "valid"])
def test_a_public_command_has_no_actor_whatever_token_comes_along(app, client, issuer, authorization):
    authorization = {
        "foreign": f"Bearer {issuer.token(aud='selection')}", "valid": f"Bearer {issuer.token()}",
    }.get(authorization, authorization)  # fmt: skip
    told = {"Idempotency-Key": uuid.uuid4().hex, "Authorization": authorization}
    response = client.post("/v1/boxes/found", json={"amount": 1}, headers=told)
    assert response.status_code == 201
    [event] = app.extensions["asn"].store.events(response.json["stream"])
    assert event.actor == "publik:-"


def test_strangers_whose_keys_meet_share_nothing_and_need_a_long_key(client):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    one, other = (client.post("/v1/boxes/found", json={"amount": n}, headers=key).json for n in (1, 2))
    assert one["id"] != other["id"] and not other["repeated"]
    assert client.post("/v1/boxes/found", json={"amount": 1}, headers=key).json == one | {"repeated": True}
    for weak in ("1", "a" * 21, "1" * 64, "ä" * 30):
        response = client.post("/v1/boxes/found", json={"amount": 1}, headers={"Idempotency-Key": weak})
        assert "128 bit" in problem(response, 400, "kunci-idempotensi", "Idempotency-Key")["detail"]


def test_a_public_operation_cannot_ask_who_calls(app):
    with app.test_request_context(), pytest.raises(RuntimeError, match="does not ask who calls"):
        web.public(web.caller)()


def test_a_command_without_a_key_is_refused(client, headers, box):
    values = headers(version=1)
    del values["Idempotency-Key"]
    response = client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=values)
    problem(response, 400, "kunci-idempotensi", "Idempotency-Key")


def test_a_rehearsal_is_refused_like_the_command_and_leaves_nothing(app, client, headers, box):
    def kept():
        db = app.extensions["asn"].db
        return {
            name: sorted(map(str, db[name].find())) for name in ("commits", "state", "commands", "claims", "letters")
        }

    def rehearse(amount, version, **more):
        told = headers(version=version) | {"Rehearsal": "1"} | more
        if "Idempotency-Key" not in more:
            del told["Idempotency-Key"]
        return client.post(f"/v1/boxes/{box}/filling", json={"amount": amount}, headers=told)

    before = kept()
    done = rehearse(3, 1)
    assert (done.status_code, done.data) == (204, b"") and "ETag" not in done.headers
    problem(rehearse(3, 0), 412, "versi-lama")
    problem(rehearse(0, 1), 422, "isian", "amount")
    problem(rehearse(3, None), 428, "versi-wajib", "If-Match")
    assert kept() == before
    assert rehearse(3, 1, **{"Idempotency-Key": uuid.uuid4().hex}).status_code == 200, "with a key it is the command"


def test_nobody_rehearses_who_has_not_signed_in(client):
    answer = client.post("/v1/boxes/found", json={"amount": 1}, headers={"Rehearsal": "1"})
    problem(answer, 400, "kunci-idempotensi", "Idempotency-Key")


def test_a_change_needs_the_version_it_saw(client, headers, box):
    problem(
        client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=headers()), 428, "versi-wajib", "If-Match"
    )
    client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=headers(version=1))
    stale = client.post(f"/v1/boxes/{box}/filling", json={"amount": 5}, headers=headers(version=1))
    problem(stale, 412, "versi-lama")
    assert stale.headers["ETag"] == '"2"'


def test_an_unchanged_object_costs_304(client, box):
    response = client.get(f"/v1/boxes/{box}")
    assert response.headers["ETag"] == '"1"'
    assert client.get(f"/v1/boxes/{box}", headers={"If-None-Match": '"1"'}).status_code == 304


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "amount", "Wajib diisi"),
        ({"amount": "lima"}, "amount", "bilangan bulat"),
        ({"amount": 0}, "amount", "paling sedikit 1"),
        ({"amount": 1, "warna": "merah"}, "warna", "tidak dikenal"),
        ({"amount": 1, "note": "x" * 11}, "note", "Paling banyak 10 karakter"),
    ],
    ids=["missing", "wrong type", "out of range", "unknown field", "too long"],
)
def test_bad_input_names_field_and_rule_in_indonesian_and_changes_nothing(client, headers, box, body, field, words):
    response = client.post(f"/v1/boxes/{box}/filling", json=body, headers=headers(version=1))
    assert words in problem(response, 422, "isian", field)["detail"]
    assert client.get(f"/v1/boxes/{box}").headers["ETag"] == '"1"'


@pytest.mark.parametrize(("query", "words"), [("abve=1", "tidak dikenal"), ("above=x", "bilangan bulat")])
def test_a_filter_that_is_misspelt_or_has_a_wrong_value_is_refused(client, query, words):
    assert client.get("/v1/boxes?above=1").status_code == 200
    assert words in problem(client.get(f"/v1/boxes?{query}"), 422, "isian", query.partition("=")[0])["detail"]


def test_malformed_json_is_400(client, headers, box):
    response = client.post(
        f"/v1/boxes/{box}/filling", data="{", content_type="application/json", headers=headers(version=1)
    )
    problem(response, 400, "json-rusak")


def test_a_body_over_the_limit_is_413(client, headers, box):
    response = client.post(f"/v1/boxes/{box}/filling", json={"note": "x" * 1_100_000}, headers=headers(version=1))
    problem(response, 413, "http-413")


def test_no_token_expired_forged_and_foreign_tokens_are_401(client, headers, issuer, box):
    path, body = f"/v1/boxes/{box}/filling", {"amount": 1}
    problem(client.post(path, json=body, headers={"Idempotency-Key": "k"}), 401, "belum-masuk")
    expired = headers(exp=int(time.time()) - 1)
    forged = headers(token=issuer.token(key=Ed25519PrivateKey.generate()))
    foreign = headers(aud=["selection"])
    unknown = headers(iss="https://example.invalid")
    two = headers(aud=["kit", "selection"])
    long = headers(exp=int(time.time()) + 901)
    identity = headers(token=issuer.token(kind="JWT"))
    for values in (expired, forged, foreign, unknown, two, long, identity):
        response = client.post(path, json=body, headers=values)
        problem(response, 401, "belum-masuk")
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_remembered_token_still_expires(client, headers, issuer, box, monkeypatch):
    token = issuer.token(exp=int(time.time()) + 60)
    path, body = f"/v1/boxes/{box}/filling", {"amount": 1}
    assert client.post(path, json=body, headers=headers(token=token, version=1)).status_code == 200
    later = time.time() + 61
    monkeypatch.setattr("asnkit.auth.time.time", lambda: later)
    problem(client.post(path, json=body, headers=headers(token=token, version=2)), 401, "belum-masuk")


def test_an_issuer_may_grant_only_its_roles(client, headers, box):
    response = client.post(f"/v1/boxes/{box}/filling", json={"amount": 1}, headers=headers(role="ketua"))
    problem(response, 401, "belum-masuk")


def test_a_role_that_may_not_is_403_and_says_which_may(client, headers):
    response = client.post("/v1/boxes", headers=headers(role="verifikator"))
    assert "pelamar" in problem(response, 403, "peran")["detail"]


def test_a_machine_needs_the_scope(client, headers):
    assert client.get("/v1/boxes/machines", headers=headers(role="service", scope="kit.read")).status_code == 200
    problem(client.get("/v1/boxes/machines", headers=headers(role="service", scope="other")), 403, "peran")


def test_a_refusal_of_the_rule_is_a_problem_with_its_code(client, headers):
    response = client.post("/v1/boxes/none/filling", json={"amount": 1}, headers=headers(version=0))
    problem(response, 404, "kotak-belum-ada")


def test_unknown_paths_and_methods(client):
    problem(client.get("/v1/nothing"), 404, "http-404")
    response = client.delete("/v1/boxes")
    problem(response, 405, "http-405")
    assert "POST" in response.headers["Allow"]


def test_mongodb_away_is_503_with_retry_after(app, client, headers, box, monkeypatch):
    def away(*_, **__):
        from pymongo.errors import ServerSelectionTimeoutError

        raise ServerSelectionTimeoutError("no server")

    monkeypatch.setattr("asnkit.commits.transact", away)
    response = client.post(f"/v1/boxes/{box}/filling", json={"amount": 1}, headers=headers(version=1))
    problem(response, 503, "sedang-sibuk")
    assert response.headers["Retry-After"]


def test_a_bug_is_500_without_its_text(app, client, headers, box, monkeypatch):
    monkeypatch.setattr("asnkit.commits.transact", lambda *_: 1 / 0)
    response = client.post(f"/v1/boxes/{box}/filling", json={"amount": 1}, headers=headers(version=1))
    assert b"division" not in response.data
    problem(response, 500, "galat-sistem")


TRACE = "a" * 31 + "b"


def test_the_trace_of_the_portal_goes_into_the_event_and_back_to_the_caller(app, client, headers):
    told = {"traceparent": f"00-{TRACE}-{'c' * 16}-01"}
    response = client.post("/v1/boxes", headers=headers(client_id="portal") | told)
    assert response.headers["traceparent"].split("-")[1] == TRACE
    event = app.extensions["asn"].store.events(response.json["stream"])[0]
    assert event.traceparent.split("-")[1] == event.correlationid == TRACE


@pytest.mark.parametrize("who", [None, {}, {"client_id": "skrip"}], ids=["nobody", "a person", "a script"])
def test_nobody_else_writes_into_a_trace(app, client, headers, who):
    told = {"traceparent": f"00-{TRACE}-{'c' * 16}-01", "Idempotency-Key": uuid.uuid4().hex}
    path = "/v1/boxes/found" if who is None else "/v1/boxes"
    response = client.post(path, json={"amount": 1}, headers=told | (headers(**who) if who is not None else {}))
    event = app.extensions["asn"].store.events(response.json["stream"])[0]
    assert TRACE not in (event.correlationid, response.headers["traceparent"].split("-")[1])


def test_the_public_port_tells_nothing_about_the_inside(client):
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").status_code == client.get("/metrics").status_code == 404


def test_labels_are_never_what_somebody_sends(client):
    for method in ("XYZZY", "BREW"):
        assert client.open("/v1/boxes", method=method).status_code == 405
    client.get("/v1/never-heard-of")
    seen = {sample.labels["method"] for metric in REQUESTS.collect() for sample in metric.samples}
    assert seen <= metrics.METHODS | {"-"} and "-" in seen
    assert not any("never" in sample.labels["endpoint"] for metric in REQUESTS.collect() for sample in metric.samples)


def test_an_endpoint_without_a_role_stops_the_start(settings):
    silent = PlainBlueprint("silent", __name__)
    silent.add_url_rule("/v1/silent", view_func=lambda: "x")
    wired = web.Blueprint("silent", __name__, url_prefix="/v1")
    wired.route("/silent")(lambda: "x")
    with pytest.raises(RuntimeError, match="states no role"):
        web.create_app(replace(SERVICE, blueprints=[wired]), settings)


def test_the_openapi_page_names_roles_and_problem_documents(client):
    document = client.get("/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert document["paths"]["/v1/boxes"]["post"]["x-roles"] == ["pelamar"]


def test_the_docs_page_shows_every_path_with_its_roles_and_fields_without_scripts(client):
    page = client.get("/docs")
    assert "/v1/boxes/{identifier}/filling" in page.text and "pelamar, verifikator" in page.text
    assert "amount" in page.text and "<script" not in page.text
    assert "style-src 'sha256-" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("tag", ["²", "٣", "9" * 5_000, "-1", "1.0", "x", "*"])
def test_an_if_match_that_is_no_version_is_stale(client, headers, box, tag):
    told = headers() | {"If-Match": f'"{tag}"'.encode().decode("latin-1")}
    problem(client.post(f"/v1/boxes/{box}/filling", json={"amount": 1}, headers=told), 412, "versi-lama", "If-Match")


@pytest.mark.parametrize(
    ("query", "field"),
    [("above=%00", "above"), ("above=1%0A", "above"), ("%00=1", "isi"), ("above=" + "9" * 4_000, "above"),
     ("above=" + "9" * 19, "above"), ("above=%E2%80%AE", "above")],
)  # fmt: skip
def test_a_query_that_is_no_text_or_number_names_its_field(client, query, field):
    problem(client.get(f"/v1/boxes?{query}"), 422, "isian", field)


def test_an_address_that_is_no_text_is_refused(client):
    problem(client.get("/v1/boxes/a%00b"), 422, "isian", "identifier")
    problem(client.get("/v1/boxes/a%0A"), 422, "isian", "identifier")


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": ["https://a"]}, {"iss": {"a": 1}}, {"iss": None}, {"role": ["pelamar"]}, {"role": None}, {"role": 1},
        {"scope": ["kit.read"], "role": "service"}, {"scope": 1}, {"name": {}}, {"unit": []}, {"sub": 1},
        {"aud": 1}, {"aud": []}, {"aud": {"kit": 1}}, {"exp": 10**18}, {"exp": "soon"}, {"exp": 1e300},
        {"exp": float("nan")}, {"iat": None}, {"iat": True}, {"client_id": 1}, {"sid": []},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_with_claims_of_another_kind_is_401(client, headers, claims):
    problem(client.post("/v1/boxes", headers=headers(**claims)), 401, "belum-masuk")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["amount", "note", "x", "\0"]), inner),
    max_leaves=8,
)
BODIES = st.binary(max_size=60) | JUNK.map(lambda value: json.dumps(value).encode())
ADDRESSES = st.text(st.characters(exclude_characters="/?#."), min_size=1, max_size=12).map(
    lambda text: quote(text.encode("utf-8", "surrogatepass"))
)
FIELDS = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40)


@settings_of_hypothesis(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(BODIES, ADDRESSES, ADDRESSES, FIELDS, FIELDS, st.sampled_from(["pelamar", "stranger"]))
def test_nothing_that_is_sent_makes_a_500(client, issuer, body, identifier, query, key, version, who):
    told = {"Content-Type": "application/json", "Idempotency-Key": key, "If-Match": version, "traceparent": version}
    told["Authorization"] = f"Bearer {issuer.token()}" if who == "pelamar" else key
    for method, path in (
        ("POST", f"/v1/boxes/{identifier}/filling?{query}"), ("POST", f"/v1/boxes/found?a={query}"),
        ("GET", f"/v1/boxes?above={query}"), ("GET", f"/v1/boxes/{identifier}"),
    ):  # fmt: skip
        response = client.open(path, method=method, data=body, headers=told)
        assert response.status_code < 500, (path, response.data)
