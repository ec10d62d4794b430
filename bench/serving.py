"""The servers that are compared: `python -m bench.serving ours|bare`, and for answers to a survey `survey|form`."""

import os
import sys
import tempfile

os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="asn-metrics-"))

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
from asnkit import web
from asnkit.db import connect, database, transact
from asnkit.server import serve
from asnkit.settings import Settings
from bson.binary import Binary
from feedback.wiring import SERVICE as FEEDBACK
from flask import Flask, request

from tests.kit.toy import SERVICE
from tests.kit.toy_api import blueprint

# Documents of ours have these sizes; what is in them costs the peer nothing.
TYPE, BYTES, NOTE, PROMISE = "t" * 40, Binary(b"x" * 690), "n" * 255, "p" * 363
DAY = timedelta(days=1)


def ours(settings):
    return web.create_app(replace(SERVICE, blueprints=[blueprint]), settings)


class Bare:
    """The same calls to MongoDB, and nothing else."""

    def __init__(self, settings):
        self.db = database(connect(settings.mongo_url), settings.database)
        self.extensions = {}

    def __call__(self, environ, start_response):
        stream = "box-" + environ["PATH_INFO"].split("/")[3]
        body = orjson.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        key, seen = environ["HTTP_IDEMPOTENCY_KEY"] * 2, int(environ["HTTP_IF_MATCH"].strip('"'))
        now = datetime.now(UTC)

        def work(session):
            state = self.db.state.find_one({"_id": stream}, session=session)
            version = state["version"]
            if version != seen:
                return version, False
            event = {"id": f"{stream}@{version + 1}", "type": TYPE, "bytes": BYTES, "path": "0 1"}
            answer = {"_id": key, "request_hash": key, "actor": "pelamar:p1", "stream": stream, "version": version + 1,
                      "events": [event["id"]], "promise": PROMISE, "extra": {}, "expires": now + DAY}  # fmt: skip
            self.db.commands.insert_one(answer, session=session)
            self.db.commits.insert_many([{
                "_id": event["id"], "stream": stream, "first": version + 1, "last": version + 1, "at": now,
                "command_id": key, "events": [event], "published": False, "note": NOTE}], session=session)  # fmt: skip
            data = {**state["data"], "sum": state["data"]["sum"] + body["amount"]}
            change = {"$set": {"version": version + 1, "data": data}}
            self.db.state.update_one({"_id": stream, "version": version}, change, session=session)
            return version + 1, True

        version, written = transact(self.db.client, work)
        answer = orjson.dumps({"version": version})
        headers = [("Content-Length", str(len(answer))), ("ETag", f'"{version}"')]
        start_response("200 OK" if written else "412 Stale", headers)
        return [answer]


def survey(settings):
    return web.create_app(FEEDBACK, settings)


def form(settings):
    """A form as one writes it in an hour: whatever comes is inserted."""
    app, answers = Flask("form"), database(connect(settings.mongo_url), settings.database).answers

    @app.post("/v1/surveys/<id>/responses")
    def keep(id):
        answers.insert_one({"survey": id, "at": datetime.now(UTC), **request.get_json()})
        return {"kept": True}, 201

    return app


if __name__ == "__main__":
    made = {"ours": ours, "bare": Bare, "survey": survey, "form": form}[sys.argv[1]]
    serve(made, Settings.from_environment("feedback" if made is survey else "kit"))
