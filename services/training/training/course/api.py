"""The catalogue of courses: for everybody to read, for the training officer to publish."""

import re

from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run

from . import schemas
from .domain import Publish

blueprint = Blueprint("courses", __name__, url_prefix="/v1/courses", description="Katalog pelatihan")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.CourseFilter, location="query")
@blueprint.response(200, schemas.Courses)
def list_courses(wanted):
    """Katalog menurut judul."""
    query = {"kind": wanted["kind"]} if "kind" in wanted else {}
    if "q" in wanted:
        query["words"] = {"$regex": re.escape(wanted["q"].casefold())}
    rows = current().views["courses"]
    found, following = page(rows, query, [("place", 1)], wanted)
    items = [{"id": uuid_of(row["_id"]), **row} for row in found]
    return {"items": items, "total": rows.count_documents(query), "next": following}


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.PublishCourse)
@blueprint.response(201, CommandAnswer)
def publish(body):
    """Terbitkan satu pelatihan."""
    taken = Refused("kode-dipakai", "Kode ini sudah dipakai pelatihan lain.", "code")
    command = Publish(**{**body, "competences": tuple(body["competences"])})
    return run(new_id("course"), command, create=True, claims=[(f"course/{body['code']}", taken)])


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Course)
def show(id):
    """Satu pelatihan."""
    state = current().store.load(f"course-{id}").state
    if state is None:
        raise Refused("pelatihan-tidak-ada", "Pelatihan ini tidak ditemukan.", status=404)
    return {"id": id, **state}
