"""What the tests of registration share: applicants, files, a period."""

from datetime import timedelta

import pytest

from tests.http.running import Running, Someone
from tests.letters import Pigeonhole

PASSWORD = "sandi-yang-panjang"


class City(Running):
    people = 0

    def __init__(self, *parts):
        super().__init__(*parts)
        self.post = Pigeonhole(self.runtime)

    def account(self, **changes):
        """What someone new types in."""
        self.people += 1
        body = {
            "nik": f"127401180895{self.people:04d}",
            "family_card_no": f"127401010101{self.people:04d}",
            "name": "Budi Santoso Rahayu",
            "birth_date": "1995-08-18",
            "sex": "M",
            "email": f"pelamar{self.people}@contoh.id",
            "phone": "081234567890",
            "password": PASSWORD,
            "consent": {"notice": "2024-1", "purposes": ["selection", "announcement"]},
        }
        return body | changes

    def opened(self, body, **more):
        """The id of an account that waits for its proof."""
        created = self.public.post("/v1/accounts", body, **more)
        assert created.status_code == 201, created.text
        return created.json()["id"]

    def proved(self, body):
        """The id of a new account whose address is proved, and the tokens that came with that."""
        id = self.opened(body)
        answer = self.public.post(f"/v1/accounts/{id}/proof", {"code": self.post.code(body["email"])})
        assert answer.status_code == 200, answer.text
        return id, answer.json()

    def applicant(self, **changes):
        id, tokens = self.proved(self.account(**changes))
        someone = Someone(self, tokens["access_token"])
        someone.id = id
        return someone

    def waits(self, someone, id):
        """(kind, turn, number, due) of what of this waits for one of the staff."""
        answer = someone.get("/v1/waiting")
        assert answer.status_code == 200, answer.text
        return [
            (one["kind"], one["turn"], one["number"], one["due"]) for one in answer.json()["items"] if one["id"] == id
        ]

    def announce_period(self, code, closes_in, budget_year=2024):
        """A period whose registration has been open for a day."""
        now = self.runtime.clock.now()
        body = {
            "code": code,
            "name": f"Seleksi CPNS Kota Tanjungbalai, {code}",
            "procurement_type": "PNS",
            "budget_year": budget_year,
            "mode": "lokal",
            "registration_opens": (now - timedelta(days=1)).isoformat(),
            "registration_closes": (now + closes_in).isoformat(),
            "decree": "KepmenPANRB 320/2024",
        }
        answer = self.staff("ketua").post("/v1/periods", body)
        assert answer.status_code == 201, answer.text
        return body


@pytest.fixture(scope="module")
def city(serve):
    return serve("registration", City)


@pytest.fixture(scope="module")
def period(city):
    return city.announce_period("CPNS-2024", timedelta(days=5))
