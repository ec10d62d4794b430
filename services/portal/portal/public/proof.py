"""Cek bukti: a promise, a proof, or the id of an event, checked against the audit log."""

import re

from asnkit.promises import open_promise
from asnkit.settings import NEIGHBOURS
from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _
from tlog.commits import origin
from tlog.notes import NoteRefused

from ..client import Problem, api, path
from . import inclusion
from .inclusion import Broken, Inclusion

blueprint = Blueprint("proof", __name__)

LONGEST = 20_000
MOST_EVENTS = 20
EVENT = re.compile(r"^[a-z_]+-[0-9a-f-]{36}@[0-9]{1,9}$")


@blueprint.get("/bukti")
def show():
    """Tempel janji, bukti, atau nomor peristiwa; hasilnya dapat ditandai dan dibagikan."""
    text = request.args.get("bukti", "").replace("\r\n", "\n").strip()[:LONGEST]
    error, promise, given, checked = "", None, None, []
    if text:
        try:
            promise, given, hashes = _read(text)
            checked = [_check(event, wanted, given) for event, wanted in hashes.items()]
        except NoteRefused as refused:
            error = str(refused)
    return render_template("public/proof.html", text=text, error=error, promise=promise, given=given, checked=checked)


@blueprint.get("/bukti/berkas")
def file():
    """The proof of one event as a file (.tlog-proof), for a program that checks it elsewhere."""
    event = request.args.get("bukti", "")
    text = inclusion.file_of(_receipt(event)) if EVENT.match(event) else None
    if text is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{event}.tlog-proof"'}
    return Response(text, content_type="text/plain; charset=utf-8", headers=headers)


def _read(text: str):
    """(the opened promise or None, the proof that was given or None, event id → promised SHA-256 in hex or None).

    Raises NoteRefused with a sentence.
    """
    if EVENT.match(text):
        return None, None, {text: None}
    first = text.partition("\n")[0]
    if first == inclusion.FIRST_LINE:
        try:
            given = inclusion.check(text + "\n")
        except Broken:
            raise NoteRefused(
                _("Bukti ini tidak benar: jalurnya tidak menuju akar yang ditandatangani log, atau berkasnya diubah.")
            ) from None
        return None, given, {given.event: given.sha256}
    service = next((name for name in NEIGHBOURS if origin(name) == first), None)
    if service is None:
        raise NoteRefused(
            _("Ini bukan tanda terima kami. Tempel seluruhnya, dari baris pertama sampai baris tanda tangan.")
        )
    key = api(service).text("/.well-known/promise-key").strip()
    try:
        promise = open_promise(text + "\n", key)
    except (NoteRefused, ValueError):
        raise NoteRefused(
            _("Tanda tangannya tidak cocok dengan isinya: tanda terima ini sudah diubah, atau tidak lengkap.")
        ) from None
    hashes = {event: digest.hex() for event, digest in promise.hashes.items()}
    return promise, None, dict(list(hashes.items())[:MOST_EVENTS])


def _check(event: str, wanted: str | None, given: Inclusion | None) -> dict:
    """What the log says of an event: `state` is recorded, waiting, different or broken."""
    found = {"event": event, "state": "waiting", "receipt": _receipt(event), "inclusion": given}
    if found["receipt"] is None:
        return found
    if wanted not in (None, found["receipt"]["sha256"]):
        return found | {"state": "different"}
    text = None if given else inclusion.file_of(found["receipt"])
    try:
        proved = inclusion.check(text) if text else given
    except Broken:
        return found | {"state": "broken"}
    if proved and (proved.event, proved.sha256) != (event, found["receipt"]["sha256"]):
        return found | {"state": "broken"}
    return found | {"state": "recorded", "inclusion": proved}


def _receipt(event: str) -> dict | None:
    try:
        return api("audit").get(path("v1", "receipts", event))
    except Problem as problem:
        if problem.status == 404:
            return None
        raise
