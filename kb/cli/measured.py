"""How much the worked cases try, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kb.cli.wide import padded, terminal, wrapped
from kb.engine.coverage import KINDS, Coverage


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
