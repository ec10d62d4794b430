"""Names of the streams whose ids follow from what they are about.

One record for each civil servant; one enrolment for each person and course that is taken
once, so that an appointment which comes twice meets the same stream.
"""

import uuid

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/training")


def civil_servant_stream(person: str) -> str:
    return f"civil_servant-{person}"


def enrolment_stream(person: str, course: str) -> str:
    return f"enrolment-{uuid.uuid5(_NAMES, f'{person}/{course}')}"
