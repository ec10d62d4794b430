"""The development identity provider: the flows it offers, and what it refuses."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from deploy.local import identity, rights, secrets
from deploy.local.places import SERVICES

ISSUER, PORTAL = "http://127.0.0.1:8090", "http://127.0.0.1:8080"
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
REQUEST = {
    "client_id": "portal",
    "redirect_uri": f"{PORTAL}/masuk/selesai",
    "response_type": "code",
    "state": "s1",
    "nonce": "n1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@pytest.fixture
def folder(tmp_path):
    secrets.ensure(tmp_path, list(rights.load()))
    return tmp_path


@pytest.fixture
def provider(folder, monkeypatch):
    monkeypatch.setenv("ASN_ENV", "development")
    return identity.create_app(ISSUER, PORTAL, folder).test_client()


@pytest.fixture
def logins(folder):
    return secrets.read(folder / "logins.json")


def secret(folder, service):
    return (folder / service / "client.secret").read_text()


def claims(provider, token, audience):
    key = jwt.PyJWK(provider.get("/jwks").json["keys"][0])
    return jwt.decode(token, key, ["EdDSA"], audience=audience, issuer=ISSUER)


def code(provider, login, **changes):
    answer = provider.post(
        "/authorize",
        query_string=REQUEST | changes,
        data={"username": login["username"], "password": login["password"]},
    )
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.location).query)


def exchange(provider, folder, given, **changes):
    form = {
        "grant_type": "authorization_code",
        "client_id": "portal",
        "client_secret": secret(folder, "portal"),
        "code": given,
        "redirect_uri": REQUEST["redirect_uri"],
        "code_verifier": VERIFIER,
    }
    return provider.post("/token", data=form | changes)


@pytest.mark.parametrize("environment", ["production", "", None])
def test_it_refuses_to_start_outside_development(folder, monkeypatch, environment):
    monkeypatch.delenv("ASN_ENV", raising=False)
    if environment is not None:
        monkeypatch.setenv("ASN_ENV", environment)
    with pytest.raises(SystemExit, match="ASN_ENV=development"):
        identity.create_app(ISSUER, PORTAL, folder)


def test_a_verifier_signs_in_by_code_and_pkce(provider, folder, logins):
    back = code(provider, logins["verifikator1"])
    assert back["state"] == ["s1"] and back["iss"] == [ISSUER]
    tokens = exchange(provider, folder, back["code"][0]).json
    access = claims(provider, tokens["access_token"], "portal")
    assert (access["aud"], access["client_id"]) == ("portal", "portal")
    assert (access["sub"], access["unit"]) == ("verifikator1", "BKPSDM") and "role" not in access
    assert access["exp"] - access["iat"] == 900
    shown = claims(provider, tokens["id_token"], "portal")
    assert (shown["nonce"], shown["name"]) == ("n1", "Verifikator Satu")


def test_what_the_portal_was_given_is_good_at_no_service_and_is_exchanged_for_one_that_is(provider, folder, logins):
    own = exchange(provider, folder, code(provider, logins["ketua"])["code"][0]).json["access_token"]

    def ask(audience, token=own, client="portal"):
        form = {"grant_type": identity.EXCHANGE, "subject_token": token, "audience": audience}
        return provider.post("/token", data=form, auth=(client, secret(folder, client))).json

    for service in set(SERVICES) - {"portal"}:
        found = claims(provider, ask(service)["access_token"], service)
        assert (found["aud"], found["sub"], found.get("role")) == (service, "ketua", None)
        assert found["exp"] <= claims(provider, own, "portal")["exp"]
    assert ask("everywhere")["error"] == "invalid_target"
    assert ask("audit", client="selection")["error"] == "invalid_grant"
    assert ask("audit", token=ask("selection")["access_token"])["error"] == "invalid_grant"


def test_a_civil_servants_login_says_whose_record_it_is_and_no_other_login_can(provider, folder, logins):
    person, login = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", logins["pegawai1"]
    known = {name: login[name] for name in ("username", "password")} | {"person": person}
    assert provider.post("/people", data=known | {"password": "x"}).status_code == 400
    assert provider.post("/people", data=known | {"person": "siapa"}).status_code == 400
    chair = {name: logins["ketua"][name] for name in ("username", "password")} | {"person": person}
    assert provider.post("/people", data=chair).status_code == 400
    assert provider.post("/people", data=known).status_code == 200
    given = exchange(provider, folder, code(provider, login)["code"][0]).json["access_token"]
    form = {"grant_type": identity.EXCHANGE, "subject_token": given, "audience": "feedback"}
    form |= {"client_id": "portal", "client_secret": secret(folder, "portal")}
    token = provider.post("/token", data=form).json["access_token"]
    assert claims(provider, token, "feedback")["sub"] == person
    later = identity.create_app(ISSUER, PORTAL, folder).test_client()
    told = later.post("/token", data=known | {"grant_type": "password", "client_id": "skrip", "audience": "feedback"})
    assert claims(later, told.json["access_token"], "feedback")["sub"] == person, "and after a start"


def test_a_refresh_token_gives_a_new_access_token(provider, folder, logins):
    tokens = exchange(provider, folder, code(provider, logins["ketua"])["code"][0]).json
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    answer = provider.post("/token", data=form, auth=("portal", secret(folder, "portal")))
    assert claims(provider, answer.json["access_token"], "portal")["sub"] == "ketua"
    other = provider.post("/token", data=form, auth=("audit", secret(folder, "audit")))
    assert other.json["error"] == "invalid_grant"


def test_a_code_is_good_once_and_only_with_its_verifier_and_address(provider, folder, logins):
    given = code(provider, logins["ti"])["code"][0]
    assert exchange(provider, folder, given, code_verifier="w" * 64).json["error"] == "invalid_grant"
    assert exchange(provider, folder, given, redirect_uri=f"{PORTAL}/lain").json["error"] == "invalid_grant"
    assert exchange(provider, folder, given, client_secret="wrong").status_code == 401
    assert exchange(provider, folder, given).status_code == 200
    assert exchange(provider, folder, given).json["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "change",
    [
        {"redirect_uri": "http://127.0.0.1:9999/masuk"},
        {"redirect_uri": "https://127.0.0.1:8080/masuk"},
        {"client_id": "audit"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
    ],
)
def test_a_doubtful_request_is_answered_here_and_never_redirected(provider, change):
    answer = provider.get("/authorize", query_string=REQUEST | change)
    assert answer.status_code == 400 and "location" not in answer.headers


def test_a_wrong_password_shows_the_page_again_with_the_reason(provider, logins):
    for name in ("ti", "tidak-ada"):
        answer = provider.post("/authorize", query_string=REQUEST, data={"username": name, "password": "x"})
        assert answer.status_code == 401
        assert "Nama pengguna atau kata sandi salah" in answer.text and 'role="alert"' in answer.text


def test_the_page_runs_no_script_and_may_not_be_framed(provider):
    answer = provider.get("/authorize", query_string=REQUEST | {"state": '"><script>'})
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "script" not in policy
    assert "<script" not in answer.text and '<html lang="id">' in answer.text
    assert provider.get("/style.css").mimetype == "text/css"


def test_a_service_gets_only_the_scopes_that_the_rights_give_it(provider, folder):
    def ask(service, **form):
        form |= {"grant_type": "client_credentials"}
        return provider.post("/token", data=form, auth=(service, secret(folder, service))).json

    wanted = claims(
        provider, ask("selection", scope="registration:tiebreaks audit:all")["access_token"], "registration"
    )
    assert (wanted["role"], wanted["sub"], wanted["scope"]) == ("service", "selection", "registration:tiebreaks")
    assert wanted["aud"] == "registration"
    assert ask("feedback")["scope"] == ""
    wrong = provider.post("/token", data={"grant_type": "client_credentials"}, auth=("training", "wrong"))
    assert (wrong.status_code, wrong.json["error"]) == (401, "invalid_client")


def test_the_password_grant_is_for_scripts_alone(provider, folder, logins):
    form = {"grant_type": "password", "username": "panitia1", "password": logins["panitia1"]["password"]}
    assert provider.post("/token", data=form | {"client_id": "skrip"}).json["error"] == "invalid_target"
    form |= {"audience": "selection"}
    answer = provider.post("/token", data=form | {"client_id": "skrip"})
    assert claims(provider, answer.json["access_token"], "selection")["sub"] == "panitia1"
    assert provider.post("/token", data=form | {"client_id": "skrip", "password": "x"}).json["error"] == "invalid_grant"
    answer = provider.post("/token", data=form, auth=("portal", secret(folder, "portal")))
    assert answer.json["error"] == "unsupported_grant_type"


def test_neither_a_code_nor_a_refresh_token_passes_as_an_access_token(provider, folder, logins):
    given = code(provider, logins["ti"])["code"][0]
    refresh = exchange(provider, folder, given).json["refresh_token"]
    for token in (given, refresh):
        with pytest.raises(jwt.InvalidAudienceError):
            claims(provider, token, "portal")


def test_signing_out_leads_back_to_the_portal_only(provider):
    assert provider.get("/logout?post_logout_redirect_uri=http://elsewhere/").location == PORTAL
    assert provider.get(f"/logout?post_logout_redirect_uri={PORTAL}/keluar").location == f"{PORTAL}/keluar"
