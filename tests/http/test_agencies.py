"""An agency over HTTP: it asks without an account, two people of IT give, everybody reads it, and its address goes.
A role of the staff, which two people of IT give as well.
"""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from asnkit.deadlines import Deadlines
from asnkit.events import Refused
from asnkit.wib import wib_date
from asnplatform.role import founding

from .running import Someone, problem

ASKED = {
    "agency": "Badan Pusat Statistik Kota Tanjungbalai",
    "purpose": "Statistik pasar kerja kota.",
    "contact": "data@bps.example",
    "topics": ["asn.registration.public", "asn.checkpoints"],
}

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def platform(serve):
    return serve("platform")


class Desk:
    """One request, and its acts by a person of IT with the version that stands."""

    def __init__(self, platform, **more):
        self.first, self.second = platform.staff("ti", "a"), platform.staff("ti", "b")
        self.platform = platform
        self.id = platform.public.post("/v1/agencies", ASKED | more).json()["id"]
        self.path = f"/v1/agencies/{self.id}"

    def act(self, person, step, body=None):
        shown = person.get(self.path).json()
        return person.post(f"{self.path}/{step}", body or {}, version=shown["version"])

    def propose(self, topics, days=365):
        until = wib_date(self.platform.runtime.clock.now()) + timedelta(days=days)
        return self.act(self.first, "proposal", {"topics": topics, "until": until.isoformat()})

    def give(self, topics, days=365):
        assert self.propose(topics, days).status_code == 200
        proposed = self.second.get(self.path).json()["proposed"]
        assert self.act(self.second, "grant", {"proposed": proposed}).status_code == 200

    @property
    def public(self):
        """As everybody reads it, None where nobody does."""
        items = self.platform.public.get("/v1/agencies?limit=100").json()["items"]
        return next((one for one in items if one["id"] == self.id), None)


def test_it_asks_without_an_account_and_nobody_reads_of_it_before_two_gave(platform):
    desk = Desk(platform)
    assert desk.public is None
    assert "contact" not in desk.first.get(desk.path).json()
    problem(desk.act(desk.first, "grant", {"proposed": {"event": f"agency-{desk.id}@1", "sha256": "a" * 64}}), 409,
            "bukan-saatnya")  # fmt: skip
    assert desk.propose(["asn.registration.public"]).status_code == 200
    proposed = desk.first.get(desk.path).json()["proposed"]
    problem(desk.act(desk.first, "grant", {"proposed": proposed}), 403, "penanda-tangan-sama")
    assert desk.public is None
    desk.act(desk.second, "grant", {"proposed": proposed})
    shown = desk.public
    assert (shown["status"], shown["topics"]) == ("granted", ["asn.registration.public"])
    assert {"contact", "proposer", "version"} & shown.keys() == set()
    problem(platform.public.get(f"/v1/agencies/{desk.id}"), 401, "belum-masuk")


def test_what_it_asks_for_is_no_topic_of_another_kind(platform):
    asked = ASKED | {"topics": ["asn.registration.closed"]}
    problem(platform.public.post("/v1/agencies", asked), 422, "isian", "topics.0")
    problem(platform.public.post("/v1/agencies", ASKED | {"contact": "bukan surel"}), 422, "isian", "contact")


def test_what_waits_waits_for_the_one_who_has_not_signed(platform):
    desk = Desk(platform, agency="Dinas Tenaga Kerja")

    def turn(person):
        items = person.get("/v1/waiting").json()["items"]
        return next((one["turn"] for one in items if one["id"] == desk.id), None)

    assert (turn(desk.first), turn(desk.second)) == ("you", "you")
    desk.propose(["asn.training.public"])
    assert (turn(desk.first), turn(desk.second)) == ("other", "second")
    desk.act(desk.second, "grant", {"proposed": desk.second.get(desk.path).json()["proposed"]})
    assert (turn(desk.first), turn(desk.second)) == (None, None)


def test_a_month_before_its_last_day_a_grant_stands_in_the_inbox_and_no_longer_when_it_is_over(platform):
    desk = Desk(platform, agency="Ombudsman")
    desk.give(["asn.checkpoints"], days=40)

    def told():
        items = desk.first.get("/v1/waiting").json()["items"]
        return [(one["kind"], one["due"]) for one in items if one["id"] == desk.id]

    assert told() == []
    platform.clock.forward(timedelta(days=10))
    assert told() == [("agency_end", desk.public["until"])]
    desk.act(desk.first, "pause", {"reason": "Kata sandinya bocor."})
    assert told() == [("agency_end", desk.public["until"])]
    desk.act(desk.first, "end", {"reason": "Kerja sama berakhir."})
    assert told() == []


def test_its_rights_follow_each_act_and_everybody_reads_why(platform):
    desk = Desk(platform)
    problem(desk.first.get(f"{desk.path}/kafka-user"), 404, "instansi-tidak-ada")
    desk.give(ASKED["topics"])

    def readable():
        made = json.loads(desk.first.get(f"{desk.path}/kafka-user").json()["manifest"])
        acls = made["spec"]["authorization"]["acls"]
        return [acl["resource"]["name"] for acl in acls if acl["resource"]["type"] == "topic"]

    assert readable() == ASKED["topics"]
    desk.act(desk.first, "narrowing", {"topics": ["asn.checkpoints"]})
    assert readable() == ["asn.checkpoints"]
    desk.act(desk.second, "pause", {"reason": "Kata sandinya bocor."})
    assert readable() == [] and desk.public["reason"] == "Kata sandinya bocor."
    desk.act(desk.second, "resumption")
    assert readable() == ["asn.checkpoints"] and desk.public["reason"] is None
    desk.act(desk.first, "end", {"reason": "Kerja sama berakhir."})
    assert readable() == [] and desk.public["status"] == "ended"


def test_whoever_opens_its_address_is_recorded_first_and_with_the_end_nobody_can(platform):
    desk = Desk(platform)

    def readings():
        return platform.runtime.db.state.count_documents({"aggregate": "contact_reading", "data.agency": desk.id})

    problem(desk.first.get(f"{desk.path}/contact"), 403, "belum-dibuka")
    assert readings() == 0, "whatever led somebody here, asking opens nothing"
    assert desk.first.post(f"{desk.path}/contact-readings", {}).status_code == 201 and readings() == 1
    assert desk.first.get(f"{desk.path}/contact").json() == {"contact": "data@bps.example"}
    problem(desk.second.get(f"{desk.path}/contact"), 403, "belum-dibuka")
    platform.clock.forward(timedelta(minutes=15, seconds=1))
    problem(desk.first.get(f"{desk.path}/contact"), 403, "belum-dibuka")
    desk.first.post(f"{desk.path}/contact-readings", {})
    kept = json.dumps(list(platform.runtime.db.commits.find({"stream": f"agency-{desk.id}"})), default=str)
    assert "bps.example" not in kept
    desk.act(desk.second, "refusal", {"reason": "Bukan instansi pemerintah."})
    assert desk.first.get(f"{desk.path}/contact").json() == {"contact": None} and readings() == 2
    assert desk.public is None


def test_after_its_last_day_a_grant_ends_by_itself_and_its_address_goes(platform):
    desk, other = Desk(platform), Desk(platform)
    desk.give(["asn.registration.public"], days=2)
    other.give(["asn.registration.public"], days=2)
    other.act(other.first, "end", {"reason": "Kerja sama berakhir."})
    until = desk.public["until"]

    def pass_days(days):
        platform.clock.forward(timedelta(days=days))
        while Deadlines(platform.runtime.store, platform.runtime.service.deadlines).fire():
            pass

    pass_days(1)
    assert desk.public["status"] == "granted"
    pass_days(2)
    assert (desk.public["status"], desk.public["reason"], desk.public["until"]) == ("ended", None, until)
    assert other.public["reason"] == "Kerja sama berakhir.", "it was over before"
    dict(platform.runtime.service.background)["erasures"](platform.runtime)()
    desk.first.post(f"{desk.path}/contact-readings", {})
    assert desk.first.get(f"{desk.path}/contact").json() == {"contact": None}


def test_a_page_that_is_old_changes_nothing(platform):
    desk = Desk(platform)
    old = desk.first.get(desk.path).json()["version"]
    desk.give(["asn.registration.public"])
    late = desk.first.post(f"{desk.path}/end", {"reason": "Kerja sama berakhir."}, version=old)
    problem(late, 412, "versi-lama")
    assert desk.public["status"] == "granted"


def role(platform, person, role="panitia", days=365, by="a", after=0, **more):
    """The address of a role that somebody is given, as IT asks for it, from today or some days after."""
    today = wib_date(platform.runtime.clock.now())
    since = (today + timedelta(days=after)).isoformat()
    body = {"person": person, "name": "Nurhayati Siregar", "role": role, "since": since}
    body |= {"until": (today + timedelta(days=days)).isoformat(), **more}
    given = platform.staff("ti", by).post("/v1/roles", body)
    return f"/v1/roles/{given.json()['id']}" if given.status_code == 201 else given


def confirmed(platform, place):
    second = platform.staff("ti", "b")
    shown = second.get(place).json()
    done = second.post(f"{place}/confirmation", {"proposed": shown["proposed"]}, version=shown["version"])
    assert done.status_code == 200, done.text
    return place


def test_a_role_that_signs_holds_when_a_second_person_confirmed_it_and_its_name_goes_with_it(platform):
    first, second, place = platform.staff("ti", "a"), platform.staff("ti", "b"), role(platform, "panitia3")
    shown = first.get(place).json()
    assert (shown["status"], shown["name"]) == ("proposed", "Nurhayati Siregar")
    problem(first.post(f"{place}/confirmation", {"proposed": shown["proposed"]}, version=1), 403, "penanda-tangan-sama")
    problem(role(platform, "panitia3"), 409, "peran-sudah-ada", "person")
    confirmed(platform, place)
    problem(role(platform, "panitia3"), 409, "peran-sudah-ada", "person")
    kept = json.dumps(list(platform.runtime.db.commits.find({"stream": place[4:].replace("/", "-")})), default=str)
    assert "Nurhayati" not in kept
    second.post(f"{place}/revocation", {"reason": "Ia pindah ke dinas lain."}, version=2)
    shown = first.get(place).json()
    assert (shown["status"], shown["name"], shown["reason"]) == ("revoked", None, "Ia pindah ke dinas lain.")
    assert confirmed(platform, role(platform, "panitia3")), "it may be given again"


def test_a_role_that_two_of_it_give_at_once_is_given_once(platform):
    with ThreadPoolExecutor(2) as both:
        given = list(both.map(lambda by: role(platform, "diklat9", "diklat", by=by), "ab"))
    refused = [one for one in given if not isinstance(one, str)]
    assert len(refused) == 1
    problem(refused[0], 409, "peran-sudah-ada", "person")


def test_what_waits_of_roles_waits_for_whom_it_is_not_for(platform):
    place, own = role(platform, "aud-9", "auditor"), role(platform, "ti-b", "ketua")

    def turn(person, where):
        items = platform.staff("ti", person).get("/v1/waiting").json()["items"]
        return next((one["turn"] for one in items if one["id"] == where.rpartition("/")[2]), None)

    assert [turn(who, place) for who in "abc"] == ["other", "second", "second"]
    assert [turn(who, own) for who in "abc"] == ["other", "other", "second"]
    platform.staff("ti", "b").post(f"{place}/rejection", {"reason": "Bukan pegawai Inspektorat."}, version=1)
    assert turn("b", place) is None
    held = role(platform, "verifikator9", "verifikator")
    assert turn("a", held) is None
    platform.clock.forward(timedelta(days=160))
    assert turn("a", held) == "you"
    platform.staff("ti", "a").post(f"{held}/review", {}, version=1)
    assert turn("a", held) is None


def test_a_role_that_nobody_reviewed_ends_by_itself_and_one_that_was_goes_on(platform):
    kept, forgotten = (role(platform, person, "aduan", days=700) for person in ("aduan8", "aduan9"))
    first = platform.staff("ti", "a")

    def pass_days(days):
        platform.clock.forward(timedelta(days=days))
        while Deadlines(platform.runtime.store, platform.runtime.service.deadlines).fire():
            pass
        return [first.get(place).json()["status"] for place in (kept, forgotten)]

    assert pass_days(170) == ["held", "held"]
    first.post(f"{kept}/review", {}, version=1)
    assert pass_days(15) == ["held", "ended"]
    assert first.get(forgotten).json()["cause"] == "NOT_REVIEWED"


def test_a_role_that_ends_soon_waits_and_is_extended_by_two(platform):
    place = confirmed(platform, role(platform, "panitia-y", days=20))
    number = place.rpartition("/")[2]

    def waiting(person):
        items = platform.staff("ti", person).get("/v1/waiting").json()["items"]
        return [(one["kind"], one["turn"]) for one in items if one["id"] == number]

    first, second = platform.staff("ti", "a"), platform.staff("ti", "b")
    assert waiting("a") == [("role_end", "you")]
    until = (wib_date(platform.runtime.clock.now()) + timedelta(days=400)).isoformat()
    problem(first.post(f"{place}/extension", {"until": until}, version=1), 412, "versi-lama")
    assert first.post(f"{place}/extension", {"until": until}, version=2).status_code == 200
    assert (waiting("a"), waiting("b")) == ([("role_extension", "other")], [("role_extension", "second")])
    shown = second.get(place).json()
    assert (shown["extension"]["until"], shown["extension"]["proposer"]) == (until, "ti:ti-a")
    signed = {"proposed": shown["extension"]["proposed"]}
    where = f"{place}/extension/confirmation"
    problem(first.post(where, signed, version=3), 403, "penanda-tangan-sama")
    assert second.post(where, signed, version=3).status_code == 200
    assert waiting("b") == [] and second.get(place).json()["until"] == until
    platform.clock.forward(timedelta(days=30))
    while Deadlines(platform.runtime.store, platform.runtime.service.deadlines).fire():
        pass
    assert first.get(place).json()["status"] == "held", "its old last day has passed"


def test_roles_are_reviewed_together_or_none_of_them(platform):
    places = [role(platform, f"aduan-{n}", "aduan", days=700) for n in range(3)]
    own = role(platform, "ti-z", "verifikator", days=700)
    officer = platform.staff("ti", "z")
    assert officer.get("/v1/roles/reviews").json() == {"items": [], "total": 0}
    platform.clock.forward(timedelta(days=160))
    listed = officer.get("/v1/roles/reviews").json()
    due = {one["id"]: one for one in listed["items"]}
    assert {place.rpartition("/")[2] for place in places} <= set(due) and own.rpartition("/")[2] not in due
    items = [{"id": place.rpartition("/")[2], "version": 1} for place in places]
    stale = [*items[:2], items[2] | {"version": 7}]
    problem(officer.post("/v1/roles/reviews", {"items": stale}), 412, "versi-lama")
    problem(
        officer.post("/v1/roles/reviews", {"items": [*items, {"id": own[10:], "version": 1}]}), 403, "peran-sendiri"
    )
    assert {officer.get(place).json()["version"] for place in places} == {1}
    assert officer.post("/v1/roles/reviews", {"items": items}).status_code == 200
    left = {one["id"] for one in officer.get("/v1/roles/reviews").json()["items"]}
    assert left == set(due) - {one["id"] for one in items}
    problem(officer.post("/v1/roles/reviews", {"items": []}), 422, "isian", "items")


def test_the_first_two_of_it_are_made_once_and_one_of_them_always_stays(platform):
    people = [("ti-a", "Petugas TI"), ("ti-b", "Petugas TI Dua")]
    founding.begin(platform.runtime, people)
    with pytest.raises(Refused, match="sudah tercatat"):
        founding.begin(platform.runtime, people)
    listed = platform.staff("ti", "a").get("/v1/roles?role=ti&status=held").json()
    first, second = (f"/v1/roles/{one['id']}" for one in listed["items"])
    assert listed["total"] == 2 and {one["name"] for one in listed["items"]} == {"Petugas TI", "Petugas TI Dua"}
    reason = {"reason": "Ia pindah ke dinas lain."}
    assert platform.staff("ti", "a").post(f"{first}/revocation", reason, version=1).status_code == 200
    problem(platform.staff("ti", "a").post(f"{second}/revocation", reason, version=1), 409, "ti-terakhir")
    later = confirmed(platform, role(platform, "ti-c", "ti", after=1))
    problem(platform.staff("ti", "a").post(f"{second}/revocation", reason, version=1), 409, "ti-terakhir")
    assert platform.staff("ti", "b").post(f"{later}/revocation", reason, version=2).status_code == 200
    for _ in range(3):
        platform.clock.forward(timedelta(days=400))
        Deadlines(platform.runtime.store, platform.runtime.service.deadlines).fire()
    assert platform.staff("ti", "a").get(second).json()["status"] == "held"


def signed_in(platform, person, **claims):
    """Somebody with the token of the office's provider, which knows of no role."""
    token = platform.issuer.token(sub=person, role="", aud=["platform"], name="Nurhayati", unit="BKPSDM", **claims)
    return Someone(platform, token)


def exchanged(someone, **wanted):
    """Somebody with the token that platform gives for the provider's."""
    answer = someone.post("/v1/sign-in/exchange", {"audience": "platform"} | wanted)
    assert answer.status_code == 200, answer.text
    return Someone(someone.running, answer.json()["access_token"])


def test_the_providers_token_is_exchanged_for_one_of_the_role_that_holds_and_of_no_other(platform):
    person, wanted = signed_in(platform, "auditor-x", acr="mfa"), {"audience": "platform", "role": "auditor"}
    assert person.get("/v1/sign-in/roles").json()["items"] == [
        {"role": "pegawai", "until": None, "unit": None, "period": None}
    ]
    problem(person.post("/v1/sign-in/exchange", wanted), 403, "peran-tidak-dipegang")
    place = role(platform, "auditor-x", "auditor")
    problem(person.post("/v1/sign-in/exchange", wanted), 403, "peran-tidak-dipegang")
    confirmed(platform, place)
    assert [one["role"] for one in person.get("/v1/sign-in/roles").json()["items"]] == ["auditor", "pegawai"]
    officer = exchanged(person)
    claims = jwt.decode(officer.token, options={"verify_signature": False})
    told = {"iss": platform.url, "sub": "auditor-x", "aud": "platform", "role": "auditor", "acr": "mfa"}
    told |= {"grant": f"role-{place.rpartition('/')[2]}", "name": "Nurhayati", "unit": ""}
    assert {name: claims[name] for name in told} == told
    assert claims["exp"] - claims["iat"] == 900
    problem(officer.get("/v1/roles"), 403, "peran")
    problem(officer.post("/v1/sign-in/exchange", {"audience": "audit"}), 403, "peran")
    assert exchanged(person, audience="audit").get("/v1/roles").status_code == 401
    platform.staff("ti", "b").post(f"{place}/revocation", {"reason": "Ia pindah."}, version=2)
    problem(officer.get("/v1/roles"), 401, "peran-berakhir")
    problem(person.post("/v1/sign-in/exchange", wanted), 403, "peran-tidak-dipegang")


def test_the_unit_of_a_liaison_is_the_grants_and_never_the_providers(platform):
    unit, person = str(UUID(int=7)), signed_in(platform, "penghubung-x")
    problem(role(platform, "penghubung-x", "penghubung"), 422, "lingkup-tidak-sah", "unit")
    problem(role(platform, "aduan-x", "aduan", unit=unit), 422, "lingkup-tidak-sah", "unit")
    problem(role(platform, "penghubung-x", "penghubung", unit="Dinas Sosial"), 422, "isian", "unit")
    place = role(platform, "penghubung-x", "penghubung", unit=unit)
    assert platform.staff("ti", "b").get(place).json()["unit"] == unit
    assert person.get("/v1/sign-in/roles").json()["items"][0]["unit"] == unit
    for wanted, told in (("penghubung", unit), ("pegawai", "")):
        claims = jwt.decode(exchanged(person, role=wanted).token, options={"verify_signature": False})
        assert claims["unit"] == told


def test_the_period_of_a_role_is_signed_by_both_and_carried_in_the_token(platform):
    problem(role(platform, "auditor-y", "auditor", period="CPNS-2031"), 422, "lingkup-tidak-sah", "period")
    problem(role(platform, "panitia-z", period="cpns 2031"), 422, "isian", "period")
    confirmed(platform, role(platform, "panitia-z", period="CPNS-2031"))
    person = signed_in(platform, "panitia-z", acr="mfa", period="PPPK-2031")
    assert [one["period"] for one in person.get("/v1/sign-in/roles").json()["items"]] == ["CPNS-2031", None]
    for wanted, told in (("panitia", "CPNS-2031"), ("pegawai", "")):
        claims = jwt.decode(exchanged(person, role=wanted).token, options={"verify_signature": False})
        assert claims["period"] == told, "whatever the provider claims"


def test_a_role_that_signs_asks_for_the_second_factor_that_the_provider_says(platform):
    confirmed(platform, role(platform, "ketua-x", "ketua"))
    wanted = {"audience": "platform", "role": "ketua"}
    for claims, right in (({}, False), ({"amr": ["pwd"]}, False), ({"amr": "mfa"}, False), ({"acr": "mfa"}, True),
                          ({"amr": ["pwd", "mfa"]}, True)):  # fmt: skip
        answer = signed_in(platform, "ketua-x", **claims).post("/v1/sign-in/exchange", wanted)
        assert answer.status_code == 200 if right else problem(answer, 403, "faktor-kedua"), claims


@pytest.mark.parametrize(
    "typed", ["ti Petugas TI\n", "ti Petugas\nti Petugas Dua\n", "a@b.id Petugas\nti2 Petugas Dua\n"]
)
def test_the_command_on_the_host_wants_two_people_by_the_ids_of_the_provider(platform, monkeypatch, capsys, typed):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert founding.found(platform.runtime) == 1
    assert "dua baris" in capsys.readouterr().err


def test_how_a_service_stands_is_read_from_its_own_database(platform):
    """What waits for Kafka and since when, what is late, and whether a worker holds anything."""
    first, db = platform.staff("ti", "a"), platform.runtime.db
    problem(platform.staff("auditor").get("/v1/standing"), 403, "peran")
    platform.mark()
    db.deadlines.delete_many({})
    shown = first.get("/v1/standing").json()
    assert (shown["outbox"], shown["oldest"], shown["late"], shown["worker"]) == (0, None, 0, False)
    Desk(platform).give(["asn.registration.public"], days=2)
    platform.clock.forward(timedelta(days=3, minutes=1))
    db.leases.insert_one({"_id": "relay", "holder": "w", "until": datetime.now(UTC) + timedelta(minutes=5)})
    shown = first.get("/v1/standing").json()
    assert (shown["outbox"], shown["late"], shown["worker"], shown["wants"]) == (3, 1, True, [])
    assert shown["oldest"] is not None
    assert shown["behind"] == 0
    db.lags.insert_many([{"_id": "views.roles 0-2", "behind": 3}, {"_id": "reactions.contacts 3-5", "behind": 4}])
    assert first.get("/v1/standing").json()["behind"] == 7
    db.leases.delete_one({"_id": "relay"})
    db.lags.delete_many({})
