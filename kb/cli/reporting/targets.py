"""Where each report goes: to the screen, or to a file that nothing stands in the way of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.output import check, write
from kb.cli.reporting import Report
from kb.findings import KbError, problem

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge
    from kb.linter.outcome.reviewed import Outcome


@dataclass(frozen=True, slots=True)
class Target:
    """A report and its file; without one it is printed."""

    form: str
    report: Report
    path: Path | None


def targets(wanted: Mapping[str, Report], out: Path | None, inputs: Iterable[Path], *, force: bool) -> list[Target]:
    """The reports wanted, each with its place.

    One report goes to `out`, or is printed. Of several, those for the screen are printed; the others go to `out`,
    each with its own ending if there are several. KbError S661-S663 as in `output.check`, S644 no file given for a
    report that needs one, S654 the file is one of the documents under review.
    """
    printed = [name for name, each in wanted.items() if each.screen and (len(wanted) > 1 or out is None)]
    filed = [name for name in wanted if name not in printed]
    if out is None and (len(filed) > 1 or (filed and (printed or wanted[filed[0]].binary))):
        what = "、".join(filed)
        raise KbError(problem("S644", "no-file", f"{what} 要写到文件里", hint="用 --out 给出文件名"))
    if out is not None and not filed:
        raise KbError(problem("S644", "nothing-to-write", "给出的格式都打印在屏幕上，没有要写到文件里的",
                              hint="去掉 --out，或者加一种写到文件的格式"))
    found = [Target(name, wanted[name], None) for name in printed]
    for name in filed:
        path = out if out is None or len(filed) == 1 else out.with_name(f"{out.name}.{wanted[name].ending}")
        found.append(Target(name, wanted[name], path))
    clear((each.path for each in found if each.path is not None), inputs, force=force)
    return found


def clear(paths: Iterable[Path], inputs: Iterable[Path], *, force: bool) -> None:
    """Nothing stands in the way of these files; else KbError S661, S662, S654."""
    reviewed = {each.resolve() for each in inputs}
    for path in paths:
        if path.resolve() in reviewed:
            raise KbError(problem("S654", "would-overwrite", f"{path} 是正在审查的文件，没有覆盖",
                                  hint="把报告写到另一个文件"))
        check(path, force=force)


def deliver(target: Target, knowledge: Knowledge, outcome: Outcome, *, force: bool) -> None:
    """Print one report, or write it to its file. KbError S663 when it cannot be written."""
    said = target.report.render(knowledge, outcome)
    if target.path is None:
        click.echo(said, nl=False)
        return
    write(click.unstyle(said) if isinstance(said, str) else said, target.path, force=force)
    click.echo(f"已写入 {target.path}", err=True)
