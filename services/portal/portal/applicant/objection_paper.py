"""An objection on paper, for its applicant alone: what was contested, in which words, and the answer."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext as _

from ..formats import moment
from ..printed import Letter, fact
from . import receipts
from .receipt import check_address


def paper(title: str, one: dict, filed: dict, aggregate: str, contests: Iterable[str]) -> Response:
    """The PDF; `one` is the application, `filed` the objection as its service tells its owner, `contests` in words."""
    page = Letter(title)
    fact(page, _("Nomor peserta"), one["participant_no"])
    fact(page, _("Formasi"), f"{one['job_name']}, {one['unit']}")
    fact(page, _("Diajukan"), moment(filed["filed_at"]))
    page.heading(_("Yang disanggah"))
    for contest in contests:
        page.paragraph(f"• {contest}")
    page.heading(_("Uraian sanggahan"))
    page.paragraph(filed["text"] or "–")
    page.heading(_("Jawaban"))
    page.paragraph(_answered(filed))
    sent = receipts.latest(f"{aggregate}-{filed['id']}")
    if sent:
        page.check(check_address(sent["sha256"]), _("Bahwa sanggahan ini tercatat, dapat diperiksa siapa pun di:"))
    headers = {"Content-Disposition": f'attachment; filename="sanggahan-{one["participant_no"]}.pdf"'}
    return Response(bytes(page.output()), mimetype="application/pdf", headers=headers)


def _answered(filed: dict) -> str:
    if filed["status"] == "filed":
        return _("Menunggu jawaban.")
    outcome = _("Diterima") if filed["status"] == "accepted" else _("Ditolak")
    return f"{outcome}, {moment(filed['answered_at'])}. {filed['answer'] or ''}"
