"""Ringkasan integritas: whether the record holds, who says so, and since when nobody has looked."""

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..finding import waiting as findings
from ..forms import Form
from ..lists import address_with
from ..signin.access import only_for
from ..words import SERVICES, events_by_service
from .refreshing import again, headers

blueprint = Blueprint("integrity", __name__)
only_for(blueprint, "auditor")

NEWEST, SHOWN = 12, 20

CHECKS = {
    "log": (_l("Entri log"), _l("Nomor berurutan tanpa celah, dan setiap entri sama dengan yang ditandatangani.")),
    "checkpoints": (_l("Titik periksa"), _l("Tanda tangannya sah, dan setiap pohon melanjutkan pohon sebelumnya.")),
    "tiles": (_l("Berkas log"), _l("Berkas log yang dapat diunduh siapa pun sama dengan entrinya.")),
    "kafka": ("Kafka", _l("Setiap pesan di Kafka ada dalam log dengan byte yang persis sama, dan sebaliknya.")),
    "commits": (_l("Basis data layanan"), _l("Setiap perubahan yang disimpan layanan ada dalam log, tanpa tambahan.")),
    "signatures": (
        _l("Tanda tangan"),
        _l("Setiap peristiwa ditandatangani layanan pemiliknya, dan oleh dua orang bila dua orang harus."),
    ),
    "decisions": (_l("Keputusan berat"), _l("Aturan yang sama, di atas dasar yang sama, memutuskan hal yang sama.")),
    "promises": (_l("Janji"), _l("Setiap tanda terima yang dijanjikan sudah menjadi entri dalam satu menit.")),
    "states": (_l("Keadaan"), _l("Keadaan yang dipakai layanan sama dengan yang dihitung ulang dari peristiwanya.")),
    "views": (_l("Tampilan"), _l("Daftar yang dibaca orang sama dengan yang dihitung ulang dari peristiwanya.")),
    "beside": (_l("Klaim dan kursor"), _l("Setiap pemilik mempunyai klaimnya, dan tidak ada kursor yang digeser.")),
    "lists": (_l("Daftar dan berkas"), _l("Setiap daftar yang disebut peristiwa ada, dengan sidik jarinya sendiri.")),
    "set_aside": (_l("Pesan asing"), _l("Tidak ada pesan di Kafka yang tidak ditandatangani pemilik alirannya.")),
}  # fmt: skip
"""What the standing auditor looks at: a name, and what it means that nothing was found."""


@blueprint.get("/audit")
def show():
    audit = api("audit")
    newest = audit.get("/v1/entries", limit=NEWEST)
    recent = audit.get("/v1/inspections", limit=1)["items"]
    waiting = next((one for one in recent if one["status"] == "requested"), None)
    latest = audit.find("/v1/inspections/latest")
    kinds = {one["name"]: one for one in audit.get("/v1/search/counts")["items"]}
    page = render_template(
        "auditor/integrity.html",
        form=Form({}),
        newest=newest["items"],
        total=newest["total"],
        log=audit.find("/v1/log"),
        waiting=waiting,
        refreshing=again(waiting),
        check=audit.get(path("v1", "inspections", latest["id"])) if latest else None,
        checks=CHECKS,
        answered=len(findings.answered()),
        counts=_by_service(kinds.values()),
        kinds=_named(kinds) if request.args.get("tampil") == "jenis" else None,
        services=SERVICES,
    )
    return page, 200, headers(waiting)


@blueprint.post("/audit")
def verify():
    """Ask the standing auditor for a round now."""
    form = Form({})
    with form.problems():
        api("audit").post("/v1/inspections", None, form.key)
        flash(_("Pemeriksaan diminta. Auditor tetap mulai dalam beberapa detik."))
        return redirect(url_for("integrity.show"), 303)
    return form.page("auditor/not_requested.html")


@blueprint.get("/audit/pemeriksaan")
def listing():
    found = api("audit").get("/v1/inspections", limit=SHOWN, before=request.args.get("sebelum", ""))
    items = found["items"]
    older = address_with(sebelum=items[-1]["id"]) if len(items) == SHOWN else ""
    return render_template("auditor/inspections.html", items=items, total=found["total"], older=older)


@blueprint.get("/audit/pemeriksaan/<id>")
def one(id: str):
    check = api("audit").get(path("v1", "inspections", id))
    return render_template("auditor/inspection.html", check=check, checks=CHECKS, services=SERVICES)


def _by_service(kinds: Iterable[dict]) -> dict[str, int]:
    counts = dict.fromkeys(SERVICES, 0)
    for one in kinds:
        counts[one["service"]] += one["events"]
    return counts


def _named(kinds: dict[str, dict]) -> dict[str, int]:
    """Event → how many, of every event that has a name here and has happened, service by service."""
    names = (name for names in events_by_service().values() for name in names)
    return {name: kinds[name]["events"] for name in names if name in kinds}
