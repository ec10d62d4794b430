"""Every page says whom it is for, and the templates keep to the content policy."""

import re
from collections import Counter
from pathlib import Path

import portal
from flask import Flask
from portal.pages import blueprints
from portal.signin.access import STAFF, UNDECIDED

PLACE = re.compile(r"<[^>]*>")
ROOT = Path(portal.__file__).parent
CHANGE_NOTHING = ("proof.open_file",)
"""What they are sent is looked at and forgotten, so that they need no session."""
OPEN = ("portal.public.", "portal.signin.", "portal.applicant.account")
"""Whose pages are everybody's: these packages, and the page where somebody becomes an applicant."""


def test_pages_of_people_are_closed_to_others():
    for blueprint in blueprints():
        roles = getattr(blueprint, "roles", None)
        if blueprint.import_name.startswith(OPEN):
            assert roles is None, blueprint.name
        else:
            sentence = f"{blueprint.name}: use only_for(…), or put it into public/ when it is for everybody"
            undecided = {UNDECIDED} & set(roles or ())
            assert roles and set(roles) - undecided <= {"pelamar", *STAFF}, sentence
            assert bool(undecided) is (blueprint.name == "acting"), "only the choice comes before the choice"


def test_no_two_pages_have_one_address():
    """The first one would be shown to whom the second is for."""
    app = Flask("portal")
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    seen = Counter(
        (PLACE.sub("<>", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods & {"GET", "POST"}
    )
    assert [address for address, times in seen.items() if times > 1] == []


def test_every_module_with_pages_is_found():
    written = [file for file in ROOT.glob("*/*.py") if "blueprint = Blueprint(" in file.read_text()]
    assert len(blueprints()) == len(written) > 40


KIOSK = """<script src="{{ url_for('static', filename='kiosk.js', v=release) }}" defer></script>"""
"""The one script there is, a file of ours (docs/decisions/0103)."""
DATA = """<script type="application/ld+json">{{ posting|tojson }}</script>"""
"""A block of data, which no browser runs; what could end it early is escaped (docs/decisions/0165)."""


def test_templates_have_no_scripts_but_the_kiosks_and_no_styles_of_their_own():
    assert [file.name for file in (ROOT / "static").glob("*.js")] == ["kiosk.js"]
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text()
        if file.name == "kiosk.html":
            assert text.count(KIOSK) == 1
            text = text.replace(KIOSK, "")
        if file.name == "vacancy.html":
            assert text.count(DATA) == 1
            text = text.replace(DATA, "")
        for forbidden in ("<script", " style=", " onclick", "javascript:", "http://", "https://", "|safe"):
            assert forbidden not in text, f"{file.name}: {forbidden}"


def test_every_template_can_be_read(app):
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.compile(app.jinja_env.loader.get_source(app.jinja_env, name)[0], name)


def test_forms_that_send_have_their_token_and_no_english_bubbles():
    for file in (ROOT / "templates").rglob("*.html"):
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", file.read_text(), re.S):
            marked = "csrf_token" in form or "hidden(" in form or "kept(" in form
            assert marked or any(f"url_for('{view}')" in form for view in CHANGE_NOTHING), file.name
            assert " required" not in form, file.name


def test_the_stylesheet_is_small_and_asks_for_nothing():
    style = (ROOT / "static" / "style.css").read_text()
    assert len(style.encode()) < 60_000 and "url(" not in style and "@import" not in style
