"""`make demo`: one complete round in the measured shape of a city, through the public APIs only."""

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console

from deploy.local import endpoints
from deploy.local.places import LOCAL
from deploy.local.trouble import Trouble

from . import (
    afterwards,
    agencies,
    appraisals,
    approvals,
    comments,
    complaints,
    contest,
    filecheck,
    intake,
    integrity,
    latsar,
    learning,
    needs,
    professionalism,
    roles,
    roster,
    summary,
    units,
    wording,
)
from .callers import TooLong, Unexpected
from .city import City, enter
from .shape import REGISTERED, SIZES, shape_of
from .stages import Stages

STAGES = (
    intake.announce,
    intake.apply,
    wording.write,
    filecheck.verify,
    filecheck.announce,
    filecheck.hear_objections,
    comments.comment,
    afterwards.ask_in_between,
    contest.open_round,
    contest.basic_test,
    contest.field_test,
    contest.hear_objections,
    afterwards.ask_in_between,
    contest.appoint,
    afterwards.follow_to_training,
    roster.bring_in,
    units.keep_register,
    roster.assess,
    needs.gather,
    learning.learn,
    approvals.approve,
    needs.plan,
    latsar.train,
    afterwards.ask_in_between,
    afterwards.survey,
    needs.hear,
    complaints.complain,
    integrity.report,
    appraisals.appraise,
    professionalism.value,
    agencies.give,
    roles.give,
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--applicants", type=int, default=REGISTERED, help=f"people who register ({REGISTERED})")
    parser.add_argument("--seed", help="decides everything that is generated (the period's code)")
    parser.add_argument("--directory", type=Path, default=LOCAL, help="where the system runs (.local)")
    parser.add_argument("--size", choices=SIZES, help="of what the city does beside the round")
    given = parser.parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 120)
    try:
        shape = shape_of(given.applicants, given.size)
        known = endpoints.load(given.directory)
        holds = play(enter(known, Stages(console), shape, given.seed))
    except (Trouble, Unexpected, TooLong, ValueError) as error:
        console.print(f"[red]{error}[/]", highlight=False)
        return 1
    return 0 if holds else 1


def play(city: City) -> bool:
    """The whole round; whether everything reconciles in the end."""
    console, begun = city.stages.console, time.monotonic()
    console.print(f"{city.code}: {city.shape.registered} applicants, seed {city.seed}", highlight=False)
    for stage in STAGES:
        stage(city)
    with city.stages.stage("audit log, recount from Kafka"):
        counted, logged = summary.settle(city)
        told = summary.ask(city)
    made = [*summary.checks(city, told, counted, logged), summary.refigured(city)]
    console.print(*summary.tables(told, counted, made))
    holds = all(check.holds for check in made)
    outcome = "[green]Everything reconciles[/]" if holds else "[red]It does not add up[/]"
    console.print(f"{outcome} after {time.monotonic() - begun:.0f} s.", highlight=False)
    return holds


if __name__ == "__main__":
    sys.exit(main())
