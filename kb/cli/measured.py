"""How much the worked cases try, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kb.cli.wide import padded, terminal, wrapped
from kb.engine import mutation
from kb.engine.answer import plain
from kb.engine.bench import Tried
from kb.engine.coverage import KINDS, Coverage
from kb.engine.mutants import Mutant
from kb.engine.mutation import Mutation


def coverage_text(found: Coverage) -> str:
    """A line per kind of demand, then everything that no case tries, file by file."""
    return "\n".join(_coverage(found))


def _coverage(found: Coverage) -> Iterator[str]:
    width = terminal()
    yield f"算例{found.cases}个"
    for kind, demanded in found.demanded.items():
        lacking = found.counts.get(kind, 0)
        yield f"  {padded(KINDS[kind], 20)}要试{demanded:>4}处  " + (f"没试到{lacking}处" if lacking else "都试到了")
    file = ""
    for each in sorted(found.lacking, key=lambda one: one.place):
        if each.place.file != file:
            file = each.place.file
            yield f"\n{file}"
        line = f"  {each.place.line}: "
        yield line + wrapped(each.lacking, width - 2, indent=6, first=len(line))
    total = len(found.lacking)
    yield f"\n没有算例试到的共{total}处" if total else "算例试到了所有规则、例外和界限"


def mutation_text(found: Mutation) -> str:
    """What became of the mutants kind by kind, then every survivor with its place and a case that would find it."""
    return "\n".join(_mutation(found))


def _mutation(found: Mutation) -> Iterator[str]:
    killed, survived, equivalent = (found.those(state) for state in ("killed", "survived", "equivalent"))
    for kind, word in mutation.KINDS.items():
        counts = [sum(each.kind == kind for each, _ in some) for some in (killed, survived, equivalent)]
        if any(counts):
            shown = zip(("改错", "发现", "没发现", "等于没改"), (sum(counts), *counts), strict=True)
            yield f"  {word}　" + "，".join(f"{name}{count:>5}处" for name, count in shown)
    for title, some in (("没发现的", survived), ("改了等于没改的（已证明没有情形能区分）", equivalent)):
        file = ""
        for each, tried in sorted(some, key=lambda one: one[0].place):
            if not file:
                yield f"\n{title}"
            if each.place.file != file:
                file = each.place.file
                yield f"{file}"
            yield from _mutant(each, tried)
    total = len(killed) + len(survived)
    yield f"\n得分 {found.score:.1%}：{total}处错里发现{len(killed)}处，没发现{len(survived)}处"


def _mutant(each: Mutant, tried: Tried) -> Iterator[str]:
    width = terminal()
    line = f"  {each.place.line}: "
    yield line + wrapped(f"`{each.about}` {mutation.KINDS[each.kind]}：{each.what}", width, indent=6, first=len(line))
    if tried.example:
        facts = ", ".join(f"{name}: {plain(value)}" for name, value in tried.example.items())
        yield " " * 6 + wrapped(f"能区分的情形（{tried.service}）：{{{facts}}}", width, indent=8, first=6)
