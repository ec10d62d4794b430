"""The way of one selection as a list of steps, each with what it waits for.

Nothing is locked here: the services refuse what is too early, and say why.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..formats import day, left, moment, now, number, parsed
from ..words import Badge
from .selection import FINAL, RANKED, SKD, Selection, announcements

WAITING = Badge(_l("Belum mulai"), "○", "grey")
RUNNING = Badge(_l("Sedang berjalan"), "◐", "blue")
SIGNATURE = Badge(_l("Menunggu tanda tangan"), "✎", "orange")


@dataclass(frozen=True)
class Step:
    """As macros/parts.html's task_list takes it."""

    label: str
    address: str
    done: bool
    hint: str = ""
    badge: Badge = WAITING


@dataclass(frozen=True)
class Facts:
    """Everything the steps look at, asked once."""

    counts: dict
    progress: dict | None
    announced: dict[str, dict]
    results: dict[str, dict | None]


def facts(selection: Selection) -> Facts:
    code = selection.code
    counts = api("registration").get(path("v1", "periods", code, "progress"))
    standings = api("selection").get("/v1/rounds/standings", period=code)["items"]
    return facts_of(counts, announcements(code), next(iter(standings), None))


def every_period() -> Iterator[tuple[Selection, Facts]]:
    """All of them, newest first, out of two lists, however many there are."""
    standings = {one["period"]: one for one in api("selection").every("/v1/rounds/standings")}
    for one in api("registration").every("/v1/periods/progress"):
        round_ = standings.get(one["period"])
        yield Selection(one["about"], round_), facts_of(one, one["announced"], round_)


def facts_of(counts: dict, announced: dict[str, dict], standing: dict | None) -> Facts:
    """`counts` are a period's, `announced` its announcements by stage, `standing` is that of its round, if any."""
    results = standing["results"] if standing else {}
    return Facts(
        counts, standing["tally"] if standing else None, announced, {stage: results.get(stage) for stage in RANKED}
    )


def steps(selection: Selection, known: Facts) -> list[Step]:
    code = selection.code

    def to(endpoint: str, **more) -> str:
        return url_for(endpoint, code=code, **more)

    return [
        _formations(to, known),
        _rules(to, selection),
        _verification(to, known),
        _announcement(to, known, "administrasi", _("Umumkan hasil administrasi"), _too_early(selection)),
        _objections(code, known),
        _announcement(to, known, "pasca_sanggah", _("Umumkan hasil pasca sanggah")),
        _scores(to, known, SKD, "skd"),
        _result(to, known, SKD, _("Tetapkan dan terbitkan hasil SKD")),
        _scores(to, known, "SKB", "skb"),
        _result(to, known, FINAL, _("Tetapkan dan terbitkan hasil akhir")),
        _appointment(to, known),
    ]


def next_step(selection: Selection, known: Facts) -> Step | None:
    """None when all is done, or when the period was cancelled."""
    if selection.period.get("cancelled_at"):
        return None
    return next((step for step in steps(selection, known) if not step.done), None)


def _formations(to, known: Facts) -> Step:
    lines, quota = known.counts["lines"], known.counts["quota"]
    hint = _("%(lines)s formasi, %(quota)s kursi", lines=number(lines), quota=number(quota)) if lines else ""
    return Step(_("Impor dan terbitkan formasi"), to("formations.listing"), lines > 0, hint)


def _rules(to, selection: Selection) -> Step:
    label, address = _("Tetapkan dan kunci aturan"), to("ruling.show")
    if selection.round is None:
        return Step(label, address, False)
    if selection.round["rule_set"]:
        return Step(label, address, True, selection.round["rule_set"]["id"])
    if selection.round["proposed"]:
        return Step(label, address, False, _("Diusulkan; dikunci oleh orang lain"), SIGNATURE)
    return Step(label, address, False, badge=RUNNING)


def _verification(to, known: Facts) -> Step:
    asked = known.counts["applications"]
    sent, decided = asked["submitted"], asked["submitted"] - asked["undecided"]
    hint = _("%(done)s/%(all)s diputuskan", done=number(decided), all=number(sent)) if sent else ""
    done = sent > 0 and not asked["undecided"]
    return Step(_("Verifikasi berkas"), to("pace.listing"), done, hint, RUNNING if sent else WAITING)


def _too_early(selection: Selection) -> str:
    """Until when the first list waits."""
    if not selection.period["open"]:
        return ""
    return _("Menunggu pendaftaran ditutup %(when)s", when=moment(selection.period["registration_closes"]))


def _announcement(to, known: Facts, stage: str, label: str, waits: str = "") -> Step:
    done = known.announced.get(stage)
    hint = _("Terbit %(when)s", when=moment(done["published_at"])) if done else waits
    return Step(label, to("announcing.publish", stage=stage), done is not None, hint)


def _objections(code: str, known: Facts) -> Step:
    filed, open_ = known.counts["objections"]["filed"], known.counts["objections"]["unanswered"]
    first = known.announced.get("administrasi")
    address = url_for("objection_board.listing", periode=code)
    if first is None or not first["objection_closes"]:
        return Step(_("Jawab sanggahan"), address, False)
    hint = _("%(open)s dari %(all)s belum dijawab", open=number(open_), all=number(filed))
    if first["objection_open"]:
        return Step(_("Jawab sanggahan"), address, False, f"{hint} · {left(first['objection_closes'])}", RUNNING)
    over = not open_ and now() > parsed(first["objection_closes"])
    if first["republish_by"] and open_:
        hint += " · " + _("paling lambat %(day)s", day=day(first["republish_by"]))
    return Step(_("Jawab sanggahan"), address, over, hint, RUNNING)


def _scores(to, known: Facts, stage: str, counted: str) -> Step:
    label, address = _("Impor nilai %(stage)s", stage=stage), to("score_files.listing", stage=stage)
    if known.progress is None:
        return Step(label, address, False)
    have = known.progress[counted]
    if stage == SKD:
        all_ = known.progress["candidates"] - known.progress["withdrawn"]
    else:
        published = known.results[SKD]
        all_ = published["counts"].get("P/L", 0) if published and published["published_edition"] else 0
    hint = _("%(have)s/%(all)s peserta bernilai", have=number(have), all=number(all_)) if all_ else ""
    return Step(label, address, 0 < all_ <= have, hint, RUNNING if have else WAITING)


def _result(to, known: Facts, stage: str, label: str) -> Step:
    result, address = known.results[stage], to("signing.show", stage=stage)
    if result is None:
        return Step(label, address, False)
    if result["status"] == "published":
        return Step(label, address, True, _("Edisi %(n)s terbit", n=result["published_edition"]))
    hint = _("Disetujui dua orang, tinggal diterbitkan") if result["status"] == "approved" else _("Sudah diusulkan")
    return Step(label, address, False, hint, SIGNATURE)


def _appointment(to, known: Facts) -> Step:
    label, address = _("Angkat pemenang"), to("appointing.show")
    final = known.results[FINAL]
    winners = final["counts"].get("L", 0) if final and final["published_edition"] else 0
    if known.progress is None or not winners:
        return Step(label, address, False)
    done = known.progress["appointed"]
    hint = _("%(done)s/%(all)s diangkat", done=number(done), all=number(winners))
    return Step(label, address, done >= winners, hint, RUNNING if done else WAITING)
