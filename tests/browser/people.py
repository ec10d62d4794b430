"""Applicants of the town, who do over HTTP what the pages do for them."""

from tests.papers import PDF, jpeg

from .town import Caller

PASSWORD = "sandi-yang-panjang"
STATEMENTS = ["no_prison_sentence", "never_dismissed", "not_serving", "no_party", "any_placement"]
PICTURES = ("id_card", "photo", "selfie")
PAPERS = ("diploma", "transcript", "application_letter", "statement_letter", "health_registration")
EDUCATION = {"level": "PROFESI", "programme": "Ners", "institution": "Universitas Sumatera Utara", "gpa": "3,45"}


class Applicant(Caller):
    """`email` and PASSWORD sign this person in; `applications` maps a period to {id, number}."""

    def __init__(self, town, number, name, nik=None):
        super().__init__(town)
        self.email = f"pelamar{number}@contoh.id"
        body = {
            "nik": nik or f"127401180895{number:04d}",
            "family_card_no": f"12740101010100{number:02d}",
            "name": name,
            "birth_date": "1995-08-18",
            "sex": "M",
            "email": self.email,
            "phone": "081234567890",
            "password": PASSWORD,
            "consent": {"notice": "2024-1", "purposes": ["selection", "announcement"]},
        }
        id = self.post("registration", "/v1/accounts", body)["id"]
        self._enter(self.post("registration", f"/v1/accounts/{id}/proof", {"code": town.code(self.email)}))
        self.applications = {}

    def sign_in(self):
        login = {"email": self.email, "password": PASSWORD}
        self._enter(self.post("registration", "/v1/sign-in", login))

    def _enter(self, tokens):
        self._tokens = {"registration": tokens["access_token"]}
        self._token = lambda service: self.post("registration", "/v1/sign-in/exchange", {"audience": service})[
            "access_token"
        ]

    def upload(self, kinds=PICTURES + PAPERS):
        for kind in kinds:
            content = jpeg() if kind in PICTURES else PDF
            self.post("registration", "/v1/documents", params={"kind": kind}, data=content)

    def start(self, period, vacancy):
        answer = self.post("registration", "/v1/applications", {"vacancy": vacancy})
        self.applications[period] = {"id": answer["id"]}
        return answer["id"]

    def fill(self, period):
        path = f"/v1/applications/{self.applications[period]['id']}/sections"
        self.post("registration", f"{path}/education", EDUCATION, version=1)
        self.post("registration", f"{path}/statements", {"text": "2024-1", "agreed": STATEMENTS}, version=2)
        self.post("registration", f"{path}/placement", {"other_unit": True}, version=3)

    def submit(self, period):
        path = f"/v1/applications/{self.applications[period]['id']}/submission"
        answer = self.post("registration", path, {"truthful": True, "data_use": True}, version=4)
        self.applications[period]["number"] = answer["extra"]["participant_no"]

    def apply(self, period, vacancy):
        self.start(period, vacancy)
        self.fill(period)
        self.submit(period)
