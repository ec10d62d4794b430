"""Pages for what went wrong: signed out, not allowed, not found, away, broken."""

import logging
import re

from asnkit.errors import Unavailable
from asnkit.tracing import current_trace
from flask import Flask, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

from . import unsent
from .client import Away, Problem
from .marks import NotOurs, SomebodyElses, TooOld
from .signin.access import RoleNeeded, SignInNeeded, WrongRole
from .signin.office import RoleOver
from .signin.tokens import leave_role, person

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    app.register_error_handler(SignInNeeded, _sign_in)
    app.register_error_handler(WrongRole, _wrong_role)
    app.register_error_handler(RoleNeeded, _choose_role)
    app.register_error_handler(RoleOver, _role_over)
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(Away, _away)
    app.register_error_handler(Unavailable, _away)
    app.register_error_handler(PyMongoError, _away)
    app.register_error_handler(NotOurs, _old_form)
    app.register_error_handler(TooOld, _show_again)
    app.register_error_handler(SomebodyElses, _other_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def page(status: int, title: str, sentence: str, advice: str = "", headers: dict | None = None, way=None):
    """One page that says what happened and what to do; `way` is (address, word) of where to go on."""
    content = render_template(
        "trouble.html",
        title=title,
        sentence=sentence,
        advice=advice,
        status=status,
        way=way or ("/", _("Ke Beranda")),
        trace=current_trace(),
    )
    return content, status, headers or {}


def _sign_in(_error: SignInNeeded):
    kind = "signin.staff" if request.path.startswith(("/kerja", "/audit")) else "signin.applicant"
    return redirect(url_for(kind, lanjut=_wanted()), 303)


def _wanted() -> str:
    """The address of this page; of a form, where it comes back as it was filled in."""
    return request.full_path.rstrip("?") if request.method == "GET" else unsent.keep()


def _choose_role(_error: RoleNeeded):
    return redirect(url_for("acting.choose", lanjut=_wanted()), 303)


def _role_over(error: RoleOver):
    leave_role()
    advice = _("Pilih peran lain yang Anda pegang, atau mintalah kepada petugas TI.")
    way = (url_for("acting.choose"), _("Pilih peran"))
    return page(403, _("Peran ini tidak berlaku"), error.sentence, advice, way=way)


def _wrong_role(error: WrongRole):
    sentence = _("Halaman ini untuk peran lain. Anda masuk sebagai %(role)s.", role=error.shown)
    advice = _("Keluar lewat tombol di atas, lalu masuk dengan akun lain; atau kembali ke halaman Anda.")
    return page(403, _("Anda tidak berhak membuka halaman ini"), sentence, advice, way=_own_place())


def _problem(problem: Problem):
    if problem.status == 401:
        return _sign_in(SignInNeeded())
    if problem.rule == "catat-penelusuran" and (found := UUID.search(request.full_path)):
        return redirect(url_for("persons.follow", person=found[0]), 303)
    titles = {403: _("Anda tidak berhak"), 404: _("Tidak ditemukan"), 429: _("Terlalu sering")}
    who = person()
    way = _own_place() if problem.status == 403 and who and who.staff else None
    title = titles.get(problem.status, _("Permintaan tidak dapat dipenuhi"))
    return page(problem.status, title, problem.sentence, way=way)


def _away(error: Exception):
    log.warning("away: %s", error if isinstance(error, Away | Unavailable) else type(error).__name__)
    if g.get("mark"):
        return _send_again(not isinstance(error, PyMongoError)), 503, {"Retry-After": "5"}
    return page(
        503,
        _("Layanan sedang tidak dapat dihubungi"),
        _("Tidak ada data Anda yang hilang. Halaman ini biasanya kembali dalam beberapa detik."),
        _("Muat ulang halaman ini sesaat lagi."),
        {"Retry-After": "5"},
    )


def _send_again(may_keep: bool) -> str:
    """The form that was sent, to be sent again as it is; what cannot stand in a page is asked for on the form's own."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if "password" not in name]
    whole = len(fields) == len(request.form) and not request.files
    way = None if whole else unsent.keep() if may_keep else request.path
    return render_template("again.html", fields=fields, way=way, trace=current_trace())


def _old_form(_error: NotOurs):
    return page(
        400,
        _("Formulir ini sudah tidak berlaku"),
        _("Formulir ini tidak utuh, atau dikirim dari situs lain; kali ini tidak kami proses."),
        _("Bila Anda pernah mengirimnya, kiriman itu mungkin sudah masuk. Periksa dahulu, lalu buka lagi formulirnya."),
        way=_where_to_look(),
    )


def _show_again(_error: TooOld):
    return redirect(unsent.keep(), 303)


def _other_form(_error: SomebodyElses):
    return page(
        403,
        _("Formulir ini dibuka oleh orang lain"),
        _("Anda sekarang masuk dengan akun lain daripada saat formulir ini dibuka; kali ini tidak kami proses."),
        _("Buka lagi halamannya, atau keluar lalu masuk dengan akun yang tadi."),
        way=_where_to_look(),
    )


def _own_place() -> tuple[str, str]:
    """Where whoever is signed in arrives."""
    who = person()
    return ("/kerja", _("Ke Ruang kerja")) if who and who.staff else ("/saya", _("Ke Lamaran saya"))


def _where_to_look() -> tuple[str, str]:
    """(address, word) of the page on which one sees whether something arrived."""
    places = {
        "/saya": _("Periksa di Lamaran saya"),
        "/kerja": _("Periksa di Ruang kerja"),
        "/audit": _("Periksa di Integritas"),
    }
    found = next((place for place in places if request.path.startswith(place)), "/")
    return found, places.get(found, _("Ke Beranda"))


def _http(error: HTTPException):
    if error.code in (301, 302, 303, 307, 308):
        return error
    if error.code == 404:
        return page(
            404,
            _("Halaman tidak ditemukan"),
            _("Alamat ini tidak ada, atau sudah dipindahkan."),
            _("Periksa alamatnya, atau mulai dari Beranda."),
        )
    if error.code == 413:
        return page(
            413,
            _("Berkas terlalu besar"),
            _("Ukuran kiriman melebihi batas. Batas setiap berkas tertulis pada halaman unggah."),
            _("Kembali, pilih berkas yang lebih kecil, lalu kirim lagi."),
        )
    return page(
        error.code or 500, _("Permintaan tidak dapat dipenuhi"), _("Halaman ini tidak melayani permintaan itu.")
    )


def _broken(error: Exception):
    log.error("unexpected %s", type(error).__name__, exc_info=error)
    return page(
        500,
        _("Terjadi galat pada sistem"),
        _("Kami sudah mencatatnya. Perubahan terakhir Anda mungkin belum tersimpan."),
        _("Coba lagi. Bila berulang, sebutkan nomor jejak di bawah kepada petugas."),
    )
