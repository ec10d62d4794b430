"""Where a source of a need goes: to the unit's open need for that subject, or to a new one."""

from asnkit.commits import Tx
from asnkit.events import Refused
from asnkit.wib import wib_date

from ..streams import need_stream
from .domain import MERGED, Identify, Source, quarter_of, subject_key


def speak(tx: Tx, unit: str, competence: str | None, subject: str, source: Source, quarter: str | None = None) -> None:
    """Add a source to the open need of the unit, or begin one; `quarter` is that of figures, None for today's."""
    # Held: an end of the unit at the same moment and this need exclude each other.
    command = Identify(unit, tx.hold(f"unit-{unit}").state, competence, subject, source, quarter)
    claim = claim_of({"unit": unit, "competence": competence, "subject": subject})
    going = tx.db.claims.find_one({"_id": claim}, session=tx.session)
    named = need_stream(unit, subject_key(competence, subject), quarter or quarter_of(wib_date(tx.now)))
    stream = going["stream"] if going else _standing(tx, named)
    begins = tx.load(stream).state is None
    tx.decide(stream, command)
    if begins:
        same = Refused("kebutuhan-baru-dicatat", "Kebutuhan ini baru saja dicatat orang lain. Kirim lagi.")
        tx.claim(claim, stream, same)


def claim_of(state: dict) -> str:
    """What the open need of a unit for a subject holds."""
    return f"need/{state['unit']}/{subject_key(state['competence'], state['subject'])}"


def _standing(tx: Tx, stream: str) -> str:
    """This stream, or the one that it was merged into."""
    while (state := tx.load(stream).state) and state["status"] == MERGED:
        stream = f"need-{state['answer']['into']}"
    return stream
