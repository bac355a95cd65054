"""Names resolved across files: every id a rule, service or tension mentions must exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kb.clauses.model import Ref, Rule, Rulebook, Service
from kb.findings import Finding, Place, nearest, problem

KINDS = {"step": "环节", "material": "材料", "authority": "实施主体", "span": "时间段", "clause": "条款",
         "service": "事项", "fact": "情况", "tension": "矛盾说明", "instrument": "文件",
         "practice": "做法"}
EVERYBODY = ("applicant",)


def check_names(rulebook: Rulebook) -> list[Finding]:
    """Findings for every dangling name in the rule base."""
    return list(_Names(rulebook).findings())


class _Names:
    def __init__(self, rulebook: Rulebook) -> None:
        self.book = rulebook
        self.authorities = {each.id for each in rulebook.authorities} | set(EVERYBODY)
        self.materials = {each.id for each in rulebook.materials}
        self.facts = {each.id for each in rulebook.facts}
        self.practices = {each.id for each in rulebook.practices}
        self.services = {each.id: each for each in rulebook.services}
        self.clauses = {f"{each.id}/{clause.locator}" for each in rulebook.instruments for clause in each.clauses}
        self.tensions = {each.id for each in rulebook.tensions}

    def findings(self) -> Iterator[Finding]:
        for service in self.book.services:
            yield from self._service(service)
        for rule in self.book.rules:
            yield from self._rule(rule)
        for tension in self.book.tensions:
            for reading in tension.readings:
                yield from self._known("clause", reading.clause, self.clauses, tension.place)
            yield from self._services(tension.services, tension.place)
            yield from self._touches(tension.touches, tension.services, tension.place)
        for gap in self.book.unavailable:
            yield from self._known("authority", gap.holder, self.authorities, gap.place)
            for clause in gap.clauses:
                yield from self._known("clause", clause, self.clauses, gap.place)
            yield from self._touches(gap.touches, gap.services, gap.place)
        for fact in self.book.facts:
            if fact.who not in ("applicant", "register", "authority"):
                yield from self._known("authority", fact.who, self.authorities, fact.place)
        for material in self.book.materials:
            yield from self._known("authority", material.issuer, self.authorities, material.place)
        for implication in self.book.implications:
            if implication.tension:
                yield from self._known("tension", implication.tension, self.tensions, implication.place)
        for case in self.book.cases:
            yield from self._known("service", case.service, self.services, case.place)

    def _known(self, kind: str, name: str, known: Collection[str], place: Place) -> Iterator[Finding]:
        if name not in known:
            yield problem("C102", "unknown-name", f"没有这个{KINDS[kind]}：`{name}`", place,
                          nearest(name, known) or f"先定义这个{KINDS[kind]}，或改用已有的编号")

    def _service(self, service: Service) -> Iterator[Finding]:
        steps: dict[str, Place] = {}
        for step in service.steps:
            if step.id in steps:
                yield problem("S310", "duplicate-id", f"环节编号 `{step.id}` 在 {service.id} 里重复", step.place)
            steps[step.id] = step.place
        for step in service.steps:
            for name in (*(each for group in step.after for each in group), *step.issue_after,
                         *([step.part_of] if step.part_of else ())):
                yield from self._known("step", name, steps, step.place)
            for name in step.produces:
                yield from self._known("material", name, self.materials, step.place)
            yield from self._known("authority", step.authority, self.authorities, step.place)
        for span in service.spans:
            for name in span.steps:
                yield from self._known("step", name, steps, span.place)
        for name in service.policies:
            yield from self._known("instrument", name, [each.id for each in self.book.instruments], service.place)
        if service.authority:
            yield from self._known("authority", service.authority, self.authorities, service.place)

    def _services(self, names: tuple[str, ...], place: Place) -> Iterator[Finding]:
        for name in names:
            yield from self._known("service", name, self.services, place)

    def _rule(self, rule: Rule) -> Iterator[Finding]:
        for clause in (rule.clause, *rule.also):
            yield from self._known("clause", clause, self.clauses, rule.place)
        yield from self._services(rule.services, rule.place)
        for effect in rule.effects:
            for ref in effect.refs:
                yield from self._ref(ref, rule)
        for ref in rule.broken_by:
            yield from self._ref(ref, rule)

    def _ref(self, ref: Ref, rule: Rule) -> Iterator[Finding]:
        if ref.kind in ("step", "span"):
            for name in rule.services:
                if name not in self.services:
                    continue
                known = _inside(self.services[name], ref.kind)
                if ref.name not in known:
                    yield problem("C102", "unknown-name", f"{name} 没有这个{KINDS[ref.kind]}：`{ref.name}`", ref.place,
                                  nearest(ref.name, known) or "检查规则的 services，或在 service.yaml 里补上")
        else:
            known = {"material": self.materials, "practice": self.practices, "fact": self.facts}.get(
                ref.kind, self.authorities)
            yield from self._known(ref.kind, ref.name, known, ref.place)

    def _touches(self, touches: tuple[str, ...], services: tuple[str, ...], place: Place) -> Iterator[Finding]:
        known = {each.id for each in self.book.facts} | {each.id for each in self.book.rules}
        known |= self.materials | set(self.services)
        for name in services:
            if name in self.services:
                known |= _inside(self.services[name], "step") | _inside(self.services[name], "span")
        for name in touches:
            if name not in known:
                yield problem("C102", "unknown-name", f"touches 里的名称不存在：`{name}`", place, nearest(name, known))


def _inside(service: Service, kind: str) -> set[str]:
    return {each.id for each in service.steps} if kind == "step" else {each.id for each in service.spans}
