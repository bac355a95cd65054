"""What a check looks at: the document, what its steps are in the rule base, who waits for whom, and how to report."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from kb.clauses.located import Step as Part
from kb.clauses.model import Step, Value
from kb.clauses.tree import ALWAYS, Node, both
from kb.compiler.knowledge import Fired, Knowledge
from kb.engine.runner import Runner, runner
from kb.findings import Finding, Place, Severity
from kb.linter.document import Procedure, StatedMaterial, StatedStep, pointer
from kb.linter.judge import NO, Judge, Ruling
from kb.linter.match import Match, Matcher, Materials, Named

if TYPE_CHECKING:
    from kb.linter.conduct import Conduct

BINDING = ("law", "promise")
_matchers: dict[int, tuple[Matcher, Materials]] = {}


@dataclass(frozen=True, slots=True)
class Breach:
    """A violation that may hold: how severe, on which rules, and under which condition."""

    severity: Severity
    rules: tuple[Fired, ...]
    ruling: Ruling
    planned: bool = False


class Review:
    """One document under review."""

    def __init__(self, knowledge: Knowledge, procedure: Procedure) -> None:
        self.knowledge = knowledge
        self.procedure = procedure
        self.run: Runner = runner(knowledge, knowledge.program(procedure.service.id, procedure.as_of))
        self.judge = Judge(self.run, procedure.as_of, procedure.situation)
        known = _matchers.get(id(self.run))
        if known is None or known[0].program is not self.run.program:
            known = _matchers[id(self.run)] = Matcher(self.run.program), Materials(knowledge, self.run.program)
        self.matcher, self._materials = known
        self.matches: Mapping[str, Match] = {each.id: known[0].match(each) for each in procedure.steps}
        self._named: dict[tuple[Part, ...], Named] = {}
        self.steps: Mapping[str, StatedStep] = {each.id: each for each in procedure.steps}
        self.cases: dict[tuple[Part, ...], Review | None] = {}
        self._together: dict[tuple[str, ...], Node] = {}
        self._before: dict[str, dict[str, str]] = {}
        self._judges: dict[tuple[tuple[str, Value], ...], Judge | None] = {}

    def rule_step(self, stated: StatedStep) -> Step | None:
        """What a stated step is in the rule base."""
        return self.matches[stated.id].step

    def material(self, stated: StatedMaterial) -> Named:
        """What a stated material is in the rule base."""
        if stated.at not in self._named:
            step = self.matches[self.procedure.steps[stated.at[1]].id].step if isinstance(
                stated.at[1], int) and stated.at[0] == "steps" else None
            self._named[stated.at] = self._materials.match(stated, step.id if step else "")
        return self._named[stated.at]

    def stated_as(self, name: str) -> list[StatedStep]:
        """The document's steps that are this rule step."""
        return [each for each in self.procedure.steps
                if (step := self.matches[each.id].step) is not None and step.id == name]

    def judge_of(self, *stated: StatedStep) -> Judge | None:
        """The situation in which these steps take place; None when they never do so together."""
        merged: dict[str, Value] = {}
        for each in stated:
            for name, own in each.situation.items():
                if merged.setdefault(name, own) != own:
                    return None
        key = tuple(sorted(merged.items()))
        if key not in self._judges:
            self._judges[key] = self.judge.under(merged)
        return self._judges[key]

    def takes_place(self, stated: StatedStep) -> Node:
        """When a stated step takes place: as the document says, and where the rules call for it."""
        step = self.rule_step(stated)
        return both(stated.condition, self.needed(step.id)) if step else stated.condition

    def needed(self, name: str) -> Node:
        """When the rules call for one of their steps; always for a step that no rule calls for."""
        required = [index for index, status in self.run.frame.statuses.get(name, ()) if status == "required"]
        return self.judge.any_of(required) if required else ALWAYS

    def together(self, stated: Iterable[StatedStep]) -> Node:
        """When these steps take place, as far as they can do so at once."""
        steps = tuple(stated)
        key = tuple(each.id for each in steps)
        if key not in self._together:
            found: Node = ALWAYS
            for each in steps:
                more = both(found, self.takes_place(each))
                if self.judge.find(both(self.judge.covers, more)) is not None:
                    found = more
            self._together[key] = found
        return self._together[key]

    def breach(self, violating: Iterable[tuple[int, Node]], *stated: StatedStep,
               assuming: Node = ALWAYS) -> Breach | None:
        """The breach of rules, each given with the condition under which it is violated.

        Only what the law requires or the city promises binds. A reform before its date, or a plan, makes notes.
        """
        judge = self.judge_of(*stated)
        if judge is None:
            return None
        pairs = list(violating)
        for planned in (False, True):
            mine = [(index, node) for index, node in pairs if self._force(index) == ("plan" if planned else "firm")]
            ruling = judge.of(_either(node for _, node in mine), assuming) if mine else NO
            if ruling.truth == "never":
                continue
            vague = any(each.vague for each in stated)
            severity: Severity = "error" if ruling.truth == "always" else "warning"
            if planned or (vague and severity == "warning"):
                severity = "note"
            rules = tuple(self.run.program.rules[index] for index, node in mine
                          if judge.of(node, assuming).truth != "never")
            return Breach(severity, rules, ruling, planned)
        return None

    def _force(self, index: int) -> Literal["firm", "plan", "none"]:
        fired = self.run.program.rules[index]
        if fired.rule.force in BINDING:
            return "plan" if fired.pending else "firm"
        if fired.rule.force == "kpi" and self.procedure.service.kind == "supervision":
            return "firm"  # what banks are assessed by is what an assessment has to keep to
        return "plan" if fired.rule.force == "plan" else "none"

    def finding(self, code: str, name: str, breach: Breach, place: Place, at: Sequence[str], message: str,
                hint: str, remove: tuple[Part, ...] | None = None,
                replace: tuple[tuple[Part, ...], object] | None = None,
                reverse: tuple[Part, ...] | None = None) -> Finding:
        """A finding on a breach: the condition is said, the clauses and rules are named.

        The mending is the path of an entry to `remove`, a path and the value to `replace` it with (a path that is not
        in the file yet is added), or the path of a wait to `reverse`: the one that is waited for waits instead.
        """
        said = message
        if breach.ruling.truth == "sometimes" and breach.ruling.words:
            said = f"{message}。违规，当{breach.ruling.words}时"
        if breach.planned:
            said += _planned(breach.rules)
        why = "；".join(dict.fromkeys(each.rule.title for each in breach.rules))
        return Finding(
            code, name, breach.severity, place, said, hint, why, tuple(at),
            tuple(dict.fromkeys(each.rule.clause for each in breach.rules)),
            tuple(each.rule.id for each in breach.rules), breach.ruling.depends_on,
            mending(remove, replace, reverse))

    def before(self, name: str) -> Mapping[str, str]:
        """Every step that a step waits for to start, each with the step that follows it on one shortest path."""
        found = self._before.get(name)
        if found is None:
            found = self._before[name] = {}
            queue = deque((each, name) for each in self.steps[name].after)
            while queue:
                each, then = queue.popleft()
                if each not in found:
                    found[each] = then
                    queue.extend((earlier, each) for earlier in self.steps[each].after)
        return found

    def waits(self, later: StatedStep, earlier: StatedStep) -> tuple[str, ...] | None:
        """The path by which one step waits for another, first to last; None when it does not."""
        follows = self.before(later.id)
        if earlier.id not in follows:
            return None
        path = [earlier.id, follows[earlier.id]]
        while path[-1] != later.id:
            path.append(follows[path[-1]])
        return tuple(path)

    def shown(self, names: Iterable[str]) -> str:
        """A path of the document's steps in words."""
        return " → ".join(self.steps[name].name for name in names)

    @cached_property
    def in_order(self) -> tuple[StatedStep, ...]:
        """The steps so that each comes after all it waits for; as listed where nothing tells."""
        return tuple(sorted(self.procedure.steps, key=lambda each: (len(self.before(each.id)), each.index)))

    @cached_property
    def by_name(self) -> tuple[StatedStep, ...]:
        """The steps by name, so that of several equal paths the same is told however they are listed."""
        return tuple(sorted(self.procedure.steps, key=self._known_as))

    def _known_as(self, stated: StatedStep) -> tuple[str, str]:
        step = self.rule_step(stated)
        return step.id if step else "", stated.name

    def names_first(self, ids: Iterable[str]) -> list[str]:
        """The same steps by name."""
        return sorted(ids, key=lambda each: self._known_as(self.steps[each]))

    def parallel(self, one: Step, other: Step) -> list[int]:
        """The rules that want two steps side by side."""
        return [index for index, steps in self.groups if one.id in steps and other.id in steps]

    @cached_property
    def conduct(self) -> tuple[Conduct, ...]:
        """The document's other practices that a rule forbids."""
        from kb.linter.conduct import conduct

        return tuple(conduct(self))

    @cached_property
    def reasoned(self) -> frozenset[tuple[Part, ...]]:
        """The decisions and practices that withhold something for a named thing: the reason says what is wrong."""
        from kb.linter.withheld import withheld

        return frozenset(each.part.at for each in withheld(self))

    @cached_property
    def groups(self) -> list[tuple[int, tuple[str, ...]]]:
        """The groups of steps that may not wait for each other, by rule."""
        return [(index, tuple(value)) for index, _, value in self.slots("parallel")]

    def slots(self, kind: str) -> list[tuple[int, str, Any]]:
        """All decisions of one kind: rule index, what it is about, the value."""
        return [(index, slot.target, slot.value) for index, fired in enumerate(self.run.program.rules)
                for effect in fired.rule.effects for slot in effect.slots if slot.kind == kind]


def mending(remove: tuple[Part, ...] | None = None,
            replace: tuple[tuple[Part, ...], object] | None = None,
            reverse: tuple[Part, ...] | None = None) -> dict[str, object] | None:
    """A finding's `fix`: `{"op", "path"}` with remove, reverse or replace (and its `value`); None without any."""
    if remove is not None or reverse is not None:
        return {"op": "reverse" if remove is None else "remove", "path": pointer(remove or reverse or ())}
    return {"op": "replace", "path": pointer(replace[0]), "value": replace[1]} if replace is not None else None


def _either(nodes: Iterable[Node]) -> Node:
    from kb.clauses.tree import disjunction

    return disjunction(nodes)


def _planned(rules: Sequence[Fired]) -> str:
    days = sorted({each.rule.due for each in rules if each.rule.due})
    due = f"（期限{days[-1]}）" if days else ""
    return f"。这项改革还在推行中{due}，现在只作提示"
