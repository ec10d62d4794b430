"""The rule sets in the project, for everyone to read."""

from asnkit.events import Refused
from asnkit.schemas import Schema
from asnkit.web import Blueprint, public
from marshmallow import fields

from ..rules import ruleset

blueprint = Blueprint("rule-sets", __name__, url_prefix="/v1/rule-sets", description="Himpunan aturan")


class RuleSetHead(Schema):
    id = fields.String(required=True)
    title = fields.String(required=True)
    budget_year = fields.Integer(required=True)
    decrees = fields.List(fields.String(), required=True)
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 dari JSON kanonik (RFC 8785)"})


class RuleSets(Schema):
    items = fields.List(fields.Nested(RuleSetHead), required=True)


class RuleSet(RuleSetHead):
    rules = fields.Dict(required=True)


@blueprint.route("", methods=["GET"])
@public
@blueprint.response(200, RuleSets)
def list_rule_sets():
    """Semua himpunan aturan, dekrit tertua lebih dahulu."""
    return {"items": [_head(ruleset.load(name)) for name in ruleset.known()]}


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, RuleSet)
def show(id):
    """Satu himpunan aturan, lengkap."""
    rules = load(id)
    return {**_head(rules), "rules": rules}


def load(name: str) -> dict:
    """The rule set of that id. Raises Refused 404."""
    try:
        return ruleset.load(name)
    except KeyError:
        raise Refused("aturan-tidak-ada", f"Aturan {name} tidak dikenal.", "rule_set", status=404) from None


def _head(rules: dict) -> dict:
    return {**{key: rules[key] for key in ("id", "title", "budget_year", "decrees")}, "sha256": ruleset.sha256(rules)}
