"""Results: two signatures for the committee, everything published for everyone."""

from dataclasses import replace

from asnkit import content
from asnkit.events import Refused, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.sheet import sending
from asnkit.signing import reference
from asnkit.states import every, query, seen, versioned
from asnkit.web import Blueprint, allow, caller, current, public, run_work, with_etag
from flask import Response

from ..ranking import lists
from ..ranking.domain import FINAL, STAGES
from ..ranking.schemas import CODES
from ..round.domain import locked_rules
from ..streams import result_stream
from . import neighbours, schemas, table
from .book import bind
from .domain import edition_of
from .published import decided_ties, former, outdated, rows
from .spread import spread

blueprint = Blueprint("results", __name__, url_prefix="/v1", description="Hasil seleksi")

NEWEST_FIRST = [("data.published.at", -1)]


@blueprint.route("/rounds/<id>/results/<stage>/proposal", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeResult)
@blueprint.response(200, CommandAnswer)
def propose(body, id, stage):
    """Usulkan hasil satu tahap dari peringkat terakhir: tanda tangan pertama."""
    stream, reason = result_stream(id, _stage(stage)), body["order_reason"]
    return run_work(lambda tx: tx.decide(stream, neighbours.proposal(tx, id, stage, reason), tx.if_match))


@blueprint.route("/results/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ApproveResult)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui hasil: tanda tangan kedua, oleh orang lain."""
    stream, actor = f"result-{id}", caller().actor

    def work(tx):
        state = _proposed(tx.load_signed(stream))
        tx.decide(stream, neighbours.approval(tx, state, actor, body["proposed"]), seen(tx))

    return run_work(work)


@blueprint.route("/results/<id>/publication", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.PublishResult)
@blueprint.response(200, CommandAnswer)
def publish(body, id):
    """Terbitkan hasil yang sudah ditandatangani dua orang."""
    stream, db = f"result-{id}", current().db
    state = _proposed(current().store.load(stream))
    replaced, ties = former(db, state), decided_ties(db, state["round"]) if state["stage"] == FINAL else {}
    lines = {line["vacancy"]: line for _, _, line in every(db, "line", period=state["period"])}
    book = bind(state["rankings"], lines, lambda ranking: rows(db, ranking), replaced, ties)
    lists.put(db, book.pages, book.index)
    letter = (body["number"], body["title"], book.sha256)

    def work(tx):
        signed = _proposed(tx.load_signed(stream))
        if signed["rankings"] != state["rankings"]:
            raise Refused("hasil-lain", "Usulan hasil ini baru saja diganti; baca lagi.")
        tx.decide(stream, neighbours.publication(tx, signed, body["approved"], *letter), seen(tx))

    return run_work(work)


@blueprint.route("/rounds/<id>/results/<stage>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.PendingResult)
def show_pending(id, stage):
    """Hasil satu tahap bagi yang menandatanganinya."""
    loaded = current().store.load(result_stream(id, _stage(stage)))
    state = _proposed(loaded)
    keys = ("round", "period", "stage", "edition", "status", "rule_set", "rules_sha256", "list_sha256", "counts")
    body = {
        "id": uuid_of(loaded.stream),
        "version": loaded.version,
        **{key: state[key] for key in keys},
        "order": state.get("order"),
        **{key: state[key] and reference(state[key]) for key in ("proposed", "approved")},
        "signatures": 2 if state["approved"] else 1,
        "published_edition": state["published"]["edition"] if state["published"] else None,
        "outdated": outdated(current().db, state["published"]) if state["published"] else 0,
    }
    return versioned(body, loaded.version)


@blueprint.route("/results", methods=["GET"])
@public
@blueprint.arguments(schemas.ResultFilter, location="query")
@blueprint.response(200, schemas.ResultHeads)
def list_results(wanted):
    """Hasil yang sudah diterbitkan, terbaru lebih dahulu."""
    filters = {key: wanted[key] for key in ("period",) if key in wanted}
    found, following = page(
        current().db.state, query("result", {**filters, "published.at": {"$gt": ""}}), NEWEST_FIRST, wanted
    )
    return {"items": [_head(document["_id"], document["data"]) for document in found], "next": following}


@blueprint.route("/results/<id>", methods=["GET"])
@public
@blueprint.arguments(schemas.EditionChoice, location="query")
@blueprint.response(200, schemas.Result)
def show(wanted, id):
    """Satu hasil yang diterbitkan: daftarnya menurut jabatan dan unit, kode dan artinya."""
    loaded = _published(id, wanted["edition"])
    return with_etag(
        {**_head(loaded.stream, loaded.state), "lists": _book(loaded)["lists"], "codes": CODES}, loaded.version
    )


@blueprint.route("/results/<id>/editions", methods=["GET"])
@public
@blueprint.response(200, schemas.Editions)
def list_editions(id):
    """Semua edisi hasil ini, yang terbaru lebih dahulu; yang lama tetap dapat dibaca."""
    loaded = _published(id)
    newest_first = (loaded.state["published"], *reversed(loaded.state["earlier"]))
    return {"items": [_head(loaded.stream, {**loaded.state, "published": one}) for one in newest_first]}


@blueprint.route("/results/<id>/changes", methods=["GET"])
@public
@blueprint.arguments(schemas.ChangesFilter, location="query")
@blueprint.response(200, schemas.Changes)
def list_changes(wanted, id):
    """Apa yang berubah pada edisi ini dibandingkan dengan edisi sebelumnya, bagi siapa, dan mengapa."""
    loaded = _published(id, wanted["edition"])
    changes, edition = _book(loaded).get("changes"), loaded.state["published"]["edition"]
    if changes is None:
        return {"edition": edition, "replaces": None, "total": 0, "items": []}
    items = lists.part(current().db, changes["pages"], wanted["offset"], wanted["limit"])
    return {"edition": edition, "replaces": edition - 1, "total": changes["rows"], "items": items}


@blueprint.route("/results/<id>/rows", methods=["GET"])
@public
@blueprint.arguments(schemas.RowFilter, location="query")
@blueprint.response(200, schemas.ResultRows)
def show_rows(wanted, id):
    """Daftar satu jabatan: nomor peserta, nilai, peringkat, kode."""
    loaded = _published(id, wanted["edition"])
    listed = _listed(loaded, wanted["list"])
    items = lists.part(current().db, listed["pages"], wanted["offset"], wanted["limit"])
    return {"items": items, "total": listed["rows"]}


@blueprint.route("/results/<id>/spread", methods=["GET"])
@public
@blueprint.arguments(schemas.ListChoice, location="query")
@blueprint.response(200, schemas.Spread)
def show_spread(wanted, id):
    """Sebaran nilai satu daftar: berapa orang pada setiap nilai bulat, dan berapa yang lulus."""
    loaded = _published(id, wanted["edition"])
    listed = _listed(loaded, wanted["list"])
    digest = loaded.state["published"]["public_sha256"]
    return {"items": spread(current().db, digest, listed["id"], loaded.state["stage"])}


@blueprint.route("/results/<id>/rows.<any(csv, xlsx):form>", methods=["GET"])
@public
@blueprint.arguments(schemas.EditionChoice, location="query")
def download(wanted, id, form):
    """Semua daftar sebagai lembar kerja."""
    loaded, db = _published(id, wanted["edition"]), current().db
    rows = table.rows_of(_book(loaded)["lists"], lambda pages: lists.every(db, pages))
    name = f"hasil-{loaded.state['stage'].lower()}-{loaded.state['period'].lower()}"
    return sending.answer(name, form, table.COLUMNS, rows)


@blueprint.route("/results/<id>/bundle", methods=["GET"])
@public
@blueprint.arguments(schemas.EditionChoice, location="query")
@blueprint.response(200, schemas.RecomputeBundle)
def show_bundle(wanted, id):
    """Bahan hitung ulang: aturan, dan kepala setiap peringkat persis seperti yang di-hash."""
    loaded, db = _published(id, wanted["edition"]), current().db
    round_state = current().store.load(f"round-{loaded.state['round']}").state
    open_lines = _open_lines(loaded)
    named = [
        {"vacancy": one["vacancy"], "list_sha256": one["list_sha256"], "index": None}
        | ({"index": lists.index(db, one["list_sha256"])} if one["vacancy"] in open_lines else {})
        for one in loaded.state["published"]["rankings"]
    ]
    head = {"result": _head(loaded.stream, loaded.state), "rules": locked_rules(round_state)}
    return with_etag({**head, "plans": round_state["plans"], "rankings": named}, loaded.version)


@blueprint.route("/results/<id>/rankings/<vacancy>/pages/<int:number>", methods=["GET"])
@public
@blueprint.arguments(schemas.EditionChoice, location="query")
def show_page(wanted, id, vacancy, number):
    """Satu halaman peringkat dari bahan hitung ulang, byte demi byte seperti yang di-hash."""
    loaded, db = _published(id, wanted["edition"]), current().db
    ranking = next((one for one in loaded.state["published"]["rankings"] if one["vacancy"] == vacancy), None)
    pages = lists.index(db, ranking["list_sha256"])["pages"] if ranking and vacancy in _open_lines(loaded) else []
    if not number < len(pages):
        raise Refused("halaman-tidak-ada", "Halaman peringkat ini tidak ada.", status=404)
    return Response(content.read(db, pages[number]["sha256"]), content_type="application/json")


def _stage(stage: str) -> str:
    if stage not in STAGES:
        raise Refused("tahap-tidak-ada", "Tahap harus SKD atau FINAL.", status=404)
    return stage


def _proposed(loaded) -> dict:
    if loaded.state is None:
        raise Refused("hasil-tidak-ada", "Hasil ini belum diusulkan.", status=404)
    return loaded.state


def _published(id: str, edition: int | None = None):
    """The result with that edition as the one published; the newest for None."""
    loaded = current().store.load(f"result-{id}")
    if loaded.state is None or loaded.state["published"] is None:
        raise Refused("hasil-belum-terbit", "Hasil ini belum diterbitkan.", status=404)
    return replace(loaded, state={**loaded.state, "published": edition_of(loaded.state, edition)})


def _book(loaded) -> dict:
    return lists.index(current().db, loaded.state["published"]["public_sha256"])


def _listed(loaded, id: str) -> dict:
    found = next((one for one in _book(loaded)["lists"] if one["id"] == id), None)
    if found is None:
        raise Refused("daftar-tidak-ada", "Daftar ini tidak ada pada hasil ini.", "list", status=404)
    return found


def _open_lines(loaded) -> set[str]:
    """Vacancies whose ranking is public as it is: the only line of its job and unit, and of no special need."""
    found = [one for one in _book(loaded)["lists"] if not one["joined"] and not one["withheld"]]
    return {vacancy for one in found for vacancy in one["vacancies"]}


def _head(stream: str, state: dict) -> dict:
    published = state["published"]
    keys = ("edition", "number", "title", "list_sha256", "counts", "objection")
    return {
        "id": uuid_of(stream),
        **{key: state[key] for key in ("round", "period", "stage", "rule_set", "rules_sha256")},
        **{key: published[key] for key in keys},
        **{key: published["signed"][key] for key in ("event", "sha256")},
        "order": published.get("order"),
        "published_at": published["at"],
    }
