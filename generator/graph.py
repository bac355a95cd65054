"""`banshi graph SERVICE`: what waits for what, drawn from the rules that hold for the given facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kb.cli.main import Place
from kb.cli.options import check_service, read_day, read_situation, situation
from kb.cli.output import deliver


@click.command("graph", help="输出事项的依赖关系图：环节、材料、先后顺序。不办的环节画成虚线。")
@click.argument("service", metavar="事项")
@situation
@click.option("--format", "form", type=click.Choice(["dot", "json", "mermaid", "svg"]), default="json",
              show_default=True, help="输出格式")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件",
              help="写到文件；已有的文件不覆盖")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: Any, form: str, out: Path | None, force: bool) -> None:
    """Print the graph, or write it to a file."""
    def make() -> str:
        from generator.drawing import graph
        from kb.cli import drawing

        day = read_day("as_of", as_of, facts_file) or date.today()
        knowledge = place.load()
        check_service(knowledge, service, facts_file)
        picture = drawing.picture(knowledge, service, read_situation(sets, facts_file), day, engine)
        return {**drawing.FORMATS, "svg": graph.draw}[form](picture).rstrip("\n") + "\n"

    deliver(make, out, binary=False, force=force)
