"""Names of the streams whose ids follow from what they are about.

One line for each vacancy; one ranking for each round, stage and line and one result for each round
and stage, so that computing or proposing twice meets the same stream. A candidate's id follows from
nothing: whoever knows an application shall not know whether it became a candidate.
"""

import uuid

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/selection")


def new_candidate() -> str:
    """A random id, in which no time shows either."""
    return f"candidate-{uuid.uuid4()}"


def line_stream(vacancy: str) -> str:
    return f"line-{vacancy}"


def admission_stream(announcement: str) -> str:
    return f"admission-{announcement}"


def ranking_stream(round_id: str, stage: str, vacancy: str) -> str:
    return f"ranking-{uuid.uuid5(_NAMES, f'{round_id}/{stage}/{vacancy}')}"


def result_stream(round_id: str, stage: str) -> str:
    return f"result-{uuid.uuid5(_NAMES, f'{round_id}/{stage}')}"


def tie_stream(round_id: str, vacancy: str) -> str:
    """The decided ties of one line: for the committee, deciding twice meets the same stream."""
    return f"tie-{uuid.uuid5(_NAMES, f'{round_id}/tie/{vacancy}')}"
