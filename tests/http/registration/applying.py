"""Somebody applies, and is decided on, as the tests of registration need it."""

from tests.papers import PDF, jpeg
from tests.unit.registration.test_formation_list import CLERK, NURSE, sheet

EDUCATION = {"level": "PROFESI", "programme": "Ners", "institution": "Universitas Sumatera Utara", "gpa": "3,45"}
STATEMENTS = ["no_prison_sentence", "never_dismissed", "not_serving", "no_party", "any_placement"]
PICTURES = ("id_card", "photo", "selfie")
PATH = "/v1/applications/{}/submission"
PAPERS = ("diploma", "transcript", "application_letter", "statement_letter", "health_registration")


def published(city, code):
    """The lines of a formation list that is published for a period, by the kind of need."""
    clerk = city.staff("panitia")
    listed = clerk.post(f"/v1/formation-lists?period={code}&file=formasi.csv", data=sheet(NURSE, CLERK)).json()
    approved = clerk.post(f"/v1/formation-lists/{listed['id']}/approval", version=listed["version"])
    assert approved.status_code == 200, approved.text
    city.deliver()
    return {item["need_type"]: item for item in city.public.get(f"/v1/vacancies?period={code}").json()["items"]}


def ready(city, lines, **changes):
    """An applicant whose application is complete but not yet submitted."""
    someone = city.applicant(**changes)
    for kind in PICTURES:
        assert someone.post(f"/v1/documents?kind={kind}", data=jpeg()).status_code == 201
    for kind in PAPERS:
        assert someone.post(f"/v1/documents?kind={kind}", data=PDF).status_code == 201
    started = someone.post("/v1/applications", {"vacancy": lines["UMUM"]["id"]})
    assert started.status_code == 201, started.text
    someone.application = started.json()["id"]
    path = f"/v1/applications/{someone.application}/sections"
    assert someone.post(f"{path}/education", EDUCATION, version=1).status_code == 200
    content = {"text": "2024-1", "agreed": STATEMENTS}
    assert someone.post(f"{path}/statements", content, version=2).status_code == 200
    assert someone.post(f"{path}/placement", {"other_unit": True}, version=3).status_code == 200
    return someone


def submitted(city, lines, **changes):
    someone = ready(city, lines, **changes)
    answer = send(someone)
    assert answer.status_code == 200, answer.text
    someone.number = answer.json()["extra"]["participant_no"]
    return someone


def send(someone):
    """The answer to a submission of what `ready` made."""
    return someone.post(PATH.format(someone.application), {"truthful": True, "data_use": True}, version=4)


def read_all(verifier, application):
    """The file, with every document of it opened."""
    file = verifier.get(f"/v1/applications/{application}/file").json()
    for paper in file["documents"]:
        assert verifier.post(f"/v1/documents/{paper['document']}/views", {}).status_code == 200
    return file


def decide(city, code, verdicts):
    """A verifier takes every file; `verdicts` says which verdict an application gets, MS by default."""
    verifier = city.staff("verifikator")
    while (taken := verifier.post("/v1/verifications/next", {"period": code})).status_code == 200:
        id = taken.json()["id"]
        version = read_all(verifier, id)["version"]
        verdict = verdicts.get(id, "MS")
        body = {"verdict": verdict, "reasons": ["DIPLOMA"] if verdict == "TMS" else []}
        answer = verifier.post(f"/v1/applications/{id}/verdict", body, version=version)
        assert answer.status_code == 200, answer.text


def held(city, code, application, name="satu"):
    """A verifier who holds this application, and no other of those that were taken for it."""
    verifier = city.staff("verifikator", name)
    others = []
    while (taken := verifier.post("/v1/verifications/next", {"period": code}).json())["id"] != application:
        others.append(taken)
    for other in others:
        back = verifier.post(f"/v1/verifications/{other['id']}/release", version=other["version"])
        assert back.status_code == 200, back.text
    return verifier


def verdict(verifier, someone, outcome="MS", reasons=()):
    """The answer to a verdict by who holds this applicant's file."""
    version = read_all(verifier, someone.application)["version"]
    body = {"verdict": outcome, "reasons": list(reasons)}
    return verifier.post(f"/v1/applications/{someone.application}/verdict", body, version=version)
