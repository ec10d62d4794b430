"""The suite on several workers: what stays together, and what happens when one of them dies."""

import psutil
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("browser/staff", "browser", "rounds", "journeys", "deploy")
ALONE = "tests/faults/test_dead_servers.py"
"""How soon a system is at work again says nothing beside another one that starts: it waits for the journeys' worker."""


class Groups(LoadScopeScheduling):
    """With several workers, each of these groups stays on one of them."""

    def _split_scope(self, nodeid):
        return group_of(nodeid)

    def remove_node(self, node):
        """The test that a worker died in is over: xdist would give it to the next worker, and kill that one, too."""
        units = self.assigned_work[node].values()
        unit, test = next(((unit, test) for unit in units for test, done in unit.items() if not done), (None, None))
        if test:
            unit[test] = True
        super().remove_node(node)
        return test

    def schedule(self):
        """Once more than xdist: a new worker that got one test would wait for a second one before it runs it."""
        super().schedule()
        for node in self.nodes:
            self._reschedule(node)


def group_of(nodeid: str) -> str:
    """What shares a town, its offices or a running system stays together; elsewhere a file is a group."""
    file = nodeid.partition("::")[0]
    if file == ALONE:
        return "journeys"
    return next((folder for folder in TOGETHER if file.startswith(f"tests/{folder}/")), file)


def end_children(run: str, worker: str) -> None:
    """Ends the servers and services that a dead worker left running beside the next one's."""
    marks = {"PYTEST_XDIST_TESTRUNUID": run, "PYTEST_XDIST_WORKER": worker}
    for process in psutil.process_iter():
        try:
            if marks.items() <= process.environ().items():
                process.kill()
        except psutil.Error:
            continue
