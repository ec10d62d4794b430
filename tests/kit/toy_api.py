"""HTTP for the toy service: one endpoint of each kind."""

from asnkit.events import new_id
from asnkit.schemas import CommandAnswer, Schema
from asnkit.web import Blueprint, allow, caller, current, public, run, with_etag
from marshmallow import fields, validate

from .toy import Fill, Open

blueprint = Blueprint("boxes", __name__, url_prefix="/v1/boxes")


class FillSchema(Schema):
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100))
    note = fields.String(validate=validate.Length(max=10))


class BoxSchema(Schema):
    owner = fields.String()
    sum = fields.Integer()


@blueprint.route("", methods=["POST"])
@allow("pelamar")
@blueprint.response(201, CommandAnswer)
def open_box():
    return run(new_id("box"), Open(caller().id), create=True)


@blueprint.route("/found", methods=["POST"])
@public
@blueprint.arguments(FillSchema)
@blueprint.response(201, CommandAnswer)
def find_box(body):
    return run(new_id("box"), Open("publik"), create=True)


@blueprint.route("/<identifier>/filling", methods=["POST"])
@allow("pelamar", "verifikator")
@blueprint.arguments(FillSchema)
@blueprint.response(200, CommandAnswer)
def fill_box(body, identifier):
    return run(f"box-{identifier}", Fill(body["amount"]))


@blueprint.route("/<identifier>")
@public
@blueprint.response(200, BoxSchema)
def show_box(identifier):
    loaded = current().store.load(f"box-{identifier}")
    return with_etag(loaded.state, loaded.version)


class BoxFilter(Schema):
    above = fields.Integer(load_default=0)


@blueprint.route("")
@public
@blueprint.arguments(BoxFilter, location="query")
@blueprint.response(200, BoxSchema(many=True))
def list_boxes(wanted):
    return [box["data"] for box in current().db.state.find({"data.sum": {"$gt": wanted["above"]}})]


@blueprint.route("/machines")
@allow("service", scope="kit.read")
@blueprint.response(200, BoxSchema)
def for_machines():
    return {"owner": caller().id, "sum": 0}
