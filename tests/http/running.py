"""A service on real servers, asked over HTTP; its worker's steps are driven, not awaited."""

import uuid

from asnkit.testing import records_of

from tests.serving import caller


class Someone:
    """A caller with a token; every command gets a fresh key unless one is given."""

    def __init__(self, running, token=None):
        self.running = running
        self.token = token

    def get(self, path, **more):
        return self.running.web.get(self.running.url + path, headers=self._headers(), timeout=10, **more)

    def post(self, path, json=None, version=None, key=None, traceparent=None, **more):
        headers = self._headers() | {"Idempotency-Key": key or uuid.uuid4().hex}
        if traceparent:
            headers["traceparent"] = traceparent
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.running.web.post(self.running.url + path, json=json, headers=headers, timeout=10, **more)

    def _headers(self):
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


class Running:
    def __init__(self, app, url, issuer, clock, signers):
        """`signers` sign for every service, so that a test can let any of them speak."""
        self.app, self.url, self.issuer, self.clock, self.signers = app, url, issuer, clock, signers
        self.runtime = app.extensions["asn"]
        self.web = caller()
        self.public = Someone(self)

    def staff(self, role, name="a", scope=""):
        return self.as_(f"{role}-{name}", role, scope)

    def as_(self, subject, role, scope=""):
        service = self.runtime.service.name
        return Someone(self, self.issuer.token(sub=subject, role=role, aud=[service], scope=scope))

    def deliver(self, *foreign):
        """Let consumers see every commit so far, what they cause here, and these events (bytes) of other services."""
        runtime, events = self.runtime, [self.signers.record(raw) for raw in foreign]
        heard, told = events, set()
        while heard := [*heard, *self._own(told)]:
            for name in runtime.service.reactions:
                runtime.consumer(f"reactions.{name}").apply([e for e in heard if e.topic in runtime.service.listens])
            heard = []
        made = self.committed() + [event for event in events if event.topic in runtime.view_topics]
        runtime.consumer(f"views.{runtime.views.live()}").apply(made)
        self.mark()

    def _own(self, told):
        """What this service said and its own reactions listen to, each once."""
        own = [record for record in self.committed() if record.topic in self.runtime.service.listens]
        new = [record for record in own if (record.key, record.raw) not in told]
        told.update((record.key, record.raw) for record in new)
        return new

    def committed(self):
        """The messages of everything that is not marked as sent."""
        commits = self.runtime.db.commits.find({"published": False}).sort([("stream", 1), ("first", 1)])
        return [record for commit in commits for record in records_of(commit, self.runtime.contracts.owners)]

    def mark(self):
        self.runtime.db.commits.update_many({"published": False}, {"$set": {"published": True}})


def problem(response, status, rule, field=None):
    """The response is this problem, told in Indonesian."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["rule"], body.get("field")) == (rule, field), body
    assert body["detail"].endswith(".")
    return body
