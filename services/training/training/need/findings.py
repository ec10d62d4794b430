"""What the public says of a unit, as a need: weak elements of its index, and what went wrong with its complaints."""

from asnkit.events import Event, Refused, uuid_of

from ..unit.domain import key_of
from ..unit.names import owners
from .domain import COMPLAINTS, INDEX, Source
from .speaking import speak

ORIGINS = {"index": INDEX, "complaints": COMPLAINTS}
SUBJECTS = {
    "requirements": "Persyaratan layanan",
    "procedure": "Prosedur layanan",
    "time": "Waktu layanan",
    "cost": "Biaya layanan",
    "product": "Hasil layanan",
    "competence": "Kompetensi pelaksana layanan",
    "behaviour": "Perilaku pelaksana layanan",
    "complaints": "Penanganan pengaduan",
    "facilities": "Sarana layanan",
    "late": "Menjawab aduan pada waktunya",
    "reopened": "Menyelesaikan aduan",
}


def identify_finding(event: Event, tx) -> None:
    """Nothing comes of a finding about a unit that no register knows, that has ended, or whose need was decided."""
    data = event.data
    unit = owners(tx.db, [data["unit"]], tx.session).get(key_of(data["unit"]))
    if unit is None:
        return
    source = Source(ORIGINS[data["source"]], data["people"], data["people"], link=data["link"])
    try:
        speak(tx, uuid_of(unit), None, SUBJECTS[data["subject"]], source, data["quarter"])
    except Refused:
        return
