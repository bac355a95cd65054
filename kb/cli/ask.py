"""`banshi ask SERVICE`: the answer for one situation."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kb.cli.main import Place
from kb.cli.options import FORMAT, check_service, print_json, read_day, read_situation, situation


@click.command("ask", help="就一个具体情形查询。情况用 --set 给出，没有给出的按“不知道”处理。")
@click.argument("service", metavar="事项")
@situation
@click.option("--start", default=None, metavar="日期", help="从这一天递交申请起，算出每个环节的日期")
@click.option("--explain", type=click.Choice(["applied", "all"]), default="applied", show_default=True,
              help="all 还列出考虑过而不成立的规则")
@click.option("--full", is_flag=True, help="列出权利、义务、公开事项和文件矛盾的全文")
@FORMAT
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: Any, start: str | None, explain: Any, full: bool, form: str) -> None:
    """Print the answer."""
    from kb.engine.ask import ask

    knowledge = place.load()
    check_service(knowledge, service, facts_file)
    begins = read_day("start", start, facts_file)
    day = read_day("as_of", as_of, facts_file) or begins or date.today()
    facts = read_situation(sets, facts_file)
    answer = ask(knowledge, service, facts, day, start=begins, explain=explain, engine=engine)
    if form == "json":
        print_json(answer.to_json())
        return
    from kb.cli.show import show

    show(answer, knowledge, full=full)
