"""On which branch a task stands, as a condition of the rule language where it is one, else in the diagram's words."""

from __future__ import annotations

import re

from kb.clauses.quantity import UNKNOWN, parse_value
from kb.clauses.unparse import unparse
from kb.findings import KbError
from kb.linter.entries import equal
from kb.linter.readers.bpmnxml import Model, local
from kb.linter.readers.flow import Edge, Flow
from kb.linter.readers.terms import Terms

_WRAPPED = re.compile(r"^(?:[$#]\{(.*)\}|=(.*))$", re.DOTALL)
_UNSAID = "流程图没有写条件的一支"
_LONGEST = 500


class Branches:
    """The choices of one diagram."""

    def __init__(self, terms: Terms, model: Model, flow: Flow) -> None:
        self.terms, self.model = terms, model
        self.chosen = flow.branches()
        self.out: dict[str, dict[str, None]] = {}
        for edge in flow.edges:
            if edge.choice:
                self.out.setdefault(edge.source, {})[edge.id] = None

    def when(self, task: str) -> str:
        """When a task is reached; "" when always. Conditions of the rule language are joined by `and`."""
        conditions = [self._condition(edge) for edge in self.chosen.get(task, ())]
        if not conditions:
            return ""
        if all(exact for exact, _ in conditions):
            return " and ".join(f"({exact})" if len(conditions) > 1 else exact for exact, _ in conditions)[:_LONGEST]
        return "，且".join(dict.fromkeys(words for _, words in conditions))[:_LONGEST]

    def _condition(self, edge: Edge) -> tuple[str, str]:
        """A branch as an exact condition ("" when it is none) and in words."""
        gateway = self.model.nodes[edge.source]
        if gateway.xml.get("default") == edge.id:
            others = [self._stated(gateway.name, each)[0] for each in self.out[edge.source] if each != edge.id]
            if others and all(others):
                return f"not({' or '.join(f'({each})' for each in others)})", "其他情形"
            own = self._stated(gateway.name, edge.id)
            return own[0], own[1] if own[1] != _UNSAID else "其他情形"
        return self._stated(gateway.name, edge.id, edge)

    def _stated(self, question: str, flow: str, edge: Edge | None = None) -> tuple[str, str]:
        xml = self.model.flows.get(flow)
        if xml is None:  # what hangs on a task's edge
            name = self.model.nodes[flow].name if flow in self.model.nodes else ""
            return "", name or "流程图画的例外情形"
        label = " ".join(str(xml.get("name") or "").split())
        expression = "".join("".join(each.itertext()) for each in xml if local(each) == "conditionExpression").strip()
        wrapped = _WRAPPED.match(expression)
        expression = (wrapped[1] or wrapped[2] or "").strip() if wrapped else expression
        question = " ".join(question.split())
        for text in (expression, label, self._answered(question, label)):
            if text and self._exact(text):
                return text, label or text
        after = self.model.nodes[edge.target].name if edge and not label and not expression else ""
        words = label or expression or (f"{after}的情形" if after else _UNSAID)
        return "", f"{question}{'' if question.endswith(('？', '?')) else '：'}{words}" if question and label else words

    def _answered(self, question: str, label: str) -> str:
        """A gateway that asks for a fact and a branch that answers, as a condition."""
        fact = self.terms.knowledge.facts.get(self.terms.fact(question.rstrip("？?")))
        if fact is None or not label:
            return ""
        try:
            found = parse_value(fact, label)
        except KbError:
            return ""
        return "" if found is UNKNOWN or isinstance(found, type(UNKNOWN)) else unparse(equal(fact.id, found))

    def _exact(self, text: str) -> bool:
        from kb.clauses.expression import facts_in, parse

        try:
            names = facts_in(parse(text))
        except KbError:
            return False
        return bool(names) and names <= set(self.terms.knowledge.facts)
