"""Cek bukti: a promise, or the id of an event, compared with the audit log."""

import re

from asnkit.promises import open_promise, origin
from asnkit.settings import NEIGHBOURS
from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from tlog.notes import NoteRefused

from ..client import Problem, api, path

blueprint = Blueprint("proof", __name__)

LONGEST = 20_000
MOST_EVENTS = 20
EVENT = re.compile(r"^[a-z_]+-[0-9a-f-]{36}@[0-9]{1,9}$")


@blueprint.get("/bukti")
def show():
    """Tempel janji atau nomor peristiwa; hasilnya dapat ditandai dan dibagikan."""
    text = request.args.get("bukti", "").replace("\r\n", "\n").strip()[:LONGEST]
    error, promise, checked = "", None, []
    if text:
        try:
            promise, hashes = _read(text)
            checked = [_check(event, wanted) for event, wanted in hashes.items()]
        except NoteRefused as refused:
            error = str(refused)
    return render_template("public/proof.html", text=text, error=error, promise=promise, checked=checked)


def _read(text: str):
    """(the opened promise or None, event id → promised SHA-256 or None). Raises NoteRefused with a sentence."""
    if EVENT.match(text):
        return None, {text: None}
    first = text.partition("\n")[0]
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
    return promise, dict(list(promise.hashes.items())[:MOST_EVENTS])


def _check(event: str, promised: bytes | None) -> dict:
    """What the log says of an event: `state` is recorded, waiting or different."""
    try:
        receipt = api("audit").get(path("v1", "receipts", event))
    except Problem as problem:
        if problem.status != 404:
            raise
        return {"event": event, "state": "waiting", "receipt": None}
    same = promised is None or promised.hex() == receipt["sha256"]
    return {"event": event, "state": "recorded" if same else "different", "receipt": receipt}
