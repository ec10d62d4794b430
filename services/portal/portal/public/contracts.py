"""Kontrak data: every event that leaves a service, field by field, with an example; for agencies that subscribe."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from asnkit import leaving
from asnkit.contracts import Contracts
from asnkit.events import DATASCHEMA
from flask import Blueprint, abort, current_app, render_template, send_from_directory
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .. import words

blueprint = Blueprint("contracts", __name__)

AUDIENCES = {
    "public": _l("Untuk siapa saja"),
    "internal": _l("Untuk layanan dan auditor; instansi lain dengan izin"),
    "closed": _l("Untuk layanan itu sendiri dan auditor"),
}
KINDS = {
    "string": _l("teks"),
    "integer": _l("bilangan bulat"),
    "boolean": _l("ya atau tidak"),
    "object": _l("kelompok isian"),
    "array": _l("daftar"),
    "null": _l("kosong"),
}
PERSONAL = {"yes": _l("ya, tersegel"), "by number": _l("lewat nomor acak"), "no": _l("tidak")}
FORMATS = {"date": _l("tanggal"), "date-time": _l("waktu (UTC)"), "uuid": _l("nomor acak")}


class Field(NamedTuple):
    """`name` is its place ("lines[].code"); what is `sealed` only its own service can open."""

    name: str
    kind: str
    required: bool
    sealed: bool
    meaning: str
    personal: str = ""


@blueprint.get("/kontrak")
def listing():
    contracts = _contracts()
    groups: dict[str, dict[str, list[str]]] = {
        service: {audience: [] for audience in AUDIENCES} for service in words.SERVICES
    }
    for name in sorted(contracts.newest_versions):
        owned = contracts.owners.table[contracts.aggregate(name)]
        groups[owned.service][owned.audience].append(name)
    return render_template("public/contracts.html", groups=groups, titles=words.SERVICES, audiences=AUDIENCES)


@blueprint.get("/kontrak/<name>")
def show(name: str):
    """The newest version of one event."""
    contracts = _contracts()
    version = contracts.newest_versions.get(name) or abort(404)
    schema = contracts.schema(name, version)
    return render_template(
        "public/contract.html",
        name=name,
        version=version,
        file=f"{name.replace('.', '/', 1)}.v{version}.json",
        dataschema=f"{DATASCHEMA}{name}.v{version}",
        owner=contracts.owners.table[contracts.aggregate(name)],
        audiences=AUDIENCES,
        two="x-second-signature" in schema,
        fields=list(sorted_fields(schema)),
        example=json.dumps(schema["examples"][0], indent=2, ensure_ascii=False),
    )


@blueprint.get("/kontrak/berkas/<path:name>")
def file(name: str):
    """A file of the contracts as it is: a schema, all of them (bundle.json), the AsyncAPI file."""
    return send_from_directory(_contracts().directory, name, as_attachment=True)


def sorted_fields(schema: dict) -> Iterator[Field]:
    """As `fields`, each that holds a value with what leaves the house by it."""
    sorts = {place.removesuffix("[]"): PERSONAL[sort.personal] for place, sort, _why in leaving.fields(schema)}
    return (field._replace(personal=sorts.get(field.name, "")) for field in fields(schema))


def fields(schema: dict, before: str = "") -> Iterator[Field]:
    """What `data` holds, in the contract's order, what is inside of something right after it."""
    required = schema.get("required", [])
    for name, part in schema.get("properties", {}).items():
        place, ways = f"{before}{name}", _ways(part)
        sealed = any(_sealed(way) for way in ways)
        kind = _(" atau ").join(dict.fromkeys(_kind(way) for way in ways))
        yield Field(place, kind, name in required, sealed, part.get("description", ""))
        for way in ways:
            yield from fields(way, f"{place}.")
            yield from fields({"properties": {"…": rest}} if (rest := _rest(way)) else {}, f"{place}.")
            yield from fields(way.get("items", {}), f"{place}[].")


def _ways(part: dict) -> list[dict]:
    """The alternatives of which one is there."""
    return part.get("oneOf") or part.get("anyOf") or [part]


def _rest(part: dict) -> dict | None:
    """What a field of any name is, where the names are not fixed."""
    rest = part.get("additionalProperties")
    return rest if isinstance(rest, dict) else None


def _sealed(part: dict) -> bool:
    return part.get("$ref", "").endswith("sealed.v1.json")


def _kind(part: dict) -> str:
    """What may stand there, in words."""
    if _sealed(part):
        return _("tersegel")
    if "const" in part:
        return _("selalu %(value)s", value=part["const"])
    if len(part.get("enum", ())) == 1:
        return _("selalu %(value)s", value=part["enum"][0])
    if "enum" in part:
        values = ", ".join("–" if one is None else str(one) for one in part["enum"])
        return _("salah satu dari %(values)s", values=values)
    if part.get("format") in FORMATS:
        return str(FORMATS[part["format"]])
    kinds = part.get("type", "object")
    if kinds == "array" and "properties" not in part["items"]:
        return _("daftar dari %(kind)s", kind=_kind(part["items"]))
    return _(" atau ").join(str(KINDS.get(one, one)) for one in ([kinds] if isinstance(kinds, str) else kinds))


def _contracts() -> Contracts:
    return Contracts(current_app.extensions["asn"].settings.contracts)
