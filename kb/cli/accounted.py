"""What became of each clause, as text for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from kb.clauses.locator import cite
from kb.cli.wide import columns, padded, terminal, wrapped
from kb.compiler.knowledge import Knowledge
from kb.engine.account import Account, counts

STATUS = {"encoded": "已编码", "goal": "目标", "management": "管理", "heading": "标题", "table_missing": "缺表",
          "pending": "未编码"}
FIRST, OTHER = 34, 8


def coverage_json(knowledge: Knowledge, found: tuple[Account, ...]) -> dict[str, object]:
    """Counts by instrument and part, and every clause."""
    parts = [{"instrument": instrument, "part": part or None, "total": sum(number.values()),
              **{status: number[status] for status in STATUS}}
             for (instrument, part), number in counts(found).items()]
    return {"parts": parts, "clauses": [each.to_json() for each in found],
            "knowledge": {"fingerprint": knowledge.fingerprint}}


def coverage_text(knowledge: Knowledge, found: tuple[Account, ...]) -> str:
    """A table of counts, then what is not encoded and why."""
    return "\n".join([*_table(knowledge, found), *_open(found)])


def _table(knowledge: Knowledge, found: tuple[Account, ...]) -> Iterator[str]:
    words = ("合计", *STATUS.values())
    yield padded("", FIRST - 4) + "".join(padded("", OTHER - columns(each)) + each for each in words)
    told = ""
    for (instrument, part), number in counts(found).items():
        title = knowledge.instruments[instrument].title
        if part and instrument != told:
            yield wrapped(f"《{title}》", terminal())
        told = instrument
        name = f"  {cite(part)}" if part else f"《{title}》"
        row = "".join(f"{each or '·':>{OTHER}}" for each in (sum(number.values()), *(number[one] for one in STATUS)))
        lines = wrapped(name, FIRST - 4, indent=2, first=0).split("\n")
        yield from lines[:-1]
        yield padded(lines[-1], FIRST - 4) + row


def _open(found: tuple[Account, ...]) -> Iterator[str]:
    """Every clause that no rule encodes, with its reason; headings say nothing and are left out."""
    without = [each for each in found if each.clause.status not in ("encoded", "heading")]
    if without:
        yield "\n没有编码的"
    for each in without:
        line = f"  {each.cited}　{each.clause.title}（{STATUS[each.clause.status]}）"
        reason = f"：{each.clause.reason}" if each.clause.reason else ""
        yield wrapped(line + reason, terminal() - 2, indent=6, first=0)


def all_text(found: tuple[Account, ...]) -> str:
    """Every clause with the rules that encode it and the number of cases that touch it."""
    return "\n".join(line for each in found for line in _brief(each))


def _brief(each: Account) -> Iterator[str]:
    head = f"{each.id}　{each.clause.title}（{STATUS[each.clause.status]}"
    used = f"，用到它的算例{len(each.cases)}个" if each.rules else ""
    yield wrapped(f"{head}{used}）", terminal() - 2, indent=4, first=0)
    if each.rules:
        yield "    " + wrapped("规则：" + "、".join(rule.id for rule in each.rules), terminal() - 2, indent=6, first=4)
    if each.clause.reason:
        yield "    " + wrapped(each.clause.reason, terminal() - 2, indent=6, first=4)


def clause_text(each: Account) -> str:
    """One clause: its rules with their places, the contradictions and gaps that cite it, the cases."""
    return "\n".join(_whole(each))


def _whole(each: Account) -> Iterator[str]:
    width = terminal() - 2
    yield wrapped(f"{each.id}　{each.cited}　{each.clause.title}（{STATUS[each.clause.status]}）", width,
                  indent=4, first=0)
    if each.clause.reason:
        yield "  " + wrapped(each.clause.reason, width, indent=4, first=2)
    if each.rules:
        yield f"规则{len(each.rules)}条"
    for rule in each.rules:
        yield "  " + wrapped(f"{rule.id}　{rule.title}（{rule.place}）", width, indent=6, first=2)
    for word, names in (("矛盾", each.tensions), ("文件没有给出的", each.gaps), ("用到它的算例", each.cases)):
        if names:
            yield f"{word}{len(names)}{'个' if word.endswith('算例') else '处'}"
            yield "  " + wrapped("、".join(names), width, indent=2, first=2)
