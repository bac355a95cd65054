"""`banshi test`: run the worked cases, or measure how much they try."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.main import Place
from kb.cli.options import FORMAT, print_json
from kb.findings import KbError, problem
from kb.findings import Place as Where

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge


@click.command("test", help="运行算例；可以只给出一个或几个算例文件、目录或编号。"
                            "加 --coverage 列出算例还没有试到的规则、例外和界限；"
                            "加 --mutate 把规则逐处改错，看算例能不能发现。")
@click.argument("paths", nargs=-1, metavar="[算例]...")
@click.option("--coverage", "measure", is_flag=True, help="列出没有算例试到的内容；给出路径就只看其中的规则")
@click.option("--mutate", "mutating", is_flag=True, help="逐处改错规则，列出算例没发现的；给出路径就只改其中的规则")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="--mutate 用几个进程")
@click.option("--engine", type=click.Choice(["durable", "python"]), default="durable", show_default=True)
@FORMAT
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], measure: bool, mutating: bool, jobs: int, engine: str,
            form: str) -> None:
    """Run the cases that stand in the given files, or all; exit 1 when one fails or something is not tried."""
    place: Place = ctx.obj
    knowledge = place.load()
    if measure and mutating:
        raise click.UsageError("--coverage 和 --mutate 一次只能用一个")
    if mutating:
        wrong = _mutate(knowledge, paths, jobs, form)
    else:
        wrong = _coverage(knowledge, paths, form) if measure else _cases(knowledge, paths, engine, form)
    ctx.exit(1 if wrong else 0)


def _cases(knowledge: Knowledge, paths: tuple[str, ...], engine: str, form: str) -> bool:
    from kb.engine.cases import run_case

    cases = [each for each in knowledge.rulebook.cases if _chosen(paths)(each.id, each.place)]
    if not cases:
        raise KbError(problem("S507", "no-cases", f"没有找到算例：{' '.join(paths)}",
                              hint="给出 cases 目录下的文件、目录或算例编号"))
    results = [run_case(knowledge, each, engine) for each in cases]  # type: ignore[arg-type]
    failed = [each for each in results if not each.passed]
    if form == "json":
        print_json({"cases": len(cases), "failed": [
            {"id": each.case.id, "title": each.case.title, "file": each.case.place.file,
             "line": each.case.place.line, "differences": list(each.differences)} for each in failed]})
        return bool(failed)
    for each in failed:
        click.echo(f"不符 {each.case.id}({each.case.place}) {each.case.title}")
        for difference in each.differences:
            click.echo(f"    {difference}")
    click.echo(f"算例{len(cases)}个，符合{len(cases) - len(failed)}个，不符{len(failed)}个")
    return bool(failed)


def _coverage(knowledge: Knowledge, paths: tuple[str, ...], form: str) -> bool:
    from kb.cli.measured import coverage_text
    from kb.engine.coverage import coverage

    chosen = _chosen(paths)
    found = coverage(knowledge, lambda each: chosen(each.about, each.place))
    if not found.demanded:
        raise _nothing(paths)
    if form == "json":
        print_json(found.to_json())
    else:
        click.echo(coverage_text(found))
    return bool(found.lacking)


def _mutate(knowledge: Knowledge, paths: tuple[str, ...], jobs: int, form: str) -> bool:
    from kb.cli.measured import mutation_text
    from kb.engine.cases import run_case
    from kb.engine.mutation import mutate

    failing = [each for each in knowledge.rulebook.cases if not run_case(knowledge, each, "python").passed]
    if failing:
        raise KbError([problem("S510", "case-fails", f"算例 `{each.id}` 现在就不符，没法用来找错", each.place,
                               "先用 banshi test 把算例改到全部符合") for each in failing])
    chosen = _chosen(paths)
    found = mutate(knowledge, lambda each: chosen(each.about, each.place), jobs)
    if not found.results:
        raise _nothing(paths)
    if form == "json":
        print_json(found.to_json())
    else:
        click.echo(mutation_text(found))
    return bool(found.those("survived"))


def _nothing(paths: tuple[str, ...]) -> KbError:
    return KbError(problem("S507", "no-rules-there", f"这里没有规则：{' '.join(paths)}",
                           hint="给出规则目录下的文件、目录或规则编号"))


def _chosen(paths: tuple[str, ...]) -> Callable[[str, Where], bool]:
    """Whether something with an id and a place is meant by the arguments; everything is when there are none."""
    return lambda name, place: not paths or any(name == path or _is_in(place.file, path) for path in paths)


def _is_in(shown: str, path: str) -> bool:
    """Whether a file is this one or below this folder (as printed, or relative to anywhere)."""
    wanted = Path(path).as_posix().rstrip("/")
    within = wanted.partition("rules/")[2] or wanted
    return f"/{shown}".endswith(f"/{within}") or f"/{within}/" in f"/{shown}"
