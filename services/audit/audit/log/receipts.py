"""What anyone may ask of one event: its number, and the proof that the log holds it.

It is asked for by the SHA-256 of the event's bytes, which only who holds the event or its promise (asnkit.promises)
knows. The promise says what will be in the log; the receipt says where it is, and nothing of what it is.
"""

import re

from asnkit.events import Refused
from asnkit.web import Blueprint, current, public
from bson.binary import Binary
from tlog.notes import Verifier, split
from tlog.proofs import Proof
from tlog.tree import ProofRefused, Tree

from .receipt_schemas import LogState, Receipt
from .serving import NOT_KEPT, TEXT, answer, published, volume
from .volume import KEY
from .witness import read_policy

blueprint = Blueprint("receipts", __name__, url_prefix="/v1", description="Bukti satu peristiwa, untuk siapa pun")

SHA256 = re.compile(r"[0-9a-f]{64}")
LATE = "Setelah satu menit, janji tanpa bukti adalah alasan untuk melapor."


@blueprint.route("/receipts/<sha256>")
@public
@blueprint.response(200, Receipt)
def receipt(sha256):
    """Nomor entri dari peristiwa dengan SHA-256 ini; hanya pemegang janji atau peristiwanya yang mengetahuinya."""
    entry, known = _entry(sha256), published()
    covered = known is not None and known[1].size > entry["_id"]
    return {
        "index": entry["_id"],
        "sha256": sha256,
        "size": known[1].size if covered else None,
        "proof": f"/v1/receipts/{sha256}.tlog-proof" if covered else None,
    }


@blueprint.route("/receipts/<sha256>.tlog-proof")
@public
@blueprint.response(200, {"type": "string"}, content_type="text/plain")
@blueprint.alt_response(404, description="Belum ada bukti")
def proof(sha256):
    """Bukti lengkap dalam satu berkas (C2SP tlog-proof), dapat diperiksa tanpa jaringan dengan asn-verify.

    Isinya nomor entri, jalur ke akar pohon, dan titik periksa yang ditandatangani log dan para saksi. Baris
    `extra` adalah entri itu sendiri: SHA-256 dari byte peristiwa, yang menjadi daun pohon.
    """
    entry, known = _entry(sha256), published()
    if known is None or known[1].size <= entry["_id"]:
        raise Refused(
            "bukti-belum-lengkap",
            f"Sudah tercatat sebagai entri {entry['_id']}; bukti pohonnya menyusul. {LATE}",
            field="sha256",
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
    made.headers["Content-Disposition"] = f'attachment; filename="entri-{entry["_id"]}.tlog-proof"'
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


def _entry(sha256: str) -> dict:
    """The entry with this leaf. Whoever asks learns nothing but what holding the event tells anyway."""
    leaf = Binary(bytes.fromhex(sha256)) if SHA256.fullmatch(sha256) else None
    entry = current().db.entries.find_one({"leaf": leaf}, {"leaf": 1}) if leaf else None
    if entry is None:
        raise Refused("bukti-belum-ada", f"Peristiwa ini belum tercatat. {LATE}", field="sha256", status=404)
    return entry
