"""The one adapter to durable-rules. Rules, facts and answers are ours; nothing of that engine gets out.

The engine is fenced in because of how version 2.0.28 behaves. It only ever learns facts (no `none`, no
missing tests, no priorities), so the order in which it works cannot change the answer. Unknown is: no
message. A rule that others override needs to know that those do not hold: each overrider has two rails,
rules that fire when it definitely holds and rules that fire when it definitely does not, chained through
facts that they assert. The engine's own loop over actions swallows exceptions and gives up after ten
seconds; ours does neither.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from threading import Lock
from typing import Any
from weakref import finalize

from kb.clauses.logic import value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import Node, facts_in, negation, normal
from kb.engine.patterns import SESSION, TICK, Layout, Message, check_hashes, lay_out
from kb.engine.terms import Check, Plain, Term, Terms, derived
from kb.findings import KbError, problem

RULESET = "kb"
SEEN = "seen"
ERRORS = {
    "101": "事实格式不对", "105": "规则定义里有不认识的键", "106": "规则太多", "107": "条件太多",
    "108": "同一条件用得太多", "202": "不认识的运算符或数值", "204": "数值格式不对",
    "302": "一个事实的属性太多", "303": "同时打开的条件太多", "304": "一条规则连接的事实太多",
    "307": "会话被占用",
}


class EngineError(RuntimeError):
    """durable-rules failed. The answer was not used and the engine has been thrown away."""


@dataclass(frozen=True, slots=True)
class DurableRule:
    """A rule holds when its condition does and none of the rules that override it holds."""

    id: str
    condition: Node
    overridden_by: tuple[str, ...] = ()


@dataclass(slots=True)
class _Fires:
    """What one rule of the engine stands for, and the facts it asserts when it fires."""

    rule: str | None
    asserts: list[Message]


@dataclass(slots=True)
class _Case:
    """One situation while the engine works on it. `because` gives the facts behind each message."""

    because: dict[Plain, frozenset[str]] = field(default_factory=dict)
    holding: dict[str, frozenset[str]] = field(default_factory=dict)
    asserted: list[Message] = field(default_factory=list)
    seen: int = 0


class DurableEngine:
    """The rules of a rule base in durable-rules. One situation at a time; safe to share between threads.

    Raises KbError when the rules exceed what the engine can hold or override each other in a circle.
    """

    def __init__(self, rules: Sequence[DurableRule], facts: Mapping[str, Fact]) -> None:
        self.rules = tuple(rules)
        self.facts = dict(facts)
        self._terms = Terms(self.facts)
        self._fires: list[_Fires] = []
        self._layout = self._compile()
        self._lock = Lock()
        self._ruleset: Any = None
        self._drop: Callable[[], object] = lambda: None
        self._worked: list[bool] = []  # not empty once a rule has fired

    def __reduce__(self) -> tuple[object, ...]:
        return DurableEngine, (self.rules, self.facts)

    def fire(self, facts: Mapping[str, Value]) -> frozenset[str]:
        """The ids of the rules that definitely hold. Raises EngineError rather than give a part answer."""
        return frozenset(self.support(facts))

    def support(self, facts: Mapping[str, Value]) -> dict[str, frozenset[str]]:
        """For each rule that definitely holds, the facts the engine joined to find that out."""
        with self._lock:
            case = _Case()
            messages = self._told(facts, case)
            try:
                ruleset = self._ready()
                self._work(ruleset, ruleset.assert_facts(messages), case)
                ruleset.retract_facts(case.asserted)
            except Exception as error:
                self.close()
                raise EngineError(_meaning(error)) from error
            except BaseException:
                self.close()
                raise
            return case.holding

    def close(self) -> None:
        """Free the engine's memory; the next question builds it anew."""
        self._ruleset = None
        self._drop()

    def _compile(self) -> Layout:
        """Work out all rules of the engine; `_fires` gets one entry for each definition."""
        known = {rule.id for rule in self.rules}
        _check_overrides(self.rules, known)
        overriders = {name: number for number, name in enumerate(
            dict.fromkeys(name for rule in self.rules for name in rule.overridden_by))}
        self._terms.measure([rule.condition for rule in self.rules])
        rows: list[tuple[Term, str | None, Check | None]] = []

        def add(terms: Iterable[Term], rule: str | None, then: Check | None) -> None:
            rows.extend((self._terms.joinable(term), rule, then) for term in terms)

        for rule in self.rules:
            number = overriders.get(rule.id)
            free = frozenset(derived("!", overriders[name], False) for name in rule.overridden_by)
            add((term | free for term in self._terms.of(normal(rule.condition))), rule.id,
                None if number is None else derived("!", number, True))
            if number is not None:
                stopped = [frozenset((derived("!", overriders[name], True),)) for name in rule.overridden_by]
                add([*self._terms.of(negation(rule.condition)), *stopped], None, derived("!", number, False))
        done = 0
        while done < len(self._terms.parts):  # parts may need parts of their own
            for terms, number in list(self._terms.parts.items())[done:]:
                add(sorted(terms, key=lambda term: sorted(map(str, term))), None, derived("&", number, True))
                done += 1
        needed = {check for term, _, _ in rows for check in term}
        rows = [(term, rule, then) for term, rule, then in rows if rule is not None or then in needed]
        layout = lay_out([*(term for term, _, _ in rows), frozenset((TICK,))])
        self._fires = [_Fires(rule, _messages(layout, then if then in needed else None))
                       for _, rule, then in rows]
        self._fires.append(_Fires(None, []))
        check_hashes(str(message["id"]) for message in self._possible(layout))
        return layout

    def _possible(self, layout: Layout) -> list[Message]:
        """A message of every id that can ever be asserted."""
        told = [message for name in layout.copies for message in layout.messages(name, 1)]
        sums = [message for number in self._terms.sums.values() for truth in (False, True)
                for message in _messages(layout, derived("?", number, truth))]
        return [*told, *sums, *(message for fires in self._fires for message in fires.asserts)]

    def _told(self, facts: Mapping[str, Value], case: _Case) -> list[Message]:
        """The messages that say what is known: facts, and tests on several facts that they decide."""
        for name, scale in self._terms.scales.items():
            if (given := facts.get(name)) is not None:
                self._tell(case, self._layout.messages(name, scale.of(given)), frozenset((name,)))
        for atom, number in self._terms.sums.items():
            if (truth := value(atom, facts)) is not None:
                self._tell(case, _messages(self._layout, derived("?", number, truth)), facts_in(atom))
        self._tell(case, _messages(self._layout, TICK), frozenset())
        return list(case.asserted)

    def _tell(self, case: _Case, messages: list[Message], because: frozenset[str]) -> None:
        for message in messages:
            case.because[message["id"]] = because
            case.asserted.append(message)

    def _ready(self) -> Any:
        """The engine itself, built on first use and after every failure."""
        if self._ruleset is None:
            from durable.engine import Host

            class Quiet(Host):  # type: ignore[misc]
                def _run(self) -> None:
                    """Start no timer threads: they would race with the questions."""

            definition: dict[str, dict[str, object]] = {
                str(number): {**found, "run": _unused}
                for number, found in enumerate(self._layout.definitions)}
            # Every message meets this rule, so none is refused as unknown and every one is counted.
            definition[SEEN] = {"all": [{"m0": {"$ex": {"f": 1}}}], "run": _unused}
            host = Quiet()
            host.set_rulesets({RULESET: definition})
            self._ruleset = host.get_ruleset(RULESET)
            self._worked = []
            drop = self._drop = finalize(self, _delete, self._ruleset._handle, self._worked)
            drop.atexit = False
        return self._ruleset

    def _work(self, ruleset: Any, state: Any, case: _Case) -> None:
        """Let the engine fire all it can. What fires asserts its facts, until nothing new follows."""
        from durable_rules_engine import complete_and_start_action, start_action_for_state

        started = start_action_for_state(ruleset._handle, state)
        found = started[1] if started else None
        if found and not self._worked:
            self._worked.append(True)
        while found:
            [(name, joined)] = json.loads(found).items()
            if name == SEEN:
                case.seen += 1
            else:
                self._fired(self._fires[int(name)], joined, case, ruleset)
            found = complete_and_start_action(ruleset._handle, state)
        if case.seen != len(case.asserted):
            raise EngineError(f"{len(case.asserted)}条事实只处理了{case.seen}条")

    def _fired(self, fires: _Fires, joined: Mapping[str, Message], case: _Case, ruleset: Any) -> None:
        because = frozenset[str]().union(*(case.because[each["id"]] for each in joined.values()))
        if fires.rule is not None:
            case.holding.setdefault(fires.rule, because)
        for message in fires.asserts:
            if message["id"] not in case.because:
                self._tell(case, [message], because)
                ruleset.assert_fact(message)


def _unused(context: object) -> None:
    """The engine demands an action for every rule; `_work` reads what fired instead."""
    raise NotImplementedError(context)


def _messages(layout: Layout, check: Check | None) -> list[Message]:
    if check is None:
        return []
    assert not isinstance(check.value, tuple)  # noqa: S101  derived truths have one value
    return layout.messages(check.property, check.value)


def _check_overrides(rules: Sequence[DurableRule], known: set[str]) -> None:
    for rule in rules:
        if missing := [name for name in rule.overridden_by if name not in known]:
            message = f"规则 `{rule.id}` 的例外 `{missing[0]}` 不在规则库里"
            raise KbError(problem("S211", "durable-rules", message))
    try:
        TopologicalSorter({rule.id: rule.overridden_by for rule in rules}).prepare()
    except CycleError as error:
        circle = "、".join(f"`{name}`" for name in error.args[1])
        raise KbError(problem("S211", "durable-rules", f"规则互为例外:{circle}",
                              hint="去掉其中一个 overrides")) from None


def _meaning(error: BaseException) -> str:
    text = str(error)
    found = [meaning for code, meaning in ERRORS.items() if code in text.split()]
    return f"durable-rules 出错:{text}{f'({found[0]})' if found else ''}"


def _delete(handle: Any, worked: list[bool]) -> None:
    from durable_rules_engine import delete_ruleset, delete_state

    if worked:  # deleting the state of a session in which no rule ever fired crashes the process
        delete_state(handle, SESSION)
    delete_ruleset(handle)
