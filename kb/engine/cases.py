"""Worked cases: the facts of a case and the answer they must give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.clauses.model import Case
from kb.compiler.knowledge import Knowledge
from kb.engine.answer import Answer, MaterialAnswer, StepAnswer, days
from kb.engine.ask import ask
from kb.engine.runner import EngineName
from kb.findings import KbError

Check = Callable[[Answer, Any], Iterator[str]]
Names = Callable[[Answer, list[str]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a case went: the differences between what was expected and what was answered."""

    case: Case
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


TIMED = frozenset({"spans", "declared", "averages", "critical_path", "excluded"})


def run_case(knowledge: Knowledge, case: Case, engine: EngineName = "durable", *, whole: bool = True) -> CaseResult:
    """Ask a case and compare. An error of the engine is a difference too.

    `whole=False` computes no totals that the case has no expectation of: quicker, the same differences.
    """
    try:
        answer = ask(knowledge, case.service, case.facts, case.as_of, explain="all", engine=engine,
                     times=whole or _timed(knowledge, case.expect))
    except KbError as error:
        return CaseResult(case, tuple(str(each) for each in error.findings))
    return CaseResult(case, tuple(_compare(case.expect, answer)))


def _timed(knowledge: Knowledge, expect: Mapping[str, Any]) -> bool:
    """Whether what is expected needs totals. Contradictions that nobody recorded are computed from them."""
    recorded = {each.id for each in knowledge.rulebook.tensions}
    named = {*expect.get("tensions", ()), *expect.get("not_tensions", ())}
    return not TIMED.isdisjoint(expect) or not named <= recorded


def _compare(expect: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    for key, wanted in expect.items():
        try:
            yield from CHECKS[key](answer, wanted)
        except KeyError as error:  # where the service does not cover the case, the answer has no steps and spans
            yield f"答复里没有 {error.args[0]}"


def _differs(what: str, got: object, wanted: object) -> Iterator[str]:
    if got != wanted:
        yield f"{what}：应为 {wanted}，得到 {got}"


def _range(wanted: Any) -> tuple[float, float]:
    if isinstance(wanted, Mapping):
        return float(wanted["min"]), float(wanted["max"])
    return float(wanted), float(wanted)


def _steps(answer: Answer, wanted: Mapping[str, str]) -> Iterator[str]:
    got = {each.id: each.status for each in answer.steps}
    for name, status in wanted.items():
        yield from _differs(f"环节 {name}", got.get(name), status)


def _limits(word: str, of: Callable[[StepAnswer], Sequence[Mapping[str, Any]]]) -> Check:
    def check(answer: Answer, wanted: Mapping[str, Any]) -> Iterator[str]:
        for name, value in wanted.items():
            limits = [float(each["value"]) for each in of(answer.step(name))]
            yield from _differs(f"{word} {name}", (min(limits), max(limits)) if limits else None, _range(value))

    return check


def _spans(answer: Answer, wanted: Mapping[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        span = answer.span(name)
        got = (float(days(span.low) or 0), float(days(span.high) or 0)) if span.known else None
        yield from _differs(f"时间段 {name}", got, _range(value))


def _written(measure: str, word: str) -> Check:
    def check(answer: Answer, wanted: Mapping[str, Decimal]) -> Iterator[str]:
        for name, value in wanted.items():
            got = [float(each["value"]) for each in answer.span(name).declared
                   if each["settled"] and each["measure"] == measure]
            if float(value) not in got:
                yield f"文件写明的{word} {name}：应有 {value}，得到 {got}"

    return check


def _materials(answer: Answer, wanted: Mapping[str, str]) -> Iterator[str]:
    got = {each.id: each.status for each in answer.materials}
    got |= {f"{each.id}@{each.step}": each.status for each in answer.materials}
    for name, status in wanted.items():
        yield from _differs(f"材料 {name}", got.get(name, "none"), status)


def _truths(truth: str) -> Names:
    def check(answer: Answer, wanted: list[str]) -> Iterator[str]:
        got = {each.rule: each.truth for each in answer.considered}
        for name in wanted:
            found = got.get(name, "false")
            if found != truth and not (truth == "unknown" and found == "grantable"):
                yield f"规则 {name}：应为 {truth}，得到 {found}"

    return check


def _members(what: str, of: Callable[[Answer], set[str]], *, inside: bool) -> Names:
    def check(answer: Answer, wanted: list[str]) -> Iterator[str]:
        got = of(answer)
        for name in wanted:
            if (name in got) != inside:
                yield f"{what} {name}：{'应有而没有' if inside else '不应有'}"

    return check


def _lists(of: Callable[[Answer, str], list[str]], *, exact: bool) -> Check:
    def check(answer: Answer, wanted: Mapping[str, list[str]]) -> Iterator[str]:
        for name, values in wanted.items():
            got = of(answer, name)
            if exact:
                yield from _differs(name, got, list(values))
            else:
                # A rule with two entries on a list is expected twice.
                yield from (f"{name} 里应有 {each}" for each in (Counter(values) - Counter(got)).elements())

    return check


def _because(answer: Answer, wanted: Mapping[str, list[str]]) -> Iterator[str]:
    """The rules that hold and that a step or a material (material@step) rests on: at least these."""
    got: dict[str, set[str]] = {}
    named: list[tuple[str, StepAnswer | MaterialAnswer]] = [(each.id, each) for each in answer.steps]
    named += [pair for each in answer.materials for pair in ((each.id, each), (f"{each.id}@{each.step}", each))]
    for name, part in named:
        got.setdefault(name, set()).update(each.rule for each in part.because if each.truth == "true")
    for name, rules in wanted.items():
        yield from (f"{name} 的依据里应有 {each}" for each in rules if each not in got.get(name, ()))


def _items(answer: Answer, name: str) -> list[str]:
    return [each.rule for each in answer.items.get(name, ())]


def _not_items(answer: Answer, wanted: Mapping[str, list[str]]) -> Iterator[str]:
    for name, rules in wanted.items():
        yield from (f"{name} 里不应有 {each}" for each in rules if each in _items(answer, name))


def _starting(what: str, of: Callable[[Answer], Iterable[Mapping[str, Any]]], *, inside: bool) -> Names:
    def check(answer: Answer, wanted: list[str]) -> Iterator[str]:
        for start in wanted:
            if any(str(each["what"]).startswith(start) for each in of(answer)) != inside:
                yield f"{what} {start}：{'应有而没有' if inside else '不应有'}"

    return check


CHECKS: Mapping[str, Check] = {
    "outcome": lambda answer, wanted: _differs("结论", answer.outcome, wanted),
    "steps": _steps, "limits": _limits("时限", lambda step: step.limits),
    "statutory": _limits("法定时限", lambda step: step.statutory), "because": _because, "spans": _spans,
    "declared": _written("max", "最长时间"),
    "averages": _written("average", "平均时间"), "materials": _materials,
    "rules": _truths("true"), "not_rules": _truths("false"), "depends_rules": _truths("unknown"),
    "missing": _members("缺少的情况", lambda answer: {each["fact"] for each in answer.missing}, inside=True),
    "not_missing": _members("缺少的情况", lambda answer: {each["fact"] for each in answer.missing}, inside=False),
    "tensions": _members("矛盾说明", lambda answer: {each["id"] for each in answer.tensions}, inside=True),
    "not_tensions": _members("矛盾说明", lambda answer: {each["id"] for each in answer.tensions}, inside=False),
    "needs": _lists(lambda answer, name: sorted(answer.step(name).needs), exact=True),
    "issue_after": _lists(lambda answer, name: sorted(answer.step(name).issue_after), exact=True),
    "critical_path": _lists(lambda answer, name: list(answer.span(name).critical_path), exact=True),
    "excluded": _lists(lambda answer, name: list(answer.span(name).excluded), exact=False),
    "items": _lists(_items, exact=False), "not_items": _not_items,
    "unavailable": _starting("文件未给出的内容", lambda answer: answer.unavailable, inside=True),
    "not_unavailable": _starting("文件未给出的内容", lambda answer: answer.unavailable, inside=False),
    "pauses": _starting("不计时限的时间", lambda answer: answer.pauses, inside=True),
}
