"""Where an application stands: eight stops, one sentence, one date, one action; out of what the services say.

Nothing is decided or computed here: verdicts, windows, places and thresholds come from those who know them. The table
of every state before and after each window is tests/unit/portal/test_standing.py. What a page offers depends on it: a
draft whose period has closed can only be read (`unsent`).
"""

from typing import NamedTuple

from flask import redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .. import words
from ..client import api, path
from ..formats import day, now, number, parsed

FILE_CHECK, AFTER_OBJECTIONS, FINAL = "administrasi", "pasca_sanggah", "final"
SENT, FILES, OBJECTION, SKD, SKB, RESULT, RESULT_OBJECTION, APPOINTED = range(8)
STOPS = (
    _l("Terkirim"), _l("Berkas"), _l("Sanggah"), _l("SKD"), _l("SKB"), _l("Hasil akhir"), _l("Masa sanggah hasil"),
    _l("Diangkat"),
)  # fmt: skip
DONE, HERE, AHEAD, ENDED, NEVER = "done", "here", "ahead", "ended", "never"
ENDS_OF_DAY = "T16:59:59+00:00"


class Around(NamedTuple):
    """What lies around one's applications: periods by code, announcements, objections, candidacies by application, and
    objections to results by application and stage."""

    periods: dict[str, dict]
    announcements: list[dict]
    objections: dict[str, dict]
    candidates: dict[str, dict]
    contested: dict[tuple[str, str], dict]


class Due(NamedTuple):
    """A moment (RFC 3339) and what happens then."""

    at: str
    what: str


class Action(NamedTuple):
    """What the applicant can do, and the page (an endpoint that takes `id`) where it is done."""

    label: str
    endpoint: str


class Standing(NamedTuple):
    """`stop` counts the eight; `ended` says that the way ends there; `waits` that it waits for its applicant."""

    stop: int
    badge: words.Badge
    sentence: str
    due: Due | None = None
    action: Action | None = None
    ended: bool = False
    waits: bool = False
    tone: str = ""
    may_resign: bool = False

    @property
    def stops(self) -> list[tuple[str, str]]:
        """Each stop's word and state."""
        here = ENDED if self.ended else DONE if self.stop == APPOINTED else HERE
        later = NEVER if self.ended else AHEAD
        states = [DONE if n < self.stop else here if n == self.stop else later for n in range(len(STOPS))]
        return [(str(word), state) for word, state in zip(STOPS, states, strict=True)]

    @property
    def may_withdraw(self) -> bool:
        """Whether withdrawing still changes something."""
        return not self.ended and self.stop < RESULT


def around() -> Around:
    registration = api("registration")
    periods = {one["code"]: one for one in registration.get("/v1/periods")["items"]}
    objections = {one["application"]: one for one in registration.get("/v1/objections/mine")["items"]}
    candidates = {one["application"]: one for one in api("selection").get("/v1/candidates/mine")["items"]}
    filed = api("selection").get("/v1/score-objections/mine")["items"] if candidates else []
    contested = {(one["application"], one["stage"]): one for one in filed}
    return Around(periods, registration.get("/v1/announcements")["items"], objections, candidates, contested)


def application(id: str) -> dict:
    """One's own application. Raises client.Problem 404."""
    return api("registration").get(path("v1", "applications", "mine", id))


def period(code: str) -> dict:
    return api("registration").get(path("v1", "periods", code))


def unsent(one: dict, period: dict) -> bool:
    """Whether this is a draft that nobody can send any more."""
    return one["status"] == "draft" and bool(one.get("line_closed") or not period["open"])


def instead(id: str):
    """The way to where an application can be read; None for a draft that can still be filled in."""
    one = application(id)
    if one["status"] == "draft" and not unsent(one, period(one["period"])):
        return None
    return redirect(url_for("applications.tasks", id=id), 303)


def in_period(code: str) -> dict | None:
    """One's own application in this period, besides which there can be no other."""
    found = api("registration").get("/v1/applications/mine")["items"]
    return next((one for one in found if one["period"] == code and _counts(one)), None)


def _counts(one: dict) -> bool:
    return one.get("line_closed") is None and (one["status"] != "withdrawn" or one["submitted_at"] is not None)


def window(one: dict, lies: Around, stage: str = FILE_CHECK) -> dict | None:
    """The announcement of a stage in the application's period; of the file check, the one with the window to object."""
    found = (a for a in lies.announcements if a["period"] == one["period"] and a["stage"] == stage)
    return next(found, None)


def may_object(one: dict, lies: Around) -> bool:
    """Whether to offer the form; the service decides."""
    announced = window(one, lies)
    return bool(
        one["status"] == "TMS" and announced and announced["objection_open"] and one["id"] not in lies.objections
    )


def result_to_contest(one: dict, lies: Around) -> dict | None:
    """The standing whose window is open and that this person has not objected to; the service decides."""
    candidate = lies.candidates.get(one["id"])
    last = candidate["standings"][-1] if candidate and candidate["standings"] else None
    free = last and not candidate["withdrawn"] and (one["id"], last["stage"]) not in lies.contested
    return last if free and _open(last["objection"]) else None


def _open(window: dict | None) -> bool:
    return window is not None and parsed(window["opens"]) <= now() <= parsed(window["closes"])


def standing_of(one: dict, lies: Around) -> Standing:
    candidate, period = lies.candidates.get(one["id"]), lies.periods[one["period"]]
    if period.get("cancelled_at") and one["status"] != "withdrawn":
        return _cancelled(one, period)
    if one.get("line_closed") and one["status"] != "withdrawn":
        return _line_closed(one, period)
    if one["status"] == "draft":
        return _draft(one, period)
    if candidate and candidate.get("resigned"):
        sentence = _("Anda mengundurkan diri. Kursinya diberikan kepada peserta berikutnya menurut peringkat.")
        stop = APPOINTED if candidate["appointed"] else RESULT
        return Standing(stop, words.WITHDRAWN, sentence, ended=True)
    if one["status"] == "withdrawn" or (candidate and candidate["withdrawn"]):
        return Standing(SENT, words.WITHDRAWN, _("Anda menarik lamaran ini."), ended=True)
    if candidate and candidate["appointed"]:
        return _appointed(candidate)
    if candidate and candidate["standings"]:
        last = candidate["standings"][-1]
        stands = _final(one, last, lies) if last["stage"] == "FINAL" else _skd(candidate, last)
        return _contested(stands, last, lies.contested.get((one["id"], last["stage"])))
    if one["status"] == "TMS":
        return _tms(one, lies)
    return _ms(one, lies) if one["status"] == "MS" else _sent(period)


def _cancelled(one: dict, period: dict) -> Standing:
    when = day(period["cancelled_at"])
    if one["status"] == "draft":
        sentence = _("Panitia membatalkan seleksi ini pada %(day)s. Draf ini tidak dapat dikirim lagi.", day=when)
        return Standing(SENT, words.CANCELLED, sentence, ended=True)
    sentence = _(
        "Panitia membatalkan seleksi ini pada %(day)s. Lamaran Anda berakhir karena itu, bukan karena berkas Anda.",
        day=when,
    )
    return Standing(FILES, words.CANCELLED, sentence, ended=True)


def _line_closed(one: dict, period: dict) -> Standing:
    when = day(one["line_closed"]["at"])
    sentence = _("Formasi ini ditutup pada %(day)s, bukan karena isian atau berkas Anda.", day=when)
    if period["open"]:
        sentence = _("%(told)s Anda boleh melamar formasi lain pada periode yang sama.", told=sentence)
    stop = SENT if one["status"] == "draft" else FILES
    return Standing(stop, words.LINE_CLOSED, sentence, ended=True)


def _draft(one: dict, period: dict) -> Standing:
    if unsent(one, period):
        sentence = _("Tidak dikirim sampai pendaftaran ditutup, jadi tidak ikut seleksi.")
        return Standing(SENT, words.NOT_SENT, sentence, ended=True)
    if one["missing"]:
        action = Action(_("Lanjutkan"), "applications.tasks")
    else:
        action = Action(_("Periksa jawaban"), "submission.check")
    sentence = _("Belum dikirim. Hanya Anda yang dapat melihatnya.")
    return Standing(SENT, words.DRAFT, sentence, _closes(period), action, waits=True)


def _sent(period: dict) -> Standing:
    """The same before and after an undisclosed verdict."""
    due = _closes(period)
    if due:
        sentence = _("Sudah kami terima. Berkas diperiksa satu per satu; hasilnya diumumkan bagi semua sekaligus.")
    else:
        sentence = _("Pendaftaran sudah ditutup. Berkas diperiksa; hasilnya diumumkan bagi semua sekaligus.")
    return Standing(FILES, words.SENT, sentence, due)


def _tms(one: dict, lies: Around) -> Standing:
    announced, objection = window(one, lies), lies.objections.get(one["id"])
    if objection and objection["status"] == "accepted":
        sentence = _("Sanggahan Anda diterima. Daftar sesudah sanggah memuat Anda sebagai memenuhi syarat.")
        return Standing(OBJECTION, words.MS, sentence, _republished(one, lies), tone="good")
    if objection and objection["status"] == "rejected":
        sentence = _("Sanggahan Anda ditolak. Anda tidak memenuhi syarat, dan seleksi ini berakhir di sini bagi Anda.")
        return Standing(OBJECTION, words.TMS, sentence, action=_details(), ended=True, tone="bad")
    if objection:
        sentence = _("Sanggahan Anda sudah kami terima dan menunggu jawaban.")
        return Standing(OBJECTION, words.OBJECTION_WINDOW, sentence, _republished(one, lies), _details())
    if announced and announced["objection_open"]:
        sentence = _("Anda diumumkan tidak memenuhi syarat. Baca alasannya; Anda boleh menyanggah satu kali.")
        due = Due(announced["objection_closes"], _("Masa sanggah berakhir"))
        action = Action(_("Baca alasannya"), "applications.show")
        return Standing(OBJECTION, words.OBJECTION_WINDOW, sentence, due, action, waits=True, tone="bad")
    if announced and announced["objection_opens"] and parsed(announced["objection_opens"]) > now():
        sentence = _("Anda diumumkan tidak memenuhi syarat. Anda boleh menyanggah satu kali.")
        due = Due(announced["objection_opens"], _("Masa sanggah dibuka"))
        return Standing(OBJECTION, words.TMS, sentence, due, _details(), tone="bad")
    if announced and announced["objection_closes"]:
        ended = day(announced["objection_closes"])
        sentence = _("Anda tidak memenuhi syarat. Masa sanggah berakhir %(day)s.", day=ended)
    else:
        sentence = _("Anda tidak memenuhi syarat.")
    return Standing(FILES, words.TMS, sentence, action=_details(), ended=True, tone="bad")


def _ms(one: dict, lies: Around) -> Standing:
    announced = window(one, lies)
    if announced and announced["objection_open"]:
        sentence = _("Berkas Anda memenuhi syarat. Sesudah masa sanggah terbit daftar terakhir, lalu jadwal SKD.")
        due = Due(announced["objection_closes"], _("Masa sanggah berakhir"))
        return Standing(OBJECTION, words.MS, sentence, due, tone="good")
    due = _republished(one, lies)
    if due:
        sentence = _("Berkas Anda memenuhi syarat. Sesudah daftar terakhir terbit jadwal SKD.")
        return Standing(OBJECTION, words.MS, sentence, due, tone="good")
    sentence = _("Berkas Anda memenuhi syarat. Berikutnya SKD; jadwalnya diumumkan.")
    return Standing(SKD, words.MS, sentence, tone="good")


def _skd(candidate: dict, last: dict) -> Standing:
    results = Action(_("Lihat hasil saya"), "results.show")
    match last["code"]:
        case "P/L":
            sentence = _("Anda lulus SKD%(place)s. Berikutnya SKB; jadwalnya diumumkan.", place=_place(last))
            return Standing(SKB, words.PASSED_STAGE, sentence, action=results, tone="good")
        case "P":
            sentence = _(
                "Nilai Anda mencapai ambang batas, tetapi tidak cukup tinggi untuk dipanggil ke SKB%(place)s.",
                place=_place(last),
            )
        case "TL":
            sentence = _("Anda tidak lulus SKD: %(below)s.", below=_below(candidate))
        case "TH":
            sentence = _("Anda tidak hadir di SKD, jadi tidak ikut tahap berikutnya.")
        case "DIS":
            sentence = _("Anda didiskualifikasi di SKD.")
        case _:
            sentence = str(words.CODES.get(last["code"], last["code"]))
    return Standing(SKD, words.NOT_PASSED, sentence, action=results, ended=True, tone="bad")


def _final(one: dict, last: dict, lies: Around) -> Standing:
    results = Action(_("Lihat hasil saya"), "results.show")
    match last["code"]:
        case "L":
            announced = window(one, lies, FINAL)
            sentence = _("Anda lulus dan mendapat kursi%(place)s. Berikutnya pengangkatan.", place=_place(last))
            if announced and announced["objection_open"]:
                due = Due(announced["objection_closes"], _("Masa sanggah hasil berakhir"))
                return Standing(RESULT_OBJECTION, words.PASSED, sentence, due, results, tone="good", may_resign=True)
            return Standing(APPOINTED - 1, words.PASSED, sentence, action=results, tone="good", may_resign=True)
        case "SERI":
            sentence = _("Nilai Anda sama persis dengan peserta lain di kursi terakhir. Panitia memutuskan.")
            return Standing(RESULT, words.UNDECIDED, sentence, action=results)
        case "TL":
            stop = RESULT
            sentence = _(
                "Anda tidak mendapat kursi%(place)s; ada %(n)s kursi.", place=_place(last), n=number(last["quota"])
            )
        case "TH":
            stop, sentence = SKB, _("Anda tidak hadir di SKB, jadi tidak ikut hasil akhir.")
        case "DIS":
            stop, sentence = SKB, _("Anda didiskualifikasi di SKB.")
        case _:
            stop, sentence = RESULT, str(words.CODES.get(last["code"], last["code"]))
    return Standing(stop, words.NOT_PASSED, sentence, action=results, ended=True, tone="bad")


def _contested(stands: Standing, last: dict, objection: dict | None) -> Standing:
    """The same with what is open or under way against this result."""
    stop = RESULT_OBJECTION if last["stage"] == "FINAL" else stands.stop
    if objection is None:
        if not stands.ended or not _open(last["objection"]):
            return stands
        sentence = _("%(told)s Anda boleh menyanggah hasil ini satu kali.", told=stands.sentence)
        due = Due(last["objection"]["closes"], _("Masa sanggah hasil berakhir"))
        action = Action(_("Ajukan sanggah hasil"), "score_objection.file")
        return stands._replace(stop=stop, sentence=sentence, due=due, action=action, ended=False, waits=True)
    if objection["status"] == "rejected":
        return stands._replace(sentence=_("%(told)s Sanggahan Anda atas hasil ini ditolak.", told=stands.sentence))
    if objection["status"] == "accepted" and last["edition"] > objection["edition"]:
        return stands
    if objection["status"] == "accepted":
        sentence = _("Sanggahan Anda diterima dan nilai Anda dikoreksi. Hasil edisi baru menyusul.")
    else:
        sentence = _("Sanggahan Anda atas hasil sudah kami terima; dua orang menjawabnya.")
    due = None
    if last["objection"]:
        due = Due(last["objection"]["republish_by"] + ENDS_OF_DAY, _("Hasil sesudah sanggah terbit, paling lambat"))
    action = Action(_("Lihat hasil saya"), "results.show")
    return Standing(stop, words.OBJECTION_WINDOW, sentence, due, action)


def _appointed(candidate: dict) -> Standing:
    note = candidate["appointed"]
    sentence = _(
        "Anda diangkat dengan SK %(decree)s, terhitung mulai %(date)s. Berikutnya pelatihan dasar (Latsar).",
        decree=note["decree_no"],
        date=day(note["effective_date"]),
    )
    results = Action(_("Lihat hasil saya"), "results.show")
    return Standing(APPOINTED, words.APPOINTED, sentence, action=results, tone="good", may_resign=True)


def _details() -> Action:
    return Action(_("Buka rincian"), "applications.show")


def _closes(period: dict) -> Due | None:
    return Due(period["registration_closes"], _("Pendaftaran ditutup")) if period["open"] else None


def _republished(one: dict, lies: Around) -> Due | None:
    """When the list after objections is due; None once it is there."""
    announced = window(one, lies)
    if not announced or not announced["republish_by"] or window(one, lies, AFTER_OBJECTIONS):
        return None
    return Due(announced["republish_by"] + ENDS_OF_DAY, _("Daftar sesudah sanggah terbit, paling lambat"))


def _place(last: dict) -> str:
    """ ", place 3 of 42" where there is one."""
    if last["rank"] is None:
        return ""
    if last["ranked"] is None:
        return _(", peringkat %(n)s", n=number(last["rank"]))
    return _(", peringkat %(n)s dari %(all)s", n=number(last["rank"]), all=number(last["ranked"]))


def _below(candidate: dict) -> str:
    """The parts that miss their threshold, with both numbers."""
    missed = [
        _("%(part)s %(points)s, ambang batas %(least)s", part=words.SCORE_SHORT[one["part"]], points=one["points"],
          least=one["threshold"])
        for one in candidate["scale"] or ()
        if one["threshold"] is not None and one["points"] < one["threshold"]
    ]  # fmt: skip
    return "; ".join(missed) or _("nilai di bawah ambang batas")
