"""Cek bukti: a promise, a proof, or the SHA-256 of an event, checked against the audit log."""

from asnkit.promises import open_promise
from asnkit.settings import NEIGHBOURS
from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _
from tlog.commits import origin
from tlog.notes import NoteRefused
from tlog.tree import ProofRefused

from ..client import Problem, api, path
from . import inclusion
from .inclusion import Broken, Inclusion
from .pasted import PROMISE, PROOF, SHA256, Torn, mended

blueprint = Blueprint("proof", __name__)

LONGEST = 20_000
MOST_EVENTS = 20


@blueprint.get("/bukti")
def show():
    """Tempel janji, bukti, atau sidik jari; hasilnya dapat ditandai dan dibagikan."""
    text = request.args.get("bukti", "").strip()[:LONGEST]
    error, promise, given, checked = "", None, None, []
    if text:
        try:
            promise, given, hashes = _read(text)
            checked = [_check(sha256, given) for sha256 in hashes]
        except NoteRefused as refused:
            error = str(refused)
    return render_template("public/proof.html", text=text, error=error, promise=promise, given=given, checked=checked)


@blueprint.get("/bukti/berkas")
def file():
    """The proof of one event as a file (.tlog-proof), for a program that checks it elsewhere."""
    sha256 = request.args.get("bukti", "")
    text = inclusion.file_of(_receipt(sha256)) if SHA256.fullmatch(sha256) else None
    if text is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{sha256}.tlog-proof"'}
    return Response(text, content_type="text/plain; charset=utf-8", headers=headers)


def _read(text: str):
    """(the opened promise or None, the proof that was given or None, each SHA-256 that is asked for).

    What a promise calls its events is not signed, their hashes are. Raises NoteRefused with a sentence.
    """
    try:
        text = mended(text)
    except Torn:
        raise NoteRefused(
            _("Sebagian tanda terima ini tidak ikut tersalin. Salin dari baris pertama sampai akhir tanda tangan.")
        ) from None
    if SHA256.fullmatch(text):
        return None, None, [text]
    if text.startswith(PROOF):
        try:
            given = inclusion.check(text)
        except Broken:
            raise NoteRefused(
                _("Bukti ini tidak benar: jalurnya tidak menuju akar yang ditandatangani log, atau berkasnya diubah.")
            ) from None
        return None, given, [given.sha256]
    service = next((name for name in NEIGHBOURS if f"\n{origin(name)}\n" in text), None)
    if service is None or not text.startswith(PROMISE):
        raise NoteRefused(
            _("Ini bukan tanda terima kami. Tempel seluruhnya, dari baris pertama sampai baris tanda tangan.")
        )
    try:
        promise = open_promise(text, api(service).text("/.well-known/promise-key").strip())
    except (NoteRefused, ProofRefused):
        raise NoteRefused(_("Tanda tangannya tidak cocok dengan isinya: tanda terima ini sudah diubah.")) from None
    return promise, None, [digest.hex() for digest in promise.hashes.values()][:MOST_EVENTS]


def _check(sha256: str, given: Inclusion | None) -> dict:
    """What the log says of an event: `state` is recorded, waiting or broken."""
    found = {"sha256": sha256, "state": "waiting", "receipt": _receipt(sha256), "inclusion": given}
    if found["receipt"] is None:
        return found
    text = None if given else inclusion.file_of(found["receipt"])
    try:
        proved = inclusion.check(text) if text else given
    except Broken:
        return found | {"state": "broken"}
    if proved and (proved.sha256, proved.index) != (sha256, found["receipt"]["index"]):
        return found | {"state": "broken"}
    return found | {"state": "recorded", "inclusion": proved}


def _receipt(sha256: str) -> dict | None:
    try:
        return api("audit").get(path("v1", "receipts", sha256))
    except Problem as problem:
        if problem.status == 404:
            return None
        raise
