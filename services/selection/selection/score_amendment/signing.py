"""What the two signatures under a correction rest on, gathered in their transaction, and what follows from the second.

Lists are held: computing one again and signing an impact that names it exclude each other. The final result is
held by the second signature: winners are appointed before it or after, never beside it.
"""

from collections.abc import Mapping

from asnkit import content
from asnkit.events import Refused, uuid_of

from .. import states
from ..candidate.domain import Amend
from ..ranking.domain import FINAL
from ..ranking_batch.ordering import rank_anew
from ..streams import line_stream, result_stream
from .domain import SCORE, Approve, Propose, check_after
from .impact import Impact, simulate, touched

UNKNOWN = Refused("peserta-tidak-dikenal", "Peserta ini tidak ada pada seleksi ini.", "candidate", status=404)
TAKEN = Refused("koreksi-menunggu", "Sudah ada koreksi nilai peserta ini yang menunggu tanda tangan kedua.")
UNREAD = Refused("dampak-belum-dibaca", "Dampak koreksi ini bukan yang Anda baca; lihat dampaknya sekali lagi.")


def claim_of(candidate: str, stage: str) -> str:
    """The claim by which one correction at a time waits for its second signature."""
    return f"score_amendment/{candidate}/{stage}"


def score_of(body: Mapping) -> dict:
    return {key: body[key] for key in SCORE}


def look(runtime, candidate: str, stage: str, after: dict) -> Impact:
    """What would become of the lists. Raises Refused for a score that cannot be proposed; Unavailable."""
    state = runtime.store.load_signed(candidate).state
    if state is None:
        raise UNKNOWN
    round_stream, round_state = states.round_of(runtime.db, state["period"])
    line = runtime.store.load(line_stream(state["vacancy"])).state
    check_after(round_state, line, state, stage, after)
    return simulate(runtime, uuid_of(round_stream), candidate, stage, after)


def looked(runtime, candidate: str, body: Mapping) -> Impact | None:
    """The same before a proposal; None where there is none, which is said when it is proposed. Raises Unavailable."""
    try:
        return look(runtime, candidate, body["stage"], score_of(body))
    except Refused:
        return None


def proposal(tx, candidate: str, body: Mapping, made: Impact | None, objection: str | None = None) -> Propose:
    """The first signature. `made` is the impact as it was computed just before; None where there could be none.

    `objection` is the stream of the one that this correction answers.
    """
    state = tx.load_signed(candidate).state
    if state is None:
        raise UNKNOWN
    round_stream, _ = states.round_of(tx.db, state["period"], tx.session)
    round_state, line = tx.load_signed(round_stream).state, tx.load_signed(line_stream(state["vacancy"])).state
    check_after(round_state, line, state, body["stage"], score_of(body))
    lists = _lists(tx, uuid_of(round_stream), body["stage"], state["vacancy"])
    now = {loaded.state["list_sha256"] for loaded in lists}
    if made is None or made.sha256 != body["impact_sha256"] or now != {one["list_sha256"] for one in made.lists}:
        raise UNREAD
    content.keep(tx, made.content)
    return Propose(
        uuid_of(round_stream),
        round_state,
        line,
        candidate,
        state,
        body["stage"],
        score_of(body),
        body["reason_code"],
        body["evidence"],
        _named(lists),
        made.sha256,
        len(made.appointed),
        objection,
    )


def approve(
    tx, stream: str, actor: str, proposed: Mapping, if_match: int | None = None, objection: str | None = None
) -> None:
    """The second signature, the score's change, and the order to compute the line's lists anew."""
    state = tx.load_signed(stream).state
    if state is None:
        raise Refused("koreksi-tidak-ada", "Koreksi nilai ini tidak ditemukan.", status=404)
    candidate = tx.load_signed(state["candidate"]).state
    lists = _lists(tx, state["round"], state["stage"], state["vacancy"])
    tx.hold(result_stream(state["round"], FINAL))
    [approved] = tx.decide(stream, Approve(actor, proposed, candidate, _named(lists), objection), if_match)
    told = {key: state[key] for key in ("stage", "before", "after", "reason_code")}
    tx.decide(state["candidate"], Amend(**told, amendment=approved.id))
    tx.release(claim_of(state["candidate"], state["stage"]))
    rank_anew(tx, state["round"], [loaded.state["stage"] for loaded in lists], state["vacancy"])


def _lists(tx, round_id: str, stage: str, vacancy: str) -> list:
    """Those that there are of the lists which the score enters, SKD first."""
    loaded = [tx.load_signed(stream) for stream in touched(round_id, stage, vacancy).values()]
    for one in loaded:
        tx.hold(one.stream)
    return [one for one in loaded if one.state]


def _named(lists: list) -> frozenset[str]:
    return frozenset(f"{loaded.stream}@{loaded.version}" for loaded in lists)
