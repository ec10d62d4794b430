"""The catalogue: one row for each course."""

from asnkit.events import Event, View
from asnkit.text import natural

COURSES = View("courses", shape=2, indexes=([("place", 1), ("_id", 1)], [("kind", 1), ("place", 1), ("_id", 1)]))


@COURSES.on("training.course.published", keys=lambda event: [event.subject])
def publish(row: dict | None, event: Event) -> dict:
    data = event.data
    words = " ".join((data["title"], data["code"], *data["competences"])).casefold()
    return {**data, "published_at": event.time, "words": words, "place": natural(data["title"])}
