"""What tests measured: `record_property("figures", sentence)`, printed at the end of every run that has any."""

import pytest


class Figures:
    def __init__(self):
        self._told: list[tuple[str, str]] = []

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            self._told += [(report.nodeid, said) for name, said in report.user_properties if name == "figures"]

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter):
        if self._told:
            terminalreporter.section("what was measured")
            for test, said in sorted(self._told):
                terminalreporter.line(f"{test.removeprefix('tests/')}: {said}")
