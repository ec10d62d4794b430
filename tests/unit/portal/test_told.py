"""Every event is told to the person whom it changes something for, or stands here under why it is not."""

from pathlib import Path

from asnkit.settings import Settings
from portal.message.kinds import (
    ACTIVITIES,
    ANNOUNCED,
    KINDS,
    LETTERS,
    LINES,
    MOVED,
    OF_TRAINING,
    OUTCOMES,
    OWN,
    REISSUED,
    SESSIONS,
)
from portal.message.telling import ANNOUNCEMENT, OUTCOME

TOLD = {
    **OWN, **MOVED, **LINES, **LETTERS, **SESSIONS, **ACTIVITIES, ANNOUNCEMENT: ANNOUNCED, OUTCOME: OUTCOMES,
    **{name: kind for name, (kind, _whom) in {**OF_TRAINING, **REISSUED}.items()},
}  # fmt: skip
"""Event → its kind of message, or the kinds by what it says."""

WITH_THE_ANNOUNCEMENT = {
    "registration.application.verified", "registration.objection.answered", "registration.objection.accepted",
    "registration.objection.proposed", "selection.admission.ordered", "selection.admission.closed",
    "selection.candidate.registered", "selection.score.recorded", "selection.score.amended",
    "selection.score_amendment.proposed", "selection.score_amendment.approved", "selection.score_amendment.rejected",
    "selection.score_objection.proposed", "selection.score_objection.decided", "selection.tie.proposed",
    "selection.tie.decided", "selection.ranking.computed", "selection.result.proposed", "selection.result.approved",
    "selection.result.published",
}  # fmt: skip
"""What is decided about somebody is told by the announcement that publishes it, to everybody at once."""
WITH_ANOTHER_EVENT = {
    "registration.correction.decided", "registration.contest.opened", "registration.contest.decided",
    "registration.account.corrected", "registration.identity.awarded", "registration.identity.renewed",
    "registration.period_change.approved", "registration.application.owner_erased",
    "registration.vacancy_change.approved", "registration.announcement_change.approved", "selection.line.amended",
    "selection.line.closed",
}  # fmt: skip
"""Another event of the same transaction is told (`outcome.told`, `period.amended`, `vacancy.closed`), or the person
asked to be gone."""
BY_LETTER = {
    "registration.account.created", "registration.account.address_changed", "registration.account.address_corrected",
    "registration.account.address_proved", "registration.account.erasure_asked",
    "registration.account.erasure_confirmed", "registration.account.erasure_requested",
    "registration.account.erasure_stopped", "registration.account.erased", "registration.account.lapsed",
    "registration.account.nik_released", "registration.access.password_renewed", "registration.correction.asked",
}  # fmt: skip
"""The address itself, or the account's end: a letter goes at once, and nobody signs in any more who could read here."""
ONES_OWN_ACT = {
    "registration.access.entered", "registration.access.failed", "registration.application.started",
    "registration.application.section_saved", "registration.contest.spoken", "registration.document.uploaded",
    "registration.objection.filed", "registration.subscription.resumed", "registration.subscription.stopped",
    "selection.score_objection.filed", "selection.candidate.resigned", "selection.candidate.withdrawn",
    "training.evaluation.answered", "training.project.handed_in", "training.review.given",
    "training.activity.handed_in",
    "training.sitting.answered", "training.sitting.begun", "training.sitting.handed_in",
    "training.attendance.recorded", "training.enrolment.requested", "training.enrolment.cancelled",
}  # fmt: skip
"""Whoever did it had the answer with its receipt, or sees it among the own sign-ins."""
ON_THE_OWN_PAGE_OF_TRAINING = {
    "training.civil_servant.added", "training.civil_servant.registered", "training.civil_servant.leave_granted",
    "training.civil_servant.left", "training.civil_servant.promoted", "training.civil_servant.service_ended",
    "training.civil_servant.transferred", "training.civil_servant.withdrawn",
    "training.civil_servant.decree_proposed", "training.civil_servant.decree_rejected",
    "training.civil_servant.made_permanent", "training.civil_servant.dismissed", "training.enrolment.confirmed",
    "training.participant.passed", "training.participant.failed", "training.certificate.issued",
    "training.certificate.revocation_proposed", "training.certificate.revocation_rejected",
    "training.certificate.reissue_proposed", "training.certificate.reissue_rejected", "training.hours.credited",
    "training.hours.reversed", "training.hours.recognised", "training.hours.withdrawn",
    "training.attendance.corrected", "training.assessment.recorded",
    "training.seating.moved", "training.headship.assigned",
    "training.headship.vacated", "training.exam.opened", "training.latsar.begun", "training.latsar.deferred",
    "training.latsar.remedial_set", "training.latsar.passed", "training.latsar.failed", "training.project.examined",
    "feedback.appraisal.planned", "feedback.appraisal.agreed", "feedback.cycle.moved",
    "feedback.appraisal.returned", "feedback.appraisal.reported", "feedback.appraisal.rated",
    "feedback.appraisal.acknowledged", "feedback.appraisal.disputed", "feedback.appraisal.reviewed",
    "feedback.appraisal.peers_asked", "feedback.appraisal.peers_closed",
    "feedback.evidence.submitted", "feedback.evidence.validated", "feedback.evidence.refused",
    "feedback.sanction.recorded", "feedback.sanction.withdrawn",
}  # fmt: skip
"""Whoever serves is no applicant any more: the pages of training and of appraisals show it."""
WITHOUT_AN_ACCOUNT = {
    "feedback.complaint.submitted", "feedback.complaint.routed", "feedback.complaint.asked",
    "feedback.complaint.replied", "feedback.complaint.answered", "feedback.complaint.returned",
    "feedback.complaint.merged", "feedback.complaint.erased", "feedback.complaint.postponed",
    "feedback.complaint.rescheduled", "feedback.complaint.resumed", "feedback.complaint.not_our_authority",
    "feedback.complaint.closed", "feedback.complaint.sla_breached", "feedback.integrity.reported",
    "feedback.integrity.opened", "feedback.integrity.answered", "feedback.integrity.replied",
    "feedback.integrity.closed", "feedback.photo.added", "feedback.photo.released", "feedback.photo.removed",
    "feedback.photo.withdrawn", "feedback.survey.answered", "feedback.follower.asked", "feedback.follower.confirmed",
    "feedback.follower.stopped", "feedback.topic.told", "feedback.topic.updated", "feedback.topic.withdrawn",
    "feedback.peer.answered", "feedback.comment.given", "feedback.comment.released", "feedback.comment.withheld",
}  # fmt: skip
"""Who complained is a number and a code, who answered is nobody: they look for themselves, or follow by e-mail."""
OF_THE_STAFF = {
    "feedback.complaint.prioritised", "feedback.note.written", "feedback.wording.withdrawn", "feedback.wording.written",
    "registration.verification.assigned", "registration.verification.released", "registration.disclosure.recorded",
    "registration.document.viewed", "registration.identity.examined", "registration.identity.released",
    "registration.period_change.proposed", "registration.period_change.rejected", "registration.import.staged",
    "registration.import.approved", "registration.template.proposed", "registration.template.approved",
    "registration.template.rejected", "registration.letter.refused", "selection.objection_reading.recorded",
    "selection.score_batch.staged", "selection.score_batch.approved", "selection.score_batch.closed",
    "selection.score_batch.failed", "selection.ranking_batch.ordered", "selection.ranking_batch.closed",
    "selection.ranking_batch.failed", "selection.appointment_batch.ordered", "selection.appointment_batch.closed",
    "selection.appointment_batch.failed", "training.roster_reading.recorded", "training.national_record.exported",
    "training.roster_import.staged",
    "training.roster_import.approved", "training.roster_import.closed", "training.roster_import.failed",
    "training.roster_undo.proposed", "training.roster_undo.approved", "training.roster_undo.closed",
    "training.unit_import.staged", "training.unit_import.approved", "feedback.reading.recorded",
    "feedback.appraisal_reading.recorded",
    "feedback.amendment.proposed", "feedback.amendment.approved", "feedback.amendment.rejected",
    "registration.vacancy_change.proposed", "registration.vacancy_change.rejected",
    "registration.announcement_change.proposed", "registration.announcement_change.rejected", "training.need.accepted",
    "training.need.declined", "training.need.identified", "training.need.joined", "training.need.merged",
    "training.plan.approved", "training.plan.item_removed", "training.plan.item_set", "training.plan.proposed",
    "training.plan.rejected", "training.item_bank.published",
}  # fmt: skip
"""Work of the offices: it waits in their inbox, and whose data were looked at stands under "Data saya"."""
TO_EVERYBODY = {
    "registration.period.announced", "registration.vacancy.published", "selection.round.created",
    "selection.line.registered", "selection.rules.proposed", "selection.rules.locked", "training.course.published",
    "training.session.scheduled", "training.seating.resized", "training.unit.registered", "training.unit.renamed",
    "training.unit.moved", "training.unit.alias_added", "training.unit.merged", "training.unit.closed",
    "training.post.registered", "training.post.standard_set", "training.post.closed", "feedback.survey.opened",
    "feedback.survey.closed", "feedback.survey.slips_issued", "feedback.ikm.published", "feedback.improvement.promised",
    "feedback.improvement.done", "feedback.gap.found", "feedback.improvement.missed", "feedback.improvement.undertaken",
    "feedback.cycle.opened", "feedback.cycle.unit_judged", "feedback.price.set", "feedback.effect.measured",
    "training.comparison.fixed",
    "feedback.cycle_change.proposed", "feedback.cycle_change.approved", "feedback.cycle_change.rejected",
    "feedback.publication.proposed", "feedback.publication.approved", "feedback.publication.rejected",
}  # fmt: skip
"""About things, on public pages; no application is another one by it."""
OF_AGENCIES = {
    "platform.agency.asked", "platform.agency.ended", "platform.agency.expired", "platform.agency.granted",
    "platform.agency.narrowed", "platform.agency.paused", "platform.agency.proposed", "platform.agency.refused",
    "platform.agency.resumed", "platform.contact_reading.recorded", "platform.endpoint.paused",
    "platform.endpoint.registered", "platform.endpoint.removed", "platform.endpoint.resumed",
    "platform.endpoint.secret_renewed", "platform.endpoint.sent_again", "platform.daily_file.made",
    "platform.stream_replay.completed", "platform.stream_replay.started", "platform.stream_replay.stopped",
}  # fmt: skip
"""What another agency is given is on its own page and on a public one; no applicant has to do with it."""
OF_ROLES = {
    "platform.role.confirmed", "platform.role.ended", "platform.role.extended", "platform.role.extension_confirmed",
    "platform.role.extension_proposed", "platform.role.extension_rejected", "platform.role.founded",
    "platform.role.granted",
    "platform.role.proposed", "platform.role.rejected", "platform.role.reviewed", "platform.role.revoked",
}  # fmt: skip
"""Of the staff, at IT's desk; what waits there stands in its inbox."""
OF_THE_INBOX = {"portal.message.sent", "portal.message.account_told", "portal.message.read", "portal.message.bounced"}
OF_AUDIT = "audit"
"""What auditors ask and find is about events, and told to nobody here."""

WHY_NOT = (
    WITH_THE_ANNOUNCEMENT, WITH_ANOTHER_EVENT, BY_LETTER, ONES_OWN_ACT, ON_THE_OWN_PAGE_OF_TRAINING,
    WITHOUT_AN_ACCOUNT, OF_THE_STAFF, OF_AGENCIES, OF_ROLES, TO_EVERYBODY, OF_THE_INBOX,
)  # fmt: skip


def facts():
    return {
        f"{file.parent.name}.{file.name.removesuffix('.json').rpartition('.v')[0]}"
        for file in Path(Settings.contracts).glob("*/*.v*.json")
        if file.parent.name != OF_AUDIT
    }


def test_every_event_is_told_or_says_why_it_is_not():
    silent = [fact for group in WHY_NOT for fact in group]
    unsorted = facts() ^ {*TOLD, *silent}
    assert not unsorted, f"tell it (portal/message/kinds.py), or say here why not: {sorted(unsorted)}"
    assert len(silent) == len(set(silent)) and not set(silent) & TOLD.keys()


def test_every_kind_of_message_has_an_event_that_it_tells_of():
    kinds = [kind for told in TOLD.values() for kind in (told.values() if isinstance(told, dict) else [told])]
    assert sorted(kinds) == sorted(KINDS)
