"""Asking the services, with the user's own token where an operation asks for one.

    api("registration").get("/v1/vacancies", period="CPNS-2024")
    api("registration").post("/v1/applications", {"vacancy": id}, key=form.key)

An answer is the JSON body as a dict. What a service refuses is raised as Problem, what it
cannot answer now as Away; forms.py and trouble.py turn both into pages.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import requests
from asnkit import sources
from asnkit.tracing import current_traceparent
from asnkit.web import REHEARSAL, current
from flask import current_app, request

from .away import Away
from .neighbours import neighbour
from .signin import tokens
from .signin.office import RoleOver

ANSWER_SECONDS = 10
LARGEST_PAGE = 200


class Problem(Exception):
    """A service's refusal (RFC 9457): `errors` are pairs (field or "", sentence), at least one."""

    def __init__(self, status: int, rule: str, errors: list[tuple[str, str]], trace: str = ""):
        super().__init__(rule)
        self.status, self.rule, self.errors, self.trace = status, rule, errors, trace

    @property
    def sentence(self) -> str:
        return self.errors[0][1]


class Service:
    """One service's HTTP interface, for the user of this request."""

    def __init__(self, name: str, seconds: float):
        self._name = name
        self._seconds = seconds

    def get(self, path: str, **params) -> dict:
        wanted = {name: value for name, value in params.items() if value not in (None, "")}
        return self._ask("GET", path, params=wanted).json()

    def find(self, path: str, **params) -> dict | None:
        """Like get; None where there is nothing (404)."""
        try:
            return self.get(path, **params)
        except Problem as problem:
            if problem.status == 404:
                return None
            raise

    def every(self, path: str, step: int = LARGEST_PAGE, **params) -> Iterator[dict]:
        """All `items` of a list that comes in pages: by the key of the last row where it has one, else by number."""
        place: dict = {}
        while True:
            page = self.get(path, limit=step, **place, **params)
            yield from page["items"]
            following = page["next"] if "next" in page else _by_number(place, step, page["total"])
            if following is None:
                return
            place = {"after": following} if "next" in page else {"offset": following}

    def post(self, path: str, body=None, key: str = "", version: int | None = None, **more) -> dict:
        """Send a command; `key` makes sending it twice harmless, `version` is what the user saw of the object.

        `more` goes to requests: `data` (a file to be streamed) and `params`.
        """
        headers = {"Idempotency-Key": key} if key else {}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = self._ask("POST", path, json=body, headers=headers, **more)
        return answer.json() if answer.content else {}

    def rehearse(self, path: str, body=None, version: int | None = None) -> None:
        """Let the service decide on a command, which is then taken back. Raises Problem where it would refuse.

        There is no key: one of the release before, that would carry the command out, refuses for that reason, and so
        nothing is known. Nothing is known either of one that is away.
        """
        headers = {REHEARSAL: "1"} | ({} if version is None else {"If-Match": f'"{version}"'})
        try:
            self._ask("POST", path, json=body, headers=headers)
        except Away:
            return
        except Problem as problem:
            if problem.rule != "kunci-idempotensi":
                raise

    def stream(self, path: str, **params) -> requests.Response:
        """A file; the caller passes its bytes on and closes it."""
        return self._ask("GET", path, params=params, stream=True)

    def text(self, path: str) -> str:
        return self._ask("GET", path).text

    def _ask(self, method: str, path: str, headers: dict | None = None, **more) -> requests.Response:
        return self.prepared(method, path, headers, **more)()

    def prepared(self, method: str, path: str, headers: dict | None = None, **more) -> Callable[[], requests.Response]:
        """The question with all that this request knows; asked when it is called, in any thread."""
        service = neighbour(self._name)
        sent = {"traceparent": current_traceparent(), **(headers or {})}
        asked = service.asks_for_token(method, path)
        token = self._token() if asked else None
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if method == "POST" and not asked:  # a stranger, who counts by the address that came to us
            address = sources.came_from(request.environ, current().proxies)
            sent[sources.HEADER] = sources.told(current().signer, self._name, f"{method} {path}", address)
        # A file is read once; everything else can be sent again, a command because of its key.
        again = method == "GET" or ("Idempotency-Key" in sent and not hasattr(more.get("data"), "read"))

        def ask() -> requests.Response:
            answer = service.send(method, path, self._seconds, again, headers=sent, **more)
            if answer.status_code >= 400:
                problem = _problem(answer)
                raise RoleOver(problem.sentence) if problem.rule == "peran-berakhir" else problem
            return answer

        return ask

    def _token(self) -> str | None:
        try:
            return tokens.access_token(self._name)
        except requests.RequestException as error:
            raise Away("identity") from error


def api(name: str, seconds: float = ANSWER_SECONDS) -> Service:
    """`seconds` is how long an answer is waited for; more than the usual only where much has to be computed."""
    return Service(name, seconds)


def beside(seconds: float = ANSWER_SECONDS, /, **paths: str) -> dict[str, dict | None]:
    """Service → what it answers at this path, all asked at the same time; None for one that is away.

    Or is of a release that has no such path yet: a page that shows the others is shown while it is rolled out.
    `seconds` is how long an answer of each is waited for.

    Raises Problem, and Away where no token is to be had.
    """
    app, asked = current_app._get_current_object(), {}
    for name, where in paths.items():
        try:
            asked[name] = api(name, seconds).prepared("GET", where)
        except Away as error:
            if error.args != (name,):
                raise

    def answer(ask: Callable[[], requests.Response]) -> dict | None:
        with app.app_context():
            try:
                return ask().json()
            except Away:
                return None
            except Problem as problem:
                if problem.status != 404:
                    raise
                return None

    with ThreadPoolExecutor(len(paths)) as pool:
        return dict.fromkeys(paths) | dict(zip(asked, pool.map(answer, asked.values()), strict=True))


def path(*parts: str) -> str:
    """A path whose parts come from an address: nothing in them is taken for a slash or a question mark."""
    return "/" + "/".join(quote(part, safe="@") for part in parts)


def _by_number(place: dict, step: int, total: int) -> int | None:
    following = place.get("offset", 0) + step
    return following if following < total else None


def _problem(answer: requests.Response) -> Problem:
    try:
        body = answer.json()
    except ValueError:
        body = {}
    errors = [(error["field"], error["message"]) for error in body.get("errors", [])]
    if not errors:
        errors = [(body.get("field") or "", body.get("detail") or body.get("title") or "")]
    return Problem(answer.status_code, body.get("rule", f"http-{answer.status_code}"), errors, body.get("trace", ""))
