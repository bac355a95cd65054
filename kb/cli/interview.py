"""`banshi interview SERVICE`: asks, best question first, until the answer no longer depends on anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kb.cli import phrasing
from kb.cli.main import Place
from kb.cli.options import check_service, read_day, read_situation, situation
from kb.cli.questions import Interview
from kb.cli.session import Session, line_reader
from kb.cli.wide import terminal, wrapped


@click.command("interview", help="逐项提问，先问影响最大的，问到结论不再变化为止。可以返回、修改、随时结束。")
@click.argument("service", metavar="事项")
@situation
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: Any) -> None:
    """Ask until nothing is open, then print the answer and the command that gives it again."""
    knowledge = place.load()
    check_service(knowledge, service, facts_file)
    day = read_day("as_of", as_of, facts_file) or date.today()
    interview = Interview(knowledge, service, read_situation(sets, facts_file), day, engine)
    Session(interview, line_reader()).run()
    from kb.cli.show import show

    click.echo()
    show(interview.answer, knowledge)
    left = phrasing.open_ends(interview)
    if left:
        click.echo()
        click.echo(wrapped(left, terminal(), 2))
    click.echo("\n再查一次同样的情形：")
    click.echo(phrasing.same_again(interview.program.service.id, interview.state.facts, day, place.rules, engine))
