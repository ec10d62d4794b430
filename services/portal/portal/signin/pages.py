"""Signing in and out: applicants with e-mail and password, staff at the office's provider."""

from asnkit.web import current
from authlib.integrations.base_client import OAuthError
from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from requests import RequestException

from .. import marks
from ..client import Away, Problem, api
from ..forms import Form
from ..security import safe_path
from ..staff import acting
from ..trouble import page
from . import device, staff, tokens
from .access import UNDECIDED, home
from .office import RoleOver

blueprint = Blueprint("signin", __name__)


@blueprint.route("/masuk", methods=["GET", "POST"])
def applicant():
    """Masuk untuk pelamar."""
    form = Form({"email": _("Alamat surel"), "password": _("Kata sandi")})
    onward = safe_path(request.values.get("lanjut"), "/saya")
    if form.sent:
        form.require("email", "password")
    if form.sent and not form.errors:
        with form.problems():
            enter(form.get("email"), form.raw("password"))
            return redirect(onward, 303)
    return form.page("signin/applicant.html", onward=onward)


def enter(email: str, password: str) -> None:
    """Sign an applicant in. Raises client.Problem, client.Away."""
    answer = api("registration").post("/v1/sign-in", {"email": email, "password": password, "device": device.kept()})
    device.keep(answer["device"])
    tokens.begin(answer)
    session["called"] = _masked(email)


def _masked(email: str) -> str:
    """Enough of an address to see on a shared telephone whose session this is."""
    name, _at, place = email.partition("@")
    return f"{name[:2]}…@{place}"


@blueprint.get("/masuk/pegawai")
def staff_page():
    """Masuk untuk pegawai: penjelasan, lalu ke penyedia identitas."""
    return render_template("signin/staff.html", onward=safe_path(request.args.get("lanjut"), "/kerja"))


@blueprint.get("/masuk/pegawai/mulai", endpoint="staff")
def staff_start():
    """Ke penyedia identitas."""
    session["onward"] = safe_path(request.args.get("lanjut"), "")
    try:
        return staff.provider().authorize_redirect(staff.callback_address())
    except RequestException as error:
        raise Away("identity") from error


@blueprint.get("/masuk/pegawai/kembali")
def staff_back():
    """Kembali dari penyedia identitas dengan kode."""
    onward, args = session.pop("onward", ""), request.args
    given = f"{args['state']}/{args['code']}" if "state" in args and "code" in args else ""
    try:
        if not tokens.begin_again(given):
            tokens.begin(staff.provider().authorize_access_token(), given)
    except OAuthError:
        who = tokens.person()
        return redirect(home(who.role), 303) if who else _not_signed_in()
    except RequestException as error:
        raise Away("identity") from error
    if not _arrived():
        return redirect(url_for("acting.choose", lanjut=onward or None), 303)
    return redirect(onward or home(tokens.person().role), 303)


def _arrived() -> bool:
    """Whether it is clear in which role; where it is not, or platform does not say, the page of the choice goes on."""
    try:
        return tokens.person().role != UNDECIDED or acting.arrive()
    except (RoleOver, Away):
        return False


def _not_signed_in():
    return page(
        400,
        _("Masuk tidak berhasil"),
        _("Tanda masuk dari penyedia identitas tidak sah atau sudah kedaluwarsa."),
        _("Mulai lagi dari halaman Masuk pegawai."),
        way=(url_for("signin.staff_page"), _("Masuk pegawai")),
    )


@blueprint.post("/keluar")
def leave():
    """Keluar: sesi di sini dan di tempat masuknya berakhir. Sent again, its answer lost, it leads to the same place."""
    who, kept = tokens.person(), getattr(session, "tokens", None)
    office = who.staff if who else marks.sent().kind == marks.STAFF
    session.end()
    if who is not None and not who.staff:
        try:
            api("registration").post("/v1/sign-out", {"refresh_token": kept["refresh_token"]})
        except (Problem, Away):
            pass  # the token ends by itself
    if office:
        issuer = current().settings.oidc_issuer
        return redirect(f"{issuer}/logout?post_logout_redirect_uri={current().settings.urls['portal']}/", 303)
    return redirect(url_for("home.show"), 303)
