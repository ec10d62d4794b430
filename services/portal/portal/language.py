"""Indonesian is the language of the source; English comes from a catalogue of the same texts."""

from collections.abc import Iterator
from contextlib import contextmanager

from asnkit.wib import WIB
from babel.support import NullTranslations
from flask import Blueprint, Flask, Response, g, redirect, request
from flask_babel import Babel, Domain

from . import catalogue
from .security import safe_path

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
COOKIE = "bahasa"
YEAR_SECONDS = 365 * 86_400

blueprint = Blueprint("language", __name__)


class Catalogues(Domain):
    """The texts as they stand in the pages, and the English ones; read once, when the portal starts."""

    def __init__(self):
        super().__init__()
        self._kept = {"id": NullTranslations(), "en": catalogue.translations()}

    def get_translations(self):
        return self._kept[chosen()]


def register(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "id"
    app.config["BABEL_DEFAULT_TIMEZONE"] = str(WIB)
    Babel(app, locale_selector=chosen).domain_instance = Catalogues()
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.register_blueprint(blueprint)
    app.context_processor(lambda: {"language": chosen(), "languages": LANGUAGES, "offered_language": offered()})

    @app.after_request
    def depends(response: Response) -> Response:
        if "offered" in g:
            response.vary.add("Accept-Language")
        return response


def chosen() -> str:
    """The visitor's choice; Indonesian where none was made."""
    if "language" not in g:
        wanted = request.cookies.get(COOKIE, "id")
        g.language = wanted if wanted in LANGUAGES else "id"
    return g.language


def offered() -> str:
    """The language that a visitor's browser asks for first, where another one is shown and none was chosen; or ""."""
    asked = request.accept_languages.best_match(LANGUAGES, default="id")
    g.offered = asked if COOKIE not in request.cookies and asked != chosen() else ""
    return g.offered


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Texts are in this language inside, whatever the visitor chose."""
    before, g.language = chosen(), code
    try:
        yield
    finally:
        g.language = before


@blueprint.get("/bahasa/<code>")
def choose(code: str):
    answer = redirect(safe_path(request.args.get("kembali"), "/"), 303)
    if code in LANGUAGES:
        answer.set_cookie(COOKIE, code, max_age=YEAR_SECONDS, samesite="Lax", httponly=True)
    return answer
