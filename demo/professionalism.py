"""IP ASN: degrees that hold and a seminar that does not; a sanction is recorded and withdrawn, a price set."""

from asnkit.wib import wib_date

from .appraisals import CHIEF, HEAD, MEMBER
from .callers import Caller
from .city import City

EVIDENCE = "/v1/evidence"
DEGREE = {"kind": "EDUCATION", "title": "Administrasi Publik", "issuer": "Universitas Sumatera Utara", "value": "S1"}
SEMINAR = {"kind": "SEMINAR", "title": "Layanan yang Ramah", "issuer": "BKPSDM", "hours": 6}


def value(city: City) -> None:
    manager, day = city.staff["penilai"], wib_date(city.clock.now()).isoformat()
    with city.stages.stage("professionalism", 4) as advance:
        for login, body, step, more in (
            (HEAD, DEGREE, "validation", {}),
            (CHIEF, DEGREE, "validation", {}),
            (MEMBER, SEMINAR, "refusal", {"reason": "Sertifikatnya belum ditandatangani."}),
        ):
            number = {"number": f"UN-{city.code}-{login}", "day": day}
            id = city.staff[login].post("feedback", "/v1/my-evidence", body | number).body["id"]
            _decide(manager, f"{EVIDENCE}/{id}", step, more)
            advance(1)
        person = city.staff[MEMBER].get("feedback", "/v1/my-professionalism").body["person"]
        decree = {"level": "RINGAN", "decree_no": city.letter(84), "day": day}
        kept = manager.post("feedback", f"/v1/professionalism/{person}/sanctions", decree).body
        why = {"reason": "Keputusan itu tentang orang lain."}
        manager.post("feedback", f"/v1/sanctions/{kept['id']}/withdrawal", why, version=kept["version"])
        advance(1)
        price = {"kind": "technical", "hours": 20, "money": 1_750_000, "basis": f"Standar biaya {city.code}"}
        manager.post("feedback", "/v1/training-prices", price)


def counts(city: City) -> dict:
    """Of all rounds."""
    manager = city.staff["penilai"]
    return {
        f"evidence_{status}": manager.get("feedback", EVIDENCE, status=status, limit="1").body["total"]
        for status in ("valid", "refused")
    }


def _decide(manager: Caller, path: str, step: str, body: dict) -> None:
    manager.post("feedback", f"{path}/{step}", body, version=manager.get("feedback", path).version)
