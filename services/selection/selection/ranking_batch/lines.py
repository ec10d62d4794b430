"""How ordered rankings are computed: one line after another, each before its transaction, which only keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass

from asnkit import bulk
from asnkit.bulk import BatchKind
from asnkit.events import Refused
from asnkit.states import every

from .. import states
from ..closing import Close, Fail
from ..ranking import lists
from ..ranking.computation import tied_on_scores
from ..ranking.domain import FINAL, SKD, Compute, counted_sha256, ranked
from ..ranking.listing import Listing
from ..ranking.tiebreaks import fetch
from ..result.domain import published_by
from ..result.published import admitted
from ..round.domain import plan_of
from ..streams import line_stream, ranking_stream, result_stream, tie_stream
from ..tie.domain import orders_of

NOBODY: Mapping[str, dict] = {}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line's list, kept and not yet named by an event."""

    vacancy: str
    listing: Listing
    counted_sha256: str


def _rows(runtime, stream: str, state: dict) -> list[str]:
    """The vacancies of the round's lines, or the one that was ordered. Raises Refused when others were counted."""
    if state.get("vacancy"):
        return [state["vacancy"]]
    vacancies = sorted(states.lines(runtime.db, state["period"]))
    if len(vacancies) != state["lines"]:
        raise Refused("formasi-berubah", "Formasi seleksi ini berubah sesudah perhitungan diperintahkan.")
    return vacancies


def _prepare(runtime, stream: str, state: dict, vacancy: str) -> Ranked:
    """The list of one line by the scores of signed events. Raises Refused; Unavailable without registration."""
    made = compute(runtime, state["round"], state["stage"], vacancy)
    lists.put(runtime.db, made.listing.pages, made.listing.index)
    return made


def compute(runtime, round_id: str, stage: str, vacancy: str, instead: Mapping[str, dict] = NOBODY) -> Ranked:
    """The same before it is kept; `instead` are states of candidates to try out in place of their own.

    Whom only those would tie stays tied: registration opens what decides for people who are tied, and for nobody else.
    """
    store = runtime.store
    round_state = store.load_signed(f"round-{round_id}").state
    line = store.load_signed(line_stream(vacancy)).state
    streams = [stream for stream, _, _ in every(runtime.db, "candidate", vacancy=vacancy)]
    if stage == FINAL:
        result = store.load_signed(result_stream(round_id, SKD)).state
        sent_on = admitted(runtime.db, published_by(result), vacancy)
        streams = [stream for stream in streams if stream in sent_on]
    counted = list(store.load_all_signed(streams))
    candidates = {loaded.stream: loaded.state for loaded in counted}
    tiebreaks = _tiebreaks(runtime, round_state, line, candidates) if stage == FINAL else {}
    tried = {stream: instead.get(stream, state) for stream, state in candidates.items()}
    decided = orders_of(store.load_signed(tie_stream(round_id, vacancy)).state) if stage == FINAL else []
    listing = ranked(round_id, round_state, stage, line, tried, tiebreaks, decided)
    return Ranked(vacancy, listing, counted_sha256((loaded.stream, loaded.version) for loaded in counted))


def _tiebreaks(runtime, round_state: dict, line: dict, candidates: dict[str, dict]) -> dict[str, dict]:
    """Academic value and birth date of those whom scores do not separate; used here and kept nowhere."""
    scored = {stream: state for stream, state in candidates.items() if state["skb"] or state["withdrawn"]}
    tied = tied_on_scores(scored, plan_of(round_state, line), round_state["rules"])
    persons = {stream: candidates[stream]["person"] for stream in tied}
    answers = fetch(runtime.settings, sorted(set(persons.values())))
    return {stream: answers[person] for stream, person in persons.items() if person in answers}


def _apply(tx, stream: str, state: dict, row: Ranked, command_id: str) -> None:
    round_id, stage = state["round"], state["stage"]
    round_state = tx.load_signed(f"round-{round_id}").state
    line = tx.load_signed(line_stream(row.vacancy)).state
    command = Compute(round_id, round_state, stage, line, row.listing, row.counted_sha256)
    tx.decide(ranking_stream(round_id, stage, row.vacancy), command, command_id=command_id)


def _close(tx, stream: str, rows: list[str], applied: int, refused: list[tuple[str, str]]) -> None:
    named = [{"vacancy": vacancy, "rule": rule} for vacancy, rule in refused]
    tx.decide(stream, Close(applied, bulk.refusals(tx, named)))


def _fail(tx, stream: str, rule: str) -> None:
    tx.decide(stream, Fail(rule))


RANKINGS = BatchKind("ranking_batch", _rows, _apply, _close, _fail, prepare=_prepare, at_once=1)
