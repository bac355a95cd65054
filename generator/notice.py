"""`banshi notice SERVICE`: the one-time notice (一次性告知单) for an application."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import notify
from generator.content.application import Application
from generator.handed import Handed, had, read
from generator.options import publishing
from kb.cli.options import read_day, read_situation, situation
from kb.cli.output import deliver
from kb.findings import KbError, problem

if TYPE_CHECKING:
    from kb.cli.main import Place
    from kb.engine.runner import EngineName


@click.command("notice", help="生成一次性告知单：缺什么、错在哪里、怎样才对，一次说全。没有问清的情况不替申请人假定。")
@click.argument("service", metavar="事项")
@situation
@click.option("--have", "have", multiple=True, metavar="材料[=哪里不对]", help="已经交来的一份材料，可以多次使用")
@click.option("--handed-in", "handed_file", type=click.Path(path_type=Path), default=None, metavar="文件",
              help="从 YAML 文件读申请人、环节和交来的材料")
@click.option("--step", "steps", multiple=True, metavar="环节", help="这次申请的环节；不给就是全部环节")
@publishing
@click.pass_obj
def command(place: Place, service: str, sets: tuple[str, ...], facts_file: Path | None, as_of: str | None,
            engine: EngineName, have: tuple[str, ...], handed_file: Path | None, steps: tuple[str, ...], form: str,
            binary: bool, out: Path | None, force: bool) -> None:
    """Print a notice or write it to a file; the command line wins over the file of what was handed in."""
    told = read(handed_file) if handed_file is not None else Handed(Application())
    facts = {**told.facts, **read_situation(sets, facts_file)}
    day = read_day("as_of", as_of, facts_file) or told.as_of
    application = replace(told.application, handed_in={**told.application.handed_in, **had(have)},
                          steps=steps or told.application.steps)

    def make() -> str | bytes:
        knowledge = place.load()
        if told.service and knowledge.service(told.service) is not knowledge.service(service):
            raise KbError(problem("S509", "other-service", hint="改正其中一个",
                                  message=f"{handed_file} 写的是 `{told.service}`，问的却是 `{service}`"))
        return notify(knowledge, service, application, facts, day, form, engine=engine)

    deliver(make, out, binary=binary, force=force)
