"""Whether a condition makes sense: known facts, values of the right kind, units that agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kb.clauses.model import Fact
from kb.clauses.tree import (
    And,
    Arithmetic,
    Compare,
    FactRef,
    Literal,
    Node,
    Not,
    OneOf,
    Or,
    Term,
    Within,
)
from kb.clauses.units import UNIT_NAMES
from kb.clauses.unparse import unparse
from kb.findings import Finding, Place, nearest, problem

PLAIN = ""
"""The unit of a ratio: a number without a unit."""

KINDS = {"boolean": "是非事实", "number": "数", "enum": "选项", "date": "日期"}
BOOLEAN_HINT = "是非事实只和 true、false 比较，或单独写它的编号"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a term is. A number's unit is None for a constant, which takes the unit of what it meets."""

    type: str
    unit: str | None = None
    fact: Fact | None = None


def check(node: Node, facts: Mapping[str, Fact], place: Place) -> list[Finding]:
    """Everything wrong with a condition, each at its own column, in the order written.

    Codes: S202 unknown fact, S203 wrong kind of value, S204 units, S205 unknown choice, S207 interval,
    S208 more decimals than the fact keeps, S209 division by zero.
    """
    checker = _Checker(facts, place)
    checker.condition(node)
    return sorted(checker.findings, key=lambda finding: finding.place)


class _Checker:
    def __init__(self, facts: Mapping[str, Fact], place: Place) -> None:
        self.facts = facts
        self.place = place
        self.findings: list[Finding] = []

    def report(self, code: str, at: Node, message: str, hint: str = "") -> None:
        place = self.place.shifted(max(at.column, 1) - 1)
        self.findings.append(problem(code, "expression", message, place, hint))

    def condition(self, node: Node) -> None:
        match node:
            case And(items=items) | Or(items=items):
                for item in items:
                    self.condition(item)
            case Not(item=item):
                self.condition(item)
            case Compare():
                self.comparison(node)
            case OneOf(item=item, options=options):
                self.against(item, options, "=")
            case Within(item=item, low=low, high=high):
                self.against(item, (low, high), "<")
                self.interval(node)
            case _:
                self.truth(node)

    def truth(self, node: Term) -> None:
        """A term that stands as a condition of its own."""
        kind = self.kind(node)
        if kind is None or kind.type == "boolean":
            return
        if kind.fact:
            fact = kind.fact
            example = fact.values[0].id if fact.values else ""
            shown = {"enum": f'{fact.id} = "{example}"', "date": f'{fact.id} < date("2018-09-14")'}
            self.report("S203", node, f"`{fact.id}`({fact.title})是{KINDS[fact.type]}，不能单独作条件",
                        f"写成比较，如 `{shown.get(fact.type, f'{fact.id} > 0')}`")
        else:
            self.report("S203", node, f"`{unparse(node)}` 不是条件", "写成比较，如 `line_length_m > 0`")

    def comparison(self, node: Compare) -> None:
        left, right = node.left, node.right
        if isinstance(left, Literal) and isinstance(right, Literal):
            self.report("S203", node, "比较的两边都是常数，结果永远一样", "至少一边写事实")
        elif isinstance(right, Literal):
            self.against(left, (right,), node.op)
        elif isinstance(left, Literal):
            self.against(right, (left,), node.op)
        else:
            self.pair(node)

    def pair(self, node: Compare) -> None:
        """Two terms compared, neither of them a constant."""
        left, right = self.kind(node.left), self.kind(node.right)
        if left is None or right is None:
            return
        if left.type != right.type:
            self.report("S203", node.right, f"{_named(node.left, left)}不能和{_named(node.right, right)}比较",
                        "比较的两边要是同一类")
        elif left.type == "number":
            self.agree(node.left, left, node.right, right, "比较")
        elif left.type != "date" and node.op not in ("=", "!="):
            self.unordered(node.left, left)
        elif left.fact and right.fact and left.type == "enum":
            ids = {value.id for value in left.fact.values}
            if not ids & {value.id for value in right.fact.values}:
                self.report("S205", node.right, f"`{left.fact.id}` 和 `{right.fact.id}` 没有相同的选项")

    def against(self, item: Term, constants: tuple[Literal, ...], op: str) -> None:
        """A term compared with constants."""
        if isinstance(item, Literal):
            self.report("S203", item, "比较的两边都是常数，结果永远一样", "至少一边写事实")
            return
        kind = self.kind(item)
        if kind is None:
            return
        if kind.type in ("enum", "boolean") and op not in ("=", "!="):
            self.unordered(item, kind)
            return
        for constant in constants:
            self.constant(item, kind, constant)

    def unordered(self, item: Term, kind: Kind) -> None:
        hint = BOOLEAN_HINT if kind.type == "boolean" else '选项写 `=`、`!=` 或 `in ("a", "b")`'
        self.report("S203", item, f"{_named(item, kind)}不能比大小", hint)

    def constant(self, item: Term, kind: Kind, constant: Literal) -> None:
        given = _literal_kind(constant)
        fact = kind.fact
        if kind.type == "enum" and fact and given == "text":
            if constant.value not in {value.id for value in fact.values}:
                self.unknown_choice(fact, constant)
        elif given != kind.type:
            hints = {
                "number": "数直接写，不加引号", "date": '日期写 `date("2018-09-14")`',
                "enum": f"选项写双引号里的编号，如 {_choices(fact)}", "boolean": BOOLEAN_HINT,
            }
            message = f"{_named(item, kind)}不能和 `{unparse(constant)}` 比较"
            self.report("S203", constant, message, hints[kind.type])
        elif kind.type == "number" and fact:
            self.decimals(fact, constant)

    def unknown_choice(self, fact: Fact, constant: Literal) -> None:
        for value in fact.values:
            if constant.value in (value.name, *value.aliases):
                hint = f'写它的编号 `"{value.id}"`'
                break
        else:
            near = nearest(str(constant.value), [value.id for value in fact.values])
            hint = near or f"可选 {_choices(fact)}"
        self.report("S205", constant, f"`{fact.id}`({fact.title})没有 `{constant.value}` 这个选项", hint)

    def decimals(self, fact: Fact, constant: Literal) -> None:
        kept = 0 if fact.integer else fact.decimals
        if isinstance(constant.value, Decimal) and _places(constant.value) > kept:
            message = f"`{unparse(constant)}` 的小数位多于 `{fact.id}` 保留的{kept}位"
            hint = "这个事实是整数" if fact.integer else "四舍五入，或者提高事实的 decimals(最多4)"
            self.report("S208", constant, message, hint)

    def interval(self, node: Within) -> None:
        low, high = node.low.value, node.high.value
        if _literal_kind(node.low) != _literal_kind(node.high) or isinstance(low, str | bool):
            return
        if low > high:  # type: ignore[operator]
            self.report("S207", node.low, f"区间写反了：{low} 大于 {high}", "小的写在前面")
        elif low == high and (node.low_open or node.high_open):
            self.report("S207", node.low, "区间是空的", "两端相等时都写方括号，或者写 `=`")

    def kind(self, term: Term) -> Kind | None:
        """What the term is; None after something wrong in it was reported."""
        match term:
            case Literal():
                return Kind(_literal_kind(term))
            case FactRef(name=name):
                fact = self.facts.get(name)
                if fact is None:
                    self.report("S202", term, f"没有名为 `{name}` 的事实", self.meant(name))
                    return None
                return Kind(fact.type, fact.unit or PLAIN, fact)
            case Arithmetic():
                return self.arithmetic(term)

    def meant(self, name: str) -> str:
        for fact in self.facts.values():
            if any(name == value.id for value in fact.values):
                return f'`{name}` 是 `{fact.id}` 的选项，要加双引号：`"{name}"`'
        return nearest(name, self.facts) or "事实列在 facts.yaml 里"

    def arithmetic(self, term: Arithmetic) -> Kind | None:
        left, right = self.kind(term.left), self.kind(term.right)
        if term.op == "/" and isinstance(term.right, Literal) and term.right.value == 0:
            self.report("S209", term.right, "除数是零", "换一个除数")
            return None
        if left is None or right is None:
            return None
        for side, kind in ((term.left, left), (term.right, right)):
            if kind.type != "number":
                self.report("S203", side, f"{_named(side, kind)}不能加减乘除", "只有数能计算")
                return None
        if term.op in "+-":
            if not self.agree(term.left, left, term.right, right, "相加" if term.op == "+" else "相减"):
                return None
            return Kind("number", right.unit if left.unit is None else left.unit)
        return self.scaled(term, left, right)

    def scaled(self, term: Arithmetic, left: Kind, right: Kind) -> Kind | None:
        """A product or quotient: at most one side keeps its unit, or the units cancel out."""
        if right.unit in (None, PLAIN):
            return Kind("number", right.unit if left.unit is None else left.unit)
        if term.op == "*" and left.unit in (None, PLAIN):
            return Kind("number", right.unit)
        if term.op == "/" and left.unit == right.unit:
            return Kind("number", PLAIN)
        verb = "相乘" if term.op == "*" else "相除"
        message = f"{_measured(term.left, left)}和{_measured(term.right, right)}不能{verb}"
        self.report("S204", term.right, message, "相乘时一边要没有单位，相除时单位要相同")
        return None

    def agree(self, left_term: Term, left: Kind, right_term: Term, right: Kind, verb: str) -> bool:
        if left.unit is None or right.unit is None or left.unit == right.unit:
            return True
        self.report("S204", right_term,
                    f"{_measured(left_term, left)}和{_measured(right_term, right)}单位不同，不能{verb}",
                    "换算成同一单位，或者另立一个事实")
        return False


def _literal_kind(constant: Literal) -> str:
    match constant.value:
        case bool():
            return "boolean"
        case str():
            return "text"
        case date():
            return "date"
        case _:
            return "number"


def _named(term: Term, kind: Kind) -> str:
    if kind.fact:
        return f"`{kind.fact.id}`({kind.fact.title},{KINDS[kind.fact.type]})"
    return f"`{unparse(term)}`"


def _measured(term: Term, kind: Kind) -> str:
    unit = UNIT_NAMES.get(kind.unit or "", kind.unit) or "无单位"
    return f"`{unparse(term)}`({unit})"


def _choices(fact: Fact | None) -> str:
    return "、".join(f'`"{value.id}"`' for value in fact.values[:6]) if fact else '`"10kv"`'


def _places(number: Decimal) -> int:
    """How many decimals a number really has: 1.50 has one."""
    text = f"{number:f}"
    return len(text.partition(".")[2].rstrip("0"))
