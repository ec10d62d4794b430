"""The file check: verdicts, their announcement, objections, and the list after them."""

from concurrent.futures import ThreadPoolExecutor

from .callers import Unexpected
from .city import City

VERIFIERS = ("verifikator1", "verifikator2", "verifikator3")
MARKERS = 6  # two at each login
WRONG, RIGHT = 11, 1
"""Numbers of the first list's letter: as it was typed, and as it is."""
FOUND = {"age": "AGE", "education": "EDUCATION", "gpa": "GPA"}
"""What the machine's checks say, as a reason for a verdict."""


def verify(city: City) -> None:
    """Verifiers take the oldest files, open everything, and decide, until the queue is empty."""
    with city.stages.stage("file check", city.shape.submitted) as advance:
        with ThreadPoolExecutor(MARKERS) as pool:
            markers = [pool.submit(_desk, city, VERIFIERS[n % len(VERIFIERS)], advance) for n in range(MARKERS)]
            decided = sum(marker.result() for marker in markers)
    if decided != city.shape.submitted:
        raise Unexpected(f"{decided} files were decided on, {city.shape.submitted} were submitted")


def announce(city: City) -> None:
    """Nobody can send a file any more when the list is announced."""
    city.forward_to(city.public.get("registration", f"/v1/periods/{city.code}").body["registration_closes"])
    with city.stages.stage("announcement of the file check"):
        _publish(city, "administrasi", WRONG, "Pengumuman Hasil Seleksi Administrasi")
    with city.stages.stage("its letter corrected, two signers"):
        _correct(city)


def hear_objections(city: City) -> None:
    """On the first day of the window those who think that they are right say so; then the clock goes on."""
    [announced] = city.announcements()
    city.forward_to(announced["objection_opens"])
    objecting = [(id, person) for id, person in city.applications.items() if person.fate.objection]
    city.stages.each("objections filed", objecting, lambda one: _object(city, *one))
    waiting = _objections(city)
    city.stages.each("objections answered", waiting, lambda one: _answer(city, one))
    city.forward_to(announced["objection_closes"])
    with city.stages.stage("announcement after objections"):
        _publish(city, "pasca_sanggah", 2, "Pengumuman Hasil Seleksi Administrasi Pasca Sanggah")


def _desk(city: City, login: str, advance) -> int:
    verifier, decided = city.staff[login], 0
    while True:
        taken = verifier.post("registration", "/v1/verifications/next", {"period": city.code}, accept=(404, 409))
        if taken.status == 404:
            return decided
        if taken.status == 409:
            continue  # a colleague was faster
        application = taken.body["id"]
        file = verifier.get("registration", f"/v1/applications/{application}/file")
        for paper in file.body["documents"]:
            verifier.post("registration", f"/v1/documents/{paper['document']}/views", {})
        verdict = _verdict(file.body, city.applications[application].reasons)
        path = f"/v1/applications/{application}/verdict"
        verifier.post("registration", path, verdict, version=file.version)
        decided += 1
        advance()


def _verdict(file: dict, seen: list[str]) -> dict:
    """What the checks say, and what a person sees in the documents."""
    found = {FOUND[check["rule"]] for check in file["checks"] if check["result"] == "not_met"}
    reasons = sorted(found | set(seen))
    return {"verdict": "TMS" if reasons else "MS", "reasons": reasons}


def _publish(city: City, stage: str, letter: int, title: str) -> None:
    body = {"period": city.code, "stage": stage, "number": city.letter(letter), "title": f"{title} {city.code}"}
    city.staff["ketua"].post("registration", "/v1/announcements", body)


def _correct(city: City) -> None:
    """Another number on the letter: one person proposes, another decides."""
    first, second = city.staff["panitia1"], city.staff["ketua"]
    [announced] = city.announcements()
    why = {"reason_code": "ENTRY_ERROR", "letter": city.letter(10)}
    body = {"announcement": announced["id"], "after": {"number": city.letter(RIGHT)}, **why}
    path = f"/v1/announcement-changes/{first.post('registration', '/v1/announcement-changes', body).body['id']}"
    read = second.get("registration", path)
    second.post("registration", f"{path}/approval", {"proposed": read.body["proposed"]}, version=read.version)


def _object(city: City, application: str, person) -> None:
    body = {
        "application": application,
        "contests": person.reasons[:1],
        "text": "Mohon berkas saya diperiksa kembali; menurut saya sudah sesuai ketentuan.",
    }
    city.accounts[person.number].post("registration", "/v1/objections", body)


def _objections(city: City) -> list[dict]:
    items = city.staff["panitia1"].all("registration", "/v1/objections", period=city.code, status="filed")
    if len(items) != city.shape.objections:
        raise Unexpected(f"{len(items)} objections wait, {city.shape.objections} were filed")
    return items


def _answer(city: City, objection: dict) -> None:
    """By one of the committee; where no reason stands, another one accepts."""
    panitia, path = city.staff["panitia1"], f"/v1/objections/{objection['id']}"
    seen = panitia.get("registration", path)
    accepted = city.applications[objection["application"]].fate.objection == "accepted"
    reasons = seen.body["reasons"]
    answer = {
        "fallen": reasons if accepted else [],
        "standing": [] if accepted else reasons,
        "reason_code": "COMMITTEE_ERROR" if accepted else "RULE_CONFIRMED",
        "answer": "Berkas Anda sudah sesuai; putusan diubah menjadi memenuhi syarat."
        if accepted
        else "Berkas diperiksa kembali; persyaratan memang belum terpenuhi.",
    }
    panitia.post("registration", f"{path}/answer", answer, version=seen.version)
    if accepted:
        second = city.staff["panitia2"]
        seen = second.get("registration", path)
        proposed = {name: seen.body["proposed"][name] for name in ("event", "sha256")}
        second.post("registration", f"{path}/acceptance", {"proposed": proposed}, version=seen.version)
