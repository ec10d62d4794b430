"""A role that is for one recruitment period: what belongs to another one is refused, and lists leave it out.

A service says in one place, its `Scope`, which states name a period, which addresses are of such an object, and which
operations are about none. From then on, of a caller whose token names a period:

- what the address is of is loaded first, and a period that the request names is read first;
- every stream that is loaded is held against the caller's period, a command's neighbours as well;
- a list keeps to it by `within`;
- an operation that came to an end without any of the three is a fault: no answer, and nothing is written.

A caller without a period has every one. Who calls a public operation is not asked, here neither.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, g, has_request_context, request

from .events import Refused, aggregate_of

SCOPED = ("verifikator", "panitia", "ketua")
"""The roles whose grant may name a period."""


_PLACE = re.compile(r"<(?:[^:>]+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Scope:
    """`fields` names, by aggregate, the field of its state that is a period's code; "" where there is none.

    `objects` are the beginnings of rules and the aggregate of what they name ("/v1/contests/<id>": "contest").
    `elsewhere` are operations (Flask's endpoints) that are about no period, with the reason.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def object_of(self, rule: str, named: Mapping[str, Any]) -> str | None:
        """The stream that an address of this rule is of; None where it is of none, or of a period by its code."""
        for prefix, aggregate in self.objects.items():
            if self.covers(prefix, rule):
                return f"{aggregate}-{named[_PLACE.findall(prefix)[-1]]}" if aggregate else None
        return None

    @staticmethod
    def covers(prefix: str, rule: str) -> bool:
        return rule == prefix or rule.startswith(f"{prefix}/")


def begin(scope: Scope, load: Callable[[str], Any]) -> None:
    """Before an operation: hold what its address and its query name against the caller's period. Raises Refused."""
    g.scope = scope
    if not _own() or request.endpoint in scope.elsewhere:
        return
    stream = scope.object_of(request.url_rule.rule, request.view_args or {})
    if stream:
        load(stream)
    for code in request.args.getlist("period"):
        keep_to(code)


def watch(stream: str, state: Mapping | None) -> None:
    """Called with every stream that a service loads. Raises Refused for one of another period."""
    if state is None or not _own():
        return
    name = g.scope.fields[aggregate_of(stream)]
    if name:
        keep_to(state[name])


def named(body: Any) -> None:
    """Hold the period that a request's body names against the caller's. Raises Refused."""
    if isinstance(body, Mapping) and isinstance(body.get("period"), str) and _own():
        keep_to(body["period"])


def keep_to(period: str | None) -> None:
    """Raises Refused unless the caller has this period."""
    own = _own()
    if own and period != own:
        raise Refused("lingkup-periode", f"Peran Anda hanya untuk periode {own}; ini milik periode lain.", status=403)
    _settled()


def within(name: str = "period") -> dict[str, str]:
    """What a list's filter has to hold beside what is asked: {name: the caller's period}, or nothing for all."""
    own = _own()
    _settled()
    return {name: own} if own else {}


def only_of_all() -> None:
    """Raises Refused where the caller has one period: a new one is none of theirs."""
    own = _own()
    if own:
        sentence = f"Peran Anda hanya untuk periode {own}; periode baru memerlukan peran untuk semua periode."
        raise Refused("lingkup-periode", sentence, status=403)
    _settled()


def settle() -> None:
    """At the end of an operation: whoever has one period got nothing that nobody held against it."""
    if _own() and not g.get("scope_settled"):
        raise RuntimeError(f"{request.endpoint}: nothing was held against the caller's period")


def check(app: Flask, service: Any) -> None:
    """Raises RuntimeError where the scope leaves something out, or names what there is not: nothing starts then."""
    scope = service.scope
    if not scope.fields:
        return
    kinds, rules = {one.name for one in service.aggregates}, list(app.url_map.iter_rules())
    if kinds != set(scope.fields):
        raise RuntimeError(f"the scope and the aggregates differ: {sorted(kinds ^ set(scope.fields))}")
    unknown = set(scope.elsewhere) - {rule.endpoint for rule in rules}
    unknown |= {one for one in scope.objects if not any(rule.rule.startswith(one) for rule in rules)}
    if unknown:
        raise RuntimeError(f"the scope names what there is not: {sorted(unknown)}")
    for rule in rules:
        asked = set(getattr(app.view_functions[rule.endpoint], "roles", ())) & set(SCOPED)
        said = rule.endpoint in scope.elsewhere or any(scope.covers(prefix, rule.rule) for prefix in scope.objects)
        if asked and set(_PLACE.findall(rule.rule)) - {"form"} and not said:
            raise RuntimeError(f"{rule.rule} names an object of which the scope says nothing")


def _own() -> str:
    """The caller's one period, where this operation is about periods."""
    if not has_request_context() or "caller" not in g or "scope" not in g or g.get("public"):
        return ""
    period = g.caller.period
    return period if g.scope.fields and request.endpoint not in g.scope.elsewhere else ""


def _settled() -> None:
    if has_request_context():
        g.scope_settled = True
