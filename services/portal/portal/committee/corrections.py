"""A correction as the committee types it: the form for one score of a participant, and what it comes to."""

import hashlib
from typing import NamedTuple

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..words import AMENDMENT_REASONS
from .selection import SKD, Selection

ATTENDANCE = {"PRESENT": _l("Hadir"), "ABSENT": _l("Tidak hadir (TH)"), "DISQUALIFIED": _l("Diskualifikasi (DIS)")}
PARTS = ("twk", "tiu", "tkp")
NEEDED = ("status", "reason_code", "number")
FIELDS = {"evidence.number": "number", "evidence.sha256": "file"}
"""A service's fields by ours."""


class Typed(NamedTuple):
    """Whose score of which test; `tests` are kind → (kind, most) of SKB."""

    selection: Selection
    candidate: dict
    stage: str
    score: dict
    tests: dict[str, tuple[str, int]]

    @property
    def labels(self) -> dict[str, str]:
        points = {part: part.upper() for part in PARTS} if self.stage == SKD else {}
        for kind, most in self.tests.values():
            points[f"nilai-{kind}"] = _("Nilai %(kind)s, paling tinggi %(most)s", kind=kind, most=most)
        why = {"reason_code": _("Mengapa nilainya keliru"), "number": _("Nomor dokumen bukti")}
        return {"status": _("Kehadiran"), **points, **why, "file": _("Dokumen bukti")}

    @property
    def start(self) -> dict:
        """The form begins with what is recorded."""
        given = {f"nilai-{one['kind']}": one["score"].replace(".", ",") for one in self.score["skb"] or ()}
        return {"status": self.score["status"], **(self.score["skd"] or {}), **given}

    def values(self, form: Form) -> dict:
        """What the pages of a correction show."""
        shown = self._asdict() | {"attendance": ATTENDANCE, "reasons": AMENDMENT_REASONS, "document": document(form)}
        return shown

    def correction(self, form: Form) -> dict:
        """{stage, status, skd, skb} as it was typed in; what is left empty is no score. The service says what is
        wrong with it."""
        names = PARTS if self.stage == SKD else [f"nilai-{kind}" for kind in self.tests]
        typed = {name: form.get(name) for name in names}
        made = {"stage": self.stage, "status": form.get("status"), "skd": None, "skb": None}
        if not any(typed.values()):
            return made
        if self.stage == SKD:
            return made | {"skd": {name: int(text) if text.isdecimal() else text for name, text in typed.items()}}
        tests = self.tests.values()
        scores = [(kind, typed[f"nilai-{kind}"].replace(",", "."), most) for kind, most in tests]
        return made | {"skb": [{"kind": kind, "score": score, "most": most} for kind, score, most in scores]}

    def signed(self, form: Form, impact: dict | None = None) -> dict:
        """The correction with its reason, its evidence and the impact: this one, or the one that was read."""
        evidence = {"number": form.get("number"), "sha256": document(form)}
        read = impact["impact_sha256"] if impact else form.get("impact_sha256")
        why = {"reason_code": form.get("reason_code"), "impact_sha256": read}
        return {**self.correction(form), **why, "evidence": evidence}

    def impact(self, form: Form) -> dict:
        """What would become of the lists. Raises client.Problem."""
        where = path("v1", "score-amendments", "impact", self.candidate["id"])
        return api("selection").post(where, self.correction(form))


def of(selection: Selection, number: str, stage: str) -> Typed:
    """Raises client.Problem 404."""
    where = path("v1", "rounds", selection.needed_round()["id"], "candidates")
    found = api("selection").get(where, participant_no=number)["items"] if number.isdecimal() else []
    if len(found) != 1:
        raise Problem(404, "peserta-tidak-dikenal", [("", _("Nomor peserta ini tidak ada pada seleksi ini."))])
    [candidate] = found
    score = candidate[stage.lower()]
    if score is None:
        raise Problem(404, "nilai-belum-ada", [("", _("Nilai %(stage)s peserta ini belum tercatat.", stage=stage))])
    return Typed(selection, candidate, stage, score, {} if stage == SKD else _tests(score, selection, candidate))


def document(form: Form) -> str:
    """SHA-256 of the document that was chosen, now or before the page that asks; the document is not kept."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        return form.get("sha256")
    chosen.seek(0)
    return hashlib.file_digest(chosen, "sha256").hexdigest()


def check_document(form: Form) -> None:
    if not document(form):
        form.fail("file", _("Pilih dokumen buktinya; sidik jarinya dicatat, berkasnya tetap pada Anda."))


def _tests(score: dict, selection: Selection, candidate: dict) -> dict[str, tuple[str, int]]:
    """Kind → (kind, most) of the tests that SKB has on this line: those of the score, or those of the locked plan."""
    if score["skb"]:
        return {one["kind"]: (one["kind"], one["most"]) for one in score["skb"]}
    rules = api("selection").get(path("v1", "rounds", selection.needed_round()["id"], "rules"))
    plan = next((one for one in rules["plans"] if one["vacancy"] == candidate["vacancy"]), None)
    planned = plan["skb"] if plan else [{"kind": "CAT", "most": rules["rules"]["skb"]["cat_most"]}]
    return {one["kind"]: (one["kind"], one["most"]) for one in planned}
