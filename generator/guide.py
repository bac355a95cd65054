"""`banshi guide SERVICE`: the guide (办事指南) to a service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import build
from generator.options import publishing
from kb.cli.options import check_service, read_day, read_situation, situation
from kb.cli.output import deliver

if TYPE_CHECKING:
    from kb.cli.main import Place
    from kb.engine.runner import EngineName


@click.command("guide", help="生成办事指南。不给情况时，各种情形都写；给了情况，只写这一种。")
@click.argument("service", metavar="事项")
@situation
@publishing
@click.option("--gaps", is_flag=True, help="只列还缺什么、要问谁")
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: EngineName, form: str, binary: bool, out: Path | None, force: bool, gaps: bool) -> None:
    """Print a guide or write it to a file."""
    facts = read_situation(sets, facts_file)
    day = read_day("as_of", as_of, facts_file)

    def make() -> str | bytes:
        knowledge = place.load()
        check_service(knowledge, service, facts_file)
        return build(knowledge, service, facts, day, form, engine=engine, gaps=gaps)

    deliver(make, out, binary=binary, force=force)
