"""Where a run's time went: one table by part of the tests, printed at the end of every run that took a minute."""

from collections import Counter, defaultdict

import pytest

LEAST_SECONDS = 60


class Timing:
    """Seconds by part and phase; with several workers each worker's seconds are added."""

    def __init__(self):
        self._seconds: dict[str, Counter] = defaultdict(Counter)
        self._tests: Counter = Counter()

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report):
        part = part_of(report.nodeid)
        self._seconds[part][report.when] += report.duration
        self._tests[part] += report.when == "call"

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter):
        if sum(sum(phases.values()) for phases in self._seconds.values()) >= LEAST_SECONDS:
            terminalreporter.section("where the time went")
            for line in table(self._seconds, self._tests):
                terminalreporter.line(line)


def part_of(nodeid: str) -> str:
    """ "kit" of tests/kit/test_x.py::test_y, "unit/portal" of tests/unit/portal/…, "faults/test_x" of the slow ones."""
    steps = nodeid.partition("::")[0].removeprefix("tests/").removesuffix(".py").split("/")
    deep = 2 if steps[0] in ("unit", "http", "browser", "faults", "rounds", "journeys", "deploy") else 1
    return "/".join(steps[:deep]).replace("/test_", "/")


def table(seconds: dict, tests: Counter) -> list[str]:
    """The longest parts first; what is under a second stands together at the end."""
    rows, rest = [], Counter()
    for part, phases in sorted(seconds.items(), key=lambda item: -sum(item[1].values())):
        if sum(phases.values()) < 1:
            rest.update(phases)
            tests["the rest"] += tests[part]
        else:
            rows.append((part, phases))
    rows += [("the rest", rest)] if rest else []
    rows.append(("all", sum((phases for _, phases in rows), Counter())))
    tests["all"] = sum(count for part, count in tests.items() if part in {name for name, _ in rows})
    lines = [f"{'part':28} {'tests':>6} {'set up':>8} {'tests':>8} {'tear down':>9} {'all':>8}  seconds"]
    for part, phases in rows:
        told = [phases["setup"], phases["call"], phases["teardown"], sum(phases.values())]
        lines.append(f"{part:28} {tests[part]:6} {told[0]:8.0f} {told[1]:8.0f} {told[2]:9.0f} {told[3]:8.0f}")
    return lines
