"""What a text says about doing without a step: 免办规划许可 grants it, 须办理规划许可 denies it."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.engine.runner import Runner
from kb.linter.polarity import clauses, exemption_in, plain
from kb.linter.rights import Right, Said


def exempted(run: Runner, text: str) -> tuple[Said, ...]:
    """What a text says about the steps that some rule does away with, as rights to do without them."""
    pattern, owners = _named(run)
    found: dict[str, Said] = {}
    for clause in clauses(text):
        for match in pattern.finditer(clause) if pattern is not None else ():
            heard = exemption_in(clause[:match.start()])
            if heard is not None:
                right = exemption(run, owners[match.group()])
                known = found.get(right.id)
                clash = known is not None and known.heard != heard
                found[right.id] = Said(right, "unsure" if clash else heard, match.group())
    return tuple(found.values())


def exemption(run: Runner, step: str) -> Right:
    """The right to do without a step."""
    name = f"免办{run.program.steps[step].name}"
    return Right(name, name, (name,), (), True, _ruled(run, step, "waived", "abolished"), _ruled(run, step, "required"),
                 step=step)


def exemption_by(run: Runner, rule: str) -> Right | None:
    """The right to do without a step that a rule with this id gives."""
    for name, rules in run.frame.statuses.items():
        for index, status in rules:
            if status in ("waived", "abolished") and run.program.rules[index].rule.id == rule:
                return exemption(run, name)
    return None


def _ruled(run: Runner, step: str, *wanted: str) -> tuple[int, ...]:
    return tuple(index for index, status in run.frame.statuses.get(step, ()) if status in wanted)


@lru_cache(maxsize=64)
def _named(run: Runner) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    steps = run.program.steps
    gone = [name for name, rules in run.frame.statuses.items()
            if name in steps and any(status in ("waived", "abolished") for _, status in rules)]
    owners = {plain(word): name for name in gone for word in (steps[name].name, *steps[name].aliases)}
    words = sorted(owners, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else None, owners
