"""Terms as durable-rules definitions, within the limits beyond which that engine fails, hangs or crashes.

Measured on 2.0.28: 512 different first conditions hang it, 256 uses of one condition crash it, more than 64
conditions open for one message fail. Each property is therefore split into copies `name`, `name#1`, … that
share the load.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.engine.terms import Check, Plain, Term
from kb.findings import KbError, problem

MAX_USES = 250
MAX_OPEN = 60
MAX_PROPERTIES = 500
MAX_RULES = 4000
SESSION = "0"
OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
TICK = Check("*", "=", 1)  # passes in every situation
DERIVED = "!?&*"

Pattern = tuple[str, tuple[Check, ...]]
Message = dict[str, Plain]


@dataclass
class Layout:
    """Which copies every property has, and the definition of every term's rule."""

    definitions: list[dict[str, object]] = field(default_factory=list)
    copies: dict[str, list[str]] = field(default_factory=dict)

    def messages(self, name: str, value: Plain) -> list[Message]:
        """The facts that tell the engine a property's value: one for each copy of the property."""
        distinct = name[0] in DERIVED  # several values of a derived property may be there at once
        return [{"id": f"{copy}={value}" if distinct else copy, "sid": SESSION, "f": copy, "v": value}
                for copy in self.copies.get(name, ())]


def lay_out(terms: Sequence[Term]) -> Layout:
    """The definitions of these terms, in their order. Raises KbError beyond the engine's limits."""
    patterns = [_patterns(term) for term in terms]
    uses: dict[str, dict[tuple[Check, ...], int]] = defaultdict(lambda: defaultdict(int))
    for each in patterns:
        for name, checks in each:
            uses[name][checks] += 1
    layout = Layout()
    shares: dict[Pattern, list[str]] = {}
    for name in sorted(uses):
        layout.copies[name] = _share_out(name, uses[name], shares)
    if (count := sum(map(len, layout.copies.values()))) > MAX_PROPERTIES:
        raise _beyond(f"规则涉及的事实太多:{count}个,最多{MAX_PROPERTIES}个")
    if len(terms) >= MAX_RULES:
        raise _beyond(f"规则展开后太多:{len(terms)}条,最多{MAX_RULES}条")
    for each in patterns:
        layout.definitions.append({"all": [
            {f"m{number}": {"$and": [{"f": shares[pattern].pop(0)}, *map(_condition, pattern[1])]}}
            for number, pattern in enumerate(each)]})
    return layout


def check_hashes(names: Iterable[str]) -> None:
    """Raise KbError if two of these names look alike to the engine, which knows them by a 32-bit hash."""
    seen: dict[int, str] = {}
    for name in sorted(set(names)):
        other = seen.setdefault(fnv(name), name)
        if other != name:
            message = f"`{name}` 和 `{other}` 在 durable-rules 里无法区分"
            raise KbError(problem("S206", "durable-rules", message, hint="给其中一个换个编号"))


def fnv(text: str) -> int:
    """The 32-bit FNV-1a hash by which durable-rules compares ids."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


def _patterns(term: Term) -> list[Pattern]:
    """One pattern per fact with all its checks, one per derived truth; the tick for a term without any."""
    grouped: dict[str, list[Check]] = defaultdict(list)
    found: list[Pattern] = []
    for check in sorted(term, key=str):
        if check.property[0] in DERIVED:
            found.append((check.property, (check,)))
        else:
            grouped[check.property].append(check)
    # Choices last: conditions behind them would be repeated for each choice.
    found += [(name, tuple(sorted(checks, key=lambda check: (check.op == "in", str(check)))))
              for name, checks in grouped.items()]
    return found or [(TICK.property, (TICK,))]


def _share_out(name: str, uses: dict[tuple[Check, ...], int], shares: dict[Pattern, list[str]]) -> list[str]:
    """Deal the uses of a property's patterns to copies; the same pattern stays together where it fits."""
    copies = [name]
    used = opened = 0
    for checks in sorted(uses, key=str):
        load = sum(len(check.value) if isinstance(check.value, tuple) else 1 for check in checks)
        if load > MAX_OPEN:
            raise _beyond(f"`{name}` 的一个条件列了太多取值:{load}个,最多{MAX_OPEN}个")
        if opened + load > MAX_OPEN:
            copies.append(f"{name}#{len(copies)}")
            used = opened = 0
        opened += load
        for _ in range(uses[checks]):
            if used == MAX_USES:
                copies.append(f"{name}#{len(copies)}")
                used, opened = 0, load
            shares.setdefault((name, checks), []).append(copies[-1])
            used += 1
    return copies


def _condition(check: Check) -> dict[str, object]:
    if isinstance(check.value, tuple):
        return {"$or": [{"v": each} for each in check.value]}
    return {"v": check.value} if check.op == "=" else {OPERATORS[check.op]: {"v": check.value}}


def _beyond(message: str) -> KbError:
    return KbError(problem("S206", "durable-rules", message,
                           hint="把规则分到几个领域,或不用 durable-rules 运行"))
