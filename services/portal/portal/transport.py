"""How a page travels: compressed, and for a minute not at all where it is the same for everybody.

A compressed page is as long as its secrets and what a stranger made it repeat (BREACH), so each gets a file name of
random length in its gzip header, as Django does.
"""

import gzip
import io
import secrets

from flask import Flask, Response, current_app, g, request, session

FRESH_SECONDS = 60
SMALLEST_BYTES = 1_000
LONGEST_NAME = 100
TEXTS = ("text/", "application/json", "image/svg+xml")
FOR_EVERYBODY = "portal.public."
ASKED_AGAIN = "portal.public.proof"
"""What is not recorded yet may be the next moment."""


def register(app: Flask) -> None:
    @app.after_request
    def carry(response: Response) -> Response:
        if _is_for_everybody(response):
            response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
            response.add_etag(weak=True)
            response.make_conditional(request)
        if response.status_code == 200 and response.content_type.startswith(TEXTS) and not response.is_streamed:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings["gzip"]:
                _compress(response)
        return response


def _is_for_everybody(response: Response) -> bool:
    """A visitor's view of a public page, that shows no form (each has its own key) and begins no session."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.is_streamed:
        return False
    blueprint = current_app.blueprints.get(request.blueprint or "")
    module = blueprint.import_name if blueprint else ""
    public = module.startswith(FOR_EVERYBODY) and module != ASKED_AGAIN
    alike = not session and session.tokens is None and not session.modified
    return public and alike and not g.get("shows_form")


def _compress(response: Response) -> None:
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < SMALLEST_BYTES or "Content-Encoding" in response.headers:
        return
    packed, name = io.BytesIO(), "x" * secrets.randbelow(LONGEST_NAME)
    with gzip.GzipFile(name, "wb", compresslevel=6, fileobj=packed, mtime=0) as file:
        file.write(content)
    response.set_data(packed.getvalue())
    response.headers["Content-Encoding"] = "gzip"
