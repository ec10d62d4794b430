"""Results: two signatures for the committee, everything published for everyone."""

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, public, run_work, with_etag
from flask import Response

from .. import states
from ..ranking.domain import STAGES
from ..ranking.schemas import CODES
from ..round.domain import locked_rules
from ..signing import seen_version
from ..streams import result_stream, uuid_of
from . import schemas
from .domain import Approve, Propose, Publish
from .published import rankings
from .table import csv_of

blueprint = Blueprint("results", __name__, url_prefix="/v1", description="Hasil seleksi")


@blueprint.route("/rounds/<id>/results/<stage>/proposal", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.response(200, CommandAnswer)
def propose(id, stage):
    """Usulkan hasil satu tahap dari peringkat terakhir: tanda tangan pertama."""
    stream, signer = result_stream(id, _stage(stage)), caller().id

    def work(tx):
        round_state = states.round_state(tx.load(f"round-{id}"))
        ranked = [
            {"stream": ranking, "version": version, "state": state}
            for ranking, version, state in states.every(tx.db, "ranking", tx.session, round=id, stage=stage)
        ]
        lines = states.count(tx.db, "line", tx.session, period=round_state["period"])
        tx.decide(stream, Propose(id, round_state, stage, tuple(ranked), lines, signer), tx.if_match)

    return run_work(work)


@blueprint.route("/results/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ApproveResult)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui hasil: tanda tangan kedua, oleh orang lain."""
    signer = caller().id
    return _sign(id, lambda tx, state: Approve(signer, body["list_sha256"], _current(tx, state)))


@blueprint.route("/results/<id>/publication", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.PublishResult)
@blueprint.response(200, CommandAnswer)
def publish(body, id):
    """Terbitkan hasil yang sudah ditandatangani dua orang."""

    def command(tx, state):
        return Publish(body["number"], body["title"], tx.load(f"round-{state['round']}").state, _current(tx, state))

    return _sign(id, command)


@blueprint.route("/rounds/<id>/results/<stage>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.PendingResult)
def show_pending(id, stage):
    """Hasil satu tahap bagi yang menandatanganinya."""
    loaded = current().store.load(result_stream(id, _stage(stage)))
    state = loaded.state
    if state is None:
        raise Refused("hasil-tidak-ada", "Hasil ini belum diusulkan.", status=404)
    keys = ("round", "period", "stage", "edition", "status", "rule_set", "list_sha256", "counts")
    body = {
        "id": uuid_of(loaded.stream),
        "version": loaded.version,
        **{key: state[key] for key in keys},
        "signatures": len(state["signers"]),
        "published_edition": state["published"]["edition"] if state["published"] else None,
    }
    return with_etag(body, loaded.version)


@blueprint.route("/results", methods=["GET"])
@public
@blueprint.arguments(schemas.PeriodFilter, location="query")
@blueprint.response(200, schemas.ResultHeads)
def list_results(wanted):
    """Hasil yang sudah diterbitkan, terbaru lebih dahulu."""
    found = states.every(current().db, "result", **wanted)
    heads = [_head(stream, state) for stream, _, state in found if state["published"]]
    return {"items": sorted(heads, key=lambda head: head["published_at"], reverse=True)}


@blueprint.route("/results/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Result)
def show(id):
    """Satu hasil yang diterbitkan: formasinya, kode dan artinya."""
    loaded = _published(id)
    lines = states.lines(current().db, loaded.state["period"])
    named = [
        {**ranking, **{key: lines[ranking["vacancy"]][key] for key in ("job_name", "unit", "need_type", "quota")}}
        for ranking in loaded.state["published"]["rankings"]
    ]
    ordered = sorted(named, key=lambda line: (line["job_name"], line["unit"], line["vacancy"]))
    return with_etag({**_head(loaded.stream, loaded.state), "lines": ordered, "codes": CODES}, loaded.version)


@blueprint.route("/results/<id>/rows", methods=["GET"])
@public
@blueprint.arguments(schemas.RowFilter, location="query")
@blueprint.response(200, schemas.ResultRows)
def show_rows(wanted, id):
    """Daftar satu formasi: nomor peserta, nilai, peringkat, kode."""
    rows = _line(id, str(wanted["vacancy"]))["rows"]
    return {"items": rows[wanted["offset"] : wanted["offset"] + wanted["limit"]], "total": len(rows)}


@blueprint.route("/results/<id>/rows.csv", methods=["GET"])
@public
def download(id):
    """Semua daftar sebagai CSV."""
    loaded = _published(id)
    lines = states.lines(current().db, loaded.state["period"])
    text = csv_of(rankings(current().db, loaded.state["published"]), lines)
    name = f"hasil-{loaded.state['stage'].lower()}-{loaded.state['period'].lower()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


@blueprint.route("/results/<id>/bundle", methods=["GET"])
@public
@blueprint.response(200, schemas.RecomputeBundle)
def show_bundle(id):
    """Bahan hitung ulang: aturan dan semua baris persis seperti yang di-hash."""
    loaded = _published(id)
    rules = locked_rules(current().store.load(f"round-{loaded.state['round']}").state)
    keys = ("vacancy", "quota", "category", "skb_plan", "list_sha256", "rows")
    listed = rankings(current().db, loaded.state["published"])
    lines = [{key: listed[vacancy][key] for key in keys} for vacancy in sorted(listed)]
    return with_etag({"result": _head(loaded.stream, loaded.state), "rules": rules, "lines": lines}, loaded.version)


def _stage(stage: str) -> str:
    if stage not in STAGES:
        raise Refused("tahap-tidak-ada", "Tahap harus SKD atau FINAL.", status=404)
    return stage


def _sign(id: str, command) -> tuple[dict, dict]:
    stream = f"result-{id}"

    def work(tx):
        state = tx.load(stream).state
        if state is None:
            raise Refused("hasil-tidak-ada", "Hasil ini belum diusulkan.", status=404)
        tx.decide(stream, command(tx, state), seen_version(tx))

    return run_work(work)


def _current(tx, state: dict) -> tuple[dict, ...]:
    """The rankings that the result names, as they are now."""
    streams = [ranking["ranking"].partition("@")[0] for ranking in state["rankings"]]
    tx.preload(streams)
    return tuple({"stream": stream, "version": tx.load(stream).version} for stream in streams)


def _published(id: str):
    loaded = current().store.load(f"result-{id}")
    if loaded.state is None or loaded.state["published"] is None:
        raise Refused("hasil-belum-terbit", "Hasil ini belum diterbitkan.", status=404)
    return loaded


def _line(id: str, vacancy: str) -> dict:
    published = _published(id).state["published"]
    named = [ranking for ranking in published["rankings"] if ranking["vacancy"] == vacancy]
    if not named:
        raise Refused("formasi-tidak-ada", "Formasi ini tidak ada pada hasil ini.", "vacancy", status=404)
    return rankings(current().db, {"rankings": named})[vacancy]


def _head(stream: str, state: dict) -> dict:
    published = state["published"]
    keys = ("edition", "number", "title", "list_sha256", "counts", "objection", "event")
    return {
        "id": uuid_of(stream),
        **{key: state[key] for key in ("round", "period", "stage", "rule_set")},
        **{key: published[key] for key in keys},
        "published_at": published["at"],
    }
