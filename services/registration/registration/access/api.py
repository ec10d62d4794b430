"""What its owner sees of who signed in to an account."""

from asnkit.web import Blueprint, allow, caller, current

from . import schemas

blueprint = Blueprint("accesses", __name__, url_prefix="/v1/accesses", description="Riwayat masuk")


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.Accesses)
def list_mine():
    """Masuk dan gagal masuk pada akun Anda, terbaru lebih dahulu."""
    stream = f"access-{caller().id}"
    state = current().store.load(stream).state or {"entries": []}
    return {"items": [_shown(stream, entry) for entry in reversed(state["entries"])]}


def _shown(stream: str, entry: dict) -> dict:
    if "address" not in entry:
        return entry
    return {**entry, "address": current().vault.readable(stream, "address", entry["address"])}
