from asnkit.schemas import Line, Schema
from marshmallow import validate

SCORE = validate.Regexp(
    r"^(100([.,]0{1,2})?|[0-9]{1,2}([.,][0-9]{1,2})?)\Z",
    error="Nilai antara 0 dan 100, paling banyak dua desimal, misalnya 82,5.",
)


class JudgeParticipant(Schema):
    score = Line(load_default=None, allow_none=True, validate=SCORE, metadata={"description": "Nilai tes akhir"})
