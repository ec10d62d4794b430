"""The portal's own map of its pages: a page that needs nothing but its address is visited without being listed."""

from flask import Flask
from portal.pages import blueprints
from werkzeug.routing import Map, Rule

FILES = {
    "checkpoints.key", "checkpoints.download", "contracts.file", "proof.file", "contest_board.document",
    "documents.content", "documents.picture",
    "desk.document", "desk.page", "objection_board.document", "score_files.original", "complaint_photos.released",
    "complaint_photos.content", "correction_board.document", "complaint_photo_desk.content", "roster_files.original",
    "learning.project_file", "learning_desk.project_file", "latsar.project_file",
    "learning.paper", "learning_desk.paper", "activity_office.paper",
}  # fmt: skip
"""Addresses that answer a file without saying so in their name."""
LEADING_ON = {"signin.staff", "signin.staff_back", "audit_log.find_object", "arriving.show"}
"""Addresses that show nothing themselves."""
ASKING = {"applications.start"}
"""Pages that need something behind the question mark."""
PERSONS = {
    "pelamar": "siti", "verifikator": "verifikator1", "panitia": "panitia1", "ketua": "ketua", "diklat": "diklat",
    "pimpinan": "pimpinan", "aduan": "aduan", "penghubung": "penghubung", "inspektorat": "inspektorat",
    "auditor": "auditor", "ti": "ti", "pegawai": "pegawai2", "penilai": "penilai",
}  # fmt: skip
"""Role → one of the town's people who has it."""


def addresses() -> Map:
    portal = Flask("portal")
    for blueprint in blueprints():
        portal.register_blueprint(blueprint)
    return portal.url_map


def pages() -> list[Rule]:
    """Every address that shows a page."""
    shown = [rule for rule in addresses().iter_rules() if "GET" in rule.methods and rule.endpoint != "static"]
    files = FILES | {rule.endpoint for rule in shown if "." in rule.rule.rpartition("/")[2]}
    return sorted((rule for rule in shown if rule.endpoint not in files | LEADING_ON), key=lambda rule: rule.rule)


def plain() -> list[tuple[str, str]]:
    """(person, address) of every page that needs nothing but its address."""
    roles = {blueprint.name: getattr(blueprint, "roles", ()) for blueprint in blueprints()}
    alone = [rule for rule in pages() if not rule.arguments and rule.endpoint not in ASKING]
    return [(_person(roles[rule.endpoint.partition(".")[0]]), rule.rule) for rule in alone]


def _person(roles) -> str:
    return next((PERSONS[role] for role in roles if role in PERSONS), "")
