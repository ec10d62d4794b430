"""What the office told of complaints, as everybody pages through it, with the words by which it is found again."""

from asnkit.events import Event, View

from ..rules.likeness import words

TOPICS = View("topics", indexes=([("day", -1), ("_id", -1)], [("unit", 1), ("day", -1), ("_id", -1)], [("words", 1)]))


@TOPICS.on(
    "feedback.topic.told", "feedback.topic.updated", "feedback.topic.withdrawn",
    keys=lambda event: [event.subject.partition("-")[2]],
)  # fmt: skip
def _topic(row: dict | None, event: Event) -> dict | None:
    data = event.data
    match event.fact:
        case "topic.told":
            told = {name: data[name] for name in ("title", "unit", "day")}
            return {**told, "words": sorted(words(data["title"])), "news": data["day"]}
        case "topic.updated":
            return {**row, "news": data["day"]}
        case "topic.withdrawn":
            return None
