"""`banshi guide SERVICE`: the guide (办事指南) to a service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import build
from generator.formats import formats
from generator.output import write
from kb.cli.options import read_day, read_situation, situation

if TYPE_CHECKING:
    from kb.cli.main import Place
    from kb.engine.runner import EngineName


@click.command("guide", help="生成办事指南。不给情况时，各种情形都写；给了情况，只写这一种。")
@click.argument("service", metavar="事项")
@situation
@click.option("--format", "form", type=click.Choice(list(formats())), default="md", show_default=True, help="输出格式")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件", help="写到文件；不给就打印出来")
@click.option("--force", is_flag=True, help="文件已经存在时覆盖")
@click.option("--gaps", is_flag=True, help="只列还缺什么、要问谁")
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: EngineName, form: str, out: Path | None, force: bool, gaps: bool) -> None:
    """Print a guide or write it to a file."""
    facts = read_situation(sets, facts_file)
    day = read_day("as_of", as_of, facts_file)
    text = build(place.load(), service, facts, day, form, engine=engine, gaps=gaps)
    if out is None:
        click.echo(text, nl=False)
        return
    write(text, out, force=force)
    click.echo(f"已写入 {out}", err=True)
