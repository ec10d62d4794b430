"""The applicant's own application: start, fill in, submit, withdraw, follow."""

from asnkit import states
from asnkit.errors import StaleVersion
from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, public, run_work

from ..announcement.domain import as_of
from ..announcement.lookup import is_told
from ..vacancy.lookup import is_closed
from . import assembling, schemas
from .domain import Withdraw, hidden_versions
from .gathering import has_lost_line, own, to_save, to_start, to_submit
from .reasons import REASONS

blueprint = Blueprint("applications", __name__, url_prefix="/v1/applications", description="Lamaran")

PUBLISHED, CORRECTED = "registration.announcement.published", "registration.announcement.corrected"


@blueprint.route("", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.StartApplication)
@blueprint.response(201, CommandAnswer)
def start(body):
    """Mulai lamaran. Satu orang melamar satu formasi dalam satu periode; bila formasinya ditutup, boleh yang lain."""
    stream, person = new_id("application"), caller().id

    def work(tx):
        command = to_start(tx, person, str(body["vacancy"]))
        tx.decide(stream, command)
        key, taken = _one_for_each_period(person, command.period["code"])
        if has_lost_line(tx, key):
            tx.release(key)
        tx.claim(key, stream, taken)

    return run_work(work)


@blueprint.route("/<id>/sections/education", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.EducationSection)
@blueprint.response(200, CommandAnswer)
def save_education(body, id):
    """Simpan bagian Pendidikan."""
    stream, person, vault = f"application-{id}", caller().id, current().vault
    content = {
        "level": body["level"],
        "programme": vault.seal(person, stream, "programme", body["programme"]),
        "institution": vault.seal(person, stream, "institution", body["institution"]),
        "gpa": vault.seal(person, stream, "gpa", body["gpa"]) if body["gpa"] else None,
    }
    return _save(stream, "education", content)


@blueprint.route("/<id>/sections/statements", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.StatementsSection)
@blueprint.response(200, CommandAnswer)
def save_statements(body, id):
    """Setujui pernyataan lima poin."""
    return _save(f"application-{id}", "statements", body)


@blueprint.route("/<id>/sections/placement", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.PlacementSection)
@blueprint.response(200, CommandAnswer)
def save_placement(body, id):
    """Kesediaan ditempatkan di unit lain (opsional)."""
    return _save(f"application-{id}", "placement", body)


@blueprint.route("/<id>/submission", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.SubmitApplication)
@blueprint.response(200, CommandAnswer)
def submit(_, id):
    """Kirim lamaran; jawabannya memuat nomor peserta. Sesudah ini lamaran tidak dapat diubah."""
    stream, person, vault = f"application-{id}", caller().id, current().vault

    def work(tx):
        command = to_submit(tx, vault, stream, person)
        tx.decide(stream, command, states.seen(tx))
        taken = Refused("nomor-terpakai", "Kirim sekali lagi.")
        tx.claim(f"participant/{command.participant_no}", stream, taken)
        tx.extra["participant_no"] = command.participant_no

    return run_work(work)


@blueprint.route("/<id>/withdrawal", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.WithdrawApplication)
@blueprint.response(200, CommandAnswer)
def withdraw(body, id):
    """Tarik lamaran. Lamaran yang belum dikirim membebaskan Anda untuk memilih formasi lain."""
    stream, person = f"application-{id}", caller().id

    def work(tx):
        _check_seen(tx, stream)
        [event] = tx.decide(stream, Withdraw(person, body["reason"]))
        _check_withdrawing(tx, event.data)
        if event.data["was"] == "draft":
            tx.release(_one_for_each_period(person, event.data["period"])[0])

    return run_work(work)


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnApplications)
def list_mine():
    """Lamaran Anda, terbaru lebih dahulu."""
    found = states.every(current().db, "application", person=caller().id)
    return {"items": [assembling.mine(*entry, is_told(current().db, entry[2])) for entry in reversed(found)]}


@blueprint.route("/mine/<id>", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnApplication)
def show_mine(id):
    """Satu lamaran Anda: bagian yang terisi, berkas, pemeriksaan, putusan."""
    loaded = current().store.load(f"application-{id}")
    application = own(loaded.state, caller().id)
    body = assembling.mine(loaded.stream, loaded.version, application, is_told(current().db, application))
    return states.versioned(body, body["version"])


@blueprint.route("/mine/<id>/timeline", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.Timeline)
def timeline(id):
    """Riwayat lamaran Anda, terbaru lebih dahulu; putusan tampak sesudah diumumkan."""
    application = own(current().store.load(f"application-{id}").state, caller().id)
    row = current().views["timelines"].find_one({"_id": id})
    entries = [{"id": event, **_told(event, entry)} for event, entry in (row["entries"] if row else {}).items()]
    told = is_told(current().db, application)
    if not told:
        entries = [entry for entry in entries if not _tells_verdict(entry["what"])]
    if is_closed(current().db, application["vacancy"]):
        return {"items": _newest_first(entries)}
    concerned = not told or application["status"] == "MS"
    for stream, _, state in states.every(current().db, "announcement", period=application["period"]):
        if concerned or state["result"] is None:
            entries += _announcement_entries(stream, state)
    return {"items": _newest_first(entries)}


@blueprint.route("/reasons", methods=["GET"])
@public
@blueprint.response(200, schemas.Reasons)
def list_reasons():
    """Alasan tidak memenuhi syarat: kode dan artinya."""
    return {"items": [{"code": code, "text": text} for code, text in REASONS.items()]}


def _save(stream: str, section: str, content: dict):
    person = caller().id
    return run_work(lambda tx: tx.decide(stream, to_save(tx, stream, person, section, content), states.seen(tx)))


def _check_withdrawing(tx, withdrawn: dict) -> None:
    """Raises Refused when the final result is out: withdrawing changes nothing any more, resigning does (selection)."""
    sent = withdrawn["was"] != "draft"
    if sent and states.one(tx.db, "announcement", tx.session, period=withdrawn["period"], stage="final"):
        message = "Hasil akhir sudah diumumkan. Siapa yang mendapat kursi mengundurkan diri dari halaman hasilnya."
        raise Refused("hasil-akhir-terbit", message)


def _check_seen(tx, stream: str) -> None:
    """The owner's If-Match counts what the owner sees. Raises StaleVersion in the same terms; Refused 428."""
    loaded = tx.load(stream)
    own(loaded.state, caller().id)
    shown = loaded.version - hidden_versions(loaded.state, is_told(tx.db, loaded.state, tx.session))
    if states.seen(tx) != shown:
        raise StaleVersion(stream, states.seen(tx), shown)


def _told(event: str, entry: dict) -> dict:
    """An entry with the answer to an objection, which only the objection's state has, sealed."""
    if entry["what"] not in ("registration.objection.answered", "registration.objection.accepted"):
        return entry
    stream = event.partition("@")[0]
    answer = current().vault.open(stream, "answer", current().store.load(stream).state["answer"])
    return {**entry, "details": {"accepted": True, **entry["details"], "answer": answer}}


def _tells_verdict(what: str) -> bool:
    """Selection takes up only who is MS, so its events would tell the verdict as well."""
    return what == "registration.application.verified" or what.startswith("selection.")


def _newest_first(entries: list[dict]) -> list[dict]:
    return sorted(entries, key=lambda entry: (entry["at"], entry["id"]), reverse=True)


def _announcement_entries(stream: str, state: dict) -> list[dict]:
    """What was announced, as it was, and each version that its letter had since."""
    told = [{"at": state["published_at"], "sha256": state["sha256"], "what": PUBLISHED, "by": "panitia"}]
    for change in state.get("changes", ()):
        told.append({"at": change["at"], "sha256": change["sha256"], "what": CORRECTED, "by": change["signers"][-1]})
    versions = [as_of(state, number) for number in range(1, len(told) + 1)]
    return [
        {"id": f"{stream}@{number}", **one, "details": {name: was[name] for name in ("stage", "number", "title")}}
        for number, (one, was) in enumerate(zip(told, versions, strict=True), start=1)
    ]


def _one_for_each_period(person: str, period: str) -> tuple[str, Refused]:
    taken = Refused("sudah-melamar", "Anda sudah melamar satu formasi pada periode ini.", "vacancy")
    return f"application/{person}/{period}", taken
