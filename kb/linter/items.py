"""What an item of a promise table may mean in one service: a step, a span, the whole, a kind of case, each qualified.

10千伏双电源用户供电方案答复 is the step 供电方案答复 with two facts; 存量房转移登记 a kind of case with another fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kb.clauses.keyword import listed
from kb.clauses.model import Limit, Value
from kb.clauses.quantity import parse_duration
from kb.clauses.tree import facts_in
from kb.compiler.knowledge import Program
from kb.linter.match import bare
from kb.linter.names import Candidates, Names, folded

_TAIL = re.compile("(?:的)?(?:承诺|办理|办结|总|平均|法定)*(?:时限|时长|时间|期限|用时)$|办结$")
_FILLING = re.compile("^(?:用户|客户|项目|类|的)+|(?:用户|客户|类|的)+$")
MOST = 4
"""How many facts one item may say."""

Facts = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning of an item: a slot (`step:…`, `span:…`) of a service under further facts, its name in the rule base."""

    slot: str
    name: str
    facts: Facts = ()


class Items:
    """The names under which times of one service may be promised."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.slots = {slot.target.rpartition(":")[0] for fired in program.rules for effect in fired.rule.effects
                      for slot in effect.slots if slot.kind == "limit"}
        self.spans = [each for each in program.service.spans if f"span:{each.id}" in self.slots]
        self.meanings: dict[str, Meaning] = {}
        self.duties = dict(self._duties())
        own = [*self._steps(), *self._owed()]
        outer = [*self._whole(), *self._kinds()]
        self.own = Names((*own, *outer), (folded, bare, _core), 2)
        self.outer = Names(outer, (folded, bare, _core), 2)
        self.said = _said(program)

    def _steps(self) -> Iterator[tuple[str, str]]:
        for step in self.program.service.steps:
            yield from self._named(f"step:{step.id}", step.name, step.name, *step.aliases)
        for span in self.program.service.spans:
            yield from self._named(f"span:{span.id}", span.name, span.name)

    def _duties(self) -> Iterator[tuple[str, tuple[int, Limit, tuple[str, ...]]]]:
        """What is owed within a time and has a name: by slot the rule, the time and the names."""
        for index, fired in enumerate(self.program.rules):
            for number, effect in enumerate(fired.rule.effects):
                if effect.keyword == "duty" and effect.data.get("called") and effect.data.get("within"):
                    limit = parse_duration(effect.data["within"])
                    yield f"duty:{fired.rule.id}:{number}", (index, limit, listed(effect.data["called"]))

    def _owed(self) -> Iterator[tuple[str, str]]:
        for slot, (_, _, names) in self.duties.items():
            yield from self._named(slot, names[0], *names)

    def _whole(self) -> Iterator[tuple[str, str]]:
        """The service by name, where one span surely is the whole of it."""
        service = self.program.service
        widest = [each for each in self.spans if all(set(other.steps) <= set(each.steps) for other in self.spans)]
        slot = f"span:{widest[0].id}" if len(widest) == 1 else ""
        yield from self._named(slot, service.name, service.name, *service.aliases, key=f"service:{service.id}")

    def _kinds(self) -> Iterator[tuple[str, str]]:
        """The kinds of case (values of a fact) on which the total of a service with one span turns."""
        if len(self.spans) != 1:
            return
        slot = f"span:{self.spans[0].id}"
        turning = {name for fired in self.program.rules for effect in fired.rule.effects for each in effect.slots
                   if each.kind == "limit" and each.target.startswith(f"{slot}:") for name in facts_in(fired.condition)}
        for name in sorted(turning & self.program.facts.keys()):
            for value in self.program.facts[name].values:
                yield from self._named(slot, value.name, value.name, *value.aliases, key=f"value:{name}={value.id}",
                                       facts=((name, value.id),))

    def _named(self, slot: str, name: str, *names: str, key: str = "",
               facts: Facts = ()) -> Iterator[tuple[str, str]]:
        self.meanings[key or slot] = Meaning(slot, name, facts)
        return ((key or slot, each) for each in names)

    def means(self, item: str, *, own: bool) -> tuple[Meaning | None, tuple[str, ...]]:
        """What an item means for sure; else the names of what it may mean."""
        found, _ = (self.own if own else self.outer).owners(item)
        meanings = {self.meanings[key] for key in found}
        timed = {(each.slot, each.facts): each for each in sorted(meanings, key=lambda each: each.name)
                 if each.slot in self.slots or each.slot in self.duties}
        spans = {key: each for key, each in timed.items() if key[0].startswith("span:")} or timed
        if len(spans) == 1:
            return next(iter(spans.values())), ()
        if not timed and meanings and all(each.slot for each in meanings):
            return min(meanings, key=lambda each: each.name), ()  # known, and no rule gives it a time
        if meanings:
            return None, tuple(sorted({each.name for each in spans.values()} or {each.name for each in self.spans}))
        return None, ()

    def qualified(self, item: str, *, own: bool) -> Meaning | None:
        """What an item means that says facts before or after a known name; None when it is not all understood."""
        return self._qualified(_core(item), {}, own, MOST)

    def _qualified(self, text: str, facts: Mapping[str, Value], own: bool, left: int) -> Meaning | None:
        for name, said in self.said.items() if left else ():
            for rest in dict.fromkeys((text.removeprefix(name), text.removesuffix(name))):
                if rest in (text, ""):
                    continue
                more = {**facts, **dict([said] if said else [])}
                if any(more[fact] != value for fact, value in facts.items()):
                    continue
                short = _FILLING.sub("", rest)
                meaning = self.means(short, own=own)[0] if short else None
                if meaning is None:
                    meaning = self._qualified(short, more, own, left - 1)
                if meaning is not None and all(more.get(fact, value) == value for fact, value in meaning.facts):
                    return replace(meaning, facts=tuple(sorted({**more, **dict(meaning.facts)}.items())))
        return None

    def similar(self, item: str) -> Candidates:
        """The most similar names of the service."""
        return self.own.similar(item)


def _said(program: Program) -> dict[str, tuple[str, Value] | None]:
    """The phrases that say a fact, the longest first; None for those that may say one of several."""
    found: dict[str, set[tuple[str, Value]]] = {}
    for fact in program.facts.values():
        for value in fact.values:
            for name in (value.name, *value.aliases):
                found.setdefault(folded(name), set()).add((fact.id, value.id))
        for phrase, truth in ((fact.yes, True), (fact.no, False)):
            found.setdefault(folded(phrase), set()).add((fact.id, truth))
    names = sorted((name for name in found if len(name) > 1), key=lambda name: (-len(name), name))
    return {name: next(iter(found[name])) if len(found[name]) == 1 else None for name in names}


def _core(name: str) -> str:
    return bare(_TAIL.sub("", folded(name).replace("的", "")))
