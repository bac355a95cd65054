"""`banshi graph SERVICE`: what waits for what, drawn from the rules that hold for the given facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kb.cli.main import Place
from kb.cli.options import read_day, read_situation, situation
from kb.findings import KbError, problem


@click.command("graph", help="输出事项的依赖关系图：环节、材料、先后顺序。不办的环节画成虚线。")
@click.argument("service", metavar="事项")
@situation
@click.option("--format", "form", type=click.Choice(["dot", "json", "mermaid"]), default="json", show_default=True,
              help="输出格式")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="文件",
              help="写到文件；已有的文件不覆盖")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: Any, form: str, out: Path | None, force: bool) -> None:
    """Print the graph, or write it to a file."""
    from kb.cli import drawing

    if out is not None and out.exists() and not force:
        raise KbError(problem("S509", "file-exists", f"文件已经存在：{out}", hint="换一个文件名，或者加 --force 覆盖"))
    day = read_day("as_of", as_of, facts_file) or date.today()
    picture = drawing.picture(place.load(), service, read_situation(sets, facts_file), day, engine)
    text = drawing.FORMATS[form](picture)
    if out is None:
        click.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")
        click.echo(f"已写入 {out}")
