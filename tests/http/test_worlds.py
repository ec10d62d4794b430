"""Three whole systems, of which two differ in nothing and the third in one verdict that is not announced.

Registration, selection and the audit log of each are fed with what their neighbours say. Whatever differs between the
first two is noise; the third may add none: not for the public, an applicant or another agency, nor in the public log.
"""

import hashlib
import re
from datetime import timedelta

import pytest
from asnkit.testing import records_of
from audit.log.integrate import Integration
from audit.log.loops import publication
from audit.log.volume import Volume

from tests.http.registration.applying import decide, published, submitted
from tests.http.registration.conftest import City
from tests.http.registration.test_secrecy import Inside, World, addresses

pytestmark = pytest.mark.servers

CODE = "CPNS-SECRET"
RANDOM = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{16,64}\b"
    r"|\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|\+00:00)|[A-Za-z0-9+/]{40,}={0,2}"
)
VERDICTS = {"A": "MS", "A again": "MS", "B": "TMS"}
LEAST_COMPARED = 150


class Whole:
    """One world: a copy of the city, and offices of its own beside it."""

    def __init__(self, city, name, history, serve):
        self.registration = World(city, name, city.runtime.clock.now())
        self.selection, self.audit = serve("selection"), serve("audit")
        self.history = history
        self.told: list = []
        self.hear(history)

    def decide(self, verdicts):
        decide(self.registration, CODE, verdicts)
        self.told = self.registration.committed()
        self.registration.deliver()
        self.hear(self.told)

    def hear(self, records):
        """Selection reacts, everything is numbered, and the log is published."""
        listens = self.selection.runtime.service.listens
        for name in self.selection.runtime.service.reactions:
            consumer = self.selection.runtime.consumer(f"reactions.{name}")
            consumer.apply([record for record in records if record.topic in listens])
        said = self.selection.committed()
        self.selection.mark()
        self.told = [*records, *said]
        self.audit.runtime.consumer("log").apply(self.told)
        step = Integration(self.audit.runtime.db, Volume(self.audit.runtime.settings.log_dir))
        while step.turn():
            pass
        published_ = publication(self.audit.runtime)
        try:
            published_.step()
        finally:
            published_.close()

    @property
    def for_agencies(self):
        """What stands on the topics that other agencies read, in order: (topic, type, what follows from no chance)."""
        public = [record for record in self.told if record.topic.endswith(".public")]
        return [(record.topic, plain(record.raw.decode())) for record in public]

    def answers(self, people):
        """Every answer to the public and to each of these applicants, by (who, service, address)."""
        found = {}
        for who, token in [("public", None), *((number, person.token) for number, person in enumerate(people))]:
            for address in addresses(self.registration, [person.application for person in people]):
                told = Inside(self.registration, token).get(address)
                found[who, "registration", address] = (told.status_code, plain(told.content.decode("latin-1")))
        found |= self._asked("selection", self.selection, people, [CODE])
        found |= self._asked("audit", self.audit, [], self._log_files())
        return found

    def _asked(self, service, running, people, values):
        found = {}
        callers = [("public", running.public)]
        callers += [(number, running.as_(person.id, "pelamar")) for number, person in enumerate(people)]
        for rule in running.app.url_map.iter_rules():
            roles = set(getattr(running.app.view_functions[rule.endpoint], "roles", ()))
            if "GET" not in rule.methods or not {"publik", "pelamar"} & roles or rule.rule == "/healthz":
                continue
            named = [*values, *(one.application for one in people), *(one.number for one in people)]
            filled = [re.sub(r"<[^>]+>", value, rule.rule) for value in named] if "<" in rule.rule else [rule.rule]
            for address in filled:
                for who, caller in callers:
                    told = caller.get(address)
                    found[who, service, address] = (told.status_code, _size_or_text(told))
        return found

    def _log_files(self):
        """The public files of the log by their addresses under /log, and the hashes that somebody may hold."""
        folder = Volume(self.audit.runtime.settings.log_dir).folder
        files = [str(file.relative_to(folder / "tile")) for file in (folder / "tile").rglob("*") if file.is_file()]
        return [*sorted(files), *(hashlib.sha256(record.raw).hexdigest() for record in self.history)]


def plain(text: str) -> str:
    return RANDOM.sub("*", text)


def _size_or_text(told):
    kind = told.headers.get("Content-Type", "")
    return (
        plain(told.text) if kind.startswith(("application/json", "text/", "application/problem")) else len(told.content)
    )


@pytest.fixture(scope="module")
def worlds(serve):
    city = serve("registration", City)
    city.announce_period(CODE, timedelta(days=1))
    lines = published(city, CODE)
    people = [submitted(city, lines) for _ in range(2)]
    city.deliver()
    commits = city.runtime.db.commits.find().sort([("at", 1), ("stream", 1), ("first", 1)])
    history = [record for commit in commits for record in records_of(commit, city.runtime.contracts.owners)]
    made = {name: Whole(city, name[:1] + str(number), history, serve) for number, name in enumerate(VERDICTS)}
    for name, world in made.items():
        world.decide({people[0].application: VERDICTS[name]})
    yield made, people
    for world in made.values():
        world.registration.drop()


def test_every_answer_is_the_same_in_three_worlds(worlds, capsys):
    made, people = worlds
    first, again, other = (world.answers(people) for world in made.values())
    noise = {asked for asked in first.keys() | again.keys() if first.get(asked) != again.get(asked)}
    with capsys.disabled():
        print(f"\n{len(first)} requests compared, {len(noise)} of them noise", end=" ")
    assert len(first) - len(noise) > LEAST_COMPARED
    told = {asked for asked in first.keys() | other.keys() if first.get(asked) != other.get(asked)} - noise
    assert not told, [(asked, first.get(asked), other.get(asked)) for asked in sorted(told, key=str)][:3]
    assert {service for _, service, _ in first} == {"registration", "selection", "audit"}


def test_other_agencies_and_the_public_log_see_the_same_in_three_worlds(worlds):
    made, _ = worlds
    seen = [world.for_agencies for world in made.values()]
    assert seen[0] == seen[1] == seen[2]
    sizes = [world.audit.runtime.db.entries.count_documents({}) for world in made.values()]
    assert len(set(sizes)) == 1 and sizes[0] > len(made["A"].history)


def test_an_applicant_acts_alike_in_three_worlds_and_leaves_as_many_events(worlds):
    made, people = worlds
    mine = people[0]
    steps = [
        ("/v1/objections", {"application": mine.application, "contests": ["DIPLOMA"], "text": "Ijazah lengkap."}, None),
        (f"/v1/applications/{mine.application}/withdrawal", {}, 4),
        (f"/v1/applications/{mine.application}/withdrawal", {}, 5),
    ]
    for number, (path, body, version) in enumerate(steps):
        said = [
            Inside(world.registration, mine.token).post(path, body, version=version, key=f"{number:032}")
            for world in made.values()
        ]
        told = [(one.status_code, plain(re.sub(r"@\d+", "@", one.text))) for one in said]
        assert told[0] == told[1] == told[2], path
    events = []
    for world in made.values():
        records = world.registration.committed()
        world.registration.deliver()
        world.hear(records)
        events.append(sorted(record.topic for record in world.told))
    assert events[0] == events[1] == events[2]
