"""Faults in the kit: its own tests notice every one, on real servers."""

from .mutant import Mutant

MUTANTS = [
    Mutant(
        "inbox: an old version is applied again (<= -> <)",
        "shared/asnkit/inbox.py",
        "if event.streamversion <= cursor.version:",
        "if event.streamversion < cursor.version:",
        "tests/kit/test_consumer.py",
    ),
    Mutant(
        "inbox: another content at the cursor is not seen",
        "shared/asnkit/inbox.py",
        "if event.streamversion < cursor.version or digest(delivery.raw) == cursor.hash:",
        "if event.streamversion <= cursor.version:",
        "tests/kit/test_consumer.py",
    ),
    Mutant(
        "inbox: a gap is jumped over",
        "shared/asnkit/inbox.py",
        "if event.streamversion > cursor.version + 1:",
        "if event.streamversion > cursor.version + 9:",
        "tests/kit/test_consumer.py",
    ),
    Mutant(
        "inbox: stashing does not change the cursor's document",
        "shared/asnkit/inbox.py",
        ("        cursor.stashed += 1\n"),
        "",
        "tests/kit/test_consumer.py",
    ),
    Mutant(
        "consumer: no rewind after a failure",
        "shared/asnkit/consumer.py",
        (
            "                if self._subscription:\n"
            "                    self._subscription.rewind()\n"
            "                raise"
        ),
        "                raise",
        "tests/kit/test_consumer.py",
    ),
    Mutant(
        "relay: no stop at a hole",
        "shared/asnkit/relay.py",
        'if last is not None and commit["first"] != last + 1:',
        "if False:",
        "tests/kit/test_relay.py",
    ),
    Mutant(
        "relay: one read instead of two",
        "shared/asnkit/relay.py",
        'read = self._commits.find({"stream": {"$in": streams}, "published": False})',
        'read = self._commits.find({"published": False})',
        "tests/kit/test_relay.py",
    ),
    Mutant(
        "relay: after a failed send later events of the stream are marked",
        "shared/asnkit/relay.py",
        'if not all(outcomes) or commit["stream"] in broken:',
        "if not all(outcomes):",
        "tests/kit/test_relay.py",
    ),
    Mutant(
        "sealing: not bound to the field",
        "shared/asnkit/sealing.py",
        'return f"{stream}\\n{field}".encode()',
        'return f"{stream}".encode()',
        "tests/kit/test_sealing.py",
    ),
    Mutant(
        "sealing: remembers a key for ever",
        "shared/asnkit/sealing.py",
        "REMEMBER_SECONDS = 1.0",
        "REMEMBER_SECONDS = 3600.0",
        "tests/kit/test_sealing.py",
    ),
    Mutant(
        "commits: if-match ignored",
        "shared/asnkit/transaction.py",
        "if if_match is not None and if_match != loaded.version:",
        "if False:",
        "tests/kit/test_commits.py tests/kit/test_web.py",
    ),
    Mutant(
        "commits: same key, other body is not refused",
        "shared/asnkit/commits.py",
        'if cached["request_hash"] != context.request_hash:',
        "if False:",
        "tests/kit/test_commits.py tests/kit/test_web.py",
    ),
    Mutant(
        "deadlines: a moved deadline fires at its old time",
        "shared/asnkit/deadlines.py",
        '{"_id": deadline["_id"], "due": deadline["due"]}, session=session',
        '{"_id": deadline["_id"]}, session=session',
        "tests/kit/test_deadlines.py",
    ),
    Mutant(
        "lease: epoch never grows",
        "shared/asnkit/lease.py",
        '{"$add": [epoch, 1]}',
        '{"$add": [epoch, 0]}',
        "tests/kit/test_lease.py",
    ),
    Mutant(
        "auth: role of another issuer is believed",
        "shared/asnkit/auth.py",
        "if role not in self.roles and VOUCHED not in self.roles:",
        "if False:",
        "tests/kit/test_issuers.py",
    ),
    Mutant(
        "auth: what the office's provider says of a role is believed",
        "shared/asnkit/auth.py",
        "return role if role in self.roles else VOUCHED",
        "return role or VOUCHED",
        "tests/kit/test_issuers.py",
    ),
    Mutant(
        "bulk: step is not guarded by its position",
        "shared/asnkit/bulk.py",
        'same = {"_id": batch["_id"], "next": batch["next"], "done": False}',
        'same = {"_id": batch["_id"]}',
        "tests/kit/test_bulk.py",
    ),
    Mutant(
        "reactions: command id without the target",
        "shared/asnkit/reactions.py",
        (
            'command_id = command_id or f"{self.context.command_id}/{stream}"\n'
            "        if self.known(command_id):\n"
            "            return []"
        ),
        'command_id = command_id or f"{self.context.command_id}/{stream}"',
        "tests/kit/test_consumer.py",
    ),
    Mutant(
        "consumer: halt limit never reached",
        "shared/asnkit/consumer.py",
        "if parked > max(PARKED_LIMIT, streams // PARKED_SHARE):",
        "if False:",
        "tests/kit/test_consumer.py",
    ),
    Mutant(
        "relay: an unsigned commit is sent",
        "shared/asnkit/relay.py",
        ('            self._keyring.check(self._service, commit["note"], event["path"], digest)\n'),
        "",
        "tests/kit/test_relay.py",
    ),
    Mutant(
        "relay: what follows an unsigned commit is sent",
        "shared/asnkit/relay.py",
        ('            if commit["stream"] in self._unsigned:\n                continue\n'),
        "",
        "tests/kit/test_relay.py",
    ),
    Mutant(
        "messages: a stream of another service is believed",
        "shared/asnkit/messages.py",
        "if event.service != owner or owners.topic(event.subject) != record.topic:",
        "if False:",
        "tests/kit/test_signed.py tests/kit/test_consumer.py",
    ),
    Mutant(
        "messages: a signature is not checked",
        "shared/asnkit/messages.py",
        ("    keyring.check(owner, note, path, digest.digest())\n"),
        "",
        "tests/kit/test_signed.py tests/kit/test_consumer.py",
    ),
    Mutant(
        "scope: another period's is shown",
        "shared/asnkit/scope.py",
        "if own and period != own:",
        "if False:",
        "tests/unit/asnkit/test_scope.py",
    ),
    Mutant(
        "scope: a stream is loaded whoever's period it is",
        "shared/asnkit/scope.py",
        "        keep_to(state[name])\n",
        "        pass\n",
        "tests/unit/asnkit/test_scope.py",
    ),
    Mutant(
        "scope: a list keeps to nothing",
        "shared/asnkit/scope.py",
        "return {name: own} if own else {}",
        "return {}",
        "tests/unit/asnkit/test_scope.py",
    ),
    Mutant(
        "scope: what nobody held against the period is answered",
        "shared/asnkit/scope.py",
        'if _own() and not g.get("scope_settled"):',
        "if False:",
        "tests/unit/asnkit/test_scope.py",
    ),
    Mutant(
        "scope: an address says nothing",
        "shared/asnkit/scope.py",
        "    if stream:\n        load(stream)\n",
        "",
        "tests/unit/asnkit/test_scope.py",
    ),
    Mutant(
        "transaction: a neighbour is read and not held",
        "shared/asnkit/transaction.py",
        ("            self._held.add(stream)\n"),
        ("            pass\n"),
        "tests/kit/test_signed.py tests/kit/test_commits.py",
    ),
    Mutant(
        "transaction: a decision of weight trusts the state document",
        "shared/asnkit/transaction.py",
        "loaded = self.load_signed(stream) if aggregate.again else self.load(stream)",
        "loaded = self.load(stream)",
        "tests/kit/test_signed.py",
    ),
]
