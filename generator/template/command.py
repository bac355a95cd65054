"""The command line of `banshi template`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.template.content import filled
from kb.cli.options import check_service, read_day, read_situation, situation
from kb.cli.output import write

if TYPE_CHECKING:
    from kb.cli.main import Place
    from kb.engine.runner import EngineName

FORMATS = ("yaml", "xlsx", "csv")


@click.command("template", help="生成部门文件的模板：按规则库预先填好环节、部门、时限、材料和先后，照实际改了再审查。")
@click.argument("service", metavar="事项")
@situation
@click.option("--format", "form", type=click.Choice(FORMATS), default=None,
              help="输出格式；不写时看文件名，再不然是 yaml")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件",
              help="写到文件；yaml 和 csv 不给就打印出来")
@click.option("--force", is_flag=True, help="文件已经存在时覆盖")
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: EngineName, form: str | None, out: Path | None, force: bool) -> None:
    """Print a template or write it to a file."""
    from generator.template.text import csv_text, yaml_text

    form = form or _by_name(out)
    if out is None and form == "xlsx":
        raise click.UsageError("XLSX 要用 --out 写到文件")
    knowledge = place.load()
    check_service(knowledge, service, facts_file)
    data = filled(knowledge, service, read_situation(sets, facts_file), read_day("as_of", as_of, facts_file), engine)
    content: str | bytes
    if form == "xlsx":
        from generator.template.workbook import workbook

        content = workbook(knowledge, data)
    else:
        content = (csv_text if form == "csv" else yaml_text)(knowledge, data)
    if out is None:
        click.echo(content, nl=False)
        return
    write(content, out, force=force)
    click.echo(f"已写入 {out}", err=True)


def _by_name(out: Path | None) -> str:
    ending = out.suffix.lower().lstrip(".") if out else ""
    return ending if ending in FORMATS else "yaml"
