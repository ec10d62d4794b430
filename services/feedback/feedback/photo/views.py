"""The photos that an officer released, as everybody may page through them."""

from asnkit.events import Event, View

PHOTOS = View("photos", indexes=([("day", -1), ("_id", -1)],))


@PHOTOS.on(
    "feedback.photo.released", "feedback.photo.withdrawn", "feedback.photo.removed",
    keys=lambda event: [event.subject.partition("-")[2]],
)  # fmt: skip
def _photo(row: dict | None, event: Event) -> dict | None:
    if event.fact != "photo.released":
        return None
    return {"unit": event.data["unit"], "day": event.data["day"]}
