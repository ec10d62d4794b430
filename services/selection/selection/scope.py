"""What of selection belongs to a recruitment period, and what does not (asnkit.scope)."""

from asnkit.scope import Scope

OWN_FILE = "a file that the caller has just sent"

SCOPE = Scope(
    fields={
        **dict.fromkeys(
            (
                "admission", "appointment_batch", "candidate", "line", "ranking", "ranking_batch", "result", "round",
                "score_amendment", "score_batch", "score_objection", "tie",
            ),
            "period",
        ),
        "objection_reading": "",
    },
    objects={
        "/v1/appointments/<id>": "appointment_batch",
        "/v1/ranking-batches/<id>": "ranking_batch",
        "/v1/rankings/<id>": "ranking",
        "/v1/results/<id>": "result",
        "/v1/rounds/<id>": "round",
        "/v1/score-amendments/impact/<candidate>": "candidate",
        "/v1/score-amendments/<id>": "score_amendment",
        "/v1/score-batches/<id>": "score_batch",
        "/v1/score-objections/<id>": "score_objection",
        "/v1/ties/<ranking>": "ranking",
    },
    elsewhere={"score-batches.list_faults": OWN_FILE},
)  # fmt: skip
