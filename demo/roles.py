"""Roles of the staff: one of IT proposes, the other confirms or rejects, and both look again at what holds."""

from datetime import timedelta

from asnkit.wib import wib_date

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
            paths.append(f"/v1/roles/{first.post('platform', '/v1/roles', body).body['id']}")
            advance()
        kept, rejected, over = paths
        proposed = second.get("platform", kept).body["proposed"]
        second.post("platform", f"{kept}/confirmation", {"proposed": proposed}, version=1)
        second.post("platform", f"{kept}/review", {}, version=2)
        second.post("platform", f"{rejected}/rejection", {"reason": "Ia bukan pegawai Inspektorat."}, version=1)
        first.post("platform", f"{over}/revocation", {"reason": "Ia pindah ke dinas lain."}, version=1)
