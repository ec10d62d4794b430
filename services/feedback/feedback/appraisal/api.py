"""Appraisals: a civil servant's own, those of the people who answer to them, and all of them for who manages cycles."""

import json

from asnkit import states
from asnkit.commands import Loaded
from asnkit.events import uuid_of
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..appraisal_reading.domain import NAMES, WHOLE
from ..appraisal_reading.recording import record
from ..complaint.schemas import Nothing
from ..cycle.api import MANAGER
from ..cycle.domain import known as known_cycle
from ..peer.showing import named
from ..roster.superiors import Registers, Standing
from . import schemas
from .candidates import candidates
from .domain import (
    DISPUTED,
    MISSING,
    Acknowledge,
    Agree,
    AskPeers,
    ClosePeers,
    Dispute,
    Plan,
    Rate,
    Report,
    Return,
    Review,
    known,
    stream_of,
)
from .rating import rated
from .showing import may, summary, whole

PERSONS = ("pelamar", "pegawai")
"""A civil servant who was appointed here signs in as an applicant did."""

blueprint = Blueprint("appraisals", __name__, url_prefix="/v1", description="Penilaian kinerja")


@blueprint.route("/my-appraisals", methods=["GET"])
@allow(*PERSONS)
@blueprint.response(200, schemas.MyAppraisals)
def list_mine():
    """Penilaian Anda sendiri dalam setiap siklus, terbaru lebih dahulu."""
    registers, me, items = _registers(), caller().id, []
    standing = registers.standing(me)
    for stream, _, cycle in states.every(current().db, "cycle"):
        id = uuid_of(stream)
        own = current().store.load(stream_of(id, me))
        takes_part = _takes_part(cycle, me)
        if own.state is None and not takes_part:
            continue
        shown = own.state and whole(current(), own.stream, own.version, own.state, registers, standing, me)
        moved_at = cycle["moves"][-1]["at"] if cycle["moves"] else None
        told = {"cycle": id, "takes_part": takes_part, "superior": standing.superior is not None, "moved_at": moved_at}
        items.append((cycle["at"], told | {"appraisal": shown}))
    return {"items": [one for _, one in sorted(items, key=lambda item: item[0], reverse=True)]}


@blueprint.route("/team-appraisals", methods=["GET"])
@allow(*PERSONS)
@blueprint.arguments(schemas.TeamFilter, location="query")
@blueprint.response(200, schemas.Team)
def list_team(wanted):
    """Penilaian orang yang hari ini Anda pimpin, dan yang menunggu tinjauan Anda. Pembacaan nama tercatat."""
    registers, me = _registers(), caller().id
    found = _found(registers, me)
    if wanted["names"]:
        record([member["person"] for member, loaded in found if loaded], NAMES)
    items = [_named(member, loaded, registers, me) for member, loaded in found]
    return {"items": [one if wanted["names"] else one | {"name": None} for one in items]}


@blueprint.route("/waiting-appraisals", methods=["GET"])
@allow(*PERSONS)
@blueprint.response(200, schemas.WaitingAppraisals)
def list_waiting():
    """Penilaian yang menunggu Anda, milik sendiri lebih dahulu, tanpa nama dan isi; dan hari yang dipindahkan."""
    registers, me = _registers(), caller().id
    cycles = list(states.every(current().db, "cycle"))[::-1]
    found = [_member(uuid_of(stream), me, registers) for stream, _, _ in cycles] + _found(registers, me)
    begun = [(member, loaded.state) for member, loaded in found if loaded]
    items = [
        {"id": uuid_of(stream_of(member["cycle"], member["person"])), "job": member["job"]}
        for member, state in begun
        if may(state, registers.standing(member["person"]), me)
    ]
    moved = [cycle for _, _, cycle in cycles if cycle["moves"] and _takes_part(cycle, me)]
    return {"items": items, "moved": [cycle["moves"][-1]["at"] for cycle in moved]}


@blueprint.route("/cycles/<uuid:cycle>/appraisals", methods=["GET"])
@allow(MANAGER)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.Appraisals)
def list_all(wanted, cycle):
    """Semua penilaian satu siklus, tanpa nama dan tanpa isinya."""
    of, registers = {"cycle": str(cycle)}, _registers()
    found, following = states.page(current().db, "appraisal", wanted, **of)
    items = [
        {
            "id": uuid_of(stream),
            "status": state["status"],
            "at": state["at"],
            "unit_name": registers.name(state["unit"]),
        }
        for stream, _, state in found
    ]
    return {"items": items, "total": states.count(current().db, "appraisal", **of), "next": following}


@blueprint.route("/appraisals/<uuid:id>", methods=["GET"])
@allow(*PERSONS, MANAGER)
@blueprint.response(200, schemas.Appraisal)
def show(id):
    """Satu penilaian: untuk orangnya, atasannya, atasan dari atasannya, dan pengelola. Pembacaannya dicatat."""
    stream, who = f"appraisal-{id}", caller()
    loaded, registers = current().store.load(stream), _registers()
    state = known(loaded.state)
    standing = registers.standing(state["person"])
    readers = {state["person"], standing.superior, standing.second, *(one["by"] for one in state["ratings"])}
    if who.role != MANAGER and who.id not in readers:
        raise MISSING
    record([state["person"]], WHOLE)
    told = whole(current(), stream, loaded.version, state, registers, standing, who.id)
    return states.versioned(told, loaded.version)


@blueprint.route("/cycles/<uuid:cycle>/plan", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.Plan)
@blueprint.response(201, CommandAnswer)
def plan(body, cycle):
    """Kirim rencana Anda kepada atasan, atau perbaiki sebelum disetujui."""
    me, id = caller().id, str(cycle)
    stream, state = stream_of(id, me), known_cycle(current().store.load(f"cycle-{id}").state)
    standing = _registers().standing(me)
    takes_part = _takes_part(state, me)
    sealed = {"name": body["name"], "plan": json.dumps(body["targets"])}

    def work(tx):
        kept = {field: _sealed(me, stream, field, text) for field, text in sealed.items()}
        tx.decide(stream, Plan(id, state, me, takes_part, standing.unit, standing.superior, **kept))

    return run_work(work)


@blueprint.route("/appraisals/<uuid:id>/agreement", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def agree(_body, id):
    """Setujui rencana."""
    return _act(id, lambda one: Agree(one.cycle, one.who, one.standing.superior))


@blueprint.route("/appraisals/<uuid:id>/return", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.Reason)
@blueprint.response(200, CommandAnswer)
def give_back(body, id):
    """Kembalikan rencana untuk diperbaiki, dengan alasan."""
    return _act(id, lambda one: Return(one.cycle, one.who, one.standing.superior, one.sealed("reason", body["reason"])))


@blueprint.route("/appraisals/<uuid:id>/report", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.Report)
@blueprint.response(200, CommandAnswer)
def report(body, id):
    """Laporkan hasil dan buktinya sendiri."""
    return _act(id, lambda one: Report(one.own(), one.sealed("report", body["report"])))


@blueprint.route("/appraisals/<uuid:id>/rating", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.Rating)
@blueprint.response(200, CommandAnswer)
def rate(body, id):
    """Nilai hasil dan tujuh perilaku; predikatnya mengikuti tabel."""

    def command(one):
        unit = one.standing.unit
        text = rated(current(), one.stream, one.state["cycle"], one.cycle, unit, body)
        return Rate(one.cycle, one.who, one.standing.superior, unit, one.sealed("rating", text))

    return _act(id, command)


@blueprint.route("/appraisals/<uuid:id>/acknowledgement", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def acknowledge(_body, id):
    """Terima penilaian."""
    return _act(id, lambda one: Acknowledge(one.own()))


@blueprint.route("/appraisals/<uuid:id>/dispute", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.Reason)
@blueprint.response(200, CommandAnswer)
def dispute(body, id):
    """Sanggah penilaian; atasan dari atasan Anda meninjau sekali lagi."""
    return _act(id, lambda one: Dispute(one.own(), one.sealed("dispute", body["reason"])))


@blueprint.route("/appraisals/<uuid:id>/review", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.Rating)
@blueprint.response(200, CommandAnswer)
def review(body, id):
    """Tinjau sanggahan dengan penilaian kedua, yang berlaku."""

    def command(one):
        text = rated(current(), one.stream, one.state["cycle"], one.cycle, one.state["unit"], body)
        return Review(one.cycle, one.who, one.standing.second, one.sealed("rating", text))

    return _act(id, command)


@blueprint.route("/appraisals/<uuid:id>/peers", methods=["GET"])
@allow(*PERSONS)
@blueprint.response(200, schemas.Candidates)
def list_candidates(id):
    """Rekan yang dapat Anda mintai pendapat: yang sudah mengirim rencana. Pembacaan nama tercatat."""
    one, registers = _One(id), _registers()
    if one.who != one.standing.superior:
        raise MISSING
    people = candidates(registers, one.state["person"], one.standing)
    found = {person: name for person in people if (name := named(current(), one.state["cycle"], person))}
    record(found, NAMES)
    return {"candidates": [_candidate(person, name, registers) for person, name in found.items()]}


@blueprint.route("/appraisals/<uuid:id>/peers", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.AskPeers)
@blueprint.response(200, CommandAnswer)
def ask_peers(body, id):
    """Minta pendapat sedikitnya tiga rekan. Mereka menjawab dengan kode, dan tidak terlihat siapa menjawab apa."""
    peers = [str(one) for one in body["peers"]]

    def command(one):
        offered = candidates(_registers(), one.state["person"], one.standing)
        return AskPeers(one.cycle, one.who, one.standing.superior, peers, offered)

    return _act(id, command)


@blueprint.route("/appraisals/<uuid:id>/peers-closing", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def close_peers(_body, id):
    """Tutup pendapat rekan. Rata-ratanya tampak bila sedikitnya tiga menjawab."""
    return _act(id, lambda one: ClosePeers(one.cycle, one.who, one.standing.superior))


class _One:
    """An appraisal that the caller acts on: what a command asks of it."""

    def __init__(self, id):
        self.stream, self.who = f"appraisal-{id}", caller().id
        self.state = known(current().store.load(self.stream).state)
        self.cycle = current().store.load(f"cycle-{self.state['cycle']}").state
        self.standing: Standing = _registers().standing(self.state["person"])

    def own(self) -> dict:
        """The cycle, for whom the appraisal is about. Raises Refused for anybody else."""
        if self.who != self.state["person"]:
            raise MISSING
        return self.cycle

    def sealed(self, field: str, text: str) -> dict:
        return _sealed(self.state["person"], self.stream, field, text)


def _act(id, command):
    one = _One(id)
    return run_work(lambda tx: tx.decide(one.stream, command(one), states.seen(tx)))


def _candidate(person: str, name: str, registers: Registers) -> dict:
    station = registers.station(person)
    unit = registers.name(registers.standing(person).unit)
    return {"person": person, "name": name, "job": station and station["job"], "unit_name": unit}


def _sealed(person: str, stream: str, field: str, text: str) -> dict:
    return current().vault.seal(person, stream, field, text)


def _found(registers: Registers, me: str) -> list[tuple[dict, Loaded | None]]:
    """Of each cycle that is not settled: who answers to this person, and whose dispute waits for them."""
    today, team, found = _today(), registers.team(me), []
    for stream, _, cycle in states.every(current().db, "cycle"):
        if cycle["settle_until"] < today:
            continue
        id, there = uuid_of(stream), Registers(current().views, cycle["on"])
        found += [_member(id, one, registers) for one in team if there.station(one)]
        for _, _, state in states.every(current().db, "appraisal", cycle=id, status=DISPUTED):
            if registers.standing(state["person"]).second == me:
                found.append(_member(id, state["person"], registers))
    return found


def _member(cycle: str, person: str, registers: Registers) -> tuple[dict, Loaded | None]:
    """What is known without opening anything, and the appraisal where one was begun."""
    loaded = current().store.load(stream_of(cycle, person))
    standing, station = registers.standing(person), registers.station(person)
    member = {"id": None, "version": 0, "cycle": cycle, "person": person, "status": None, "at": None, "name": None}
    member |= {"job": station and station["job"], "unit_name": registers.name(standing.unit), "may": []}
    return member, loaded if loaded.state else None


def _named(member: dict, loaded: Loaded | None, registers: Registers, me: str) -> dict:
    if loaded is None:
        return member
    acts = may(loaded.state, registers.standing(member["person"]), me)
    return summary(current(), loaded.stream, loaded.version, loaded.state, registers) | {"may": acts}


def _takes_part(cycle: dict, person: str) -> bool:
    return Registers(current().views, cycle["on"]).station(person) is not None


def _registers() -> Registers:
    return Registers(current().views, _today())


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
