"""A city after a round of so many applicants: every service and the portal in one process, on real servers.

Accounts, applications and objections are made as registration makes them out of events: states by each aggregate's
`evolve`, rows by its view handler. Candidates, scores, rankings and results are decided by the services themselves.
"""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import orjson
from asnkit.catalogue import discover
from asnkit.errors import Unavailable
from asnkit.events import ENVELOPE, NAMESPACE, Event, aggregate_of, format_time, new_id
from asnkit.messages import Delivery
from asnkit.sealing import Vault
from asnkit.wib import wib_date
from registration.application.numbering import participant_no
from selection.admission import verdicts
from selection.candidate.domain import RecordScore
from selection.states import numbers
from tlog.commits import sign
from training.civil_servant.domain import Add
from training.enrolment.domain import SELF, Request
from training.streams import civil_servant_stream, place_stream

from tests.browser import story
from tests.browser.people import Applicant
from tests.browser.story import DONE, OPEN
from tests.browser.town import Caller, Town, tried

AT_ONCE = 2_000
STREAMS_A_COMMAND = 100
PEOPLE_A_LINE = 500
LINES_A_LIST = 200
TRAINED_SHARE, MOST_TRAINED = 10, 500
WAITING_SHARE, TMS_SHARE, OBJECTING_SHARE = 10, 6, 10
"""One more person for so many waits in the next round's queue; one in so many is refused, and of those one objects."""
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
VERIFIER = "verifikator:verifikator1"


class City(Town):
    """`known` names what there is, for addresses."""

    def __init__(self, servers, folder):
        super().__init__(servers, folder)
        self.known: dict[str, str] = {}

    def fill(self, size: int) -> None:
        siti = self._announce(max(2, size // PEOPLE_A_LINE))
        everybody = self._apply(DONE, size)
        self._apply(OPEN, size // WAITING_SHARE, decided=False)
        self._send_verdicts(everybody)
        self.clock.forward(timedelta(days=1))
        story.announce(self, DONE, "administrasi", "Hasil Seleksi Administrasi")
        refused = [one for one in everybody if one["verdict"] == "TMS"]
        self._record(_objection(one) for one in refused[::OBJECTING_SHARE])
        self.clock.forward(timedelta(days=4))
        story.announce(self, DONE, "pasca_sanggah", "Hasil Seleksi Administrasi Pasca Sanggah")
        self._select([one for one in everybody if one["verdict"] == "MS"], siti)
        siti.sign_in()
        story.surveys(self)
        story.agencies(self)
        self.unit = story.unit(self.staff("diklat"))
        story.roles(self)
        self._train(min(size // TRAINED_SHARE, MOST_TRAINED))
        self.flow()
        story.appraisals(self)
        story.complaints(self)
        self._look_around(siti)

    def _announce(self, lines: int) -> Applicant:
        """Two periods with so many lines each, and somebody who applies to both and is decided on in the first."""
        for code, closes in ((DONE, timedelta(hours=1)), (OPEN, timedelta(days=60))):
            self.staff("ketua").post("registration", "/v1/periods", story.period(code, f"Seleksi {code}", closes))
        self.lines = {code: story.publish(self, code, [story.nurse(3)]) for code in (DONE, OPEN)}
        for some in _parts(range(lines), LINES_A_LIST):
            for code in (DONE, OPEN):
                story.publish(self, code, [story.long_line(number) for number in some])
        siti = Applicant(self, 1, "Siti Khadijah Nasution")
        siti.upload()
        for code in (DONE, OPEN):
            siti.apply(code, self.lines[code])
        self.people = {"siti": siti}
        self.flow()
        story.check_files(self, DONE, refused=set())
        return siti

    def _apply(self, period: str, size: int, decided: bool = True) -> list[dict]:
        """So many people with their applications: {application, person, vacancy, participant_no, verdict} of each."""
        registration, everybody = self.runtimes["registration"], []
        rows = registration.views["vacancies"].find({"period": period}, {"_id": 1}).sort("_id", 1)
        lines = [row["_id"].partition("-")[2] for row in rows]
        for places in _parts(range(size), AT_ONCE):
            some = [_person(period, number, lines[number % len(lines)], decided) for number in places]
            self._open_accounts(registration, some)
            self._record(_application(one) for one in some)
            everybody += some
        return everybody

    def _open_accounts(self, registration, some: list[dict]) -> None:
        keys, settings = _Keys(), registration.settings
        master, fingerprints = (bytes.fromhex(settings.secret(f"{name}.key").decode()) for name in ("master", "hmac"))
        vault, accounts = Vault(keys, master, fingerprints), []
        for one in some:
            stream = f"account-{one['person']}"
            name = vault.seal(one["person"], stream, "name", f"Pelamar {one['participant_no']}")
            accounts.append(_document(registration.store, stream, 1, {"name": name}))
        registration.keys.persons.insert_many(keys.made)
        registration.db.state.insert_many(accounts)

    def _record(self, streams: Iterator[list[Event]]) -> None:
        """What registration keeps of these streams: their states, and its rows."""
        registration, catalogue = self.runtimes["registration"], discover(["registration"])
        handler = registration.views.handler(registration.views.live())
        for part in _parts(list(streams), AT_ONCE):
            states = []
            for events in part:
                stream = events[-1].subject
                own = [event for event in events if event.subject == stream]
                states.append(_document(registration.store, stream, len(own), catalogue.state(own)))
            registration.db.state.insert_many(states)
            handler.apply([Delivery(event, b"", "", "") for events in part for event in events], None)

    def _send_verdicts(self, everybody: list[dict]) -> None:
        """What selection keeps of verdicts until their list is announced: the events as registration signs them."""
        signer, db = self.runtimes["registration"].signer, self.runtimes["selection"].db
        for some in _parts(everybody, AT_ONCE):
            events = [_application(one)[-1] for one in some]
            raws = [_raw(event) for event in events]
            note, paths = sign(signer, events[0].time, [hashlib.sha256(raw).digest() for raw in raws])
            for event, raw, path in zip(events, raws, paths, strict=True):
                verdicts.keep(db, None, Delivery(event, raw, note, path.text))

    def _select(self, eligible: list[dict], siti: Applicant) -> None:
        """The first period to its end: rules, scores, rankings, results, appointments."""
        selection, batch = self.runtimes["selection"], {"batch": new_id("score_batch"), "row": 2}
        candidates = numbers(selection.db, DONE)
        for part in _parts(eligible, AT_ONCE):
            decisions = [(candidates[one["participant_no"]][0], [_score(one, batch)]) for one in part]
            for some in _parts(decisions, STREAMS_A_COMMAND):
                tried(lambda some=some: story._decide(selection.store, some), Unavailable)
            self.flow()
        round_id = self._lock_rules()
        header = "nomor_peserta;twk;tiu;tkp;keterangan"
        story.scores(self, round_id, "SKD", header, [f"{siti.applications[DONE]['number']};150;175;225;"])
        story.publish_result(self, round_id, "SKD", "Hasil SKD")
        admitted = [row["participant_no"] for row in self._rows(round_id, "SKD") if row["code"] == "P/L"]
        rows = [f"{number};{500 - place % 400};500;" for place, number in enumerate(admitted)]
        story.scores(self, round_id, "SKB", "nomor_peserta;nilai_cat;maks_cat;keterangan", rows)
        story.publish_result(self, round_id, "FINAL", "Hasil Akhir")
        self.clock.forward(timedelta(days=5))
        order = {"effective_date": "2025-06-01", "decree_no": "800/117/BKPSDM/2025"}
        path = f"/v1/rounds/{round_id}/appointments"
        self.known |= {"round": round_id, "appointment": self.staff("ketua").post("selection", path, order)["id"]}
        self.flow()

    def _train(self, people: int) -> None:
        """A course with one session that so many ask for a seat in."""
        officer, store = self.staff("diklat"), self.runtimes["training"].store
        session = story.session(self, story.course(officer), "PBJ-2026-01", days=1, capacity=max(1, people // 2))
        state = store.load(f"session-{session}").state
        for _ in range(people):
            person = str(uuid.uuid4())
            asked = Request(person, {"unit": story.LONG_UNIT}, session, state, (), SELF)
            story._decide(store, [(place_stream(person, session), [asked])])
        servant = Add(person, DONE, str(uuid.uuid4()), story.LONG_UNIT, "JF-1", "Perawat", "800/9", "2025-06-01")
        story._decide(store, [(civil_servant_stream(person), [servant])])
        self.flow()
        self.known |= {"course": state["course"], "session": session, "unit": self.unit, "servant": person}
        self.known["roster_list"] = story.roster_list(officer)
        self._plan(officer)

    def _plan(self, officer) -> None:
        """A need that was accepted, in a year's plan."""
        _open, need = story.needs(officer, self.known["unit"])
        item = {"need": need, "title": "Bimtek", "hours": 8, "people": 3, "quarter": 2, "cost": 1, "fund": "APBD"}
        self.known["year"] = wib_date(self.clock.now()).year
        officer.post("training", f"/v1/plans/{self.known['year']}/items", item)

    def _lock_rules(self) -> str:
        member, chair = self.staff("panitia1"), self.staff("ketua")
        body = {"period": DONE, "name": "Seleksi", "procurement_type": "PNS", "mode": "lokal"}
        id = member.post("selection", "/v1/rounds", body)["id"]
        member.post("selection", f"/v1/rounds/{id}/rules", {"rule_set": "KEPMEN321-2024"}, version=1)
        read = chair.get("selection", f"/v1/rounds/{id}/rules")
        chair.post("selection", f"/v1/rounds/{id}/rules/lock", {"proposed": read["proposed"]}, version=2)
        return id

    def _rows(self, round_id: str, stage: str) -> Iterator[dict]:
        """Everybody on the rankings of a stage."""
        chair, where = self.staff("ketua"), {"stage": stage, "limit": 200}
        while True:
            page = chair.get("selection", f"/v1/rounds/{round_id}/rankings", **where)
            for line in page["items"]:
                self.known[f"{stage.lower()}_ranking"] = line["id"]
                yield from chair.get("selection", f"/v1/rankings/{line['id']}/rows", limit=1000)["items"]
            if page["next"] is None:
                return
            where["after"] = page["next"]

    def _look_around(self, siti: Applicant) -> None:
        """What addresses need to name."""
        verifier, chair, auditor = self.staff("verifikator1"), self.staff("ketua"), self.staff("auditor")
        self.flow()
        held = verifier.post("registration", "/v1/verifications/next", {"period": OPEN})["id"]
        lists = self.public.get("registration", "/v1/announcements", period=DONE)["items"]
        results = {one["stage"]: one for one in self.public.get("selection", "/v1/results")["items"]}
        result = self.public.get("selection", f"/v1/results/{results['SKD']['id']}")
        [batch, *_] = chair.get("selection", "/v1/score-batches", round=self.known["round"], stage="SKD")["items"]
        query = {"title": "Lamaran di meja", "criteria": {"object": f"application-{held}"}}
        auditor.post("audit", "/v1/queries", query)
        followed = {"person": siti.get("registration", "/v1/accounts/me")["id"], "reason": "Pengaduan masyarakat"}
        execution = auditor.post("audit", "/v1/queries/executions", followed)
        self.flow()
        self.known |= {
            "period": DONE,
            "open": OPEN,
            "line": self.lines[DONE],
            "mine": siti.applications[DONE]["id"],
            "number": siti.applications[DONE]["number"],
            "held": held,
            "announcement": next(one["id"] for one in lists if one["stage"] == "administrasi"),
            "result": result["id"],
            "list": next(one["id"] for one in result["lists"] if one["rows"] and not one["withheld"]),
            "result_announcement": next(one["id"] for one in lists if one["result"]),
            "batch": batch["id"],
            "execution": execution["id"],
            **{f"survey_{name}": id for name, id in self.surveys.items()},
            "complaint": "{number}/{code}".format(**self.complaints["answered"]),
            "photo": self.photo,
            "slip": self.slip,
            "topic": self.complaints["answered"]["id"],
            "agency": self.agencies["granted"],
            "endpoint": self.endpoint,
            "cycle": self.cycle,
            "gap": story.gap_of_complaints(self),
        }

    @property
    def public(self):
        return Caller(self)


class _Keys:
    """The keys of many new people, kept together in one call afterwards."""

    def __init__(self):
        self.persons, self.made = self, []

    def find_one(self, _wanted) -> None:
        return None

    def insert_one(self, key: dict) -> None:
        self.made.append(key)


def _parts(all_: Sequence, size: int) -> Iterator[Sequence]:
    for start in range(0, len(all_), size):
        yield all_[start : start + size]


def _person(period: str, number: int, line: str, decided: bool) -> dict:
    application, person = (new_id("x").partition("-")[2] for _ in range(2))
    verdict = ("TMS" if number % TMS_SHARE == 0 else "MS") if decided else None
    who = {"period": period, "vacancy": line, "person": person, "verdict": verdict, "application": application}
    return who | {"participant_no": participant_no(int(period[-4:]), number), "place": number}


def _application(one: dict) -> list[Event]:
    """Begun, filled in, sent, and decided on where it was."""
    stream, about = f"application-{one['application']}", {name: one[name] for name in ("period", "vacancy", "person")}
    sent = {"participant_no": one["participant_no"], "education": {"level": "S1"}, "other_unit": True}
    papers = {"documents": [], "checks": []}
    education = {"section": "education", "content": {"level": "S1", "gpa": None}}
    facts = [("started", about), ("section_saved", about | education), ("submitted", about | papers | sent)]
    if one["verdict"]:
        reasons = ["DIPLOMA"] if one["verdict"] == "TMS" else []
        verdict = {"verdict": one["verdict"], "reasons": reasons, "basis": "file_check"}
        facts.append(("verified", about | sent | verdict))
    at = format_time(BEGUN + timedelta(seconds=one["place"]))
    return [_event(stream, version, f"application.{name}", data, at) for version, (name, data) in enumerate(facts, 1)]


def _objection(one: dict) -> list[Event]:
    """Filed and answered."""
    stream = new_id("objection")
    about = {name: one[name] for name in ("application", "period", "vacancy", "person")}
    answer = {"accepted": False, "reason_code": "APPLICANT_ERROR", "answer": None}
    filed = about | {"contests": ["DIPLOMA"], "text": None}
    facts, at = [("filed", filed), ("answered", about | answer)], format_time(BEGUN)
    return [_event(stream, version, f"objection.{name}", data, at) for version, (name, data) in enumerate(facts, 1)]


def _raw(event: Event) -> bytes:
    return orjson.dumps({name: getattr(event, name) for name in ENVELOPE})


def _event(stream: str, version: int, fact: str, data: dict, at: str) -> Event:
    return Event(
        id=f"{stream}@{version}",
        source="/asn/registration",
        type=f"{NAMESPACE}.registration.{fact}.v1",
        subject=stream,
        time=at,
        streamversion=version,
        data=data,
        actor=VERIFIER,
        correlationid="0" * 32,
        sha256="0" * 64,
    )


def _score(one: dict, origin: dict) -> RecordScore:
    place = one["place"]
    points = {"twk": 65 + place % 17 * 5, "tiu": 80 + place % 19 * 5, "tkp": 150 + place % 70}
    return RecordScore(one["participant_no"], "SKD", "PRESENT", points, None, origin, story.RULES)


def _document(store, stream: str, version: int, state: dict) -> dict:
    shape = store.aggregate(stream).shape
    return {"_id": stream, "aggregate": aggregate_of(stream), "version": version, "shape": shape, "data": state}
