"""Every form of the portal, found in its map and its templates, in every way in which sending it goes wrong.

The forms of a whole selection are sent, each once for the record, and around that: by another site, with a version that
nobody can read, while the services refuse commands, while they refuse everything, after the session ended (or without
any cookie, where nobody signs in), twice at once with answers that are lost, with the cookie of before, and once more.
Whatever happens, what was typed comes back as it was, one commit is made, and the outcome is the first one.
"""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import portal
import pytest
import requests
from flask import Response, request, template_rendered
from portal.marks import CHANGE_NOTHING, ONE_CLICK
from portal.message import counting
from portal.message.kinds import ANNOUNCED, FOR_APPLICANTS

from tests.browser.people import PASSWORD
from tests.browser.staff.office import Office

from .life import CODE, STEPS
from .reading import Page

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

TEMPLATES = Path(portal.__file__).parent / "templates"
SENDS = re.compile(r'<form[^>]* method="post"|\{\{ confirm\(')
WITHOUT_STEP = {
    "layout.html": "its form, signing out, stands on every page",
    "again.html": "a form of another page",
    "public/proof.html": "changes nothing",
    "public/stop.html": "a mail program sends it",
    "public/follow_stop.html": "a mail program sends it",
}
SECRET = {"password"}
CHANGING = {"csrf_token", "pasti", *SECRET}


class World(Office):
    """An office whose services can be made to fail, and that counts what happened."""

    def __init__(self, servers, folder):
        super().__init__(servers, folder)
        self.trouble, self.led, self.tried, self.shown = "", "", Counter(), set()
        for name, app in self.apps.items():
            if name != "portal":
                app.before_request_funcs.setdefault(None, []).insert(0, self._refuse)
                app.after_request_funcs.setdefault(None, []).append(self._lose)
        template_rendered.connect(self._note, self.apps["portal"])

    def _refuse(self):
        away = self.trouble == "away" or (self.trouble == "commands" and _is_command())
        return Response(status=503) if away else None

    def _lose(self, response):
        lost = self.trouble == "lost" and _is_command() and response.status_code < 400
        return Response(status=503) if lost else response

    def _note(self, _app, template, **_more):
        self.shown.add(template.name)

    def endpoint(self, address):
        adapter = self.apps["portal"].url_map.bind(urlsplit(self.url).netloc)
        return adapter.match(urlsplit(address).path, "POST")[0]

    def commits(self):
        """How many there are, but for those that only say that somebody looked at something, or signed in."""
        acts = {"events.type": {"$not": {"$regex": r"\.(disclosure|access|((objection|appraisal|roster)_)?reading)\."}}}
        return sum(runtime.db.commits.count_documents(acts) for runtime in self.runtimes.values())

    def one_query(self):
        return self.staff("auditor").get("audit", "/v1/queries")["items"][0]["id"]

    def one_person(self):
        return self.runtimes["registration"].db.state.find_one({"aggregate": "application"})["data"]["person"]


def _is_command():
    keyed = "Idempotency-Key" in request.headers and "preview" not in request.args
    return request.method == "POST" and (keyed or request.path in ("/v1/sign-in", "/v1/sign-out"))


class Filled:
    """A form as it is about to be sent."""

    def __init__(self, address, shown, typed=None, file=None):
        self.address, self.file = address, file
        self.fields: dict[str, list[str]] = {}
        for name, value in shown.fields:
            self.fields.setdefault(name, []).append(value)
        for name, value in (typed or {}).items():
            if f"{name}-hari" in self.fields:
                parts = zip(("tahun", "bulan", "hari"), value.split("-"), strict=True)
                self.fields |= {f"{name}-{part}": [number] for part, number in parts}
            else:
                self.fields[name] = value if isinstance(value, list) else [value]
        if any(button.name == "pasti" for button in shown.buttons):
            self.fields["pasti"] = ["ya"]

    def but(self, **changes):
        other = object.__new__(Filled)
        other.address, other.file = self.address, self.file
        other.fields = self.fields | {name: [value] for name, value in changes.items()}
        return other


class Person:
    """Somebody with a browser, over HTTP."""

    def __init__(self, world, who):
        self.world, self.who, self.web = world, who, requests.Session()

    def get(self, address):
        return self.web.get(urljoin(self.world.url, address), timeout=30)

    def send(self, form, **headers):
        files = {"file": ("berkas.csv", form.file)} if form.file is not None else None
        headers = {"Origin": self.world.url, "Sec-Fetch-Site": "same-origin"} | headers
        return self.web.post(
            form.address, data=form.fields, files=files, headers=headers, allow_redirects=False, timeout=30
        )

    def sign_in(self, start=""):
        """Sign in, on the way that `start` leads; the page where it ends."""
        if self.who in self.world.logins:
            page = self.get(start or "/masuk/pegawai/mulai?lanjut=/kerja")
            login = self.world.logins[self.who]
            return self.web.post(page.url, {name: login[name] for name in ("username", "password")}, timeout=30)
        typed = {"email": self.world.people[self.who].email, "password": PASSWORD}
        form = self.form_in(self.get(start or "/masuk"), "signin.applicant", typed)
        return self.web.post(form.address, form.fields, timeout=30)

    def form_in(self, page, endpoint, typed=None, file=None):
        """The form of this page that goes there, or of the page that this one says holds it."""
        read = Page(page.text)
        for shown in read.forms:
            address = urljoin(page.url, shown.action or page.url)
            if shown.method == "post" and self.world.endpoint(address) == endpoint:
                return Filled(address, shown, typed, file)
        again = [link for link in read.links if "isian=" in link]
        assert again, f"no form for {endpoint}: {page.status_code} {page.url} {_said(page)}"
        return self.form_in(self.get(again[0]), endpoint, typed, file)

    def beside(self):
        """The same browser, for a request at the same time."""
        other = Person(self.world, self.who)
        other.web.cookies = self.web.cookies.copy()
        return other

    def end_session(self):
        self.world.runtimes["portal"].db.sessions.delete_many({})


def _said(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2].partition("</main>")[0]).split())[:400]


@pytest.fixture(scope="module")
def world(servers, tmp_path_factory):
    made = World(servers, tmp_path_factory.mktemp("forms"))
    yield made
    made.stop()


@pytest.fixture
def trouble(world):
    """A function that makes the services fail in this way, or work again."""

    def make(kind=""):
        world.trouble = kind

    yield make
    make()


def asked(world, value):
    return value(world) if callable(value) else value


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.endpoint)
def test_a_form(world, trouble, step):
    if step.before:
        step.before(world)
    person = Person(world, asked(world, step.who))
    if step.who:
        person.sign_in()
    page = person.get(asked(world, step.page))
    assert page.status_code == 200, _said(page)
    form = person.form_in(page, step.endpoint, asked(world, step.typed), asked(world, step.file))
    before = world.commits()
    if step.waits:
        form = unanswered(world, person, trouble, step, form)
    refused(world, person, form)
    form = without_its_session(world, person, step, form)
    assert world.commits() == before, "nothing of this is a command that was carried out"
    with_lost_answer(world, person, trouble, step, form)
    after = world.commits()
    assert (after > before) == step.recorded
    outcome = twice(world, person, form)
    assert world.commits() == after, "one command, however often it is sent"
    world.led = outcome
    if step.waits:
        shown = person.get(outcome)
        assert shown.status_code == 200, f"{outcome}: {_said(shown)}"


def unanswered(world, person, trouble, step, form):
    """The services refuse commands, then everything; the form to be sent, which may stand on a page that asks again."""
    trouble("commands")
    answer = person.send(form)
    if answer.status_code == 200:
        form = person.form_in(answer, step.endpoint, file=form.file)
        assert form.fields.get("pasti") == ["ya"], _said(answer)
        answer = person.send(form)
    for kind in ("commands", "away"):
        trouble(kind)
        answer = person.send(form)
        world.tried[kind] += 1
        assert answer.status_code == 503 and "mungkin sudah masuk, mungkin belum" in answer.text, _said(answer)
        trouble()
        alike(person.form_in(answer, step.endpoint), form, step)
    return form


def alike(back, form, step):
    """What came back is what was typed, with its key and its version."""
    wanted = {name for name in form.fields if name in ("kunci", "versi")}
    wanted |= {name for name in (step.typed if isinstance(step.typed, dict) else {}) if name not in SECRET}
    for name in set(back.fields) - CHANGING | wanted:
        assert back.fields.get(name, [""]) == form.fields.get(name, [""]), name
    assert not any(back.fields.get(name) not in (None, [""]) for name in SECRET)


def refused(world, person, form):
    """By what the browser says of where it comes from, without a mark, and with a version that nobody can read."""
    for answer in (person.send(form, **{"Sec-Fetch-Site": "cross-site"}), person.send(form.but(csrf_token="x"))):
        assert answer.status_code == 400 and "mungkin sudah masuk" in answer.text
        assert "belum dikirim" not in answer.text.casefold()
    world.tried["not ours"] += 2
    if "versi" in form.fields:
        for text in ("²", "", "9" * 40, "-1"):
            answer = person.send(form.but(versi=text))
            assert answer.status_code == 412, f"{text}: {answer.status_code} {_said(answer)}"
            world.tried["version"] += 1


def without_its_session(world, person, step, form):
    """The session ends: the form comes back after the sign-in. Where nobody signs in, it is sent without a cookie."""
    person.end_session()
    closed = getattr(world.apps["portal"].blueprints[step.endpoint.partition(".")[0]], "roles", ())
    if not closed:
        person.web.cookies.clear()
        world.tried["no cookie"] += 1
        return form
    answer = person.send(form)
    world.tried["session ended"] += 1
    assert answer.status_code == 303 and "/masuk" in answer.headers["location"], _said(answer)
    page = person.sign_in(answer.headers["location"])
    assert "Isian Anda masih ada di bawah" in page.text, f"{page.url}: {_said(page)}"
    back = person.form_in(page, step.endpoint)
    alike(back, form, step)
    return form.but(csrf_token=back.fields["csrf_token"][0])


def with_lost_answer(world, person, trouble, step, form):
    """It is sent twice at once, carried out, and nobody hears of it; the cookies stay those of before."""
    trouble("lost")
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: person.beside().send(form), range(2)))
    trouble()
    world.tried["answer lost"] += 2
    for answer in answers if step.waits else ():
        assert answer.status_code == 503 and "mungkin sudah masuk, mungkin belum" in answer.text, _said(answer)


def twice(world, person, form):
    """With the cookie of before, again with it, and with the one that this gave: where the first one led."""
    before, answers = person.web.cookies.copy(), []
    for _ in range(2):
        person.web.cookies = before.copy()
        answers.append(person.send(form))
    answers.append(person.send(form))
    world.tried["again"] += 3
    led = [(answer.status_code, answer.headers.get("location")) for answer in answers]
    assert led[0][0] == 303 and led[1:] == led[:1] * 2, f"{led} {_said(answers[0])} / {_said(answers[1])}"
    return led[0][1]


BADGE = re.compile(r'class="badge[^>]*>(?:<span[^>]*>[^<]*</span>)?([^<]+)</span>')
FOR_DRAFTS = ("applications.", "sections.", "submission.", "withdrawal.")


def test_a_draft_that_was_not_sent_in_time_says_so_and_is_offered_nothing(world):
    person, drafted = Person(world, "tini"), world.people["tini"].applications[CODE]["id"]
    person.sign_in()
    waiting, seen = ["/saya", f"/saya/lamaran/{drafted}", f"/formasi/{world.lines[CODE]}"], {}
    while waiting:
        address = waiting.pop()
        page = person.get(address)
        assert page.status_code == 200, address
        seen[address] = read = Page(page.text if "html" in page.headers["Content-Type"] else "")
        waiting += {link for link in read.links if link.startswith("/saya") and link not in {*seen, *waiting}}
        sending = [urljoin(page.url, form.action or page.url) for form in read.forms if form.method == "post"]
        offered = {world.endpoint(one) for one in sending}
        assert not {one for one in offered if one.startswith(FOR_DRAFTS)}, address
        if drafted in page.url or address == "/saya":
            assert set(BADGE.findall(page.text)) & {"Tidak terkirim", "Draf", "Siap", "Belum mulai"} == {
                "Tidak terkirim"
            }
    listed = f"/saya/lamaran/{drafted}/isi"
    assert listed in seen and not [link for link in seen[listed].links if "/bagian/" in link or "/tarik" in link]
    parts = [f"bagian/{part}" for part in ("pendidikan", "pernyataan", "penempatan", "berkas")]
    for rest in (*parts, "periksa", "tarik"):
        assert urlsplit(person.get(f"/saya/lamaran/{drafted}/{rest}").url).path == listed, rest
    there = person.get(f"/saya/lamaran/baru?vacancy={world.lines[CODE]}")
    assert urlsplit(there.url).path == f"/formasi/{world.lines[CODE]}"


def test_everybody_was_told_once_what_was_announced_and_reads_it_in_the_inbox(world):
    world.flow()
    registration, portal_db = world.runtimes["registration"].db, world.runtimes["portal"].db
    announced = {
        one["_id"]: one["data"]["stage"]
        for one in registration.state.find({"aggregate": "announcement", "data.period": CODE})
    }
    assert set(announced.values()) == set(ANNOUNCED)
    told = {}
    for one in portal_db.state.find({"aggregate": "message"}):
        told.setdefault(one["data"]["application"], []).append((one["data"]["kind"], one["data"]["about"]))
    candidates = {one["_id"] for one in portal_db.audiences.find({"candidate": True})}
    sent = list(portal_db.audiences.find({"period": CODE, "draft": False}))
    begun = registration.state.find({"aggregate": "application", "data.period": CODE})
    numbered = {one["_id"].partition("-")[2]: one["data"] for one in begun if "participant_no" in one["data"]}
    assert {row["_id"] for row in sent} == numbered.keys()
    assert [row["gone"] for row in sent] == [numbered[row["_id"]]["status"] == "withdrawn" for row in sent]
    admitted_late = world.people["andi"].applications[CODE]["id"]
    assert admitted_late in candidates, "by the list after objections, which SKD went ahead of"
    for row in sent:
        heard = {
            (ANNOUNCED[stage], f"{announcement}@1")
            for announcement, stage in announced.items()
            if not row["gone"] and (stage in FOR_APPLICANTS or row["_id"] in candidates)
            if (row["_id"], stage) != (admitted_late, "skd")
        }
        told_of = [(kind, about) for kind, about in told[row["_id"]] if kind in ANNOUNCED.values()]
        assert sorted(told_of) == sorted(heard), "each announcement once, a corrected one as well"
        letters = [kind for kind, _ in told[row["_id"]] if kind == "letter_corrected"]
        assert len(letters) == ("announced_files" in dict(told_of)), "to whom that list was announced"
        apart = {*ANNOUNCED.values(), "appointed", "letter_corrected"}
        others = sorted(kind for kind, _ in told[row["_id"]] if kind not in apart)
        late = row["_id"] == world.people["nina"].applications[CODE]["id"]
        moved = [] if late else ["line_changed", "period_moved"]
        assert others == [*moved, "submitted", *(["withdrawn"] if row["gone"] else [])]
    drafted = world.people["tini"].applications[CODE]["id"]
    heard = sorted(kind for kind, _ in told[drafted])
    assert heard == ["line_changed", "period_moved"], "what concerns drafts as well, and nothing else"
    person = Person(world, "siti")
    person.sign_in()
    before = _unread(person)
    mine = world.people["siti"].applications[CODE]["id"]
    own = {"aggregate": "message", "data.person": portal_db.audiences.find_one({"_id": mine})["person"]}
    accounts = {one["_id"]: one["data"]["kind"] for one in portal_db.state.find({**own, "data.application": None})}
    held = ["contest_open", "contest_yours"] if world.first is world.people["siti"] else []
    if world.winner == "siti":
        held += [
            "activity_accepted",
            "certificate_revoked",
            "certificate_reissued",
            "evaluation_waits",
            "application_waits",
            "application_waits",
        ]
    told_alone = Counter(accounts.values())
    assert told_alone == Counter(["correction_accepted", *held]), "whose file was on the desk, and who won, is chance"
    [account] = [stream for stream, kind in accounts.items() if kind == "correction_accepted"]
    assert before == len(told[mine]) + len(accounts) == portal_db.state.count_documents(own)
    wanted = {"data.application": world.people["siti"].applications[CODE]["id"], "data.kind": "announced_files"}
    first = f"/saya/pesan/{portal_db.state.find_one(wanted)['_id'].partition('-')[2]}"
    assert first in Page(person.get("/saya/pesan").text).links
    for _ in range(2):
        opened = person.get(first)
        assert opened.status_code == 200 and "Keadaan lamaran" in opened.text
        assert _unread(person) == before - 1
    opened = person.get(f"/saya/pesan/{account.partition('-')[2]}")
    assert opened.status_code == 200 and "/saya/perbaikan" in opened.text
    andi = Person(world, "andi")
    andi.sign_in()
    assert andi.get(first).status_code == 404
    waves = counting.waves(portal_db)
    assert all(wave["done"] and not wave["bounced"] for wave in waves)
    assert sum(wave["read"] for wave in waves if wave["kind"] in ANNOUNCED.values()) == 1
    files = next(wave for wave in waves if wave["kind"] == "announced_files")
    assert files["sent"] == sum(not row["gone"] for row in sent), "everybody who applied and has not withdrawn"
    chair = Person(world, "ketua")
    chair.sign_in()
    assert "Hasil pemeriksaan berkas diumumkan" in chair.get("/kerja/pesan").text


def _unread(person):
    found = re.search(r'class="unread">([0-9]+)<', person.get("/saya").text)
    return int(found[1]) if found else 0


def test_each_form_of_the_map_and_of_the_templates_was_sent(world):
    rules = world.apps["portal"].url_map.iter_rules()
    sent = {step.endpoint for step in STEPS}
    assert {rule.endpoint for rule in rules if "POST" in rule.methods} == sent | CHANGE_NOTHING | ONE_CLICK
    files = {str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html") if SENDS.search(file.read_text())}
    forms = {name for name in files if not name.startswith("macros/")}
    assert forms - WITHOUT_STEP.keys() <= world.shown
    total = sum(world.tried.values())
    print(f"\n{len(STEPS)} forms of {len(forms)} templates, sent {total} times: {dict(world.tried)}")
    assert len(sent) >= 43 and total >= 10 * len(STEPS)
