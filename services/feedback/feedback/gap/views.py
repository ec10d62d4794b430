"""What training made of a gap, as its own events say: a row for each gap that began or joined a need, and one for each
need that was decided; and the yearly plans that were signed, which say by which course a need is met."""

from asnkit.events import Event, View, aggregate_of

NEEDS = View("gap_needs")


def _cause(event: Event) -> list[str]:
    stream = (event.causationid or "").partition("@")[0]
    return [stream] if aggregate_of(stream) == "gap" else []


@NEEDS.on("training.need.identified", "training.need.joined", keys=_cause)
def _caused(row: dict | None, event: Event) -> dict:
    return {"need": event.subject}


@NEEDS.on(*(f"training.need.{fact}" for fact in ("accepted", "declined", "merged")), keys=lambda event: [event.subject])
def _decided(row: dict | None, event: Event) -> dict:
    into = event.data.get("into")
    return {"status": event.fact.partition(".")[2].upper(), "into": into and f"need-{into}"}


PLANS = View("training_plans")


@PLANS.on("training.plan.proposed", "training.plan.approved", keys=lambda event: [event.subject])
def _plan(row: dict | None, event: Event) -> dict:
    """`signed` are the programmes of the last edition that was signed: {need: {year, quarter, course, title}}."""
    row = row or {"offered": {}, "signed": {}}
    if event.fact == "plan.approved":
        return {"offered": {}, "signed": row["offered"]}
    year, names = event.data["year"], ("quarter", "course", "title")
    offered = {one["need"]: {"year": year, **{name: one[name] for name in names}} for one in event.data["items"]}
    return {**row, "offered": offered}
