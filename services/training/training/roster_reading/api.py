"""Names of those on the roster who came by an import; each reading is recorded."""

from asnkit.web import Blueprint, allow, caller

from . import schemas
from .recording import names_of

blueprint = Blueprint("roster-names", __name__, url_prefix="/v1/names", description="Nama ASN yang diimpor")


@blueprint.route("", methods=["POST"])
@allow("diklat", "ketua")
@blueprint.arguments(schemas.Persons)
@blueprint.response(200, schemas.Names)
def names(body):
    """Nama lengkap untuk daftar ASN; yang tidak diimpor tidak termasuk. Pembacaan tercatat."""
    found = names_of([str(person) for person in body["persons"]], "roster", caller().actor)
    return {"items": [{"person": person, "name": name} for person, name in found.items()]}
