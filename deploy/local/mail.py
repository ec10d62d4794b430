"""A mail server for development that delivers nothing: it keeps the newest letters in memory and shows them on a page.

In production the office's own mail server takes its place, so this one refuses to start there. Letters hold codes and
addresses; none is written to a disk or a log.
"""

import os
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from flask import Flask, Response, jsonify, render_template, request, send_file
from werkzeug.serving import WSGIRequestHandler, make_server

KEPT = 3_000
SHOWN = 100
LARGEST_BYTES = 1_000_000


@dataclass(frozen=True)
class Caught:
    at: str
    to: str
    subject: str
    text: str
    number: str


class Catcher:
    """What the SMTP server hands its letters to; the newest first."""

    def __init__(self):
        self._letters: deque[Caught] = deque(maxlen=KEPT)

    async def handle_DATA(self, _server, _session, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        text = body.get_content().replace("\r\n", "\n") if body else ""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        for to in envelope.rcpt_tos:
            self._letters.appendleft(Caught(at, to, str(message["Subject"]), text, str(message["Message-ID"])))
        return "250 kept"

    def letters(self, to: str = "") -> Iterable[Caught]:
        """The newest ones, or those to one address."""
        found = [one for one in list(self._letters) if not to or one.to.lower() == to.lower()]
        return found[:SHOWN]


def listen(host: str, port: int, catcher: Catcher) -> Controller:
    """An SMTP server in a thread of its own; `stop()` ends it."""
    controller = Controller(catcher, host, port, data_size_limit=LARGEST_BYTES, enable_SMTPUTF8=True)
    controller.start()
    return controller


def create_app(catcher: Catcher) -> Flask:
    """The page. Raises SystemExit outside development."""
    if os.environ.get("ASN_ENV") != "development":
        raise SystemExit("The development mail server runs only with ASN_ENV=development: use the office's own.")
    app = Flask(__name__, template_folder="pages", static_folder=None)

    @app.get("/healthz")
    def alive():
        return Response("ok", mimetype="text/plain")

    @app.get("/style.css")
    def style():
        return send_file(Path(app.root_path) / "pages" / "style.css")

    @app.get("/")
    def page():
        to = request.args.get("to", "").strip()
        return render_template("mail.html", letters=catcher.letters(to), to=to)

    @app.get("/messages")
    def messages():
        return jsonify(items=[asdict(one) for one in catcher.letters(request.args.get("to", "").strip())])

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; form-action 'self'"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_):
        """Addresses are personal; they are not written down."""


def main() -> None:
    catcher = Catcher()
    host, _, port = os.environ["ASN_HTTP_BIND"].rpartition(":")
    smtp_host, _, smtp_port = os.environ["ASN_SMTP_BIND"].rpartition(":")
    app = create_app(catcher)
    listen(smtp_host, int(smtp_port), catcher)
    make_server(host, int(port), app, threaded=True, request_handler=_Quiet).serve_forever()


if __name__ == "__main__":
    main()
