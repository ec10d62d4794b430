"""Names of the streams whose ids follow from what they are about.

One record for each civil servant, and one stream of assessments; one enrolment for each person and course that is taken
once, or for each person and session; one seating and one comparison for each session; one headship for each unit; one
attendance for each enrolment and day; one Latsar, project, outcome, review, certificate and entry of the JP book for
each enrolment, an evaluation after three and after six months, and such an entry for each accepted activity; one need
for each unit, subject and quarter; one plan for each year; one item bank for each course, one exam for each session and
phase, one sitting for each exam and enrolment. So whatever comes twice meets the same stream.
"""

import uuid
from datetime import date

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/training")


def civil_servant_stream(person: str) -> str:
    return f"civil_servant-{person}"


def enrolment_stream(person: str, course: str) -> str:
    return f"enrolment-{uuid.uuid5(_NAMES, f'{person}/{course}')}"


def place_stream(person: str, session: str) -> str:
    """The enrolment of a person in a session."""
    return f"enrolment-{uuid.uuid5(_NAMES, f'{person}/session/{session}')}"


def seating_stream(session: str) -> str:
    return f"seating-{session}"


def headship_stream(unit: str) -> str:
    return f"headship-{unit}"


def assessment_stream(person: str) -> str:
    return f"assessment-{person}"


def attendance_stream(enrolment: str, day: date) -> str:
    return f"attendance-{uuid.uuid5(_NAMES, f'{enrolment}/{day.isoformat()}')}"


def participant_stream(enrolment: str) -> str:
    return f"participant-{enrolment}"


def certificate_stream(enrolment: str) -> str:
    return f"certificate-{enrolment}"


def review_stream(enrolment: str) -> str:
    return f"review-{enrolment}"


def evaluation_stream(enrolment: str, months: int = 3) -> str:
    """The form after three months has the enrolment's own id, as it had when there was no other."""
    return f"evaluation-{enrolment if months == 3 else uuid.uuid5(_NAMES, f'{enrolment}/evaluation/{months}')}"


def item_bank_stream(course: str) -> str:
    return f"item_bank-{course}"


def comparison_stream(session: str) -> str:
    return f"comparison-{session}"


def exam_stream(session: str, phase: str) -> str:
    return f"exam-{uuid.uuid5(_NAMES, f'{session}/exam/{phase}')}"


def sitting_stream(session: str, phase: str, enrolment: str) -> str:
    return f"sitting-{uuid.uuid5(_NAMES, f'{session}/exam/{phase}/{enrolment}')}"


def hours_stream(id: str) -> str:
    """Of an enrolment, or of an activity."""
    return f"hours-{id}"


def latsar_stream(enrolment: str) -> str:
    return f"latsar-{enrolment}"


def project_stream(enrolment: str) -> str:
    return f"project-{enrolment}"


def need_stream(unit: str, subject: str, quarter: str) -> str:
    return f"need-{uuid.uuid5(_NAMES, f'{unit}/need/{quarter}/{subject}')}"


def plan_stream(year: int) -> str:
    return f"plan-{uuid.uuid5(_NAMES, f'plan/{year}')}"
