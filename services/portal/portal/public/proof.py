"""Cek bukti: a promise, a proof, or the SHA-256 of an event, pasted or as a file, checked against the audit log.

Nobody is told that something was changed unless a hash or a signature says so.
"""

from asnkit.promises import open_promise
from asnkit.sandbox import Rejected
from asnkit.settings import NEIGHBOURS
from asnkit.web import current
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from tlog.commits import origin
from tlog.notes import NoteRefused
from tlog.tree import ProofRefused

from ..client import Problem, api, path
from . import inclusion
from .inclusion import Broken, Inclusion, Unknown
from .pasted import PROMISE, PROOF, SHA256, Torn, mended

blueprint = Blueprint("proof", __name__)

LONGEST = 20_000
LONGEST_SHARED = 4_000
"""In signs: a longer text stands in no address."""
LARGEST_FILE = 2_000_000
MOST_EVENTS = 20
RECEIPT = "portal.paper:receipt_in"
PDF_MARK, PDF_MARK_WITHIN = b"%PDF-", 1024


@blueprint.get("/bukti")
def show():
    """Tempel janji, bukti, atau sidik jari; hasilnya dapat ditandai dan dibagikan."""
    text = request.args.get("bukti", "").strip()[:LONGEST]
    if not text and "bukti" in request.args:
        return _page(errors=[("bukti", _("Tempel tanda terima, bukti, atau sidik jari lebih dahulu."))])
    return _page(text)


@blueprint.post("/bukti")
def open_file():
    """The same with a file: a receipt as PDF, or as text. It changes nothing, so it needs no session."""
    sent = request.files.get("berkas")
    try:
        text = _text_of(sent.read(LARGEST_FILE + 1) if sent else b"")
    except NoteRefused as refused:
        return _page(errors=[("berkas", str(refused))]), 422
    return _page(text) if len(text) > LONGEST_SHARED else redirect(url_for("proof.show", bukti=text), 303)


def _page(text: str = "", errors=()):
    promise, given, checked = None, None, []
    if text:
        try:
            promise, given, hashes = _read(text)
            checked = [_check(sha256, given) for sha256 in hashes]
        except NoteRefused as refused:
            errors = [("bukti", str(refused))]
    return render_template(
        "public/proof.html", text=text, errors=list(errors), promise=promise, given=given, checked=checked
    )


@blueprint.get("/bukti/berkas")
def file():
    """The proof of one event as a file (.tlog-proof), for a program that checks it elsewhere."""
    sha256 = request.args.get("bukti", "")
    text = inclusion.file_of(_receipt(sha256)) if SHA256.fullmatch(sha256) else None
    if text is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{sha256}.tlog-proof"'}
    return Response(text, content_type="text/plain; charset=utf-8", headers=headers)


def _text_of(content: bytes) -> str:
    """What a file holds for this page. Raises NoteRefused with a sentence."""
    if not content:
        raise NoteRefused(_("Pilih berkas lebih dahulu."))
    if len(content) > LARGEST_FILE:
        raise NoteRefused(_("Berkas ini lebih besar dari tanda terima mana pun (2 MB)."))
    try:
        if PDF_MARK in content[:PDF_MARK_WITHIN]:
            content = current().sandbox.run(RECEIPT, content)
        return content.decode("utf-8-sig").strip()[:LONGEST]
    except UnicodeDecodeError:
        raise NoteRefused(_("Ini bukan PDF dan bukan teks. Unggah tanda terima seperti yang Anda unduh.")) from None
    except Rejected as rejected:
        raise NoteRefused(_why(rejected.why)) from None


def _why(word: str) -> str:
    if word == "no_receipt":
        return _(
            "Di dalam PDF ini tidak terlampir tanda terima kami; lampiran hilang bila PDF dicetak ulang. "
            "Salin baris-barisnya dari PDF itu, lalu tempel di bawah."
        )
    if word == "password":
        return _("PDF ini dilindungi kata sandi. Unggah berkas seperti yang Anda unduh.")
    return _("Berkas ini tidak dapat dibaca.")


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
        except Unknown:
            raise NoteRefused(_unknown()) from None
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
    key = api(service).text("/.well-known/promise-key").strip()
    try:
        inclusion.require_key(text.partition("\n\n")[2], key)
        promise = open_promise(text, key)
    except Unknown:
        raise NoteRefused(_unknown()) from None
    except (NoteRefused, ProofRefused):
        raise NoteRefused(_("Tanda tangannya tidak cocok dengan isinya: tanda terima ini sudah diubah.")) from None
    return promise, None, [digest.hex() for digest in promise.hashes.values()][:MOST_EVENTS]


def _unknown() -> str:
    return _("Ini tidak bertanda tangan kunci yang kami pakai, jadi halaman ini tidak dapat mengatakan benar tidaknya.")


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
