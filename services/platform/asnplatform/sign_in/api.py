"""Who somebody of the office is, the office's provider says; what they may, what is held here says."""

from asnkit import mint, states
from asnkit.auth import VOUCHED
from asnkit.web import Blueprint, allow, caller, current

from ..role.domain import HELD
from . import schemas
from .choice import CIVIL_SERVANT, choose, holding

blueprint = Blueprint("sign-in", __name__, url_prefix="/v1/sign-in", description="Peran yang dibawa pegawai")


@blueprint.route("/roles", methods=["GET"])
@allow(VOUCHED)
@blueprint.response(200, schemas.Choices)
def list_choices():
    """Peran yang dapat dipilih orang ini sekarang."""
    held = dict(_held(caller().id))
    now = holding(list(held.items()), current().clock.now())
    given = [{"role": role, "until": held[stream]["until"]} for role, stream in sorted(now.items())]
    return {"items": [*given, {"role": CIVIL_SERVANT, "until": None}]}


@blueprint.route("/exchange", methods=["POST"])
@allow(VOUCHED)
@blueprint.arguments(schemas.WantedRole)
@blueprint.response(200, schemas.RoleToken)
def exchange(body):
    """Tanda masuk 15 menit untuk satu layanan, dalam satu peran yang dipegang sekarang."""
    who = caller()
    role, grant = choose(_held(who.id), body["role"], current().clock.now(), who.second_factor)
    told = {"sub": who.id, "role": role, "grant": grant, "name": who.name, "unit": who.unit}
    told |= {"acr": who.acr, "client_id": who.client}
    return {**mint.answer(current().settings, body["audience"], **told), "role": role}


def _held(person: str) -> list[tuple[str, dict]]:
    found = states.every(current().db, "role", person=person, status=HELD)
    return [(stream, state) for stream, _version, state in found]
