"""A small OpenID provider for development: staff sign in here, services get their tokens here.

In production the office's own provider takes its place, so this one refuses to start there.
Authorization code flow with PKCE (S256), refresh tokens, client credentials, and a password
grant for scripts such as the demo. Access tokens are EdDSA JWTs of 15 minutes for one audience: the portal's own
is good at no service, and is exchanged (RFC 8693) for one that is good at the service it is about to ask.
Codes and refresh tokens are signed as well, so a restart signs nobody out. A refresh token is good once and gives
the next; one that comes a second time was stolen, so its sign-in ends. That is after 12 hours, however often renewed.
What somebody may is not said here but by platform. A civil servant's login says whose record it is, by the id of the
roster (`POST /people`): until then, by its name.
"""

import base64
import hashlib
import hmac
import json
import os
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Flask, Response, jsonify, redirect, render_template, request, send_file
from werkzeug.serving import WSGIRequestHandler, make_server

from . import rights, secrets
from .places import CLIENTS, SERVICES

ACCESS_SECONDS, CODE_SECONDS, REFRESH_SECONDS = 15 * 60, 60, 12 * 3600
SCRIPT_CLIENT = "skrip"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"


class Refusal(Exception):
    """An OAuth error: RFC 6749 code and a sentence."""

    def __init__(self, code: str, sentence: str, status: int = 400):
        super().__init__(sentence)
        self.code, self.status = code, status


class Provider:
    """Signs and checks tokens; knows the logins and the services' secrets."""

    def __init__(self, issuer: str, portal: str, folder: Path):
        self.issuer, self.portal, self.folder = issuer, portal, folder
        self.key = load_pem_private_key((folder / "identity.key").read_bytes(), None)
        public = self.key.public_key().public_bytes_raw()
        self.jwk = {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "x": _base64url(public)}
        self.jwk["kid"] = hashlib.sha256(public).hexdigest()[:16]
        self.scopes = {name: user.scopes for name, user in rights.load().items()}
        self._known = folder / "people.json"
        self._people: dict[str, str] = secrets.read(self._known) if self._known.exists() else {}
        self._used: dict[str, float] = {}
        self._stolen: dict[str, float] = {}
        self._spending = threading.Lock()

    def sign(self, kind: str, seconds: int, **claims) -> str:
        now = int(time.time())
        content = {"iss": self.issuer, "iat": now, "exp": now + seconds, "jti": str(uuid.uuid4()), **claims}
        return jwt.encode(content, self.key, "EdDSA", headers={"kid": self.jwk["kid"], "typ": kind})

    def open(self, kind: str, token: str, client: str) -> dict:
        """The claims of a code or refresh token that this client was given. Raises Refusal."""
        return self._read(kind, token, f"{kind}:{client}")

    def _read(self, kind: str, token: str, audience: str) -> dict:
        try:
            if jwt.get_unverified_header(token)["typ"] != kind:
                raise jwt.InvalidTokenError
            return jwt.decode(token, self.key.public_key(), ["EdDSA"], audience=audience, issuer=self.issuer)
        except (jwt.InvalidTokenError, KeyError) as error:
            raise Refusal("invalid_grant", "The code or token is not valid, or has expired.") from error

    def staff(self, username: str, password: str) -> dict | None:
        person = secrets.read(self.folder / "logins.json").get(username)
        right = hmac.compare_digest(person["password"].encode() if person else b"", password.encode())
        return person if person and right else None

    def client(self, name: str, secret: str) -> str:
        """The authenticated client's name. Raises Refusal."""
        known = name in CLIENTS and (self.folder / name / "client.secret").read_bytes().strip()
        if not known or not hmac.compare_digest(known, secret.encode()):
            raise Refusal("invalid_client", "Unknown client or wrong secret.", 401)
        return name

    def spend(self, claims: dict) -> None:
        """A code or a refresh token is good for one exchange. Raises Refusal."""
        with self._spending:
            self._used, self._stolen = _not_ended(self._used), _not_ended(self._stolen)
            sign_in = claims.get("sign_in")
            if claims["jti"] in self._used:
                if sign_in:
                    self._stolen[sign_in] = claims["exp"]
                raise Refusal("invalid_grant", "The code or token was used already.")
            if sign_in in self._stolen:
                raise Refusal("invalid_grant", "A token of this sign-in was used twice: it has ended.")
            self._used[claims["jti"]] = claims["exp"]

    def access(self, client: str, audience: str, seconds: int = ACCESS_SECONDS, **claims) -> dict:
        """The answer with an access token that `client` may use at `audience`, RFC 9068."""
        token = self.sign("at+jwt", seconds, aud=audience, client_id=client, **claims)
        return {"access_token": token, "token_type": "Bearer", "expires_in": seconds}

    def person(self, username: str) -> dict:
        """The claims about a staff member, as the logins say now. Raises Refusal."""
        person = secrets.read(self.folder / "logins.json").get(username)
        if person is None:
            raise Refusal("invalid_grant", "The login is gone.")
        named = {"sub": self._people.get(username, username), "preferred_username": username}
        return named | {name: person[name] for name in ("name", "unit")}

    def know(self, username: str, person: str) -> None:
        """From now on this login is the civil servant with this id."""
        self._people[username] = str(uuid.UUID(person))
        secrets.write(self._known, json.dumps(self._people, indent=1))

    def answer(self, username: str, client: str, nonce: str | None = None, before: dict | None = None) -> dict:
        """The answer to a client that a staff member signed in at; `before` is the refresh token that this renews."""
        person = self.person(username)
        identity = {"nonce": nonce} if nonce else {}
        sign_in = (before or {}).get("sign_in") or str(uuid.uuid4())
        seconds = before["exp"] - int(time.time()) if before else REFRESH_SECONDS
        refresh = self.sign("refresh", seconds, sub=username, aud=f"refresh:{client}", sign_in=sign_in)
        return self.access(client, client, **person) | {
            "id_token": self.sign("JWT", ACCESS_SECONDS, aud=client, **person, **identity),
            "refresh_token": refresh,
        }

    def exchange(self, token: str, client: str, audience: str) -> dict:
        """A token for another audience, ending with the client's own. Raises Refusal."""
        claims = self._read("at+jwt", token, client)
        seconds = claims["exp"] - int(time.time())
        return self.access(client, audience, seconds, **self.person(claims["preferred_username"])) | {
            "issued_token_type": ACCESS_TOKEN
        }


def create_app(issuer: str, portal: str, folder: Path) -> Flask:
    """The provider at `issuer`, for the portal at `portal`, with the secrets in `folder`.

    Raises SystemExit outside development.
    """
    if os.environ.get("ASN_ENV") != "development":
        raise SystemExit("The development identity provider runs only with ASN_ENV=development: use the office's own.")
    provider = Provider(issuer, portal, folder)
    app = Flask(__name__, template_folder="pages", static_folder=None)
    policy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    policy += f"; form-action 'self' {portal}"

    @app.get("/healthz")
    def alive():
        return Response("ok", mimetype="text/plain")

    @app.get("/style.css")
    def style():
        return send_file(Path(app.root_path) / "pages" / "style.css")

    @app.get("/.well-known/openid-configuration")
    def discovery():
        return jsonify(
            issuer=issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            jwks_uri=f"{issuer}/jwks",
            end_session_endpoint=f"{issuer}/logout",
            response_types_supported=["code"],
            grant_types_supported=["authorization_code", "refresh_token", "client_credentials", "password", EXCHANGE],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=["EdDSA"],
            token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post"],
            code_challenge_methods_supported=["S256"],
            scopes_supported=["openid"],
        )

    @app.get("/jwks")
    def keys():
        return jsonify(keys=[provider.jwk])

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize():
        wanted = _authorization_request(provider, request.values)
        username = request.form.get("username", "")
        if request.method == "POST":
            person = provider.staff(username, request.form.get("password", ""))
            if person:
                kept = {name: wanted[name] for name in ("redirect_uri", "code_challenge", "nonce") if name in wanted}
                code = provider.sign("code", CODE_SECONDS, sub=username, aud=f"code:{wanted['client_id']}", **kept)
                back = {"code": code, "iss": issuer} | ({"state": wanted["state"]} if "state" in wanted else {})
                join = "&" if urlsplit(wanted["redirect_uri"]).query else "?"
                return redirect(wanted["redirect_uri"] + join + urlencode(back), 303)
        error = "Nama pengguna atau kata sandi salah. Periksa dan coba lagi." if request.method == "POST" else ""
        page = render_template("login.html", error=error, username=username)
        return page, 401 if error else 200

    @app.post("/token")
    def token():
        form = request.form
        grant = form.get("grant_type")
        if grant == "password" and form.get("client_id") == SCRIPT_CLIENT:
            person = provider.staff(form.get("username", ""), form.get("password", ""))
            if not person:
                raise Refusal("invalid_grant", "Wrong user name or password.")
            return jsonify(provider.access(SCRIPT_CLIENT, _audience(form), **provider.person(person["username"])))
        basic = request.authorization
        client = provider.client(*((basic.username, basic.password) if basic else
                                   (form.get("client_id", ""), form.get("client_secret", ""))))  # fmt: skip
        if grant == "client_credentials":
            allowed = provider.scopes[client]
            scopes = [one for one in form.get("scope", " ".join(allowed)).split() if one in allowed]
            audience = _named_by(scopes) or client
            answer = provider.access(client, audience, sub=client, role="service", scope=" ".join(scopes))
            return jsonify(answer | {"scope": " ".join(scopes)})
        if grant == EXCHANGE:
            return jsonify(provider.exchange(form.get("subject_token", ""), client, _audience(form)))
        if grant == "authorization_code":
            code = provider.open("code", form.get("code", ""), client)
            if code["redirect_uri"] != form.get("redirect_uri") or not _proves(code, form.get("code_verifier", "")):
                raise Refusal("invalid_grant", "The redirect address or the code verifier does not fit the code.")
            provider.spend(code)
            return jsonify(provider.answer(code["sub"], client, code.get("nonce")))
        if grant == "refresh_token":
            claims = provider.open("refresh", form.get("refresh_token", ""), client)
            provider.spend(claims)
            return jsonify(provider.answer(claims["sub"], client, before=claims))
        raise Refusal("unsupported_grant_type", "This grant is not offered to this client.")

    @app.post("/people")
    def people():
        login = provider.staff(request.form.get("username", ""), request.form.get("password", ""))
        if not login or login["role"] != "pegawai":
            raise Refusal("invalid_grant", "Wrong user name or password, or no civil servant's login.")
        try:
            provider.know(login["username"], request.form.get("person", ""))
        except ValueError:
            raise Refusal("invalid_request", "Say in `person` the id that the roster has.") from None
        return jsonify(login=login["username"])

    @app.get("/logout")
    def logout():
        target = request.args.get("post_logout_redirect_uri", portal)
        return redirect(target if _same_origin(target, portal) else portal, 303)

    @app.errorhandler(Refusal)
    def refused(error: Refusal):
        return jsonify(error=error.code, error_description=str(error)), error.status

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app


def _authorization_request(provider: Provider, values) -> dict[str, str]:
    """The parameters to carry through the login page; an unknown address is never redirected to."""
    names = ("client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge",
             "code_challenge_method")  # fmt: skip
    wanted = {name: values[name] for name in names if values.get(name)}
    if wanted.get("client_id") != "portal" or not _same_origin(wanted.get("redirect_uri", ""), provider.portal):
        raise Refusal("invalid_request", "Unknown client or redirect address.")
    if wanted.get("response_type") != "code":
        raise Refusal("unsupported_response_type", "Only the code flow is offered.")
    if wanted.get("code_challenge_method") != "S256" or not wanted.get("code_challenge"):
        raise Refusal("invalid_request", "PKCE with S256 is required.")
    return wanted


def _not_ended(known: dict[str, float]) -> dict[str, float]:
    now = time.time()
    return {name: end for name, end in known.items() if end > now}


def _audience(form) -> str:
    if form.get("audience") not in SERVICES:
        raise Refusal("invalid_target", "Say in `audience` for which one service the token shall be good.")
    return form["audience"]


def _named_by(scopes: list[str]) -> str:
    """The one service that scopes like "<service>:<what>" are about; "" for no scopes."""
    services = {scope.partition(":")[0] for scope in scopes}
    if len(services) > 1:
        raise Refusal("invalid_target", "A token is good at one service: ask for the scopes of one.")
    return "".join(services)


def _same_origin(address: str, other: str) -> bool:
    return urlsplit(address)[:2] == urlsplit(other)[:2]


def _proves(code: dict, verifier: str) -> bool:
    """PKCE, RFC 7636 §4.6."""
    return hmac.compare_digest(_base64url(hashlib.sha256(verifier.encode()).digest()), code["code_challenge"])


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_):
        """Addresses carry codes; they are not written down."""


def main() -> None:
    host, _, port = os.environ.get("ASN_HTTP_BIND", "127.0.0.1:8090").rpartition(":")
    issuer = os.environ.get("ASN_OIDC_ISSUER", f"http://{host}:{port}")
    app = create_app(
        issuer, os.environ.get("ASN_URL_PORTAL", ""), Path(os.environ.get("ASN_SECRETS", ".local/secrets"))
    )
    make_server(host, int(port), app, threaded=True, request_handler=_Quiet).serve_forever()


if __name__ == "__main__":
    main()
