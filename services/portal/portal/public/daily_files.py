"""Berkas harian: what everybody may know, a file for each day, for whoever reads neither Kafka nor webhooks."""

from flask import Blueprint, Response, render_template, request

from ..client import api, path
from ..lists import PAGE, after, chips, stretch
from .agencies import TOPICS

blueprint = Blueprint("daily_files", __name__, url_prefix="/instansi/berkas")

LINES = "application/x-ndjson"
CHECKPOINTS = "asn.checkpoints"


@blueprint.get("")
def listing():
    topic = request.args.get("topic", "")
    words = {name: word for name, word in TOPICS.items() if name != CHECKPOINTS}
    wanted = {"topic": topic} if topic in words else {}
    found = stretch(api("platform").get("/v1/daily-files", limit=PAGE, after=after(), **wanted))
    shown = chips({name: words[value] for name, value in wanted.items()})
    return render_template("public/daily_files.html", page=found, topics=words, chips=shown)


@blueprint.get("/<uuid:id>.jsonl")
def download(id):
    answer = api("platform").stream(path("v1", "daily-files", str(id), "lines"))
    told = {"Content-Disposition": f'attachment; filename="{id}.jsonl"'}
    made = Response(answer.iter_content(65536), mimetype=LINES, headers=told)
    made.call_on_close(answer.close)
    return made
