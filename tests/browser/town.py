"""The whole system in one process: every service and the portal on real servers, with the development sign-in.

Only Kafka is stepped over: `flow` hands each commit to every consumer that listens to its topic,
so that what a page shows is known at the moment it is asked for.
"""

import json
import logging
import os
import uuid
from contextlib import suppress
from functools import partial
from importlib import import_module

from asnkit.bulk import Batches
from asnkit.clock import ForwardClock
from asnkit.errors import Unavailable
from asnkit.settings import Settings, package_of
from asnkit.testing import records_of
from asnkit.wib import wib_date
from asnplatform.role import founding
from audit.log.integrate import Integration
from audit.log.publish import ORIGIN, Publication
from audit.log.volume import open_volume
from portal.message import telling
from tlog.notes import Signer

from deploy.local import identity, issuers, mail, ports, roles, secrets
from deploy.local.services import MAIL_FROM, write_keys
from tests.letters import CODE
from tests.serving import Served, caller

TRIES = 8
SERVICES = ("registration", "selection", "training", "feedback", "audit", "platform", "portal")


class Town:
    def __init__(self, servers, folder):
        self._servers, self._folder = servers, folder
        self._ends = []
        self.web = caller()
        names = (*SERVICES, "identity", "mail")
        self.urls = {name: f"http://127.0.0.1:{ports.free()}" for name in names}
        self.url = self.urls["portal"]
        self.logins = secrets.read(servers.directory / "secrets" / "logins.json")
        self.clock = ForwardClock(folder / "clock.json")
        self._write_issuers()
        os.environ["ASN_ENV"] = "development"
        self._catcher, self._smtp_port = mail.Catcher(), ports.free()
        self._smtp = mail.listen("127.0.0.1", self._smtp_port, self._catcher)
        self._serve("mail", mail.create_app(self._catcher))
        self._serve("identity", identity.create_app(self.urls["identity"], self.url, servers.directory / "secrets"))
        number = uuid.uuid4().hex[:8]
        self.apps = {name: self._start(name, f"{name}_{number}") for name in SERVICES}
        self.runtimes = {name: app.extensions["asn"] for name, app in self.apps.items()}
        self._give_roles()

    def _give_roles(self):
        """As `make run` does."""
        found = partial(founding.begin, self.runtimes["platform"])
        today = wib_date(self.clock.now())
        assert roles.give(self.urls, self.vouched, self.logins, today, found)

    def _write_issuers(self):
        known = issuers.listed(*(self.urls[name] for name in ("identity", "registration", "platform")))
        (self._folder / "issuers.json").write_text(json.dumps(known))

    def _witnesses(self):
        """The policy of who cosigns the log: nobody."""

    def _start(self, name, database):
        settings = Settings(
            service=name,
            mongo_url=self._servers.mongo_url("admin"),
            kafka_bootstrap="127.0.0.1:1",
            secrets=self._servers.secrets(name),
            database=database,
            environment="development",
            issuers_file=self._folder / "issuers.json",
            clock_file=self._folder / "clock.json",
            oidc_issuer=self.urls["identity"],
            mail_url=f"smtp://127.0.0.1:{self._smtp_port}",
            mail_from=MAIL_FROM,
            log_dir=self._folder / "log",
            keys=write_keys(self._servers.directory),
            witnesses_file=self._witnesses(),
            urls=self.urls,
        )
        app = import_module(f"{package_of(name)}.app").create_app(settings)
        app.extensions["asn"].prepare()
        self._serve(name, app)
        return app

    def _serve(self, name, app):
        port = int(self.urls[name].rpartition(":")[2])
        self._ends.append(Served(app, port))

    def staff(self, login):
        """A caller with the tokens of that login's role."""
        return Caller(self, partial(self.token, login))

    def token(self, login, service):
        """Platform's, for what the provider says of this login."""
        wanted = {"audience": service, "role": self.logins[login]["role"]}
        bearer = {"Authorization": f"Bearer {self.vouched(login)}"}
        exchange = f"{self.urls['platform']}/v1/sign-in/exchange"
        answer = self.web.post(exchange, json=wanted, headers=bearer, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()["access_token"]

    def vouched(self, login):
        """The provider's, good at platform."""
        form = {"grant_type": "password", "client_id": "skrip", "audience": "platform"}
        form |= {name: self.logins[login][name] for name in ("username", "password")}
        return self.web.post(f"{self.urls['identity']}/token", form, timeout=10).json()["access_token"]

    def know(self, login, person):
        """From now on the login is the civil servant with this id, as the office's provider says."""
        known = {name: self.logins[login][name] for name in ("username", "password")}
        answer = self.web.post(f"{self.urls['identity']}/people", known | {"person": person}, timeout=10)
        assert answer.status_code == 200, answer.text

    def auditor(self):
        """A caller with the token of the standing auditor, a program."""
        secret = (self._servers.directory / "secrets" / "auditor" / "client.secret").read_text()
        form = {"grant_type": "client_credentials", "scope": "audit:results"}
        answer = self.web.post(f"{self.urls['identity']}/token", form, auth=("auditor", secret), timeout=10)
        return Caller(self, lambda service: answer.json()["access_token"])

    def code(self, address):
        """The code in the newest letter to this address, read where the letters are shown."""
        letterbox = self.runtimes["registration"].letterbox()
        while letterbox.turn():
            pass
        letters = self.web.get(f"{self.urls['mail']}/messages", params={"to": address}, timeout=10).json()["items"]
        return next(found.group() for one in letters if (found := CODE.search(one["subject"])))

    def flow(self):
        """Everything that was committed reaches everyone who listens, and so does what that causes."""
        while True:
            with suppress(Unavailable):  # what waits for an event that is on its way goes on in the next turn
                self._work()
            records = [record for runtime in self.runtimes.values() for record in _pending(runtime)]
            if not records:
                self._work()
                return self._log()
            for runtime in self.runtimes.values():
                for name, topics in _listening(runtime):
                    wanted = [record for record in records if record.topic in topics]
                    consumer = runtime.consumer(name)
                    for first in range(0, len(wanted), 500):
                        tried(lambda c=consumer, some=wanted[first : first + 500]: c.apply(some), Unavailable)

    def _log(self):
        """What audit's worker does with the entries: tiles, and a checkpoint where the log has grown."""
        runtime = self.runtimes["audit"]
        integration = Integration(runtime.db, open_volume(runtime.settings))
        while integration.turn():
            pass
        signer = Signer.from_pem(ORIGIN, runtime.settings.secret("log.key"))
        publication = Publication(runtime.db, open_volume(runtime.settings), signer, _NoKafka, list)
        publication.step()
        if self._cosign(runtime.db.checkpoints):
            publication.step()

    def _cosign(self, checkpoints):
        """What witnesses do with a new checkpoint; whether one of them did."""

    def _work(self):
        for runtime in self.runtimes.values():
            batches = Batches(runtime)
            while batches.step():
                pass
        # Who joins is heard before anything goes on: nobody joins meanwhile.
        self.runtimes["portal"].db.waves.update_many({"done": False}, {"$set": {"sets_out": None}})
        while telling.go_on(self.runtimes["portal"]):
            pass

    def stop(self):
        self._smtp.stop()
        for server in self._ends:
            server.stop()
        for runtime in self.runtimes.values():
            for suffix in ("", "_keys", "_views"):
                runtime.client.drop_database(runtime.settings.database + suffix)
            runtime.close()


def tried(work, trouble):
    """What `work` gives, on a machine that is busy with other things: again after `trouble`, as everybody does."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except trouble:
            continue
    return work()


class Busy(Exception):
    """A service asks to be asked again, with the same key."""


class Caller:
    """Somebody who asks the services directly; every answer that is not a success fails the test."""

    def __init__(self, town, token=None):
        self._town, self._token, self._tokens = town, token, {}

    def get(self, service, path, **params):
        answer = self._town.web.get(
            self._town.urls[service] + path, params=params, headers=self._headers(service), timeout=20
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, service, path, body=None, version=None, **more):
        headers = self._headers(service) | {"Idempotency-Key": uuid.uuid4().hex}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        url = self._town.urls[service] + path

        def send():
            answer = self._town.web.post(url, json=body, headers=headers, timeout=60, **more)
            if answer.status_code == 503:
                raise Busy(answer.text)
            return answer

        answer = tried(send, Busy)
        assert answer.status_code in (200, 201, 204), f"{path}: {answer.text}"
        return answer.json() if answer.content else {}

    def _headers(self, service):
        if self._token is None:
            return {}
        if service not in self._tokens:
            self._tokens[service] = self._token(service)
        return {"Authorization": f"Bearer {self._tokens[service]}"}


class _NoKafka:
    """Takes what is published; nobody in this process reads it from there."""

    def send(self, messages):
        return [True for _ in messages]


def _pending(runtime):
    commits = list(runtime.db.commits.find({"published": False}).sort([("stream", 1), ("first", 1)]))
    runtime.db.commits.update_many(
        {"_id": {"$in": [commit["_id"] for commit in commits]}}, {"$set": {"published": True}}
    )
    for commit in commits:
        yield from records_of(commit, runtime.contracts.owners)


def _listening(runtime):
    """(consumer's name, its topics) of a service."""
    service = runtime.service
    found = [(name, topics) for name, (topics, _) in service.consumers.items()]
    found += [(f"reactions.{name}", service.listens) for name in service.reactions]
    if service.views:
        found.append((f"views.{runtime.views.live()}", runtime.view_topics))
    return found


logging.getLogger("werkzeug").setLevel(logging.ERROR)
