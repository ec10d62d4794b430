"""Names of the streams whose ids follow from what they are about.

One candidate for each application, one line for each vacancy; one ranking for each round,
stage and line and one result for each round and stage, so that computing or proposing
twice meets the same stream.
"""

import uuid

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/selection")


def uuid_of(stream: str) -> str:
    """The UUID of a stream id "<aggregate>-<uuid>"."""
    return stream.partition("-")[2]


def candidate_stream(application: str) -> str:
    return f"candidate-{application}"


def line_stream(vacancy: str) -> str:
    return f"line-{vacancy}"


def ranking_stream(round_id: str, stage: str, vacancy: str) -> str:
    return f"ranking-{uuid.uuid5(_NAMES, f'{round_id}/{stage}/{vacancy}')}"


def result_stream(round_id: str, stage: str) -> str:
    return f"result-{uuid.uuid5(_NAMES, f'{round_id}/{stage}')}"
