"""Faults in the rules: the unit tests notice every one, without a server."""

from .mutant import Mutant

MUTANTS = [
    Mutant(
        "skd threshold >= -> >",
        "services/selection/selection/rules/skd.py",
        "getattr(points, part) >= least",
        "getattr(points, part) > least",
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "skd cut rank <= seats -> <",
        "services/selection/selection/rules/skd.py",
        '"P/L" if place.rank <= seats',
        '"P/L" if place.rank < seats',
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "skd order: total skipped",
        "services/selection/selection/rules/skd.py",
        '[ORDER[name] for name in rules["skd"]["order"]]',
        '[ORDER[name] for name in rules["skd"]["order"][1:]]',
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "ladder: unknown value goes on instead of stopping",
        "services/selection/selection/rules/ladder.py",
        ("    if None in values:\n        yield people, above\n        return\n"),
        ("    if None in values:\n        yield from _split(people, steps[1:], above)\n        return\n"),
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "ladder: decided_by names this step for the first group too",
        "services/selection/selection/rules/ladder.py",
        ("        yield from _split([person for _, person in run], steps[1:], above)\n        above = step.name"),
        ("        above = step.name\n        yield from _split([person for _, person in run], steps[1:], above)"),
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "seats: tie across the last seat gets seats",
        "services/selection/selection/rules/integration.py",
        "if place.rank <= quota < place.rank + len(place.people) - 1:",
        "if False:",
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "final ranking: withdrawn counted as ranked",
        "services/selection/selection/ranking/computation.py",
        'if not state["withdrawn"] and state["skb"]["status"] == "PRESENT"',
        'if state["skb"] and state["skb"]["status"] == "PRESENT"',
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "ranking: rules changed but same rows says nothing (rule_set ignored: quota check removed)",
        "services/selection/selection/ranking/domain.py",
        'state["list_sha256"] == digest and state["quota"] == quota',
        'state["list_sha256"] == digest',
        "tests/unit/selection",
    ),
    Mutant(
        "result: same person may approve",
        "services/selection/selection/result/domain.py",
        'if command.signer == state["signers"][0]:',
        "if False:",
        "tests/unit/selection",
    ),
    Mutant(
        "result: unchanged check dropped at publication",
        "services/selection/selection/result/domain.py",
        ('    _check_unchanged(state, command.rankings)\n    data = {\n        **_subject(state),\n        "number"'),
        ('    data = {\n        **_subject(state),\n        "number"'),
        "tests/unit/selection",
    ),
    Mutant(
        "result: approve any hash",
        "services/selection/selection/result/domain.py",
        'if command.list_sha256 != state["list_sha256"]:',
        "if False:",
        "tests/unit/selection",
    ),
    Mutant(
        "rules: same person may lock",
        "services/selection/selection/round/domain.py",
        'if command.signer == proposed["signer"]:',
        "if False:",
        "tests/unit/selection",
    ),
    Mutant(
        "scores: same person may approve",
        "services/selection/selection/score_batch/domain.py",
        'if command.signer == state["signer"]:',
        "if False:",
        "tests/unit/selection",
    ),
    Mutant(
        "scores: SKB of somebody not admitted",
        "services/selection/selection/candidate/domain.py",
        "if command.stage == SKB and not command.admitted:",
        "if False:",
        "tests/unit/selection",
    ),
    Mutant(
        "appointment within the objection window",
        "services/selection/selection/appointment/domain.py",
        'if window and now <= parse_time(window["closes"]):',
        'if window and now < parse_time(window["opens"]):',
        "tests/unit/selection",
    ),
    Mutant(
        "appoint: row of the ranking need not be a winner",
        "services/selection/selection/candidate/domain.py",
        'if command.row["code"] != WINNER:',
        "if False:",
        "tests/unit/selection",
    ),
    Mutant(
        "window of results one day late",
        "services/selection/selection/rules/window.py",
        "return day_begins(announced + timedelta(days=1))",
        "return day_begins(announced + timedelta(days=2))",
        "tests/unit/selection tests/unit/vectors",
    ),
    Mutant(
        "submission: closes inclusive -> exclusive",
        "services/registration/registration/application/domain.py",
        "if now > closes:",
        "if now >= closes:",
        "tests/unit/registration",
    ),
    Mutant(
        "submission: window not checked",
        "services/registration/registration/application/domain.py",
        ("    _check_draft(state)\n    check_window(command.period, now)\n    for section"),
        ("    _check_draft(state)\n    for section"),
        "tests/unit/registration",
    ),
    Mutant(
        "objection: window end not checked",
        "services/registration/registration/objection/domain.py",
        "if now > closes:",
        "if False:",
        "tests/unit/registration",
    ),
    Mutant(
        "objection: reasons that are no part of the verdict",
        "services/registration/registration/objection/domain.py",
        "if reason not in given:",
        "if False:",
        "tests/unit/registration",
    ),
    Mutant(
        "announcement: undecided files",
        "services/registration/registration/announcement/domain.py",
        "if command.undecided:",
        "if False:",
        "tests/unit/registration",
    ),
    Mutant(
        "announcement: unanswered objections",
        "services/registration/registration/announcement/domain.py",
        "if command.unanswered:",
        "if False:",
        "tests/unit/registration",
    ),
    Mutant(
        "announced list: withdrawn before is on it",
        "services/registration/registration/announcement/lists.py",
        'if application["status"] == "withdrawn" and application["withdrawn_at"] < published_at:',
        "if False:",
        "tests/unit/registration",
    ),
    Mutant(
        "mask: whole first word",
        "services/registration/registration/announcement/masking.py",
        'word[0] + "*" * (len(word) - 1) for word in name.split()',
        '(word if n == 0 else word[0] + "*" * (len(word) - 1)) for n, word in enumerate(name.split())',
        "tests/unit/registration",
    ),
    Mutant(
        "erasure: retention ignored",
        "services/registration/registration/account/domain.py",
        "if wib_date(now) <= kept_until:",
        "if False:",
        "tests/unit/registration",
    ),
    Mutant(
        "verifier: anybody's desk",
        "services/registration/registration/verification/domain.py",
        'if state is None or state["verifier"] != verifier:',
        "if state is None:",
        "tests/unit/registration",
    ),
    Mutant(
        "timeline shows application.verified details of verification.*",
        "services/registration/registration/application/views.py",
        'return _row_keys(event) if not event.name.startswith("registration.verification.") else []',
        "return _row_keys(event)",
        "tests/unit/registration",
    ),
    Mutant(
        "IKM grade: >= -> >",
        "services/feedback/feedback/rules/ikm.py",
        "if rounded >= least",
        "if rounded > least",
        "tests/unit/feedback tests/unit/vectors",
    ),
    Mutant(
        "IKM published under the minimum",
        "services/feedback/feedback/survey/domain.py",
        'if n < state["minimum"]:',
        "if False:",
        "tests/unit/feedback",
    ),
    Mutant(
        "hours credited before the enrolment",
        "services/training/training/hours/domain.py",
        'if command.completed_on < parse_time(enrolment["confirmed_at"]).astimezone(WIB).date():',
        "if False:",
        "tests/unit/training",
    ),
    Mutant(
        "audit: name opened for ever",
        "services/audit/audit/record/domain.py",
        'if now - parse_time(state["at"]) > OPEN_FOR:',
        "if False:",
        "tests/unit/audit",
    ),
    Mutant(
        "workdays: start counts",
        "shared/asnkit/workdays.py",
        (
            "    due = start\n"
            "    while days:\n"
            "        due += timedelta(days=1)\n"
            "        days -= is_workday(due, holidays)"
        ),
        (
            "    due = start - timedelta(days=1)\n"
            "    while days:\n"
            "        due += timedelta(days=1)\n"
            "        days -= is_workday(due, holidays)"
        ),
        "tests/unit/asnkit tests/unit/vectors",
    ),
    Mutant(
        "catalogue: a fact not yet valid is admitted",
        "shared/asnkit/catalogue.py",
        "if holds_from(event) > self.valid:",
        "if False:",
        "tests/unit",
    ),
]
