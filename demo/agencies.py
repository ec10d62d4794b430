"""Agencies ask for events: one is given them by two people and has a webhook for a while, one is given less, paused and
ended, one is refused."""

from datetime import timedelta

from asnkit.wib import wib_date

from .city import City

TOPICS = ["asn.registration.public", "asn.checkpoints"]
ASKING = (
    ("Badan Pusat Statistik Kota Tanjungbalai", "Statistik pasar kerja kota.", "data@bps.example"),
    ("Dinas Tenaga Kerja Kabupaten Asahan", "Memberi tahu pencari kerja.", "info@disnaker.example"),
    ("Bimbingan Belajar Jaya", "Mencari peserta bimbingan.", "halo@bimbel.example"),
)


def give(city: City) -> None:
    first, second = city.staff["ti"], city.staff["ti2"]
    given = {"topics": TOPICS, "until": (wib_date(city.clock.now()) + timedelta(days=365)).isoformat()}
    with city.stages.stage("agencies", len(ASKING)) as advance:
        paths = []
        for name, purpose, contact in ASKING:
            body = {"agency": name, "purpose": purpose, "contact": contact, "topics": TOPICS}
            paths.append(f"/v1/agencies/{city.public.post('platform', '/v1/agencies', body).body['id']}")
            advance()
        kept, over, refused = paths
        for path in (kept, over):
            first.post("platform", f"{path}/contact-readings", {})
            first.get("platform", f"{path}/contact")
            first.post("platform", f"{path}/proposal", given, version=1)
            proposed = second.get("platform", path).body["proposed"]
            second.post("platform", f"{path}/grant", {"proposed": proposed}, version=2)
        _send(first, kept)
        first.post("platform", f"{refused}/refusal", {"reason": "Bukan instansi pemerintah."}, version=1)
        first.post("platform", f"{over}/narrowing", {"topics": TOPICS[:1]}, version=3)
        first.post("platform", f"{over}/pause", {"reason": "Kata sandinya dikirim ke alamat yang salah."}, version=4)
        first.post("platform", f"{over}/resumption", {}, version=5)
        second.post("platform", f"{over}/end", {"reason": "Kerja sama berakhir."}, version=6)


def _send(officer, agency: str) -> None:
    """A webhook from its beginning to its end; nothing happens meanwhile that would be sent."""
    body = {"url": "https://bps.example/terima", "types": ["registration.period.announced"]}
    endpoint = f"/v1/endpoints/{officer.post('platform', f'{agency}/endpoints', body).body['id']}"
    for version, step in enumerate(("pause", "resumption", "secret", "removal"), start=1):
        officer.post("platform", f"{endpoint}/{step}", {}, version=version)
