"""Data saya: what is held about one, who opened it and why; all of it as a file."""

import json

from flask import Blueprint, Response, render_template

from .. import words
from ..client import api
from ..signin.access import APPLICANT, only_for

blueprint = Blueprint("personal", __name__)
only_for(blueprint, APPLICANT)


@blueprint.get("/saya/data")
def show():
    registration = api("registration")
    return render_template(
        "applicant/personal.html",
        account=registration.get("/v1/accounts/me"),
        files=[one for one in registration.get("/v1/documents")["items"] if one["current"]],
        applications=registration.get("/v1/applications/mine")["items"],
        readings=registration.get("/v1/disclosures/mine")["items"],
        fields=words.READ_FIELDS,
        purposes=words.READ_PURPOSES,
        reasons=words.READ_REASONS,
    )


@blueprint.get("/saya/data.json")
def download():
    """Semua data Anda sebagai berkas."""
    content = json.dumps(_everything(), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="data-saya.json"', "Cache-Control": "private, no-store"}
    return Response(content, content_type="application/json; charset=utf-8", headers=headers)


def _everything() -> dict:
    """By the names that the services use; the files themselves are on Berkas saya."""
    registration = api("registration")
    listed = {
        "documents": "/v1/documents",
        "applications": "/v1/applications/mine",
        "objections": "/v1/objections/mine",
        "contests": "/v1/contests/mine",
        "corrections": "/v1/corrections/mine",
        "sign_ins": "/v1/accesses/mine",
        "readings": "/v1/disclosures/mine",
    }
    found = {name: registration.get(address)["items"] for name, address in listed.items()}
    found["applications"] = [registration.get(f"/v1/applications/mine/{one['id']}") for one in found["applications"]]
    return {"account": registration.get("/v1/accounts/me"), **found}
