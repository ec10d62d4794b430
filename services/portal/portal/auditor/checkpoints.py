"""Checkpoint & saksi: the newest signed head, who else signed it, and whether it continues an older one."""

from datetime import UTC, datetime

import segno
from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from tlog import tiles
from tlog.checkpoints import Checkpoint, cosigners, open_checkpoint
from tlog.notes import NoteRefused, split
from tlog.tree import ProofRefused, Tree, verify_consistency

from ..client import api
from ..forms import Form
from ..signin.access import only_for

blueprint = Blueprint("checkpoints", __name__)
only_for(blueprint, "auditor")

LONGEST = 20_000
MOST_IN_PICTURE = 1200
"""Bytes of a checkpoint that a printed code can still be read with a telephone."""


@blueprint.get("/audit/checkpoint")
def show():
    audit = api("audit")
    log = audit.find("/v1/log")
    if log is None:
        return render_template("auditor/checkpoint.html", log=None)
    note = audit.text("/log/checkpoint")
    shown, cosigned = _read(note, log)
    form = Form({"lama": _("Titik periksa lama")})
    verdict = _compare(form, shown, log) if shown and request.args.get("lama") else None
    return form.page(
        "auditor/checkpoint.html",
        log=log,
        note=note,
        shown=shown,
        cosigned=cosigned,
        picture=_picture(note),
        verdict=verdict,
    )


@blueprint.get("/audit/checkpoint/unduh")
def download():
    return _file(api("audit").text("/log/checkpoint"), "checkpoint")


@blueprint.get("/audit/checkpoint/kunci")
def key():
    return _file(api("audit").text("/log/vkey"), "log.vkey")


def _read(note: str, log: dict) -> tuple[Checkpoint | None, dict[str, datetime]]:
    """The checkpoint where its signatures hold, and when each witness signed; None and nothing where not."""
    try:
        shown = open_checkpoint(note, log["key"])
        signed = cosigners(note, [one["key"] for one in log["witnesses"]])
    except NoteRefused:
        return None, {}
    return shown, {name: datetime.fromtimestamp(at, UTC) for name, at in signed.items()}


def _compare(form: Form, shown: Checkpoint, log: dict) -> dict | None:
    """Whether the log as it is shown continues a checkpoint that somebody kept: {"old", "continues", "steps"}."""
    text = request.args["lama"].replace("\r\n", "\n").strip()[:LONGEST] + "\n"
    try:
        old = open_checkpoint(text, log["key"])
    except NoteRefused:
        form.fail("lama", _("Ini bukan titik periksa log ini, atau tanda tangannya tidak cocok. Tempel semuanya."))
        return None
    if old.size > shown.size:
        return {"old": old, "continues": False, "steps": 0}
    try:
        proof = Tree(_tile, shown.size).consistency(old.size, shown.size)
        verify_consistency(old.size, shown.size, proof, old.root, shown.root)
    except ProofRefused:
        return {"old": old, "continues": False, "steps": 0}
    return {"old": old, "continues": True, "steps": len(proof)}


def _tile(level: int, index: int, width: int) -> bytes:
    with api("audit").stream(f"/log/{tiles.path(level, index, width)}") as answer:
        return answer.content


def _picture(note: str) -> Markup | None:
    """The checkpoint as a code to print: with the log's own signature alone where all would be too large."""
    if len(note.encode()) > MOST_IN_PICTURE:
        text, signatures = split(note)
        note = f"{text}\n{signatures[0].line}"
    if len(note.encode()) > MOST_IN_PICTURE:
        return None
    return Markup(segno.make(note, error="l", micro=False).svg_inline(border=3, omitsize=True))


def _file(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type="text/plain; charset=utf-8", headers=headers)
