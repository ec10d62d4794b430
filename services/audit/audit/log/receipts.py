"""What anyone may ask of one event: its number, its fingerprint, and the proof that the log holds it.

A promise (asnkit.promises) says what will be in the log; the receipt says where it is.
"""

import hashlib

from asnkit.events import Refused
from asnkit.web import Blueprint, current, public
from tlog.notes import Verifier, split
from tlog.proofs import Proof
from tlog.tree import ProofRefused, Tree

from .receipt_schemas import LogState, Receipt
from .serving import NOT_KEPT, TEXT, answer, published, volume
from .volume import KEY
from .witness import read_policy

blueprint = Blueprint("receipts", __name__, url_prefix="/v1", description="Bukti satu peristiwa, untuk siapa pun")

LATE = "Setelah satu menit, janji tanpa bukti adalah alasan untuk melapor."


@blueprint.route("/receipts/<event_id>")
@public
@blueprint.response(200, Receipt)
def receipt(event_id):
    """Nomor entri dan sidik jari satu peristiwa: cocokkan dengan janji yang Anda simpan."""
    entry, known = _entry(event_id), published()
    covered = known is not None and known[1].size > entry["_id"]
    return {
        "id": entry["id"],
        "index": entry["_id"],
        "sha256": hashlib.sha256(entry["bytes"]).hexdigest(),
        "time": entry["time"],
        "name": entry["name"],
        "size": known[1].size if covered else None,
        "proof": f"/v1/receipts/{entry['id']}.tlog-proof" if covered else None,
    }


@blueprint.route("/receipts/<event_id>.tlog-proof")
@public
@blueprint.response(200, {"type": "string"}, content_type="text/plain")
@blueprint.alt_response(404, description="Belum ada bukti")
def proof(event_id):
    """Bukti lengkap dalam satu berkas (C2SP tlog-proof), dapat diperiksa tanpa jaringan dengan asn-verify.

    Isinya nomor entri, jalur ke akar pohon, dan titik periksa yang ditandatangani log dan para saksi. Baris
    `extra` adalah entri itu sendiri: teks yang sidik jarinya menjadi daun pohon.
    """
    entry, known = _entry(event_id), published()
    if known is None or known[1].size <= entry["_id"]:
        raise Refused(
            "bukti-belum-lengkap",
            f"Sudah tercatat sebagai entri {entry['_id']}; bukti pohonnya menyusul. {LATE}",
            field="event_id",
            status=404,
        )
    note, checkpoint = known
    try:
        hashes = Tree(volume().read_tile, checkpoint.size).inclusion(entry["_id"], checkpoint.size)
    except (OSError, ProofRefused):
        raise Refused(
            "ubin-rusak", "Berkas log tidak dapat dibaca. Petugas TI harus memulihkannya.", status=500
        ) from None
    made = answer(Proof(entry["_id"], hashes, note, entry["leaf"]).text.encode(), TEXT, NOT_KEPT)
    made.headers["Content-Disposition"] = f'attachment; filename="{entry["id"]}.tlog-proof"'
    return made


@blueprint.route("/log")
@public
@blueprint.response(200, LogState)
def state():
    """Keadaan log: titik periksa terbaru, siapa saksinya, dan berapa yang sudah ikut menandatangani."""
    known, policy = published(), read_policy(current().settings)
    if known is None:
        raise Refused("log-kosong", "Log ini belum berisi entri.", status=404)
    note, checkpoint = known
    lines = [signature.line for signature in split(note)[1]]
    cosigned = {witness.name for witness in policy.cosigned_by(lines)}
    return {
        "origin": checkpoint.origin,
        "key": volume().read(KEY).decode().strip(),
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "witnesses_needed": policy.needed,
        "witnessed": len(cosigned) >= policy.needed,
        "witnesses": [
            {
                "name": one.name,
                "signs_as": Verifier.parse(one.key).name,
                "key": one.key,
                "cosigned": one.name in cosigned,
            }
            for one in policy.witnesses
        ],
    }


def _entry(event_id: str) -> dict:
    stream, _, version = event_id.rpartition("@")
    plain = version.isascii() and version.isdecimal() and len(version) < 10
    wanted = {"subject": stream, "streamversion": int(version) if plain else -1}
    entry = current().db.entries.find_one(wanted)
    if entry is None:
        raise Refused("bukti-belum-ada", f"Peristiwa ini belum tercatat. {LATE}", field="event_id", status=404)
    return entry
