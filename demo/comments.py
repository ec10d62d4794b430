"""What people say of the file check while its last list is new: read by a moderator, shown, withheld, or unread."""

from .callers import until
from .city import City

STAGE = "pasca_sanggah"
SHOWN = (
    "Jadwal unggah berkas jelas sejak awal.",
    "Alasan TMS saya ditulis lengkap beserta syaratnya.",
    "Ukuran berkas paling besar sebaiknya tampil di atas tombol unggah.",
    "Jawaban sanggahan datang sebelum tenggatnya.",
    "Daftar pengumuman mudah dicari dari telepon.",
)
LONGER, SHORTER = "Petunjuk pas foto membingungkan; Ibu Ratna di loket tahu.", "Petunjuk pas foto membingungkan."
WITHHELD, UNREAD = "Terima kursus kilat, hubungi kami.", "Mohon formasi dapat diurutkan menurut unit."


def comment(city: City) -> None:
    until(lambda: _stages(city).get(STAGE, {}).get("open"), "the stage that people comment on")
    sent = city.stages.each("comments", [*SHOWN, LONGER, WITHHELD, UNREAD], lambda text: _send(city, text))
    for id in sent[: len(SHOWN)]:
        _act(city, id, "release", {})
    _act(city, sent[-3], "release", {"text": SHORTER})
    _act(city, sent[-2], "withholding", {"reason": "ADVERTISING"})
    read = len(SHOWN) + 1
    until(lambda: _stages(city)[STAGE]["shown"] == read, "the comments that are shown")


def counts(city: City) -> dict:
    """Of this round."""
    stages, path = _stages(city).values(), "/v1/comments/waiting"
    unread = [one for one in city.staff["aduan"].all("feedback", path) if one["period"] == city.code]
    return {
        "comments": sum(one["given"] for one in stages),
        "comments_shown": sum(one["shown"] for one in stages),
        "comments_withheld": sum(one["withheld"] for one in stages),
        "comments_unread": len(unread),
    }


def _stages(city: City) -> dict[str, dict]:
    found = city.public.get("feedback", "/v1/comments/stages", period=city.code).body["items"]
    return {one["stage"]: one for one in found}


def _send(city: City, text: str) -> str:
    return city.public.post("feedback", "/v1/comments", {"period": city.code, "stage": STAGE, "text": text}).body["id"]


def _act(city: City, id: str, step: str, body: dict) -> None:
    city.staff["aduan"].post("feedback", f"/v1/comments/{id}/{step}", body, version=1)
