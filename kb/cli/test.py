"""`banshi test`: run the worked cases."""

from __future__ import annotations

from pathlib import Path

import click

from kb.clauses.model import Case
from kb.cli.main import Place
from kb.findings import KbError, problem


@click.command("test", help="运行算例；可以只给出一个或几个算例文件、目录或编号。")
@click.argument("paths", nargs=-1, metavar="[算例]...")
@click.option("--engine", type=click.Choice(["durable", "python"]), default="durable", show_default=True)
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], engine: str) -> None:
    """Run the cases that stand in the given files, or all."""
    from kb.engine.cases import run_case

    place: Place = ctx.obj
    knowledge = place.load()
    cases = [each for each in knowledge.rulebook.cases if not paths or any(_is_in(each, path) for path in paths)]
    if not cases:
        raise KbError(problem("S507", "no-cases", f"没有找到算例：{' '.join(paths)}",
                              hint="给出 cases 目录下的文件、目录或算例编号"))
    failed = 0
    for case in cases:
        result = run_case(knowledge, case, engine)  # type: ignore[arg-type]
        if not result.passed:
            failed += 1
            click.echo(f"不符 {case.id}({case.place}) {case.title}")
            for each in result.differences:
                click.echo(f"    {each}")
    click.echo(f"算例{len(cases)}个，符合{len(cases) - failed}个，不符{failed}个")
    ctx.exit(1 if failed else 0)


def _is_in(case: Case, path: str) -> bool:
    """Whether a case has this id, or stands in this file or folder (as printed, or relative to anywhere)."""
    wanted, shown = Path(path).as_posix().rstrip("/"), case.place.file
    within = wanted.partition("rules/")[2] or wanted
    return case.id == path or f"/{shown}".endswith(f"/{within}") or f"/{within}/" in f"/{shown}"
