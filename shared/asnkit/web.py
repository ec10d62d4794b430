"""HTTP of a service: Flask, set up here and nowhere else.

Every endpoint states its roles (`allow`) or that it needs none (`public`); one that says
neither stops the start. Who calls a public one is not asked, whatever token comes along: its
actor is `publik:-`. Every command goes through `run` or `run_work`, which read
Idempotency-Key and If-Match, and answer with the new version as ETag and the promise. Whoever has signed
in may send `Rehearsal: 1` instead of a key: the command is decided and taken back, and 204 says that it would be done.
"""

import functools
import re
import secrets
import time
from copy import deepcopy
from pathlib import Path
from urllib.parse import urlencode

import orjson
from flask import Flask, Response, current_app, g, request
from flask.json.provider import JSONProvider
from flask_smorest import Api
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, missing
from webargs.flaskparser import FlaskParser

from . import docs, grants, guards, problems, sources
from . import scope as period
from .auth import Caller, Unauthorized, Verifier
from .commands import Answer, Context, Rehearsed
from .errors import StaleVersion
from .events import Refused
from .metrics import COMMANDS, REQUESTS, labels
from .schemas import Problem
from .service import Runtime, Service
from .settings import Settings
from .tracing import begin_trace, continue_trace, current_traceparent, trace_of

__all__ = [
    "Blueprint", "add_machine_pages", "allow", "caller", "create_app", "current", "observe", "public", "run",
    "run_work", "source", "with_etag",
]  # fmt: skip

BODY_LIMIT_BYTES = 1_000_000
KEY = re.compile(r"[!-~]{1,128}\Z")
STRANGERS_KEY = re.compile(r"[A-Za-z0-9_-]{22,128}\Z")
"""128 random bits take 22 characters of base64url; a UUID, written in 32 or 36 characters, passes for them."""
STRANGERS_LETTERS = 8
VERSION = re.compile(r"[0-9]{1,15}\Z")
PUBLIC_ACTOR = "publik:-"
REHEARSAL = "Rehearsal"
"""Without a key, so that a service of a release that does not know this header refuses instead of doing it."""
TEMPLATES = str(Path(__file__).parent / "templates")


def create_app(service: Service, settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_environment(service.name)
    app = Flask(service.name, static_folder=None, template_folder=TEMPLATES)
    app.json = OrjsonProvider(app)
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_LIMIT_BYTES,
        API_TITLE=f"ASN Tanjungbalai: {service.name}",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
    )
    observe(app)
    guards.register(app)
    app.extensions["asn"] = Runtime(service, settings)
    app.extensions["asn"].watch = period.watch
    app.extensions["verifier"] = verifier = Verifier(service.name, settings.issuers)
    if grants.NAME in service.consumers:
        verifier.over = lambda grant: grants.over(app.extensions["asn"].db, grant)
    api = _Api(app)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    for blueprint in service.blueprints:
        api.register_blueprint(blueprint)
    app.add_url_rule("/docs", view_func=public(lambda: docs.page(api.spec.to_dict())), endpoint="docs")
    problems.register(app)
    app.register_error_handler(Rehearsed, lambda _: ("", 204))
    add_machine_pages(app)
    _refuse_silent_endpoints(app)
    period.check(app, service)
    return app


def current() -> Runtime:
    """The running service: `db`, `store`, `vault`, `views`, `settings`, `clock`."""
    return current_app.extensions["asn"]


def caller() -> Caller:
    """Who calls. Raises Unauthorized when nobody has signed in; a public operation does not ask."""
    if g.get("public"):
        raise RuntimeError("a public operation does not ask who calls")
    if "caller" not in g:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            raise Unauthorized("invalid_request")
        g.caller = current_app.extensions["verifier"].verify(token)
    return g.caller


def source() -> str:
    """The address that asks, for limits alone: never kept nor logged in the clear (sources.py)."""
    header, name = request.headers.get(sources.HEADER), current().service.name
    operation = f"{request.method} {request.path}"
    spoken = sources.heard(header, current().keyring, name, operation) if header else None
    return spoken or sources.came_from(request.environ, current().proxies)


def allow(*roles: str, scope: str | None = None):
    """Only these roles may call, of their period alone (scope.py); `scope` is further asked of the role `service`."""

    def decorate(view):
        @functools.wraps(view)
        def guarded(*args, **kwargs):
            who = caller()
            if who.role not in roles or (who.role == "service" and scope and scope not in who.scopes):
                needed = ", ".join(roles)
                raise Refused("peran", f"Halaman ini untuk peran: {needed}. Anda masuk sebagai {who.role}.", status=403)
            if who.continues_traces:
                continue_trace(request.headers.get("traceparent"))
            period.begin(current().service.scope, current().store.load)
            answer = view(*args, **kwargs)
            period.settle()
            return answer

        guarded.roles = roles
        return _documented(guarded, view, {"security": [{"bearer": []}], "x-roles": list(roles)})

    return decorate


def public(view):
    """Anyone may call, and is nobody: Authorization is not looked at."""

    @functools.wraps(view)
    def open_(*args, **kwargs):
        g.public = True
        return view(*args, **kwargs)

    open_.roles = ("publik",)
    return _documented(open_, view, {"security": [], "x-roles": ["publik"]})


def run(stream: str, command, create: bool = False, claims=()) -> tuple[dict, dict]:
    """Let one stream decide on a command.

    A change needs If-Match (the version that the caller saw), a creation does not. `claims` are pairs
    (key, Refused): what must be unique, and what to say when it is not.
    """
    if_match = None if create else _if_match()

    def work(tx):
        tx.decide(stream, command, if_match)
        for key, otherwise in claims:
            tx.claim(key, stream, otherwise)

    return run_work(work)


def run_work(work) -> tuple[dict, dict]:
    """Do `work(tx)` once for this Idempotency-Key, in one transaction; the body and headers to answer."""
    body = request.get_data(cache=True)
    work = _settled(work)
    stranger = g.get("public", False)
    rehearsed = not stranger and REHEARSAL in request.headers and "Idempotency-Key" not in request.headers
    actor = PUBLIC_ACTOR if stranger else caller().actor
    key = secrets.token_hex(32) if rehearsed else _key(stranger)
    query = urlencode(sorted(request.args.items(multi=True)))
    operation = f"{request.method} {request.path}?{query}"
    digests = current().digests
    context = Context(
        actor=actor,
        command_id=digests.command(actor, operation, key, body if stranger else None),
        correlationid=trace_of(current_traceparent()),
        request_hash=digests.request(body),
        traceparent=current_traceparent(),
        if_match=_if_match(needed=False),
    )
    if rehearsed:
        current().store.rehearse(context, work)
    service = current().service.name
    try:
        answer = current().store.run(context, work)
    except Refused:
        COMMANDS.labels(service, "refused").inc()
        raise
    except StaleVersion:
        COMMANDS.labels(service, "stale").inc()
        raise
    COMMANDS.labels(service, "repeated" if answer.repeated else "done").inc()
    return _body(answer), {"ETag": f'"{answer.version}"'}


def _settled(work):
    """The command's work, and that it was held against the caller's period before anything is written."""

    def held(tx):
        work(tx)
        period.settle()

    return held


def with_etag(body: dict, version: int):
    """An object's representation with its stream version as ETag; 304 when the caller has it."""
    tag = str(version)
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    return body, {"ETag": f'"{tag}"'}


class _Arguments(FlaskParser):
    """A misspelt filter is refused like a misspelt field; ignored, it would answer with everything."""

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"query": RAISE}

    def _raw_load_json(self, req):
        body = guards.read_json(req.get_data(cache=True)) if req.is_json else missing
        period.named(body)
        return body


class Blueprint(SmorestBlueprint):
    """flask-smorest's, with one instance of each schema; it would make one for every request."""

    ARGUMENTS_PARSER = _Arguments()

    def arguments(self, schema, **kwargs):
        return super().arguments(schema() if isinstance(schema, type) else schema, **kwargs)


class OrjsonProvider(JSONProvider):
    def dumps(self, obj, **_) -> str:
        return orjson.dumps(obj).decode()

    def loads(self, s, **_):
        return orjson.loads(s)


class _Api(Api):
    ERROR_SCHEMA = Problem

    def handle_http_exception(self, error):
        return problems.http(error)


def _body(answer: Answer) -> dict:
    return {
        "id": answer.stream.partition("-")[2],
        "stream": answer.stream,
        "version": answer.version,
        "events": answer.events,
        "promise": answer.promise,
        "repeated": answer.repeated,
        "extra": answer.extra,
    }


def _key(stranger: bool) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if stranger and not (STRANGERS_KEY.match(key) and len(set(key)) >= STRANGERS_LETTERS):
        sentence = "Kirim header Idempotency-Key: paling sedikit 22 huruf dan angka acak (128 bit), yang sama bila "
    elif not KEY.match(key):
        sentence = "Kirim header Idempotency-Key: teks acak, yang sama bila "
    else:
        return key
    raise Refused("kunci-idempotensi", f"{sentence}permintaan yang sama diulang.", field="Idempotency-Key", status=400)


def _if_match(needed: bool = True) -> int | None:
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not tag:
        if needed:
            raise Refused(
                "versi-wajib",
                "Kirim header If-Match berisi ETag dari keadaan terakhir yang Anda lihat.",
                field="If-Match",
                status=428,
            )
        return None
    if not VERSION.match(tag):
        raise Refused("versi-lama", "If-Match bukan versi yang dikenal.", field="If-Match", status=412)
    return int(tag)


def _documented(wrapper, view, operation: dict):
    wrapper._apidoc = deepcopy(getattr(view, "_apidoc", {}))
    manual = wrapper._apidoc.setdefault("manual_doc", {})
    manual.update(operation)
    return wrapper


def _before() -> None:
    g.began = time.perf_counter()
    begin_trace()


def _after(response: Response) -> Response:
    if request.path != "/healthz":
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        endpoint, method = labels(request.url_rule and request.url_rule.rule, request.method)
        status_class = f"{response.status_code // 100}xx"
        REQUESTS.labels(current().service.name, endpoint, method, status_class).observe(seconds)
        current_app.logger.info(
            "request",
            extra={"endpoint": endpoint, "method": method, "status": response.status_code,
                   "milliseconds": round(seconds * 1000, 1)},
        )  # fmt: skip
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    if current_traceparent():
        response.headers["traceparent"] = current_traceparent()
    return response


def observe(app: Flask) -> None:
    """Begin a trace, log and measure each request, add the headers that every answer has."""
    app.before_request(_before)
    app.after_request(_after)


def add_machine_pages(app: Flask) -> None:
    """/healthz, which says no more than that somebody answers, and the promise key.

    Readiness and metrics are on the health port (probes.py).
    """

    @public
    def healthz():
        return "ok"

    @public
    def promise_key():
        return Response(current().signer.verifier + "\n", content_type="text/plain; charset=utf-8")

    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/.well-known/promise-key", view_func=promise_key)


def _refuse_silent_endpoints(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if not hasattr(view, "roles") and not rule.endpoint.startswith("api-docs."):
            raise RuntimeError(f"{rule.rule} states no role: use @allow(…) or @public")
