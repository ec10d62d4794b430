"""The town as its offices see it: a queue of a thousand, objections that wait, files in every state."""

import json

from asnkit.commands import Context
from asnkit.events import new_id, parse_time
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from registration.application.numbering import participant_no
from selection.score_objection.domain import AGGREGATE as SCORE_OBJECTION
from selection.score_objection.domain import File as FileResult
from selection.streams import result_stream
from tlog.notes import Signer, split

from .. import story
from ..people import Applicant
from ..town import Town
from . import auditing, learners

ROWS = 1000
LATER = "2027-12-01T00:00:00Z"
SKD_HEADER = "nomor_peserta;twk;tiu;tkp;keterangan"


class Office(Town):
    """A town with a log that two witnesses look at, of which one cosigns."""

    def __init__(self, servers, folder):
        self._inspektorat, self._universitas = (
            Signer(name, Ed25519PrivateKey.generate()) for name in ("saksi.inspektorat.id", "saksi.universitas.id")
        )
        super().__init__(servers, folder)

    def _witnesses(self):
        signers = {"Inspektorat": self._inspektorat, "Universitas Sumatera Utara": self._universitas}
        listed = [
            {"name": name, "url": "http://127.0.0.1:1", "key": one.witness_verifier} for name, one in signers.items()
        ]
        file = self._folder / "witnesses.json"
        file.write_text(json.dumps({"needed": 1, "witnesses": listed}))
        return file

    def _cosign(self, checkpoints):
        row = checkpoints.find_one({}, sort=[("_id", -1)])
        if row is None or row["cosignatures"]:
            return False
        line = self._inspektorat.cosign(split(row["note"])[0], int(self.clock.now().timestamp()))
        checkpoints.update_one({"_id": row["_id"]}, {"$set": {"cosignatures": [line], "sent": False}})
        return True

    def round(self, period) -> str:
        rounds = self.staff("panitia1").get("selection", "/v1/rounds")["items"]
        return next(one["id"] for one in rounds if one["period"] == period)


def fill(office) -> None:
    """After story.fill: `office.objection`, `office.held` (an application on verifikator1's desk), `office.files`,
    `office.amendment`, `office.contested` (an objection to a result)."""
    story.fill(office)
    siti = office.people["siti"]
    siti.sign_in()
    text = ("Ijazah saya terbaca jelas; meterai elektronik ada di sudut kanan bawah halaman pertama. " * 12)[:1000]
    filed = {"application": siti.applications[story.OBJECTING]["id"], "contests": ["DIPLOMA", "DUTY_STAMP"]}
    office.objection = siti.post("registration", "/v1/objections", filed | {"text": text})["id"]
    answer = {"fallen": filed["contests"], "standing": [], "reason_code": "COMMITTEE_ERROR", "answer": text}
    office.staff("panitia2").post("registration", f"/v1/objections/{office.objection}/answer", answer, version=1)
    for number in range(9):
        person = Applicant(office, 50 + number, f"Pelamar Antrean {chr(65 + number)}")
        person.upload()
        person.apply(story.OPEN, office.lines[story.OPEN])
    learners.fill(office)
    office.contest = contest(office)
    crowd(office)
    member = office.staff("panitia1")
    body = {"period": story.OBJECTING, "name": "Seleksi PPPK 2025", "procurement_type": "PNS", "mode": "lokal"}
    waiting = member.post("selection", "/v1/rounds", body)["id"]
    member.post("selection", f"/v1/rounds/{waiting}/rules", {"rule_set": "KEPMEN321-2024"}, version=1)
    office.flow()
    verifier = office.staff("verifikator1")
    office.held = verifier.post("registration", "/v1/verifications/next", {"period": story.OPEN})["id"]
    files(office)
    office.amendment = amendment(office)
    office.contested = contested(office)
    leaving(office)
    reword(office)
    auditing.fill(office)


def leaving(office) -> None:
    """Two who never sent anything want to be erased, one of them already by the office; one file is open."""
    asked = []
    for number, name in ((61, "Pamit Satu"), (62, "Pamit Dua")):
        person = Applicant(office, number, name)
        person.post("registration", "/v1/accounts/me/erasure", {})
        asked.append(person.get("registration", "/v1/accounts/me")["id"])
    office.asking, office.leaving = asked
    why = {"basis": "request", "reference": "12/PDP/2026"}
    office.staff("ketua").post("registration", f"/v1/accounts/{office.leaving}/erasure", why)
    office.opened = office.people["siti"].applications[story.DONE]["id"]
    why = {"why": "COMPLAINT", "note": "Aduan 12/2026 tentang ijazah."}
    office.staff("panitia2").post("registration", f"/v1/applications/{office.opened}/openings", why)


def reword(office) -> None:
    """Two editions of one message came into use after all was told; other words of another one wait."""
    first, second = office.staff("panitia1"), office.staff("ketua")

    def propose(kind, title, text):
        path = f"/v1/templates/{kind}/id"
        version = first.get("registration", path)["version"] or None
        first.post("registration", f"{path}/proposals", {"title": title, "text": text}, version=version)
        return path

    for text in ("Hasil bagi nomor {nomor} ada di halaman lamaran.", "Hasil Anda ada di halaman lamaran ({tanggal})."):
        path = propose("announced_files", "Hasil pemeriksaan berkas {periode}", text)
        read = second.get("registration", path)
        proposed = {"proposed": read["waiting"]["proposed"]}
        second.post("registration", f"{path}/approval", proposed, version=read["version"])
    propose("announced_skd", "Hasil SKD {periode} diumumkan", "Nilai Anda dan ambang batasnya ada di halaman lamaran.")


def contest(office) -> str:
    """Somebody says that another account uses the own NIK."""
    person = Applicant(office, 60, "Pelapor NIK", "1274011808950060")
    person.upload()
    return person.post("registration", "/v1/contests/mine", {"text": "NIK saya dipakai orang lain."})["id"]


def crowd(office) -> None:
    """A thousand more in the queue, sent after everyone else, so that nobody takes them."""
    rows, states = [], []
    for number in range(ROWS):
        id, person = (new_id("x").partition("-")[2] for _ in range(2))
        common = {"period": story.OPEN, "vacancy": office.lines[story.OPEN], "person": person}
        common |= {"participant_no": participant_no(2026, number), "status": "submitted", "submitted_at": LATER}
        seen = ["age", "education", "identity"] if number % 3 == 0 else []
        rows.append({"_id": id, **common, "started_at": LATER, "warnings": seen, "held_by": None, "objection": None})
        data = {**common, "verdicts": [], "sections": {}, "documents": [], "checks": []}
        stream = f"application-{id}"
        states.append({"_id": stream, "aggregate": "application", "version": 1, "shape": 1, "data": data})
    registration = office.runtimes["registration"]
    registration.db.state.insert_many(states)
    registration.views["applications"].insert_many(rows)


def files(office) -> None:
    """A score file that waits for the second person, and one that is being recorded (nobody works on it)."""
    number = office.people["siti"].applications[story.DONE]["number"]
    where = {"round": office.round(story.DONE), "stage": "SKD"}
    staged = [
        office.staff("panitia1").post(
            "selection",
            "/v1/score-batches",
            params={**where, "file": f"{name}.csv"},
            data=f"{SKD_HEADER}\r\n{number};{points};\r\n".encode(),
        )
        for name, points in (("susulan", "100;100;200"), ("berjalan", "105;100;200"))
    ]
    office.files = {"staged": staged[0]["id"], "running": staged[1]["id"]}
    path = f"/v1/score-batches/{staged[1]['id']}/approval"
    office.staff("ketua").post("selection", path, {"staged": staged[1]["staged"]}, version=staged[1]["version"])


def amendment(office) -> str:
    """A correction of siti's SKB that waits for the second person."""
    number = office.people["siti"].applications[story.DONE]["number"]
    skb = [{"kind": "CAT", "score": "120", "most": 500}]
    return story.propose_correction(office, office.round(story.DONE), number, stage="SKB", skb=skb)["id"]


def contested(office) -> str:
    """An objection to the final result, filed in its window, that waits for the second person: a rejection."""
    store, person = office.runtimes["selection"].store, office.people["siti"]
    result = store.load(result_stream(office.round(story.DONE), "FINAL"))
    found = office.runtimes["selection"].db.state.find_one(
        {"aggregate": "candidate", "data.participant_no": person.applications[story.DONE]["number"]}
    )
    stream, vault = new_id("score_objection"), office.runtimes["selection"].vault
    text = vault.seal(
        found["data"]["person"], stream, "text", "Nilai SKB saya kurang dari yang diumumkan di ruang tes."
    )
    within = parse_time(result.state["published"]["objection"]["opens"])
    about = (found["data"]["person"], found["_id"], found["data"], result.stream, result.state, True)
    facts = SCORE_OBJECTION.decide(None, FileResult(*about, ("SKB_SCORE", "RANK"), text), within)
    context = Context("pelamar:siti", new_id("x"), "0" * 32, answered=False)
    store.run(context, lambda tx: tx.append(stream, facts))
    body = {"reason_code": "SCORE_CONFIRMED", "answer": "Nilainya sama dengan berita acara ruang tes."}
    id = stream.partition("-")[2]
    office.staff("panitia1").post("selection", f"/v1/score-objections/{id}/answer", body, version=1)
    return id
