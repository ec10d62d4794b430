"""Roles of the staff: one of IT proposes, the other confirms or rejects, and both look again at what holds."""

from datetime import date, timedelta

from asnkit.wib import wib_date

from .callers import Caller
from .city import City

GIVEN = (
    ("panitia9", "Panitia Sembilan", "panitia"),
    ("auditor9", "Auditor Sembilan", "auditor"),
    ("verifikator9", "Verifikator Sembilan", "verifikator"),
)


def give(city: City) -> None:
    first, second = city.staff["ti"], city.staff["ti2"]
    today = wib_date(city.clock.now())
    lasting = {"since": today.isoformat(), "until": (today + timedelta(days=365)).isoformat()}
    with city.stages.stage("roles", len(GIVEN)) as advance:
        paths = []
        for person, name, role in GIVEN:
            body = {"person": f"{person}.{city.code}", "name": name, "role": role, **lasting}
            body |= {"period": city.code} if role == "panitia" else {}
            paths.append(f"/v1/roles/{first.post('platform', '/v1/roles', body).body['id']}")
            advance()
        kept, rejected, over = paths
        proposed = second.get("platform", kept).body["proposed"]
        second.post("platform", f"{kept}/confirmation", {"proposed": proposed}, version=1)
        second.post("platform", f"{kept}/review", {}, version=2)
        second.post("platform", f"{rejected}/rejection", {"reason": "Ia bukan pegawai Inspektorat."}, version=1)
        _extend(first, second, kept, over, today + timedelta(days=500))
        first.post("platform", f"{over}/revocation", {"reason": "Ia pindah ke dinas lain."}, version=2)


def _extend(first: Caller, second: Caller, by_two: str, by_one: str, until: date) -> None:
    """The first extension that is proposed is rejected, another one confirmed; of the other role one person decides."""
    later = {"until": until.isoformat()}
    first.post("platform", f"{by_two}/extension", later, version=3)
    no = {"reason": "Belum jelas apakah ia masih di panitia."}
    second.post("platform", f"{by_two}/extension/rejection", no, version=4)
    first.post("platform", f"{by_two}/extension", later, version=5)
    signed = {"proposed": second.get("platform", by_two).body["extension"]["proposed"]}
    second.post("platform", f"{by_two}/extension/confirmation", signed, version=6)
    first.post("platform", f"{by_one}/extension", later, version=1)
