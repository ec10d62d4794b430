"""Which facts are decided again by whoever audits, and which are not: every kind of event is on one side by hand."""

from pathlib import Path

from asnkit.catalogue import discover
from asnkit.settings import Settings

PEOPLES_OWN = {
    "agency.asked",
    "appraisal.acknowledged", "appraisal.disputed", "appraisal.planned", "appraisal.reported",
    "access.entered", "access.password_renewed", "account.address_changed", "account.address_corrected",
    "account.address_proved", "account.created", "account.erased", "account.erasure_asked",
    "account.erasure_confirmed", "account.erasure_requested", "account.erasure_stopped",
    "application.section_saved", "application.started", "application.submitted", "application.withdrawn",
    "attendance.recorded", "candidate.resigned", "comment.given", "complaint.erased", "complaint.replied",
    "complaint.submitted",
    "contest.spoken", "correction.asked", "document.uploaded", "enrolment.applied", "enrolment.cancelled",
    "enrolment.requested", "evidence.submitted", "activity.handed_in",
    "follower.asked", "follower.confirmed", "follower.stopped",
    "integrity.replied", "integrity.reported", "message.read",
    "peer.answered", "objection.filed", "photo.added", "photo.removed", "project.handed_in",
    "score_objection.filed",
    "evaluation.answered", "review.given",
    "sitting.answered", "sitting.begun", "subscription.resumed", "subscription.stopped", "survey.answered",
}  # fmt: skip
"""What people say for themselves: sealed in part or without a name, so that nobody else can decide it."""
ANNOUNCED = {
    "amendment.approved", "amendment.proposed", "amendment.rejected",
    "announcement.published", "import.approved", "import.staged", "improvement.done", "improvement.missed",
    "improvement.promised", "improvement.undertaken",
    "period.announced", "round.created", "survey.closed",
    "survey.slips_issued",
    "survey.opened", "vacancy.published", "course.published", "session.scheduled", "session.changed",
    "session.cancelled", "template.approved", "template.proposed", "template.rejected",
    "wording.withdrawn", "wording.written",
    "unit.registered", "unit.renamed", "unit.moved", "unit.alias_added",
    "unit.merged", "unit.closed", "post.registered", "post.standard_set", "post.closed",
}  # fmt: skip
"""What an office says to everybody; a list that it names lies under its hash."""
CAUSED = {
    "access.failed", "account.corrected", "account.lapsed", "account.nik_released",
    "admission.closed", "admission.ordered", "application.owner_erased",
    "candidate.appointed", "candidate.registered", "candidate.withdrawn", "certificate.issued",
    "civil_servant.added", "civil_servant.left", "civil_servant.registered", "civil_servant.withdrawn",
    "enrolment.confirmed", "evaluation.asked",
    "hours.credited", "hours.reversed", "hours.recognised",
    "identity.awarded",
    "identity.examined", "identity.released", "identity.renewed", "ikm.published", "letter.refused", "line.amended",
    "line.closed",
    "cycle.moved", "line.registered",
    "message.account_told", "message.bounced", "message.sent", "outcome.told",
    "announcement.corrected", "period.amended",
    "period.cancelled", "score.amended", "score.recorded",
    "seating.moved", "seating.resized", "sitting.handed_in", "vacancy.amended", "vacancy.closed",
    "complaint.closed", "complaint.rescheduled", "complaint.sla_breached", "daily_file.made", "gap.found",
}  # fmt: skip
"""What follows from another event or from rows that are named by hash: it is compared with those."""
DESKS = {
    "agency.ended", "agency.expired", "agency.granted", "agency.narrowed", "agency.paused", "agency.proposed",
    "agency.refused", "agency.resumed", "contact_reading.recorded",
    "role.confirmed", "role.ended", "role.extended", "role.extension_confirmed", "role.extension_proposed",
    "role.extension_rejected", "role.founded", "role.granted", "role.proposed", "role.rejected", "role.reviewed",
    "role.revoked",
    "endpoint.paused", "endpoint.registered", "endpoint.removed", "endpoint.resumed", "endpoint.secret_renewed",
    "endpoint.sent_again", "stream_replay.completed", "stream_replay.started", "stream_replay.stopped",
    "attendance.corrected", "certificate.reissue_rejected", "certificate.revocation_rejected",
    "contest.opened", "disclosure.recorded",
    "document.viewed", "verification.assigned", "verification.released",
    "integrity.answered", "integrity.closed", "integrity.opened",
    "complaint.answered", "complaint.asked", "complaint.merged", "complaint.not_our_authority", "complaint.postponed",
    "complaint.prioritised",
    "complaint.resumed", "complaint.returned", "complaint.routed", "objection_reading.recorded", "photo.released",
    "photo.withdrawn", "reading.recorded",
    "comment.released", "comment.withheld", "note.written", "topic.told", "topic.updated", "topic.withdrawn",
    "assessment.recorded", "roster_reading.recorded",
    "enrolment.approved", "enrolment.declined", "exam.opened", "item_bank.published",
    "latsar.begun", "latsar.deferred", "latsar.remedial_set",
    "project.examined", "activity.accepted", "activity.refused", "hours.withdrawn",
    "comparison.fixed", "effect.measured", "national_record.exported",
    "need.accepted", "need.declined", "need.identified", "need.joined", "need.merged",
    "cycle.opened", "cycle.unit_judged", "appraisal_reading.recorded", "evidence.refused", "evidence.validated",
    "sanction.recorded", "sanction.withdrawn",
    "appraisal.agreed", "appraisal.returned", "appraisal.rated", "appraisal.reviewed",
    "price.set", "appraisal.peers_asked", "appraisal.peers_closed",
    "plan.approved", "plan.item_removed", "plan.item_set", "plan.proposed", "plan.rejected",
    "civil_servant.decree_rejected",
    "civil_servant.leave_granted", "civil_servant.promoted", "civil_servant.service_ended", "civil_servant.transferred",
}  # fmt: skip
"""Who looks at what, and what an office does with what it was asked."""
OF_AUDIT = "audit"


def test_every_fact_is_decided_again_or_is_of_a_kind_that_is_not():
    catalogue = discover(["registration", "selection", "training", "feedback", "platform", "portal"])
    facts = {
        file.name.removesuffix(".json").rpartition(".v")[0]
        for file in Path(Settings.contracts).glob("*/*.v*.json")
        if file.parent.name != OF_AUDIT
    }
    again = {fact for aggregate in catalogue.aggregates.values() for fact in aggregate.again}
    others = PEOPLES_OWN | ANNOUNCED | CAUSED | DESKS
    unsorted = facts ^ (again | others)
    assert not unsorted, f"give it its `again` in the AGGREGATE, or sort it by its kind here: {sorted(unsorted)}"
    assert not again & others


def test_of_a_ranking_from_its_rules_to_the_appointment_everything_that_people_order_is_decided_again():
    selection = {name: one for (_, name), one in discover(["selection"]).aggregates.items()}
    ordered = (
        "round",
        "score_batch",
        "score_amendment",
        "score_objection",
        "ranking_batch",
        "ranking",
        "result",
        "appointment_batch",
    )
    assert [name for name in ordered if not selection[name].again] == []
