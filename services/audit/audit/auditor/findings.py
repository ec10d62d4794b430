"""What a round looked at and what it found, each named so that a person can go there."""

from dataclasses import asdict, dataclass, field

SHOWN_EACH, SHOWN = 12, 100
"""Findings of each check, and of all, that are told one by one; the others are counted."""
CHECKS = (
    "log", "checkpoints", "tiles", "kafka", "commits", "signatures", "decisions", "promises", "states", "views",
    "beside", "lists", "set_aside",
)  # fmt: skip
LONGEST = {"sentence": 1000, "field": 300, "subject": 200, "key": 200}
FOR_EVER = {"kafka", "set_aside"}
"""A forged message stays on Kafka whatever is done about it: told in each round, it asks for no other kind of round."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is a stream, an event, an entry's number or a row's key; `sentence` is Indonesian."""

    check: str
    sentence: str
    service: str | None = None
    subject: str | None = None
    view: str | None = None
    field: str | None = None


@dataclass
class Report:
    """Counts by check. Only the first findings are kept, their number is whole."""

    size: int = 0
    examined: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKS, 0))
    findings: list[Finding] = field(default_factory=list)

    def look(self, check: str, number: int = 1) -> None:
        self.examined[check] += number

    def find(self, check: str, sentence: str, **where) -> None:
        self.found[check] += 1
        if self.found[check] <= SHOWN_EACH and len(self.findings) < SHOWN:
            self.findings.append(Finding(check, sentence, **where))

    @property
    def troubled(self) -> bool:
        """Whether something was found that the next round has to look at from the first entry on."""
        return any(number for check, number in self.found.items() if check not in FOR_EVER)

    @property
    def total(self) -> int:
        return sum(self.found.values())

    def content(self) -> dict:
        """As the API takes it, without the times."""
        return {
            "size": self.size,
            "checks": [{"name": n, "examined": self.examined[n], "findings": self.found[n]} for n in CHECKS],
            "findings": [as_told(asdict(finding)) for finding in self.findings],
            "found": self.total,
        }


def as_told(finding: dict) -> dict:
    """As the API takes it, whatever somebody wrote into a database to be looked at: no sign keeps a finding back."""
    texts = {name: longest for name, longest in LONGEST.items() if finding.get(name) is not None}
    return finding | {name: _visible(finding[name])[:longest] for name, longest in texts.items()}


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text) or "-"
