"""Knowledge: the compiled rule base, one frozen value from which every answer is made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kb.clauses.locator import cite
from kb.clauses.model import (
    Authority,
    Fact,
    Implication,
    Instrument,
    Material,
    Practice,
    Rule,
    Rulebook,
    Service,
    Step,
    Tension,
    Unavailable,
)
from kb.clauses.tree import Node
from kb.compiler.shelf import Sealed
from kb.findings import Finding, KbError, nearest, problem

WHO = {"applicant": "申请人", "register": "登记信息", "authority": "主管部门"}


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule as a program runs it.

    `condition` is the rule's own condition (with its reform's `done_` fact while that is only a plan);
    `effective` also says that none of the overriding rules holds; `pending` marks a plan before its date.
    """

    rule: Rule
    condition: Node
    effective: Node
    overridden_by: tuple[str, ...]
    pending: bool = False

    @property
    def force(self) -> str:
        """The rule's force on the day asked about: a promise before its due date is only a plan."""
        return "plan" if self.pending else self.rule.force


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """What one service's answers are computed from during one stretch of time: only its own rules."""

    service: Service
    rules: tuple[Fired, ...]
    facts: Mapping[str, Fact]
    implications: tuple[Implication, ...]
    granted: tuple[str, ...]
    """Discretion facts that exceptions turn on: such an exception suspends nothing until it is granted."""
    tensions: tuple[Tension, ...]
    unavailable: tuple[Unavailable, ...]
    steps: Mapping[str, Step] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """The compiled rule base. `fingerprint` is the hash of its sources; it never changes after compiling."""

    book: Sealed[Rulebook]
    fingerprint: str
    version: str
    borders: Mapping[str, tuple[date, ...]]
    """For each service the days on which its rules in force change, sorted."""
    programs: Mapping[tuple[str, int], Program]
    facts: Mapping[str, Fact]
    authorities: Mapping[str, Authority]
    materials: Mapping[str, Material]
    instruments: Mapping[str, Instrument]
    services: Mapping[str, Service]
    clause_titles: Mapping[str, str]
    unconfirmed: frozenset[str] = frozenset()
    """Clauses whose citation nobody has checked against the text."""
    findings: tuple[Finding, ...] = ()
    practices: Mapping[str, Practice] = field(default_factory=dict)

    @property
    def rulebook(self) -> Rulebook:
        """Everything that was read, for those who look beyond one service; unpacked when first asked for."""
        return self.book.open()

    def service(self, name: str) -> Service:
        """The service with this id, alias or name; KbError with near names when there is none."""
        if name in self.services:
            return self.services[name]
        for service in self.services.values():
            if name == service.name or name in service.aliases:
                return service
        known = [*self.services, *(each.name for each in self.services.values())]
        hint = nearest(name, known) or "用 banshi services 查看全部事项"
        raise KbError(problem("S501", "unknown-service", f"没有这个事项：`{name}`", hint=hint))

    def program(self, name: str, as_of: date) -> Program:
        """The rules of a service in force on a day.

        KbError when no instrument is in force that day: outside every version there is no answer.
        """
        service = self.service(name)
        segment = bisect_right(self.borders[service.id], as_of) - 1
        if (service.id, segment) not in self.programs:
            first = min(each.start for each in self.instruments.values()
                        if not service.policies or each.id in service.policies)
            raise KbError(problem(
                "S502", "not-in-force", f"{as_of} 这一天没有施行中的文件可以依据",
                hint=f"已收录的文件自 {first} 起施行；请用 --as-of 给出施行期内的日期"))
        return self.programs[service.id, segment]

    def cite(self, clause: str) -> str:
        """A clause as people cite it: `附件5 三（一）` of the policy, `《公司法》第25条` of another document."""
        instrument = self.instruments.get(clause.partition("/")[0])
        return cite(clause, instrument.title if instrument and self._beside_policies(instrument) else "")

    def _beside_policies(self, instrument: Instrument) -> bool:
        """Whether it stands beside the policies: a law, or a document (a notice on fees) that no service rests on."""
        policies = {name for service in self.services.values() for name in service.policies}
        return instrument.is_law or (bool(policies) and instrument.id not in policies)

    def who(self, name: str) -> str:
        """The Chinese name of who answers or acts: an authority, the applicant, a register."""
        return WHO.get(name) or (self.authorities[name].name if name in self.authorities else name)

    def say(self, service: Service) -> _Names:
        """Chinese names of what a service's rules mention."""
        return _Names(self, {step.id: step.name for step in service.steps},
                      {span.id: span.name for span in service.spans})


@dataclass(frozen=True, slots=True)
class _Names:
    knowledge: Knowledge
    steps: Mapping[str, str]
    spans: Mapping[str, str]

    def __call__(self, kind: str, name: str) -> str:
        if kind == "step":
            return self.steps.get(name, name)
        if kind == "span":
            return self.spans.get(name, name)
        if kind == "material":
            return self.knowledge.materials[name].name if name in self.knowledge.materials else name
        if kind == "fact":
            return self.knowledge.facts[name].title if name in self.knowledge.facts else name
        return self.knowledge.who(name)
