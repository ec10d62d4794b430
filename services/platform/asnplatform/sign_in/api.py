"""Who somebody of the office is, the office's provider says; what they may, what is held here says."""

from asnkit import mint, states
from asnkit.auth import VOUCHED
from asnkit.web import Blueprint, allow, caller, current

from ..role.domain import HELD, SCOPES
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
    shown = [(role, held[stream]) for role, stream in sorted(now.items())]
    given = [{"role": role, **{name: state[name] for name in ("until", *SCOPES)}} for role, state in shown]
    return {"items": [*given, {"role": CIVIL_SERVANT, "until": None, **dict.fromkeys(SCOPES)}]}


@blueprint.route("/exchange", methods=["POST"])
@allow(VOUCHED)
@blueprint.arguments(schemas.WantedRole)
@blueprint.response(200, schemas.RoleToken)
def exchange(body):
    """Tanda masuk 15 menit untuk satu layanan, dalam satu peran yang dipegang sekarang."""
    who = caller()
    held = _held(who.id)
    role, grant = choose(held, body["role"], current().clock.now(), who.second_factor)
    told = {"sub": who.id, "role": role, "grant": grant, "name": who.name, **_scope(dict(held).get(grant))}
    told |= {"acr": who.acr, "client_id": who.client}
    return {**mint.answer(current().settings, body["audience"], **told), "role": role}


def _scope(given: dict | None) -> dict:
    """As the grant says it, whatever the office's provider says."""
    return {name: (given and given[name]) or "" for name in SCOPES}


def _held(person: str) -> list[tuple[str, dict]]:
    found = states.every(current().db, "role", person=person, status=HELD)
    return [(stream, state) for stream, _version, state in found]
